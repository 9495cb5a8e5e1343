"""Two entries that are one group: merged by a pointer, taken back within 30 days, or told apart."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import audit, record
from kentongan.domain.core.merging import check_undo, in_order
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.groups.actions.register import check_group, namesake
from kentongan.domain.groups.models import Group, GroupDistinction, Merge
from kentongan.domain.groups.models.groups import LegalForm
from kentongan.domain.groups.rules import name_key
from kentongan.domain.groups.standing import follow
from kentongan.domain.people.models import Grant

TAKEABLE = (
    "name",
    "hamlet",
    "proposed_on",
    "founded_on",
    "registered_on",
    "reported_on",
    "origin",
    "function_added_on",
    "parent_body",
    "parent_body_purpose",
    "legal_form",
    "legal_document",
    "register_number",
    "phone",
    "email",
    "website",
    "address",
    "note",
    "source",
)


@transaction.atomic
def merge_groups(kept: Group, absorbed: Group, *, by: Actor, take: Iterable[str] = ()) -> Merge:
    """Note that two entries are one group; ``take`` names the fields copied from the absorbed entry.

    Members, boards, activities and receipts stay on the entry they were written to and are read as the kept
    one's. Decrees are linked to the kept group as well and roles move to it, both written down for the undo:
    the stage of 84,000 groups and the authority of a request are read too often to look through a pointer.
    """
    keep, gone = _locked(kept, absorbed, by)
    if keep.merged_into_id or gone.merged_into_id:
        raise Stale(_("Salah satu kelompok ini sudah digabungkan. Muat ulang halaman."))
    if keep.kind != gone.kind:
        raise Invalid(
            _("Jenis kedua kelompok berbeda. Samakan dahulu jenisnya, atau nyatakan keduanya tidak sama.")
        )
    carried = [str(key) for key in Group.objects.filter(merged_into=gone).values_list("pk", flat=True)]
    Group.objects.filter(Q(pk=gone.pk) | Q(merged_into=gone)).update(merged_into=keep)
    decrees = _link_decrees(keep, gone)
    before, after = _take(keep, gone, take, recognised=bool(decrees))
    grants = list(Grant.objects.filter(group_id=gone.pk).order_by("pk").values_list("pk", flat=True))
    Grant.objects.filter(pk__in=grants).update(group_id=keep.pk, region=keep.region)
    merge = Merge.objects.create(
        kept=keep,
        absorbed=gone,
        by_id=by.user_id,
        by_name=by.name,
        before=before,
        after=after,
        carried=carried,
        decrees=decrees,
        grants=grants,
    )
    follow([keep.pk, gone.pk])
    _note("merge", keep, gone, by)
    return merge


@transaction.atomic
def undo_group_merge(merge: Merge, *, by: Actor) -> Merge:
    """Take a merge back within 30 days: both entries stand as before, the later merges onto them first.

    A field of the kept group that was changed by hand since stays as it is now. Raises ``Invalid`` when the
    time is over, when a later merge builds on this one, or when a name was given to another group meanwhile.
    """
    current = Merge.objects.select_for_update().select_related("kept", "absorbed").get(pk=merge.pk)
    keep, gone = _locked(current.kept, current.absorbed, by)
    check_undo(current, Merge.objects.filter(Q(kept=keep) | Q(absorbed=keep)))
    restored = []
    for name, value in current.after.items():
        if plain(keep, name) == value:
            field: Any = Group._meta.get_field(name)
            setattr(keep, name, field.to_python(current.before[name]))
            restored.append(name)
    gone.merged_into = None
    _refuse_namesake(gone, keep)
    _refuse_namesake(keep, gone)
    keep.save(update_fields=[*restored, *(["name_key"] if "name" in restored else [])])
    gone.save(update_fields=["merged_into"])
    Group.objects.filter(pk__in=current.carried).update(merged_into=gone)
    keep.decrees.remove(*current.decrees)
    Grant.objects.filter(pk__in=current.grants, group_id=keep.pk).update(group_id=gone.pk, region=gone.region)
    current.undone_at, current.undone_by_name = timezone.now(), by.name
    current.save(update_fields=["undone_at", "undone_by_name"])
    follow([keep.pk, gone.pk])
    _note("undo_merge", keep, gone, by)
    return current


@transaction.atomic
def tell_groups_apart(one: Group, other: Group, *, by: Actor) -> GroupDistinction:
    """Note that two entries are two groups, so that they are not suggested again."""
    for group in (one, other):
        by.require("duplicates.merge", group.region_id)
    first, second = in_order(one, other)
    told, _made = GroupDistinction.objects.get_or_create(
        first=first, second=second, defaults={"by_id": by.user_id, "by_name": by.name}
    )
    return told


def plain(group: Group, name: str) -> Any:
    """The value of a field as the merge keeps it: a date as text."""
    value = getattr(group, name)
    return value.isoformat() if isinstance(value, date) else value


def _locked(kept: Group, absorbed: Group, by: Actor) -> tuple[Group, Group]:
    """Both groups, locked in the order of their ids, so that two merges at once wait for each other."""
    if kept.pk == absorbed.pk:
        raise Invalid(_("Pilih dua kelompok yang berbeda."))
    rows = Group.objects.select_for_update(of=("self",)).select_related("region")
    found = {group.pk: group for group in rows.filter(pk__in=[kept.pk, absorbed.pk]).order_by("pk")}
    for group in found.values():
        by.require("duplicates.merge", group.region_id)
    return found[kept.pk], found[absorbed.pk]


def _link_decrees(keep: Group, gone: Group) -> list[str]:
    """Name the kept group on the other's decrees too; the ids of those that did not name it before."""
    known = set(keep.decrees.values_list("pk", flat=True))
    new = [decree for decree in gone.decrees.order_by("pk") if decree.pk not in known]
    keep.decrees.add(*new)
    return [str(decree.pk) for decree in new]


