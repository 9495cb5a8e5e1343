"""The packages a phone holds: those its groups have to read now, and what they did with them."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from kentongan.domain.groups.feeds import own
from kentongan.domain.groups.models import Group
from kentongan.domain.releases import access
from kentongan.domain.releases.boards import spread_before
from kentongan.domain.releases.models import Progress, Publication
from kentongan.domain.releases.rules import RANK
from kentongan.domain.sync.handling import lean
from kentongan.domain.sync.registry import Holder, feed

DAYS = 30
# design.md §6: an address of the field door; pictures are fetched only when a person asks for them
FILE = "/k/{group}/info/{release}/lampiran/{file}/"
_Steps = dict[int, dict[str, str]]  # by publication: group code → the furthest step


@feed("release")
def releases(holder: Holder) -> Iterator[tuple[str, dict[str, Any]]]:
    """Live packages of 30 days with their texts; of recalled ones only that they are not to be spread."""
    groups = own(holder)
    if not groups:
        return
    since = holder.now - timedelta(days=DAYS)
    live = access.waiting_in(groups, holder.now).filter(published_at__gte=since)
    related = ("version", "release__agency", "release__campaign")
    rows = list(live.select_related(*related).prefetch_related("version__attachments"))
    gone = [row for row in access.recalled(groups) if row.release_id not in {one.release_id for one in rows}]
    steps, again = _steps([*rows, *gone], groups), spread_before(groups, rows)
    readers = _readers(groups, holder) if len(groups) > 1 else {}
    for row in rows:
        told = readers.get(row.pk, groups)
        yield (
            row.release.code,
            lean(_shown(row, told) | _said(row, told, steps) | {"spread_before": row.pk in again}),
        )
    for row in gone:
        yield row.release.code, lean(_withdrawn(row) | _said(row, groups, steps))


def _shown(row: Publication, groups: Sequence[Group]) -> dict[str, Any]:
    version, release = row.version, row.release
    texts = ("title", "summary", "body", "short_text", "spoken_text", "correction_note", "information_class")
    return {
        "code": release.code,
        "version": version.number,
        "agency": release.agency.short_name,
        "region": release.region_id,
        "campaign": release.campaign.name if release.campaign else "",
        "published_at": row.published_at,
        "expires_at": row.expires_at,
        "valid_until": version.valid_until,
        "embargo_until": version.embargo_until,
        "emergency": row.emergency_reason,
        "corrects": version.corrects,
        "groups": [group.code for group in groups],
        "files": [
            {
                "name": file.name,
                "size": file.size,
                "kind": file.kind,
                "url": FILE.format(group=groups[0].code, release=release.code, file=file.pk),
            }
            for file in version.attachments.all()
        ],
        **{name: getattr(version, name) for name in texts},
    }


def _withdrawn(row: Publication) -> dict[str, Any]:
    return {
        "code": row.release.code,
        "version": row.version.number,
        "title": row.version.title,
        "agency": row.release.agency.short_name,
        "published_at": row.published_at,
        "withdrawn": True,
        "withdrawal_reason": row.withdrawal_reason,
    }


def _said(row: Publication, groups: Sequence[Group], steps: _Steps) -> dict[str, Any]:
    """How far the group came; with several groups each by its code."""
    said = steps.get(row.pk, {})
    if len(groups) > 1:
        return {"steps": said}
    return {"step": said.get(groups[0].code)}


def _steps(rows: Sequence[Publication], groups: Sequence[Group]) -> _Steps:
    """The furthest step of each group, also where an entry merged into it took it; one query."""
    codes = {group.pk: group.code for group in groups}
    done = Progress.objects.filter(publication__in=rows, group__in=Group.objects.same_as(*groups))
    found: _Steps = {}
    for key, group, merged, kind in done.values_list(
        "publication_id", "group_id", "group__merged_into_id", "kind"
    ):
        said = found.setdefault(key, {})
        code = codes.get(group) or codes[merged or group]
        said[code] = max(kind, said.get(code, kind), key=RANK.__getitem__)
    return found


def _readers(groups: Sequence[Group], holder: Holder) -> dict[int, list[Group]]:
    """Which of several own groups each package is for; the inbox is asked once a group."""
    keys = {
        group.pk: set(access.waiting_in([group], holder.now).values_list("pk", flat=True)) for group in groups
    }
    everywhere = {key for found in keys.values() for key in found}
    return {key: [group for group in groups if key in keys[group.pk]] for key in everywhere}
