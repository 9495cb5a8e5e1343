"""Where paths stand: the furthest step with its day, how long nothing moved, what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils import timezone

from kentongan.domain.founding import rules
from kentongan.domain.founding.models import Path, Step
from kentongan.domain.founding.models.queries import PathQuerySet

STILL_DAYS = 30  # offered as "standing still"; an office chooses its own number


@dataclass(frozen=True)
class Standing:
    """One path on its way."""

    path_id: UUID
    code: str
    region_id: str
    way: str
    closed_on: date | None
    days: dict[str, date | None]  # of each step of the way
    skipped: frozenset[str] = field(default_factory=frozenset)

    @property
    def step(self) -> str:
        """The furthest step reached."""
        return [step for step, day in self.days.items() if day][-1]

    @property
    def since(self) -> date:
        """The day it was reached."""
        day = self.days[self.step]
        if day is None:
            raise ValueError("the furthest step has a day")
        return day

    @property
    def next(self) -> str:
        """The one thing to do: the first step neither reached nor skipped; empty at the goal."""
        reached = {step: day or step in self.skipped for step, day in self.days.items()}
        return rules.next_step(self.way, reached)

    @property
    def gaps(self) -> list[str]:
        """Steps before the furthest that nobody noted and nobody gave a reason for."""
        order = list(self.days)
        before = order[: order.index(self.step)]
        return [step for step in before if not self.days[step] and step not in self.skipped]

    @property
    def has_arrived(self) -> bool:
        """Whether the group works and nothing on the way is left open."""
        return not self.next

    def still_days(self, today: date | None = None) -> int:
        """For how many days nothing moved; 0 once it has arrived or is closed."""
        if self.closed_on or self.has_arrived:
            return 0
        return max(0, ((today or timezone.localdate()) - self.since).days)


def standings(paths: PathQuerySet) -> list[Standing]:
    """Where each of the paths stands, in the order of areas: two statements however many."""
    columns = ("pk", "code", "region_id", "way", "closed_on", *(f"day_{step}" for step in rules.STEPS))
    rows = list(paths.with_days().order_by("region_id", "code").values_list(*columns))
    skipped: dict[UUID, set[str]] = {}
    left_out = Step.objects.filter(path__in=paths.order_by().values("pk")).exclude(skipped_reason="")
    for key, kind in left_out.values_list("path_id", "kind"):
        skipped.setdefault(key, set()).add(kind)
    return [_standing(row, skipped.get(row[0], set())) for row in rows]


def standing_of(path: Path) -> Standing:
    """Where one path stands."""
    return standings(Path.objects.filter(pk=path.pk))[0]


def _standing(row: tuple[object, ...], skipped: Iterable[str]) -> Standing:
    key, code, region, way, closed, *days = row
    known = dict(zip(rules.STEPS, days, strict=True))
    return Standing(
        path_id=key,  # type: ignore[arg-type]  # values of the columns named
        code=str(code),
        region_id=str(region),
        way=str(way),
        closed_on=closed,  # type: ignore[arg-type]
        days={step: known[step] for step in rules.steps_of(str(way))},  # type: ignore[misc]
        skipped=frozenset(skipped),
    )
