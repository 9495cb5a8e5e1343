"""Outlines from GeoJSON files."""

import json

import pytest

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Invalid
from kentongan.domain.regions.actions import boundaries, load_boundaries
from kentongan.domain.regions.models import Boundary
from tests import cast

pytestmark = pytest.mark.django_db
SQUARE = [[[110.0, -6.0], [110.2, -6.0], [110.2, -6.2], [110.0, -6.2], [110.0, -6.0]]]


@pytest.fixture(autouse=True)
def _regions(db):
    cast.plant_regions()


def write(tmp_path, *features, name="batas.geojson"):
    file = tmp_path / name
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return file


def feature(code, coordinates=SQUARE, kind="Polygon"):
    return {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def test_outlines_are_kept_with_their_middle(tmp_path):
    by_id = {"id": cast.REBAN, "geometry": {"type": "MultiPolygon", "coordinates": [SQUARE]}}
    assert load_boundaries([write(tmp_path, feature(cast.GEMBONG), by_id)], by=System()) == 2
    outline = Boundary.objects.get(region=cast.GEMBONG)
    assert (outline.lon, outline.lat) == (110.1, -6.1)
    assert outline.geometry == [SQUARE]
    assert outline.source == "batas.geojson"


def test_loading_again_replaces(tmp_path):
    load_boundaries([write(tmp_path, feature(cast.GEMBONG))], by=System())
    load_boundaries([write(tmp_path, feature(cast.GEMBONG))], source="BIG", by=System())
    assert Boundary.objects.get().source == "BIG"


def test_points_are_rounded_and_repeats_left_out(tmp_path):
    ring = [[110, -6], [110.0000001, -6], [110.2, -6.1234567], [110, -6.2], [110, -6]]
    load_boundaries([write(tmp_path, feature(cast.GEMBONG, [ring]))], by=System())
    assert Boundary.objects.get().geometry == [[[[110, -6], [110.2, -6.12346], [110, -6.2], [110, -6]]]]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (feature("33.18.99"), "33.18.99"),
        (feature("<b>"), "<b>"),
        (feature(cast.REBAN, [110.0, -6.0], "Point"), "Polygon"),
        (feature(cast.REBAN, [[[999, 0], [1, 1], [2, 2], [999, 0]]]), "bujur"),
        (feature(cast.REBAN, [[[float("nan"), 0], [1, 1], [2, 2], [float("nan"), 0]]]), cast.REBAN),
        (feature(cast.REBAN, [[[0, 0], [1, 1], [2, 2]]]), "tertutup"),
        (feature(cast.REBAN, [[["0", 0], [1, 1], [2, 2], ["0", 0]]]), "angka"),
        (feature(cast.REBAN, []), "kosong"),
        ("bukan", "Polygon"),
    ],
)
def test_a_wrong_outline_is_named_and_nothing_is_loaded(tmp_path, wrong, said):
    with pytest.raises(Invalid, match=said):
        load_boundaries([write(tmp_path, feature(cast.GEMBONG), wrong)], by=System())
    assert not Boundary.objects.exists()


@pytest.mark.parametrize("content", ["", "[1]", '{"features": {}}', "[" * 100_000, "\xff"])
def test_a_file_that_is_no_geojson_is_refused(tmp_path, content):
    file = tmp_path / "batas.geojson"
    file.write_bytes(content.encode("latin-1"))
    with pytest.raises(Invalid, match=r"batas\.geojson"):
        load_boundaries([file], by=System())


def test_a_file_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(boundaries, "_MAX_BYTES", 10)
    with pytest.raises(Invalid, match="20 MB"):
        load_boundaries([write(tmp_path, feature(cast.GEMBONG))], by=System())
