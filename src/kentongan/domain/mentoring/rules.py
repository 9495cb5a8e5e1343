"""How answers become a score, and other pure rules of mentoring.

Every scored question is worth its weight; an answer earns the share of it that its points are of the
question's most points. What was not answered counts on neither side. A score is of a hundred, to one decimal.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

HUNDRED, TENTH = Decimal(100), Decimal("0.1")
SILENT_MONTHS = 6  # an example: after so many months without a service or an activity one asks why


@dataclass(frozen=True)
class Earned:
    """What one answer, a section or a whole visit got, of what it could have got, in weight."""

    got: Decimal = Decimal(0)
    possible: Decimal = Decimal(0)

    def __add__(self, other: "Earned") -> "Earned":
        return Earned(self.got + other.got, self.possible + other.possible)

    @property
    def score(self) -> Decimal | None:
        """Of a hundred; ``None`` when nothing was scored."""
        if not self.possible:
            return None
        return (HUNDRED * self.got / self.possible).quantize(TENTH, ROUND_HALF_UP)


def earned(weight: int, points: int | None, most: int) -> Earned:
    """What an answer worth ``points`` of at most ``most`` earns of the weight; ``None`` was not answered."""
    if points is None or not weight or not most:
        return Earned()
    return Earned(Decimal(weight) * points / most, Decimal(weight))


def total(parts: Iterable[Earned]) -> Earned:
    """All of them together."""
    return sum(parts, Earned())


def step_reached(number: Decimal, steps: Sequence[Decimal]) -> int | None:
    """The place of the highest step (from which number on) that the number reaches; ``None`` below all."""
    reached = [place for place, step in enumerate(steps) if number >= step]
    return max(reached, key=lambda place: steps[place], default=None)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(day)
