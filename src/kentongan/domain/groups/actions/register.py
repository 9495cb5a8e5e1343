"""The verbs of the register: a group comes, changes, is registered and reported, dissolves, comes back."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import unused_code
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.groups import rules
from kentongan.domain.groups.models import Decree, Group
from kentongan.domain.groups.models.groups import GroupQuerySet, Origin
from kentongan.domain.groups.standing import follow
from kentongan.domain.people.models import Grant
from kentongan.domain.regions.models import Region

_IDENTITY = ("name", "kind", "level", "region", "hamlet", "register_number", "note", "source")
_NATURE = ("origin", "parent_body", "parent_body_purpose", "legal_form", "legal_document")
_DATES = ("proposed_on", "founded_on", "function_added_on")
_CONTACTS = ("phone", "email", "website", "address")
WRITABLE = frozenset(_IDENTITY + _NATURE + _DATES + _CONTACTS)
_FACTS = (*_DATES, "registered_on", "reported_on", "dissolved_on")
_STAGED = {"kind", "region", "founded_on", "function_added_on"}  # what moves the roll-up


@transaction.atomic
def register_group(*, name: str, region: Region, by: Actor, is_demo: bool = False, **fields: Any) -> Group:
    """Enter a group into the register: ``kind`` "kim", ``level`` "village", ``origin`` "new" unless told.

    Raises ``Invalid`` for a name that stands there already, a region of another level, dates out of order.
    """
    by.require("groups.edit", region.code)
    _refuse_unknown(fields)
    group = Group(name=rules.clean_name(name), region=region, is_demo=is_demo, **fields)
    check_group(group)
    group.code = unused_code("K", lambda code: Group.objects.filter(code=code).exists())
    group.save(force_insert=True)
    follow([group.pk])
    record("group.register", group, by=by, region=region.code, name=group.name)
    return group


@transaction.atomic
def change_group(group: Group, *, by: Actor, **fields: Any) -> Group:
    """Change facts of a group. Any field that is not open to change is refused by name.

    Moving it to another region takes the right in both; roles on the group move along.
    """
    _refuse_unknown(fields)
    current = _locked(group)
    by.require("groups.edit", current.region_id, group=current.pk)
    moved = fields.get("region")
    if moved is not None:
        by.require("groups.edit", moved.code)
    changed = {name: value for name, value in fields.items() if getattr(current, name) != value}
    for name, value in changed.items():
        setattr(current, name, rules.clean_name(value) if name == "name" else value)
    if not changed:
        return current
    check_group(current)
    current.save(update_fields=[*changed, *(["name_key"] if "name" in changed else [])])
    if "region" in changed:
        Grant.objects.filter(group_id=current.pk).update(region=current.region)
    if changed.keys() & _STAGED:
        follow([current.pk])
    record("group.change", current, by=by, region=current.region_id, fields=sorted(changed))
    return current


@transaction.atomic
def add_function(
    group: Group, *, on: date, parent_body: str, parent_body_purpose: str = "", by: Actor
) -> Group:
    """Note that an existing body took on the information function; it keeps its name and purpose (G5)."""
    if not parent_body.strip():
        raise Invalid(_("Sebutkan nama kelompok yang sudah ada."), field="parent_body")
    return change_group(
        group,
        origin="function_added",
        function_added_on=on,
        parent_body=rules.clean_name(parent_body),
        parent_body_purpose=parent_body_purpose.strip(),
        by=by,
    )


@transaction.atomic
def register_at_office(group: Group, *, on: date, number: str = "", by: Actor) -> Group:
    """Note the registration at the regency's office. Without a decree the group stays "founded" (T8)."""
    current = _locked(group)
    by.require("groups.edit", current.region_id, group=current.pk)
    if current.founded_on and on < current.founded_on:
        raise Invalid(_("Tanggal terdaftar lebih awal dari tanggal dibentuk."), field="on")
    rules.check_dates({"on": on}, timezone.localdate())
    current.registered_on = on
    current.register_number = number.strip() or current.register_number
    current.save(update_fields=["registered_on", "register_number"])
    follow([current.pk])
    record("group.register_at_office", current, by=by, region=current.region_id, on=on.isoformat())
    return current


@transaction.atomic
def report_to_province(groups: Iterable[Group], *, on: date, by: Actor) -> int:
    """Note that the groups' data went to the province; how many were not reported before.

    Only groups with a decree in force enter the data (domain.md T8). Raises ``Invalid`` naming the others.
    """
    rules.check_dates({"on": on}, timezone.localdate())
    rows = list(Group.objects.filter(pk__in=[group.pk for group in groups]).with_stage(on).order_by("pk"))
    for group in rows:
        by.require("groups.edit", group.region_id, group=group.pk)
    without = [group.name for group in rows if not getattr(group, "has_decree", False)]
    if without:
        raise Invalid(
            _("Hanya kelompok ber-SK yang dilaporkan ke provinsi. Belum ber-SK: %(names)s.")
            % {"names": ", ".join(without[:5])},
            field="groups",
        )
    new = [group for group in rows if group.reported_on is None]
    Group.objects.filter(pk__in=[group.pk for group in new], reported_on=None).update(reported_on=on)
    follow(group.pk for group in new)
    for group in new:
        record("group.report_to_province", group, by=by, region=group.region_id, on=on.isoformat())
    return len(new)


