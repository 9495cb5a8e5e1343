"""How answers become a score: by weight, with what was not answered on neither side."""

from datetime import date
from decimal import Decimal

import pytest

from kentongan.domain.mentoring.rules import Earned, earned, months_before, step_reached, total


def test_an_answer_earns_its_share_of_the_weight() -> None:
    assert earned(30, 1, 2) == Earned(Decimal(15), Decimal(30))
    assert earned(30, 2, 2).score == Decimal("100.0")


def test_what_was_not_answered_or_is_not_scored_counts_on_neither_side() -> None:
    assert earned(30, None, 2) == Earned()
    assert earned(0, 2, 2) == Earned()
    assert total([earned(30, None, 2), earned(10, 1, 4)]).score == Decimal("25.0")


def test_a_visit_without_any_scored_answer_has_no_score() -> None:
    assert total([]).score is None


def test_a_score_is_rounded_half_up_to_one_decimal() -> None:
    assert total([earned(1, 1, 8), earned(1, 0, 1)]).score == Decimal("6.3")


@pytest.mark.parametrize(("number", "place"), [("0", 1), ("4.9", 1), ("5", 0), ("100", 0)])
def test_a_number_reaches_the_highest_step_not_above_it(number: str, place: int) -> None:
    assert step_reached(Decimal(number), [Decimal(5), Decimal(0)]) == place


def test_a_number_below_all_steps_reaches_none() -> None:
    assert step_reached(Decimal(0), [Decimal(1), Decimal(5)]) is None


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 8, 31), 6, date(2024, 2, 29)),
        (date(2023, 8, 31), 6, date(2023, 2, 28)),
        (date(2024, 1, 15), 1, date(2023, 12, 15)),
        (date(2024, 12, 31), 1, date(2024, 11, 30)),
    ],
)
def test_months_earlier_is_the_same_day_or_the_last_of_that_month(day: date, months: int, then: date) -> None:
    assert months_before(day, months) == then
