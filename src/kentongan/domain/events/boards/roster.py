"""Who came, summed up: by element, by sex, from how many villages and groups (domain.md T3)."""

from dataclasses import dataclass

from django.db.models import Count, Q

from kentongan.domain.events.models import Attendance, Event, EventFile
from kentongan.domain.people.models import Person


@dataclass(frozen=True)
class Share:
    """Participants of one element, or of one sex; ``code`` is empty where nobody told."""

    code: str
    name: str
    count: int


@dataclass(frozen=True)
class Roster:
    """The list of an event and its batches, summed up. No names."""

    total: int
    elements: list[Share]  # in the order of the register, the unknown last
    sexes: list[Share]
    villages: int  # distinct villages people came from, as far as told
    districts: int  # distinct districts, of those villages or told themselves
    groups: int
    represented: int  # who came for somebody else


def roster(event: Event) -> Roster:
    """The sums of a list: three queries."""
    rows = Attendance.objects.standing().filter(Q(event=event) | Q(event__parent=event)).order_by()
    elements = list(
        rows.values_list("element_id", "element__name")
        .annotate(n=Count("pk"))
        .order_by("element__sort", "element__name")
    )
    totals = rows.aggregate(
        total=Count("pk"),
        groups=Count("group_id", distinct=True),
        represented=Count("pk", filter=~Q(on_behalf_of="")),
        female=Count("pk", filter=Q(sex=Person.Sex.FEMALE)),
        male=Count("pk", filter=Q(sex=Person.Sex.MALE)),
    )
    codes = set(rows.exclude(region=None).values_list("region_id", flat=True).distinct())
    labels = Person.Sex
    sexes = [
        Share(labels.FEMALE, str(labels.FEMALE.label), totals["female"]),
        Share(labels.MALE, str(labels.MALE.label), totals["male"]),
        Share("", "", totals["total"] - totals["female"] - totals["male"]),
    ]
    return Roster(
        total=totals["total"],
        elements=[Share(code or "", name or "", count) for code, name, count in elements if code]
        + [Share("", "", count) for code, _name, count in elements if not code],
        sexes=[share for share in sexes if share.count],
        villages=sum(code.count(".") == 3 for code in codes),
        districts=len({code[:8] for code in codes if code.count(".") >= 2}),
        groups=totals["groups"],
        represented=totals["represented"],
    )


def reused_photos(event: Event) -> list[EventFile]:
    """Photos of other events with the very bytes of one of this event's: look at these twice."""
    own = EventFile.objects.filter(event=event, kind=EventFile.Kind.PHOTO).values("attachment__sha256")
    others = EventFile.objects.filter(kind=EventFile.Kind.PHOTO, attachment__sha256__in=own)
    return list(others.exclude(event=event).select_related("event", "attachment").order_by("pk"))
