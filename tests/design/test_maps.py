"""Maps and charts: small, whole, and readable without colour."""

import math
import random
import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.design import charts, gallery, maps, shapes
from kentongan.design.parts import Part, Tile


def patchwork(side: int, points: int) -> list[dict[str, Any]]:
    """An invented regency: ``side`` by ``side`` areas, ragged shared borders of ``points`` points each."""
    dice = random.Random(7)  # noqa: S311 a fixed drawing
    edges: dict[tuple[tuple[int, int], tuple[int, int]], list[list[float]]] = {}

    def edge(start: tuple[int, int], end: tuple[int, int]) -> list[list[float]]:
        first, last = sorted((start, end))
        if (first, last) not in edges:
            line = []
            for step in range(points + 1):
                share = step / points
                off = 0.002 * math.sin(math.pi * share) * dice.uniform(-1, 1)
                across = first[0] != last[0]
                lon = 111 + 0.02 * (first[0] + (last[0] - first[0]) * share) + (0 if across else off)
                lat = -7 + 0.02 * (first[1] + (last[1] - first[1]) * share) + (off if across else 0)
                line.append([lon, lat])
            edges[first, last] = line
        return edges[first, last] if (first, last) == (start, end) else edges[first, last][::-1]

    features = []
    for x in range(side):
        for y in range(side):
            corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]
            ring = [point for start, end in pairwise(corners) for point in edge(start, end)[:-1]]
            ring.append(ring[0])
            geometry = {"type": "MultiPolygon", "coordinates": [[ring]]}
            features.append(
                {"properties": {"code": f"{x}.{y}", "name": f"Desa <{x}&{y}>"}, "geometry": geometry}
            )
    return features


def test_a_regency_of_four_hundred_villages_fits_in_60_kb() -> None:
    features = patchwork(20, 60)
    values = {feature["properties"]["code"]: float(index % 11) for index, feature in enumerate(features)}
    svg = maps.choropleth(
        features, values, label="Contoh", hrefs={code: f"/wilayah/{code}/" for code in values}
    )
    assert len(svg.encode()) <= 60_000
    assert svg.count("<path") == svg.count("<title>") == svg.count("<a ") == 400
    assert "Desa <0" not in svg
    assert "Desa &lt;0&amp;0&gt;: 0" in svg


def test_what_cannot_fit_is_said() -> None:
    with pytest.raises(ValueError, match="do not fit in 500 bytes"):
        maps.choropleth(patchwork(4, 4), {}, label="x", max_bytes=500)


def test_neighbours_keep_their_border_when_it_is_simplified() -> None:
    outlines, _ = shapes.project([shapes.rings_of(one["geometry"]) for one in patchwork(2, 40)], 720)
    simple = shapes.simplify(outlines, 15)
    before = sum(len(ring) for rings in outlines for ring in rings)
    assert sum(len(ring) for rings in simple for ring in rings) < before / 2
    borders = [
        {frozenset(pair) for pair in zip(ring, [*ring[1:], ring[0]], strict=True)}
        for rings in simple
        for ring in rings
    ]
    assert borders[0] & borders[1]
    assert sum(shapes.area(ring) for rings in simple for ring in rings) == pytest.approx(
        _hull(borders, simple), rel=1e-9
    )


def _hull(borders: list[set[frozenset[shapes.Point]]], simple: list[list[shapes.Ring]]) -> float:
    """The area within what only one area borders: the sum of areas when nothing gapes or overlaps."""
    total = 0.0
    for own, rings in zip(borders, simple, strict=True):
        others = set().union(*(other for other in borders if other is not own))
        for ring in rings:
            for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
                if frozenset(((ax, ay), (bx, by))) not in others:
                    total += (ax * by - bx * ay) / 2
    return total


def test_each_shade_has_its_letter_in_the_map_and_in_the_legend() -> None:
    scale = maps.Scale((1, 3, 6, 9))
    svg = maps.choropleth(gallery.sample_map(), gallery.SAMPLE_VALUES, label="KIM", unit="KIM", scale=scale)
    assert re.findall(r"<text[^>]*>(.)</text>", svg) == ["A", "B", "C", "D", "E", "–"]
    assert "Pesisir: belum ada angka" in svg
    assert re.findall(r"<b>(.)</b>", maps.map_legend(scale)) == ["A", "B", "C", "D", "E", "–"]


def test_a_point_is_no_area() -> None:
    with pytest.raises(ValueError, match="not Point"):
        shapes.rings_of({"type": "Point", "coordinates": [1, 2]})


@given(st.lists(st.one_of(st.none(), st.integers(0, 50)), max_size=40))
def test_an_even_scale_orders_every_value(values: list[int | None]) -> None:
    scale = maps.even_scale(values)
    steps = [scale.step(value) for value in sorted(value for value in values if value is not None)]
    assert steps == sorted(steps)
    assert all(1 <= step <= 5 for step in steps)
    assert len(scale.words()) == len(scale.bounds) + 1


def test_a_scale_refuses_bounds_out_of_order() -> None:
    with pytest.raises(ValueError, match="at most four"):
        maps.Scale((3, 1))


def test_tiles_show_every_area_with_word_letter_and_link() -> None:
    html = maps.tiles([Tile("Gembong <b>", 2, "/g/"), Tile("Pati", None)], label="KIM", unit="KIM")
    assert html.count("<li>") == 2
    assert "Gembong &lt;b&gt;" in html
    assert "A · 2 KIM" in html
    assert "– · belum ada angka" in html


class TestCharts:
    parts = [
        Part("Disebarkan", 11, "strong"),
        Part("Diterima", 4),
        Part("Tidak", 0, "bad"),
        Part("Belum", 2, "none"),
    ]

    def test_a_stacked_bar_says_its_figures(self) -> None:
        svg = charts.stacked_bar(self.parts, label="Pati")
        assert 'aria-label="Pati: Disebarkan 11, Diterima 4, Tidak 0, Belum 2"' in svg
        assert svg.count("<rect") == 3

    def test_nothing_at_all_is_no_error(self) -> None:
        assert "<rect" not in charts.stacked_bar([Part("Disebarkan", 0)])
        assert charts.bar_list([]) == '<ul class="barlist"></ul>'
        assert "Belum ada angka" in charts.sparkline([None], label="x")

    def test_an_unknown_month_is_a_gap(self) -> None:
        svg = charts.sparkline([1, None, 3], label="Paket")
        assert re.findall(r"[ML]", svg.split(' d="')[1].split('"')[0]) == ["M", "M"]
