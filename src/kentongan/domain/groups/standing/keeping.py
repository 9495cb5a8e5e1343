"""Keeping the roll-up: called by every verb that moves a dated fact, in its transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import chain
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from kentongan.domain.groups.models.decrees import Decree
from kentongan.domain.groups.models.groups import Group
from kentongan.domain.groups.models.queries import STEPS, at_least
from kentongan.domain.groups.models.standing import ALL_KINDS, FOREVER, NEXT_DAY, StageSpan, StandingTotal
from kentongan.domain.groups.standing.running import FIGURES, Stay, area_of, running
from kentongan.domain.groups.standing.spans import Facts, Span, spans_of
from kentongan.domain.regions.bulk import plant_rows, refresh_statistics
from kentongan.domain.regions.models import Region, RegionChange
from kentongan.domain.regions.rules import subtree_q

BATCH = 1000
_COLUMNS = ("kind", "stage", "on")
_FACTS = ("pk", "region_id", "kind", "function_added_on", "founded_on", "registered_on", "reported_on")
_SPAN = ("region_id", "kind", "stage", "starts_on", "ends_on")
_Kept = tuple[str, str, str, date, date]  # a span as it is kept
_Key = tuple[str, str, date]  # kind, stage, day


def follow(groups: Iterable[UUID]) -> None:
    """Bring the roll-up in line with the facts of the groups; call it in the transaction that moved them.

    Groups are locked first, then their areas in order, and an area is counted anew from its spans: of two
    registrations at once in a regency, the second waits and counts both.
    """
    keys = sorted(set(groups), key=str)
    for start in range(0, len(keys), BATCH):
        _follow(keys[start : start + BATCH])


@transaction.atomic
def rebuild() -> int:
    """Build the roll-up anew from all facts, for what was written past the verbs; returns its spans."""
    StandingTotal.objects.all()._raw_delete("default")
    StageSpan.objects.all()._raw_delete("default")
    gone = dict(Region.objects.filter(gone_on__isnull=False).values_list("code", "gone_on"))
    by_area: defaultdict[str, list[_Kept]] = defaultdict(list)
    keys = list(Group.objects.order_by("region_id").values_list("pk", flat=True))
    count = 0
    for start in range(0, len(keys), BATCH):
        rows = [(key, row) for key, wanted in _wanted(keys[start : start + BATCH]) for row in wanted]
        _plant_spans(rows)
        count += len(rows)
        for _key, row in rows:
            by_area[area_of(row[0])].append(row)
    columns = ["area_id", *_COLUMNS, *FIGURES]
    for area in sorted(by_area):
        counted = _counted((row, gone.get(row[0])) for row in by_area.pop(area))
        plant_rows(
            StandingTotal,
            columns,
            ((area, kind, stage, day.isoformat(), *figures) for (kind, stage, day), figures in counted),
        )
    refresh_statistics(StageSpan, StandingTotal)
    return count


def build_missing() -> bool:
    """Build the roll-up where there are groups and none of it: after an upgrade, or from an old backup."""
    is_missing = Group.objects.filter(merged_into=None).exists() and not StageSpan.objects.exists()
    if is_missing:
        rebuild()
    return is_missing


@transaction.atomic
def _follow(keys: list[UUID]) -> None:
    list(Group.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))
    touched = _write_spans(keys)
    locked = Region.objects.select_for_update(no_key=True).filter(code__in=touched).order_by("code")
    for area in [region.code for region in locked]:
        _recount(area)


def _write_spans(keys: Collection[UUID]) -> set[str]:
    """Write the spans of the groups where they differ from those that stand; the areas this touches."""
    known: defaultdict[UUID, set[_Kept]] = defaultdict(set)
    for key, *row in StageSpan.objects.filter(group__in=keys).values_list("group_id", *_SPAN):
        known[key].add(tuple(row))
    stale, fresh, touched = [], [], set[str]()
    for key, wanted in _wanted(keys):
        if known[key] != wanted:
            touched |= {area_of(row[0]) for row in known[key] | wanted}
            stale.append(key)
            fresh += [(key, row) for row in wanted]
    StageSpan.objects.filter(group__in=stale).delete()
    _plant_spans(fresh)
    return touched


def _plant_spans(rows: Iterable[tuple[UUID, _Kept]]) -> None:
    values = (
        (key.hex, region, kind, stage, starts_on.isoformat(), ends_on.isoformat())
        for key, (region, kind, stage, starts_on, ends_on) in rows
    )
    plant_rows(StageSpan, ["group_id", *_SPAN], values)


def _wanted(keys: Collection[UUID]) -> Iterator[tuple[UUID, set[_Kept]]]:
    """Each group's spans by its facts, as they are now; a merged group has none."""
    decrees = _decrees(keys)
    recoded = _recoded(keys)
    found = Group.objects.filter(pk__in=keys).values_list(*_FACTS, "dissolved_on", "merged_into")
    for key, region, kind, added, founded, registered, reported, dissolved, merged in found:
        facts = Facts(added or founded, registered, reported, dissolved, decrees.get(key, ()))
        spans = [] if merged else spans_of(facts)
        yield (
            key,
            {
                (place, kind, span.stage, span.starts_on, span.ends_on)
                for place, span in _placed(region, spans, recoded)
            },
        )


