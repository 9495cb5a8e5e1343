"""What is known of villages' links: the days of one, the evidence for one, those that stay bad."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from kentongan.domain.core.acting import Actor
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT, subtree_q
from kentongan.domain.sync.links import rules
from kentongan.domain.sync.models import LinkSample


@dataclass(frozen=True)
class Evidence:
    """What the app measured in a village in a time, for a request about its network.

    ``kind`` is the class the whole time gives (``Connectivity.Kind``), empty when that is too little;
    ``bad_days`` of ``days`` were slow or without signal. ``kbps`` is over all syncs of the time.
    """

    region: str
    since: date
    until: date
    kind: str
    days: int
    bad_days: int
    syncs: int
    tries: int
    kbps: int


@dataclass(frozen=True)
class BadVillage:
    """A village whose network stays bad, with the days that say so."""

    region: Region
    found: rules.Found


def days_of(village: str, begin: date, end: date) -> list[rules.Day]:
    """The sums of a village's days, both ends included, in their order; one query."""
    rows = LinkSample.objects.filter(region_id=village, day__gte=begin, day__lte=end).order_by("day")
    return [_day(row) for row in rows]


def link_evidence(region: str, since: date, until: date | None = None) -> Evidence:
    """What the phones of a village told since a day; one query. Nothing of any person or phone is in it."""
    end = until or timezone.localdate()
    days = days_of(region, since, end)
    kinds = [kind for day in days if (kind := rules.kind_of_day(day))]
    found = rules.kind_of_village(days)
    return Evidence(
        region=region,
        since=since,
        until=end,
        kind=found.kind if found else "",
        days=len(kinds),
        bad_days=sum(kind in {rules.NONE, rules.SLOW} for kind in kinds),
        syncs=sum(day.syncs for day in days),
        tries=sum(day.tries for day in days),
        kbps=rules.kbits_a_second(sum(day.bytes for day in days), sum(day.ms for day in days)),
    )


def bad_villages(by: Actor, area: str = ROOT, on: date | None = None) -> list[BadVillage]:
    """The villages of an area within the actor's own whose network stays bad; without signal, then slowest.

    Three queries. Only of villages with enough days that can be bad is more than a number read.
    """
    today, limits = on or timezone.localdate(), rules.thresholds()["bad"]
    begin = today - timedelta(days=limits["window_days"])
    told = LinkSample.objects.filter(
        by.within("groups.read"), subtree_q(area, "region_id"), day__gte=begin, day__lte=today
    )
    can_be_bad = told.filter(Q(slow__gt=0) | Q(tries__gt=0)).values("region_id").annotate(days=Count("pk"))
    suspects = can_be_bad.filter(days__gte=limits["bad_days"]).values("region_id")
    rows = told.filter(region_id__in=suspects)
    found = {code: bad for code, days in _by_village(rows).items() if (bad := rules.stays_bad(days))}
    regions = Region.objects.filter(pk__in=found).with_paths()
    rated = [BadVillage(region, found[region.code]) for region in regions]
    return sorted(rated, key=lambda one: (one.found.kind != rules.NONE, one.found.kbps, one.region.code))


def _by_village(rows: Iterable[LinkSample]) -> dict[str, list[rules.Day]]:
    days: dict[str, list[rules.Day]] = defaultdict(list)
    for row in rows:
        days[row.region_id].append(_day(row))
    return days


def _day(row: LinkSample) -> rules.Day:
    return rules.Day(row.day, row.syncs, row.tries, row.bytes, row.ms, row.slow, row.fair, row.fast)
