"""How a group and its decrees are shown: badges, steps on the way, how long a decree still holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.design.formats import short_day
from kentongan.design.parts import Step
from kentongan.domain.groups import rules
from kentongan.domain.groups.models import Decree, Group
from kentongan.domain.groups.models.groups import Stage
from kentongan.domain.groups.models.queries import EXPIRING_DAYS

LOOKS = {  # the badge of design.states for each stage
    Stage.PROPOSED: "proposed",
    Stage.FOUNDED: "formed",
    Stage.RECOGNISED: "decreed",
    Stage.REGISTERED: "registered",
    Stage.REPORTED: "registered",
    Stage.DISSOLVED: "dissolved",
}


@dataclass(frozen=True)
class Badge:
    """A state of design.states and the word shown for it."""

    state: str
    word: str


@dataclass(frozen=True)
class DecreeRow:
    """A decree with how it stands on the day."""

    decree: Decree
    state: str  # of design.states
    days_left: int | None


def capital(word: object) -> str:
    """The word with a capital at its start; SK and KIM stay as they are."""
    text = str(word)
    return text[:1].upper() + text[1:]


def stage_badge(stage: str) -> Badge:
    """A stage as a badge."""
    return Badge(LOOKS[Stage(stage)], capital(Stage(stage).label))


def decree_rows(decrees: Iterable[Decree], on: date | None = None) -> list[DecreeRow]:
    """Each decree with its state and, when it ends, the days left."""
    day = on or timezone.localdate()
    return [DecreeRow(decree, decree_state(decree, day), _days_left(decree, day)) for decree in decrees]


def decree_state(decree: Decree, day: date) -> str:
    """``valid``, ``expiring`` (90 days), ``expired``, ``revoked`` or ``scheduled``."""
    if decree.revoked_on and decree.revoked_on <= day:
        return "revoked"
    if decree.valid_from > day:
        return "scheduled"
    if decree.valid_to is None:
        return "valid"
    left = (decree.valid_to - day).days
    return "expired" if left < 0 else "expiring" if left <= EXPIRING_DAYS else "valid"


def reminder_words(days_left: int) -> str:
    """How far an end is, and which reminder it has passed: "tinggal 25 hari, melewati pengingat 30 hari"."""
    passed = rules.reminder(days_left)
    if passed is None:
        return _("tinggal %(days)d hari") % {"days": days_left}
    if passed == 0:
        return _("lewat %(days)d hari, belum ada penggantinya") % {"days": -days_left}
    if days_left == 0:
        return _("berakhir hari ini")
    return _("tinggal %(days)d hari, melewati pengingat %(passed)d hari") % {
        "days": days_left,
        "passed": passed,
    }


def course(group: Group, decrees: Sequence[Decree]) -> list[Step]:
    """The way from proposal to report, each step with its date; nothing is ticked that has no fact."""
    first = min(
        (decree.valid_from for decree in decrees if decree.kind != Decree.Kind.REVOCATION), default=None
    )
    founded = group.function_added_on or group.founded_on
    days = [
        (_("Diusulkan"), group.proposed_on),
        (_("Dibentuk"), founded),
        (_("Ber-SK"), first),
        (_("Terdaftar di dinas"), group.registered_on),
        (_("Dilaporkan ke provinsi"), group.reported_on),
    ]
    last = max((place for place, (_label, on) in enumerate(days) if on), default=-1)
    steps = []
    for place, (label, on) in enumerate(days):
        state = "done" if on else "current" if place == last + 1 else "todo"
        unknown = _("belum dicatat") if place < last and not on else ""
        steps.append(Step(label, state, short_day(on) if on else unknown))
    if group.dissolved_on:
        steps = [
            Step(step.label, "todo" if step.state == "current" else step.state, step.note) for step in steps
        ]
        steps.append(Step(_("Bubar"), "current", short_day(group.dissolved_on)))
    return steps


def _days_left(decree: Decree, day: date) -> int | None:
    if decree.valid_to is None or decree_state(decree, day) not in {"valid", "expiring"}:
        return None
    return (decree.valid_to - day).days