def _decrees(keys: Collection[UUID]) -> dict[UUID, list[tuple[date, date]]]:
    """The first and last day in force of each decree, by group; one revoked at once has no last day."""
    found: defaultdict[UUID, list[tuple[date, date]]] = defaultdict(list)
    rows = Group.decrees.through.objects.filter(group__in=keys).exclude(decree__kind=Decree.Kind.REVOCATION)
    for key, first, valid_to, revoked in rows.values_list(
        "group_id", "decree__valid_from", "decree__valid_to", "decree__revoked_on"
    ):
        found[key].append((first, min(valid_to or FOREVER, revoked - NEXT_DAY if revoked else FOREVER)))
    return found


def _recoded(keys: Collection[UUID]) -> dict[str, tuple[date, str]]:
    """Where the regions of the groups went when their code changed: the day, and the new code."""
    gone = Group.objects.filter(pk__in=keys, region__gone_on__isnull=False).values("region_id")
    changes = RegionChange.objects.filter(kind=RegionChange.Kind.RECODED, old_code__in=gone).order_by("on")
    return {change.old_code: (change.on, change.new_code) for change in changes}


def _placed(
    region: str, spans: list[Span], recoded: dict[str, tuple[date, str]]
) -> Iterator[tuple[str, Span]]:
    """The spans with the code the group's region had at the time."""
    if region not in recoded:
        yield from ((region, span) for span in spans)
        return
    day, code = recoded[region]
    for span in spans:
        if span.starts_on < day:
            yield region, Span(span.stage, span.starts_on, min(span.ends_on, day - NEXT_DAY))
        if span.ends_on >= day:
            yield code, Span(span.stage, max(span.starts_on, day), span.ends_on)


def _recount(area: str) -> None:
    """Count an area anew from its spans and write what differs: mostly one row for each stage."""
    here = subtree_q(area) if "." in area else Q(region_id=area)
    spans = StageSpan.objects.filter(here).values_list(*_SPAN, "region__gone_on")
    wanted = dict(_counted((tuple(row), gone_on) for *row, gone_on in spans))
    rows = StandingTotal.objects.filter(area_id=area).values_list("pk", *_COLUMNS, *FIGURES)
    known = {(kind, stage, day): (key, tuple(figures)) for key, kind, stage, day, *figures in rows}
    gone = [key for place, (key, _figures) in known.items() if place not in wanted]
    for start in range(0, len(gone), BATCH):
        StandingTotal.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    changed = [
        StandingTotal(
            area_id=area, kind=kind, stage=stage, on=day, **dict(zip(FIGURES, figures, strict=True))
        )
        for (kind, stage, day), figures in wanted.items()
        if (kind, stage, day) not in known or known[kind, stage, day][1] != figures
    ]
    StandingTotal.objects.bulk_create(
        changed,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["area", *_COLUMNS],
        update_fields=FIGURES,
    )


def _counted(spans: Iterable[tuple[_Kept, date | None]]) -> Iterator[tuple[_Key, tuple[int, ...]]]:
    """The running totals for every kind and step, and of all kinds whatever the step.

    A place counts until its code is gone (the second date).
    """
    stays: defaultdict[tuple[str, str], list[Stay]] = defaultdict(list)
    for (region, kind, stage, starts_on, ends_on), gone_on in spans:
        last = min(ends_on, gone_on - NEXT_DAY) if gone_on else ends_on
        if starts_on <= last:
            stays[kind, stage].append(Stay(region, starts_on, last))
    for kind in sorted({kind for kind, _stage in stays}):
        for step in STEPS:
            reached = (stay for stage in at_least(step) for stay in stays.get((kind, stage), ()))
            for day, figures in running(reached):
                yield (kind, step.value, day), figures
    for day, figures in running(chain.from_iterable(stays.values())):
        yield (ALL_KINDS, STEPS[0].value, day), figures
