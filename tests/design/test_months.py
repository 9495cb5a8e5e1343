"""A month as a table: weeks from Monday, holidays and weekends marked, links on their days."""

from datetime import date

from django.template import engines

from kentongan.design.months import beside, month_of, month_start
from kentongan.design.parts import Link

MARCH = date(2021, 3, 1)
ISRA = {date(2021, 3, 11): "Isra Mikraj"}


def test_weekends_and_holidays_are_days_off() -> None:
    weeks = month_of(MARCH, [], holidays=ISRA, today=date(2021, 3, 2))
    inside = [day for week in weeks for day in week if day.inside]

    assert len(inside) == 31
    assert [day.on.day for day in inside if day.is_off and day.on.day < 16] == [6, 7, 11, 13, 14]
    assert [day.on.day for day in inside if day.is_today] == [2]


def test_links_stand_on_their_day_and_not_in_the_next_month() -> None:
    entries = [(date(2021, 3, 5), Link("Reban", "/a/")), (date(2021, 4, 1), Link("Blado", "/b/"))]

    weeks = month_of(MARCH, entries, holidays=ISRA, today=MARCH)
    html = engines["django"].from_string("{% month weeks 'Maret 2021' %}").render({"weeks": weeks})

    assert '<a href="/a/">Reban</a>' in html
    assert "Blado" not in html
    assert "Isra Mikraj" in html
    assert '<abbr title="Senin">Sen</abbr>' in html


def test_a_month_is_read_from_the_address_and_anything_else_is_this_month() -> None:
    assert month_start("2021-03", date(2026, 1, 5)) == MARCH
    assert month_start("maret", date(2026, 1, 5)) == date(2026, 1, 1)
    assert (beside(MARCH, -1), beside(MARCH, 1)) == ("2021-02", "2021-04")
    assert (beside(date(2021, 12, 1), 1), beside(date(2021, 1, 1), -1)) == ("2022-01", "2020-12")
    assert month_start("0001-01", MARCH) == MARCH
    assert beside(date(2999, 12, 1), 1) == ""
