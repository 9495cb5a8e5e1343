"""What holds for targets by themselves. Pure: no database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid
from kentongan.domain.regions.rules import is_within

LEVELS = {"district": 3, "village": 4}  # depth of the areas of a target
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Plan:
    """A target's places (codes), or a bare count, for a year."""

    year: int
    areas: frozenset[str] = frozenset()
    count: int | None = None
    anew: bool = False  # only what happened in its year or later counts: a group that is at work again

    @property
    def wanted(self) -> int:
        """How many places."""
        return len(self.areas) if self.count is None else self.count


@dataclass(frozen=True)
class Standing:
    """Where every place of the register stands. Each place is in one set only."""

    reached: frozenset[str]
    planned: frozenset[str]  # in a list of this year or a later one
    overdue: frozenset[str]  # only in lists of years that are over
    unaccounted: frozenset[str]  # neither reached nor in any list: a state of its own


def check_year(year: int) -> None:
    """A target lies in a plausible year. Raises ``Invalid``."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid(_("Tahun target tidak wajar. Periksa tahunnya."), field="year")


def check_reason(reason: str) -> None:
    """Whoever sets or changes a target says why. Raises ``Invalid``."""
    if not reason.strip():
        raise Invalid(_("Tulis alasan, agar orang lain kelak tahu mengapa."), field="reason")
    if len(reason) > 500:
        raise Invalid(_("Alasan paling banyak 500 huruf. Singkatkan."), field="reason")


def check_amount(areas: Collection[str], count: int | None, within: str, level: str, places: int) -> None:
    """A target names places of its level inside its area, or a count that fits. Raises ``Invalid``."""
    if bool(areas) == (count is not None):
        raise Invalid(
            _("Pilih wilayahnya satu per satu, atau isi jumlahnya: salah satu saja."), field="areas"
        )
    for code in areas:
        if code.count(".") + 1 != LEVELS[level] or not is_within(code, within):
            raise Invalid(
                _("Wilayah %(code)s bukan bagian dari target ini. Pilih dari daftar.") % {"code": code},
                field="areas",
            )
    if count is not None and not 0 < count <= places:
        raise Invalid(
            _("Jumlah target harus 1 sampai %(most)d, sebanyak yang ada di wilayah ini.") % {"most": places},
            field="count",
        )


def unmet(plan: Plan, reached: Mapping[str, Collection[date]]) -> tuple[frozenset[str], int]:
    """The places of a plan not reached, and how many are short. ``reached``: days by code.

    Named places count whenever they were reached, a bare count takes what was reached in its own year.
    """
    if plan.count is None:
        done = {
            code
            for code, days in reached.items()
            if not plan.anew or any(day.year >= plan.year for day in days)
        }
        left = plan.areas - done
        return left, len(left)
    in_year = sum(1 for days in reached.values() if any(day.year == plan.year for day in days))
    return frozenset(), max(plan.count - in_year, 0)


def standing(
    register: Collection[str], reached: Collection[str], plans: Sequence[Plan], year: int
) -> Standing:
    """Where each place of the register stands in the year (domain.md T6)."""
    every = frozenset(register)
    done = every & frozenset(reached)
    ahead = frozenset(code for plan in plans if plan.year >= year for code in plan.areas) & every - done
    behind = frozenset(code for plan in plans if plan.year < year for code in plan.areas) & every - done
    overdue = behind - ahead
    return Standing(done, ahead, overdue, every - done - ahead - overdue)
