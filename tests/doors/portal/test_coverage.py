"""The public coverage page: figures with their date and source, what is missing, a small map."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kentongan.domain.core.acting import System
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.actions import load_boundaries
from kentongan.domain.regions.models import Region, RegionSource
from tests.cast import BERMI, COUNTRY, GEMBONG, PATI
from tests.doors.pages import queries_of, text_of, weight_of


def address(code: str, query: str = "") -> str:
    """The coverage page of the area."""
    return f"/wilayah/{code}/capaian/{query}"


def test_a_regency_tells_its_numbers_date_and_source(client: Client, bermi: Group) -> None:
    RegionSource.objects.create(name="Kepmendagri", on="2025-01-01")
    page = client.get(address(PATI))
    words = text_of(page)

    assert (page.context["board"].total.covered, page.context["board"].total.denominator) == (1, 17)
    assert "jumlah tempat menurut Kepmendagri, 1 Januari 2025" in words
    assert "Kedungbulus" in words
    assert address(PATI) in client.get(f"/wilayah/{PATI}/").content.decode()


def test_desa_kelurahan_and_districts_are_apart(client: Client, bermi: Group) -> None:
    """P2."""
    found = {
        unit: client.get(address(PATI, f"?satuan={unit}")).context["board"].total.denominator
        for unit in ("desa", "kelurahan", "district")
    }
    assert found == {"desa": 17, "kelurahan": 1, "district": 10}


def test_the_country_and_a_day_before(client: Client, bermi: Group) -> None:
    assert client.get(address(COUNTRY)).context["board"].total.covered == 1
    assert client.get(address(COUNTRY, "?tanggal=2020-01-01")).context["board"].total.covered == 0
    assert client.get(address(COUNTRY, "?tanggal=kapan")).status_code == 200


def test_a_village_has_no_such_page(client: Client, bermi: Group) -> None:
    assert client.get(address(BERMI)).status_code == 404


@pytest.mark.parametrize("code", [COUNTRY, "33", PATI, GEMBONG])
def test_the_page_takes_few_queries(client: Client, bermi: Group, code: str) -> None:
    assert queries_of(client, address(code)) <= 12


def test_the_map_is_small_enough_for_the_page(client: Client, bermi: Group, tmp_path: Path) -> None:
    def ring(number: int) -> list[Any]:
        return [[[number, 0], [number, 1], [number + 0.9, 1.2], [number + 1, 0], [number, 0]]]

    features = [
        {"properties": {"code": area.code}, "geometry": {"type": "Polygon", "coordinates": ring(number)}}
        for number, area in enumerate(Region.objects.children_of(PATI))
    ]
    path = tmp_path / "batas.geojson"
    path.write_text(json.dumps({"features": features}))
    load_boundaries([path], by=System())
    page = client.get(address(PATI))

    assert "<svg" in page.content.decode()
    assert weight_of(page.content) <= 9 * 1024
