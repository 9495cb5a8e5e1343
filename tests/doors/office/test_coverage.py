"""Coverage and targets in the office: figures, map, what is missing, and the way of a target."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kentongan.domain.core.acting import System
from kentongan.domain.indicators.actions import cite_figure, set_target
from kentongan.domain.indicators.models import Target
from kentongan.domain.regions.actions import load_boundaries
from kentongan.domain.regions.models import Boundary, FormerBoundary, Region
from tests.cast import BATANG, CENTRAL_JAVA, GEMBONG, KEDUNGBULUS, PATI, TUBAN
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.groups.making import decree, kim, region
from tests.indicators.tuban import FOUNDED, PLANNED_2022, found_groups, plan
from tests.releases.making import Office

PAGE = "/kantor/capaian/"
TARGETS = f"{PAGE}target/"


def square(number: int) -> list[Any]:
    """A field of its own for each area."""
    return [[[number, 0], [number, 1], [number + 1, 1], [number + 1, 0], [number, 0]]]


def outline(tmp_path: Path, codes: list[str], shift: int = 0) -> None:
    """Boundaries of the areas from a file."""
    features = [
        {"properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": square(number + shift)}}
        for number, code in enumerate(codes)
    ]
    path = tmp_path / "batas.geojson"
    path.write_text(json.dumps({"features": features}))
    load_boundaries([path], by=System())


def test_the_regency_names_its_villages_without_a_group(office: Office, head: Client) -> None:
    kim(KEDUNGBULUS, "KIM Dua", founded_on=date(2023, 1, 1))
    page = head.get(f"{PAGE}?wilayah={PATI}&satuan=desa")
    total = page.context["board"].total

    assert (total.covered, total.denominator) == (1, 17)
    assert len(page.context["missing"]) == 16
    assert "Penyebut" not in text_of(page) or page.context["board"].source
    assert unlabelled(page.content.decode()) == []


def test_the_page_opens_on_what_the_area_plans_for(office: Office, head: Client) -> None:
    assert head.get(f"{PAGE}?wilayah={PATI}").context["board"].unit == "village"
    today = timezone.localdate()
    set_target(region=region(PATI), level="district", year=today.year, count=5, reason="Rapat", by=System())
    assert head.get(f"{PAGE}?wilayah={PATI}").context["board"].unit == "district"
    assert head.get(f"{PAGE}?wilayah={PATI}&satuan=desa").context["board"].unit == "desa"


def test_both_formulas_stand_side_by_side(office: Office, head: Client) -> None:
    for name in ("KIM Satu", "KIM Dua", "KIM Tiga"):
        kim(KEDUNGBULUS, name, founded_on=date(2023, 1, 1))
    words = text_of(head.get(f"{PAGE}?wilayah={PATI}&satuan=district&tempat=any"))

    assert "KIM ÷ tempat: 30,0%" in words  # three groups for ten districts …
    assert "10,0%" in words  # … and one district in ten is covered


def test_it_can_be_read_as_of_a_day_beside_today(office: Office, head: Client) -> None:
    decree(kim(KEDUNGBULUS, "KIM Dua", founded_on=date(2022, 1, 1)), valid_to=date(2023, 12, 31))
    query = f"?wilayah={PATI}&satuan=desa&tahap=recognised&tanggal=2023-12-31&banding=on"
    page = head.get(PAGE + query)

    assert page.context["board"].total.covered == 1
    assert page.context["now"].covered == 0
    assert "per 31 Desember 2023" in text_of(page)


@pytest.mark.parametrize("query", ["?satuan=rt&tahap=x&rinci=9&tanggal=kemarin", f"?wilayah={PATI}&rinci=2"])
def test_what_is_not_understood_falls_back_to_the_usual(office: Office, head: Client, query: str) -> None:
    page = head.get(PAGE + query)
    assert (page.status_code, page.context["board"].unit) == (200, "village")


def test_the_map_is_drawn_by_outlines_with_the_table_beside_it(
    office: Office, head: Client, tmp_path: Path
) -> None:
    codes = [area.code for area in Region.objects.children_of(PATI)]
    tiles = head.get(f"{PAGE}?wilayah={PATI}&satuan=desa")
    assert 'class="tiles"' in tiles.content.decode()
    outline(tmp_path, codes)
    page = head.get(f"{PAGE}?wilayah={PATI}&satuan=desa")
    assert page.context["map"]["is_outlined"]
    assert len(page.context["map"]["drawing"].encode()) <= 60_000
    row = next(line["row"] for line in page.context["rows"] if line["row"].region.code == GEMBONG)
    assert f"Gembong: 0% (0 / {row.denominator})" in page.context["map"]["drawing"]


def test_a_map_as_of_an_earlier_day_has_the_outlines_of_then(
    office: Office, head: Client, tmp_path: Path
) -> None:
    codes = [area.code for area in Region.objects.children_of(GEMBONG)]
    outline(tmp_path, codes)
    Boundary.objects.update(loaded_on=date(2024, 1, 1))
    old = dict(Boundary.objects.values_list("region_id", "geometry"))
    outline(tmp_path, codes, shift=5)
    then, now = (
        head.get(f"{PAGE}?wilayah={GEMBONG}&tanggal={day}").context["map"] for day in ("2024-06-01", "")
    )
    assert FormerBoundary.objects.count() == len(codes)
    assert {one.region_id: one.geometry for one in FormerBoundary.objects.all()} == old
    assert then["is_outlined"]
    assert now["is_outlined"]


def test_the_page_takes_as_many_queries_whatever_the_rows(office: Office, head: Client) -> None:
    head.get(PAGE)
    few = queries_of(head, f"{PAGE}?wilayah={GEMBONG}")
    assert queries_of(head, f"{PAGE}?wilayah={PATI}&rinci=4") <= max(few, 12)
    assert queries_of(head, f"{PAGE}?wilayah={CENTRAL_JAVA}&satuan=district") <= 12
    compared = queries_of(head, f"{PAGE}?wilayah={CENTRAL_JAVA}&satuan=district&banding=on")
    assert compared <= 15  # a second coverage beside the first, whatever the size


def test_it_prints_with_every_missing_place(office: Office, head: Client) -> None:
    page = head.get(f"{PAGE}cetak/?wilayah={PATI}&satuan=desa")
    assert "Kedungbulus" in text_of(page)


def test_t6_the_progress_page_says_nineteen_of_twenty_and_names_kerek(office: Office, visit: Visitor) -> None:
    found_groups()
    for year, names in {**FOUNDED, 2022: PLANNED_2022}.items():
        plan(year, names)
    words = text_of(visit("division_head", TUBAN).get(f"{PAGE}kemajuan/{TUBAN}/?tingkat=district"))

    assert "19 kecamatan sudah diperhitungkan dari 20" in words
    assert "2020 target tercapai 3" in words
    assert "Belum diperhitungkan Kerek" in words


def test_m11_the_cited_figures_show_both_dates(office: Office, visit: Visitor) -> None:
    for unit, number, day in (("both", 229, date(2022, 12, 13)), ("groups", 111, date(2024, 10, 22))):
        cite_figure(region=region(TUBAN), unit=unit, number=number, on=day, source="Kabar", by=System())
    words = text_of(visit("division_head", TUBAN).get(f"{PAGE}?wilayah={TUBAN}"))
    assert "111 KIM per 22 Oktober 2024" in words
    assert "229 desa dan kelurahan per 13 Desember 2022" in words
    assert "48,5%" in words


def test_a_target_is_set_from_a_pasted_list_changed_carried_over_and_cancelled(
    office: Office, head: Client
) -> None:
    form = {"year": 2025, "stage": "founded", "pasted": "Gembong\nTayu", "reason": "Program 2025"}
    made = head.post(f"{TARGETS}baru/?wilayah={PATI}&tingkat=district", form)
    target = Target.objects.get()
    assert (made.status_code, target.areas.count()) == (302, 2)

    change = {"areas": [GEMBONG], "reason": "Tayu ditunda"}
    assert head.post(f"{TARGETS}{target.pk}/ubah/", change).status_code == 302
    assert (
        head.post(f"{TARGETS}{target.pk}/alihkan/", {"year": 2026, "reason": "belum sempat"}).status_code
        == 302
    )
    later = Target.objects.get(year=2026)
    assert list(later.areas.values_list("code", flat=True)) == [GEMBONG]
    assert head.post(f"{TARGETS}{later.pk}/batal/", {"reason": "salah"}).status_code == 302

    words = text_of(head.get(f"{TARGETS}{target.pk}/"))
    for said in ("Program 2025", "Tayu ditunda", "belum sempat", "Sisa target dialihkan"):
        assert said in words


def test_all_districts_at_once(office: Office, head: Client) -> None:
    form = {"year": 2027, "stage": "founded", "every": "on", "reason": "semua kecamatan"}
    head.post(f"{TARGETS}baru/?wilayah={PATI}&tingkat=district", form)
    assert Target.objects.get().areas.count() == 10


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"pasted": "Atlantis"}, "Atlantis"),
        ({"reason": ""}, "Alasan"),
        ({"pasted": ""}, "Pilih wilayahnya"),
        ({"year": "1900"}, "2000"),
    ],
)
def test_bad_input_loses_nothing_typed(
    office: Office, head: Client, wrong: dict[str, str], said: str
) -> None:
    form = {"year": "2025", "stage": "founded", "pasted": "Gembong", "reason": "Program 2025"} | wrong
    answer = head.post(f"{TARGETS}baru/?wilayah={PATI}&tingkat=district", form)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert said in page
    assert all(value in page for value in form.values() if value)
    assert not Target.objects.exists()


def test_the_same_form_sent_twice_makes_one_target(office: Office, head: Client) -> None:
    address = f"{TARGETS}baru/?wilayah={PATI}&tingkat=district"
    token = head.get(address).context["form"]["token"].value()
    form = {"token": token, "year": 2025, "stage": "founded", "pasted": "Gembong", "reason": "x"}
    assert head.post(address, form)["Location"] == head.post(address, form)["Location"]
    assert Target.objects.count() == 1


def test_another_regency_does_not_see_or_touch_the_plan(office: Office, visit: Visitor) -> None:
    target = set_target(region=region(PATI), level="village", year=2026, count=1, reason="x", by=System())
    stranger = visit("division_head", BATANG)
    assert stranger.get(f"{TARGETS}{target.pk}/").status_code == 404
    assert stranger.get(f"{PAGE}kemajuan/{PATI}/").status_code == 404
    assert stranger.post(f"{TARGETS}{target.pk}/batal/", {"reason": "x"}).status_code == 404
    assert stranger.get(f"{TARGETS}baru/?wilayah={PATI}").status_code == 403


def test_a_reader_without_the_right_sees_no_button(office: Office, visit: Visitor) -> None:
    target = set_target(region=region(PATI), level="village", year=2026, count=1, reason="x", by=System())
    page = visit("district_officer", GEMBONG).get(f"{TARGETS}{target.pk}/")
    assert page.status_code == 200
    assert "batal/" not in page.content.decode()


def test_the_list_takes_as_many_queries_at_one_and_three_targets(office: Office, head: Client) -> None:
    head.get(TARGETS)
    set_target(region=region(PATI), level="village", year=2026, count=1, reason="x", by=System())
    one = queries_of(head, TARGETS)
    for year in (2027, 2028):
        set_target(
            region=region(PATI), level="district", year=year, stage="active", count=1, reason="x", by=System()
        )
    assert queries_of(head, TARGETS) <= one + 1  # activities are looked for once one target is about them
    assert queries_of(head, f"{PAGE}kemajuan/{PATI}/") <= 12
