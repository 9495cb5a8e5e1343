"""Numbers, dates and money as Indonesians write them."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import engines
from django.utils.translation import override

from kentongan.design import formats
from kentongan.design.markdown import markdown, plain
from kentongan.domain.tickets.models.kinds import Kind


@pytest.mark.parametrize(
    ("value", "text"),
    [(1234.5, "1.234,5"), (84000, "84.000"), (0, "0"), (None, "–"), (-3, "-3"), (0.126, "0,13")],
)
def test_numbers(value: float | None, text: str) -> None:
    assert formats.number(value) == text


def test_an_unknown_is_never_a_zero() -> None:
    assert [
        formats.percent(None),
        formats.rupiah(None),
        formats.people(None),
        formats.day(None),
        formats.moment(None),
    ] == ["–"] * 5


def test_money_and_shares() -> None:
    assert formats.rupiah(416_000) == "Rp416.000"
    assert formats.rupiah(-5000) == "-Rp5.000"
    assert formats.percent(0.456) == "46%"
    assert formats.percent(0.456, 1) == "45,6%"


def test_people_as_a_range() -> None:
    assert formats.people(40, 60) == "40–60 orang"
    assert formats.people(40, 40) == "40 orang"
    assert formats.people(None, 1200) == "1.200 orang"


def test_dates() -> None:
    assert formats.day(date(2023, 2, 17)) == "17 Februari 2023"
    assert formats.short_day(date(2023, 2, 17)) == "17 Feb 2023"
    assert formats.weekday(date(2023, 2, 17)) == "Jumat, 17 Februari 2023"


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("Asia/Jakarta", "18 Februari 2023, 00.05 WIB"),
        ("Asia/Makassar", "18 Februari 2023, 01.05 WITA"),
        ("Asia/Jayapura", "18 Februari 2023, 02.05 WIT"),
        ("Asia/Kolkata", "17 Februari 2023, 22.35 +0530"),
    ],
)
def test_a_moment_on_the_clock_of_its_area(zone: str, text: str) -> None:
    at = datetime(2023, 2, 17, 17, 5, tzinfo=UTC)
    assert formats.moment(at, ZoneInfo(zone)) == text


def test_in_an_english_page() -> None:
    with override("en"):
        assert formats.number(1234.5) == "1,234.5"
        assert formats.day(date(2023, 2, 17)) == "17 February 2023"


def test_choices_listed_before_are_in_the_language_of_the_page() -> None:
    listed = dict(formats.capitals(Kind.choices))
    assert str(listed["complaint"]) == "Pengaduan"
    with override("en"):
        assert str(listed["complaint"]) == "Complaint"


def test_the_filters_do_the_same() -> None:
    text = "{{ n|number }} {{ low|people:high }} {{ d|day }} {{ r|rupiah }}"
    shown = (
        engines["django"]
        .from_string(text)
        .render({"n": 1234.5, "low": 40, "high": 60, "d": date(2023, 2, 17), "r": 1})
    )
    assert shown == "1.234,5 40–60 orang 17 Februari 2023 Rp1"


class TestMarkdown:
    def test_the_safe_subset(self) -> None:
        html = markdown("# Judul\n\n- satu\n- *dua*\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[kantor](tel:0295)")
        assert "<h2>Judul</h2>" in html
        assert "<li><em>dua</em></li>" in html
        assert "<td>2</td>" in html
        assert '<a href="tel:0295" rel="nofollow noopener">kantor</a>' in html

    @pytest.mark.parametrize(
        "text",
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "![x](https://a.id/x.png)",
            "[x](javascript:alert(1))",
            "[x](data:text/html;base64,AAAA)",
            '<p style="color:red" onclick="x()">a</p>',
            "|a|\n|:-:|\n|b|",
        ],
    )
    def test_nothing_else_gets_through(self, text: str) -> None:
        html = " ".join(re.findall(r"<[^>]*>", markdown(text)))
        for bad in ("<script", "<img", 'href="javascript', 'href="data', "style=", ' onclick="', "<p style"):
            assert bad not in html

    def test_the_words_alone(self) -> None:
        assert plain("## Kapan\n\nJumat **pagi**") == "Kapan Jumat pagi"
