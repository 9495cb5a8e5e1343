"""A path is opened (for one place or for many), tied to a group, closed with a reason, opened again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import unused_code
from kentongan.domain.core.history import record, record_all
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.founding.models import Path, Way
from kentongan.domain.groups import rules as group_rules
from kentongan.domain.groups.models import Group
from kentongan.domain.outreach.models import StopVillage, Tour
from kentongan.domain.regions.models import Region

MANY = 500  # places opened at once


@dataclass(frozen=True)
class Opened:
    """What came of opening many: the new paths, and the places that were on their way already."""

    paths: list[Path] = field(default_factory=list)
    known: list[Region] = field(default_factory=list)


@transaction.atomic
def open_path(
    *,
    region: Region,
    by: Actor,
    way: str = Way.NEW,
    group: Group | None = None,
    existing_name: str = "",
    existing_purpose: str = "",
    reason: str = "",
    opened_on: date | None = None,
    is_demo: bool = False,
    **links: Any,
) -> Path:
    """Set a village or district on its way; the first step is that it was chosen, and why.

    ``existing_name`` is the body that is to get the function and is not in the register; ``group`` one that
    is. Raises ``Invalid`` when the place is on the same way already.
    """
    by.require("founding.edit", region.code)
    path = _new_path(region, way, opened_on, is_demo, reason, **links)
    path.group = group
    path.existing_name = group_rules.clean_name(existing_name)
    path.existing_purpose = existing_purpose.strip()
    _check(path)
    known = _known([region], way, [group] if group else []).first()
    if known:
        raise Invalid(
            _("%(region)s sudah dalam perjalanan yang sama (%(code)s). Buka yang itu.")
            % {"region": region.title, "code": known.code},
            field="region",
        )
    path.code = _code(set())
    path.save(force_insert=True)
    record("founding.open", path, by=by, region=region.code, way=way, reason=path.reason)
    return path


@dataclass(frozen=True)
class Place:
    """One place to be set on its way, with what chose it."""

    region: Region
    reason: str = ""
    group: Group | None = None  # of a revival
    stop: StopVillage | None = None


@transaction.atomic
def open_paths(
    places: Sequence[Place],
    *,
    by: Actor,
    way: str = Way.NEW,
    opened_on: date | None = None,
    is_demo: bool = False,
) -> Opened:
    """Set many places on their way at once; those already on it are left as they are and named.

    A few statements however many.
    """
    if not 0 < len(places) <= MANY:
        raise Invalid(
            _("Pilih paling sedikit satu dan paling banyak %(count)d tempat.") % {"count": MANY},
            field="places",
        )
    for place in places:
        by.require("founding.edit", place.region.code)
    groups = [place.group for place in places if place.group]
    known = set(_known([place.region for place in places], way, groups).values_list("region_id", "group_id"))
    codes: set[str] = set()
    opened = Opened()
    for place in places:
        if (place.region.code, place.group.pk if place.group else None) in known:
            opened.known.append(place.region)
            continue
        path = _new_path(place.region, way, opened_on, is_demo, place.reason, stop=place.stop)
        path.group = place.group
        _check(path)
        path.code = _code(codes)
        opened.paths.append(path)
    Path.objects.bulk_create(opened.paths)
    record_all(
        "founding.open",
        [(path, path.region_id, {"way": way, "reason": path.reason}) for path in opened.paths],
        by=by,
    )
    return opened


@transaction.atomic
def open_from_tour(tour: Tour, *, by: Actor, on: date | None = None) -> Opened:
    """Set the villages a tour chose on their way, each with the reasons it was chosen for.

    A village that had a KIM when it was chosen needs no first one and is left out (domain.md B8). The way
    begins with the tour, or today when that lies ahead.
    """
    begun = min(on or timezone.localdate(), tour.starts_on)
    opened = Opened()
    rows = StopVillage.objects.filter(tour=tour, had_kim=False).select_related("village")
    places = [
        Place(
            row.village,
            reason="; ".join(str(reason.get("text", "")) for reason in row.reasons),
            stop=row,
        )
        for row in rows
    ]
    for start in range(0, len(places), MANY):
        part = open_paths(places[start : start + MANY], by=by, opened_on=begun, is_demo=tour.is_demo)
        opened.paths.extend(part.paths)
        opened.known.extend(part.known)
    return opened


@transaction.atomic
def link_group(path: Path, group: Group, *, by: Actor) -> Path:
    """Say which group of the register came of the path. Its board, decree and activities then count."""
    current = locked(path, by)
    if current.group_id:
        raise Stale(_("Perjalanan ini sudah terhubung dengan sebuah kelompok. Muat ulang halaman."))
    if group.region_id != current.region_id:
        raise Invalid(_("Kelompok ini berada di wilayah lain."), field="group")
    if Path.objects.open().filter(group=group, way=current.way).exists():
        raise Invalid(_("Kelompok ini sudah terhubung dengan perjalanan lain."), field="group")
    current.group = group
    current.save(update_fields=["group"])
    record("founding.link", current, by=by, region=current.region_id, name=group.name)
    return current


@transaction.atomic
def close_path(path: Path, *, reason: str, by: Actor, on: date | None = None) -> Path:
    """Give the place up for now, and say why. Everything noted stays; it can be opened again."""
    current = locked(path, by)
    if not reason.strip():
        raise Invalid(_("Tulis alasan perjalanan ini dihentikan."), field="reason")
    current.closed_on = on or timezone.localdate()
    if not current.opened_on <= current.closed_on <= timezone.localdate():
        raise Invalid(_("Tanggal ini di luar masa perjalanan. Periksa tanggalnya."), field="on")
    current.closed_reason = reason.strip()[:300]
    current.save(update_fields=["closed_on", "closed_reason"])
    record("founding.close", current, by=by, region=current.region_id, reason=current.closed_reason)
    return current


@transaction.atomic
def reopen_path(path: Path, *, by: Actor, reason: str = "") -> Path:
    """Go on with a place that was given up."""
    current = Path.objects.select_for_update(of=("self",)).select_related("region").get(pk=path.pk)
    by.require("founding.edit", current.region_id)
    if current.closed_on is None:
        raise Stale(_("Perjalanan ini tidak dihentikan. Muat ulang halaman."))
    other = _known([current.region], current.way, [current.group] if current.group else []).first()
    if other:
        raise Invalid(
            _("%(region)s sudah dalam perjalanan yang sama (%(code)s). Buka yang itu.")
            % {"region": current.region.title, "code": other.code}
        )
    ended = current.closed_on
    current.closed_on, current.closed_reason = None, ""
    current.save(update_fields=["closed_on", "closed_reason"])
    record(
        "founding.reopen",
        current,
        by=by,
        region=current.region_id,
        ended=ended.isoformat(),
        reason=reason.strip(),
    )
    return current


def locked(path: Path, by: Actor) -> Path:
    """The path, held for a change by somebody who may. Raises ``Stale`` when it was closed."""
    rows = Path.objects.select_for_update(of=("self",)).select_related("region", "group")
    current = rows.get(pk=path.pk)
    by.require("founding.edit", current.region_id)
    if current.closed_on:
        raise Stale(_("Perjalanan ini sudah dihentikan. Buka kembali dahulu."))
    return current


def _new_path(
    region: Region, way: str, opened_on: date | None, is_demo: bool, reason: str, **links: Any
) -> Path:
    day = opened_on or timezone.localdate()
    if day > timezone.localdate():
        raise Invalid(_("Tanggal ini belum tiba. Periksa tahunnya."), field="opened_on")
    level = group_rules.LEVEL_OF_DEPTH[region.level]
    return Path(
        region=region, level=level, way=way, reason=reason.strip(), opened_on=day, is_demo=is_demo, **links
    )


def _check(path: Path) -> None:
    if path.way not in Way.values:
        raise Invalid(_("Pilih cara pembentukan dari daftar."), field="way")
    if path.group and path.group.region_id != path.region_id:
        raise Invalid(_("Kelompok ini berada di wilayah lain."), field="group")
    if path.way == Way.REVIVAL and path.group is None:
        raise Invalid(_("Pilih KIM yang akan dihidupkan kembali."), field="group")
    if path.way == Way.FUNCTION_ADDED and not (path.group or path.existing_name):
        raise Invalid(_("Sebutkan kelompok yang sudah ada dan akan diberi fungsi."), field="existing_name")


def _known(regions: Sequence[Region], way: str, groups: Sequence[Group]) -> Any:
    """The open paths of these places that go the same way, for the same group or for a first one."""
    rows = Path.objects.open().filter(way=way)
    if groups:
        return rows.filter(group_id__in=[group.pk for group in groups])
    return rows.filter(region__in=[region.code for region in regions], group=None)


def _code(taken: set[str]) -> str:
    code = unused_code("F", lambda new: new in taken or Path.objects.filter(code=new).exists())
    taken.add(code)
    return code
