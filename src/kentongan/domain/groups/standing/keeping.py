"""Keeping the roll-up: called by every verb that moves a dated fact, in its transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from kentongan.domain.groups.models.decrees import Decree
from kentongan.domain.groups.models.groups import Group, Stage
from kentongan.domain.groups.models.queries import STEPS, at_least
from kentongan.domain.groups.models.standing import FOREVER, NEXT_DAY, StageSpan, StandingTotal
from kentongan.domain.groups.standing.running import FIGURES, Figures, Stay, area_of, running
from kentongan.domain.groups.standing.spans import Facts, Span, spans_of
from kentongan.domain.regions.bulk import plant_rows, refresh_statistics
from kentongan.domain.regions.models import Region, RegionChange
from kentongan.domain.regions.rules import subtree_q

BATCH = 1000
_COLUMNS = ("kind", "stage", "on")
_FACTS = ("pk", "region_id", "kind", "function_added_on", "founded_on", "registered_on", "reported_on")
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
    StandingTotal.objects.all().delete()
    StageSpan.objects.all()._raw_delete("default")
    by_area: defaultdict[str, list[UUID]] = defaultdict(list)
    for key, region in Group.objects.order_by("region_id").values_list("pk", "region_id").iterator():
        by_area[area_of(region)].append(key)
    for keys in by_area.values():
        for start in range(0, len(keys), BATCH):
            _write_spans(keys[start : start + BATCH], known={})
    for area in sorted({area_of(code) for code in StageSpan.objects.values_list("region_id", flat=True)}):
        _recount(area)
    refresh_statistics(StageSpan, StandingTotal)
    return StageSpan.objects.count()


def build_missing() -> bool:
    """Build the roll-up where there are groups and none of it: after an upgrade, or from an old backup."""
    is_missing = Group.objects.filter(merged_into=None).exists() and not StageSpan.objects.exists()
    if is_missing:
        rebuild()
    return is_missing


@transaction.atomic
def _follow(keys: list[UUID]) -> None:
    list(Group.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))
    known: defaultdict[UUID, set[tuple[Any, ...]]] = defaultdict(set)
    for row in StageSpan.objects.filter(group__in=keys).values_list(
        "group_id", "region_id", "kind", "stage", "starts_on", "ends_on"
    ):
        known[row[0]].add(row[1:])
    touched = _write_spans(keys, known=known)
    locked = Region.objects.select_for_update(no_key=True).filter(code__in=touched).order_by("code")
    for area in [region.code for region in locked]:
        _recount(area)


def _write_spans(keys: Collection[UUID], *, known: dict[UUID, set[tuple[Any, ...]]]) -> set[str]:
    """Write the spans of the groups where they differ from those known; the areas this touches."""
    stale, rows, touched = [], [], set[str]()
    for key, wanted in _wanted(keys):
        before = known.get(key, set())
        if before == wanted:
            continue
        touched |= {area_of(row[0]) for row in before | wanted}
        if before:
            stale.append(key)
        rows += [(key.hex, *row[:3], row[3].isoformat(), row[4].isoformat()) for row in wanted]
    if stale:
        StageSpan.objects.filter(group__in=stale).delete()
    columns = ["group_id", "region_id", "kind", "stage", "starts_on", "ends_on"]
    plant_rows(StageSpan, columns, rows)
    return touched


def _wanted(keys: Collection[UUID]) -> Iterator[tuple[UUID, set[tuple[Any, ...]]]]:
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
    wanted = dict(_counted(area))
    here = StandingTotal.objects.filter(area_id=area)
    known = {tuple(row[1:4]): (row[0], row[4:]) for row in here.values_list("pk", *_COLUMNS, *FIGURES)}
    gone = [key for place, (key, _figures) in known.items() if place not in wanted]
    for start in range(0, len(gone), BATCH):
        StandingTotal.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    changed = [
        StandingTotal(area_id=area, kind=place[0], stage=place[1], on=place[2], **vars(figures))
        for place, figures in wanted.items()
        if place not in known or known[place][1] != tuple(vars(figures).values())
    ]
    StandingTotal.objects.bulk_create(
        changed,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["area", *_COLUMNS],
        update_fields=FIGURES,
    )


def _counted(area: str) -> Iterator[tuple[_Key, Figures]]:
    """The running totals of an area for every kind and step. A place counts until its code is gone."""
    here = subtree_q(area) if "." in area else Q(region_id=area)
    stays: defaultdict[tuple[str, str], list[Stay]] = defaultdict(list)
    rows = StageSpan.objects.filter(here).exclude(stage=Stage.DISSOLVED)
    for kind, stage, region, first, last, gone_on in rows.values_list(
        "kind", "stage", "region_id", "starts_on", "ends_on", "region__gone_on"
    ):
        ends_on = min(last, gone_on - NEXT_DAY) if gone_on else last
        if first <= ends_on:
            stays[kind, stage].append(Stay(region, first, ends_on))
    for kind in sorted({kind for kind, _stage in stays}):
        for step in STEPS:
            reached = (stay for stage in at_least(step) for stay in stays.get((kind, stage), ()))
            for day, figures in running(reached):
                yield (kind, step.value, day), figures