@transaction.atomic
def dissolve_group(group: Group, *, on: date, reason: str, by: Actor) -> Group:
    """Note that the group ended on the day, and why. Its records stay."""
    if not reason.strip():
        raise Invalid(_("Tulis alasan pembubaran."), field="reason")
    current = _locked(group)
    by.require("groups.edit", current.region_id, group=current.pk)
    if current.dissolved_on:
        raise Stale(_("Kelompok ini sudah dicatat bubar. Muat ulang halaman."))
    rules.check_dates({"founded_on": current.founded_on, "dissolved_on": on}, timezone.localdate())
    current.dissolved_on = on
    current.save(update_fields=["dissolved_on"])
    follow([current.pk])
    record(
        "group.dissolve", current, by=by, region=current.region_id, on=on.isoformat(), reason=reason.strip()
    )
    return current


@transaction.atomic
def return_function(group: Group, *, on: date, reason: str, by: Actor) -> Group:
    """Note that a body gave the information function back on the day, and why (G5).

    It no longer counts as a KIM from then on; the body itself, its name and its purpose go on.
    """
    if not reason.strip():
        raise Invalid(_("Tulis alasan fungsi informasi dikembalikan."), field="reason")
    current = _locked(group)
    by.require("groups.edit", current.region_id, group=current.pk)
    if current.origin != Origin.FUNCTION_ADDED or current.dissolved_on:
        raise Stale(_("Kelompok ini tidak sedang memegang fungsi tambahan. Muat ulang halaman."))
    rules.check_dates({"on": on}, timezone.localdate())
    if current.function_added_on and on < current.function_added_on:
        raise Invalid(_("Tanggal ini lebih awal dari tanggal fungsi diberikan."), field="on")
    current.dissolved_on = on
    current.save(update_fields=["dissolved_on"])
    follow([current.pk])
    record(
        "group.return_function",
        current,
        by=by,
        region=current.region_id,
        on=on.isoformat(),
        reason=reason.strip(),
    )
    return current


@transaction.atomic
def revive_group(group: Group, *, by: Actor, reason: str) -> Group:
    """Take back the dissolution of a group that came to life again, for a reason the history keeps."""
    if not reason.strip():
        raise Invalid(_("Tulis mengapa kelompok ini dihidupkan kembali."), field="reason")
    current = _locked(group)
    by.require("groups.edit", current.region_id, group=current.pk)
    if current.dissolved_on is None:
        raise Stale(_("Kelompok ini tidak bubar. Muat ulang halaman."))
    ended = current.dissolved_on
    current.dissolved_on = None
    check_group(current)
    current.save(update_fields=["dissolved_on"])
    follow([current.pk])
    record(
        "group.revive",
        current,
        by=by,
        region=current.region_id,
        ended=ended.isoformat(),
        reason=reason.strip(),
    )
    return current


def check_group(group: Group) -> None:
    """The rules every group keeps, whichever verb wrote it. Raises ``Invalid``."""
    rules.check_name(group.name)
    if group.level not in rules.REGION_LEVEL:
        raise Invalid(_("Pilih tingkat kelompok dari daftar."), field="level")
    rules.check_seat(group.level, group.region.level)
    rules.check_legal_form(group.legal_form, group.legal_document)
    rules.check_dates({name: getattr(group, name) for name in _FACTS}, timezone.localdate())
    if group.dissolved_on is None and (same := namesake(group).first()):
        raise Invalid(
            _("Di %(region)s sudah ada kelompok bernama sama: %(name)s. Buka kelompok itu.")
            % {"region": group.region.title, "name": same.name},
            field="name",
        )


def namesake(group: Group) -> GroupQuerySet:
    """The other standing groups of the same kind and name in the same area: there may be none."""
    return Group.objects.filter(
        region_id=group.region_id,
        kind=group.kind,
        name_key=rules.name_key(group.name)[:120],
        dissolved_on=None,
        merged_into=None,
    ).exclude(pk=group.pk)


def recognised(group: Group, on: date | None = None) -> bool:
    """Whether a decree in force names the group on the day."""
    return Decree.objects.in_force(on).filter(groups=group).exists()


def _locked(group: Group) -> Group:
    return Group.objects.select_for_update(of=("self",)).select_related("region").get(pk=group.pk)


def _refuse_unknown(fields: Mapping[str, Any]) -> None:
    closed = sorted(set(fields) - WRITABLE)
    if closed:
        raise Invalid(
            _("Isian ini tidak dapat diubah di sini: %(name)s.") % {"name": closed[0]}, field=closed[0]
        )