def _take(
    keep: Group, gone: Group, take: Iterable[str], *, recognised: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Copy the chosen fields; what they were before and are now."""
    values: dict[str, Any] = {}
    for name in take:
        if name not in TAKEABLE:
            raise Invalid(_("Isian ini tidak dapat dipilih: %(name)s.") % {"name": name}, field=name)
        values[name] = getattr(gone, name)
    if recognised and values.get("legal_form", keep.legal_form) == LegalForm.NONE:
        values["legal_form"] = LegalForm.DECREE.value
    changed = {name: value for name, value in values.items() if getattr(keep, name) != value}
    before = {name: plain(keep, name) for name in changed}
    for name, value in changed.items():
        setattr(keep, name, value)
    check_group(keep)
    keep.save(update_fields=[*changed, *(["name_key"] if "name" in changed else [])])
    return before, {name: plain(keep, name) for name in changed}


def _refuse_namesake(group: Group, twin: Group) -> None:
    """Another group that bears the name by now stands in the way."""
    if group.dissolved_on:
        return
    other = namesake(group).exclude(pk=twin.pk).first()
    if twin.dissolved_on is None and _place_and_name(twin) == _place_and_name(group):
        other = twin
    if other:
        raise Invalid(
            _(
                "Penggabungan ini tidak dapat dibatalkan: di %(region)s kini ada kelompok lain bernama"
                " %(name)s (%(code)s). Ubah dahulu nama kelompok itu."
            )
            % {"region": group.region.title, "name": other.name, "code": other.code}
        )


def _place_and_name(group: Group) -> tuple[str, str, str]:
    return group.region_id, group.kind, name_key(group.name)


def _note(verb: str, keep: Group, gone: Group, by: Actor) -> None:
    for group, other in ((keep, gone), (gone, keep)):
        record(f"group.{verb}", group, by=by, region=group.region_id, name=other.name, code=other.code)
    audit(f"groups {verb}", name=by.name, kept=keep.code, absorbed=gone.code, region=keep.region_id)
