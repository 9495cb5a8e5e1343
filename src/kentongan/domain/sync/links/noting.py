"""Taking what a phone tells of its own syncs, and dating the class of its village by it."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kentongan.domain.core.acting import System
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.actions import measure_connectivity
from kentongan.domain.regions.models import Connectivity, Region
from kentongan.domain.regions.rules import level_of
from kentongan.domain.sync.links import rules
from kentongan.domain.sync.links.reading import days_of
from kentongan.domain.sync.models import LinkSample


def note_link(link: object, *, by: Authority, on: date | None = None) -> None:
    """Add what the phone measured of its last syncs to the day of its village. Never refuses.

    The first sync of a day reckons the village's class from the days before it: at most once a village and
    day. Two statements otherwise; none for an account that stands for no village, or for several.
    """
    told, village = rules.measured(link), _village(by)
    if told is None or village is None:
        return
    size, ms, tries = told
    day = on or timezone.localdate()
    sums = {"syncs": 1, "tries": tries, "bytes": size, "ms": ms}
    if column := rules.speed_column(size, ms):
        sums[column] = 1
    with transaction.atomic():
        row, made = LinkSample.objects.get_or_create(region_id=village, day=day, defaults=sums)
        if made:
            date_class(village, day)
        else:
            changes = {name: F(name) + number for name, number in sums.items()}
            LinkSample.objects.filter(pk=row.pk).update(**changes)


def date_class(village: str, today: date) -> Connectivity | None:
    """Write down the class the days before today give, when it is new or its date is old.

    Only days after what a person noted last count, so a note holds until enough newer syncs say otherwise.
    """
    limits = rules.thresholds()["village"]
    latest = Connectivity.objects.filter(region_id=village, measured_on__lte=today).order_by("-measured_on")
    known = latest.first()
    noted = latest.noted().first()
    begin = today - timedelta(days=limits["window_days"])
    if noted and noted.measured_on >= begin:
        begin = noted.measured_on + timedelta(days=1)
    found = rules.kind_of_village(days_of(village, begin, today - timedelta(days=1)))
    if found is None or (known and not _is_news(known, found, limits["renew_days"])):
        return None
    return measure_connectivity(
        Region.objects.get(pk=village),
        found.kind,
        measured_on=found.last,
        figures=found.figures(),
        by=System("Aplikasi KIM"),
    )


def _is_news(known: Connectivity, found: rules.Found, renew_days: int) -> bool:
    """Whether the class differs from what is known, or dates it anew. By speed a cable is like 4G."""
    agrees = known.kind == found.kind or (known.kind, found.kind) == (Connectivity.Kind.FIXED, rules.FAST)
    if not agrees:
        return True
    return known.way == Connectivity.Way.MEASURED and (found.last - known.measured_on).days >= renew_days


def _village(by: Authority) -> str | None:
    """The one village the account stands for."""
    villages = {grant.region_id for grant in by.grants if level_of(grant.region_id) == Region.Level.VILLAGE}
    return villages.pop() if len(villages) == 1 else None
