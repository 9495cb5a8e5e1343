"""Edits of a group's card that were made without network: merged by field, the rest shown to a person."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor, System
from kentongan.domain.core.history import record
from kentongan.domain.core.merging import UNDO_DAYS
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.groups.actions.details import CONTACTS, change_contacts, check_field
from kentongan.domain.groups.models import Conflict, Group


class Edit(NamedTuple):
    """A field as its editor knew it, and what they wrote instead."""

    was: str
    new: str


@transaction.atomic
def merge_contacts(group: Group, edits: Mapping[str, Edit], *, by: Actor) -> list[Conflict]:
    """Take the fields nobody else changed since; returns the others, each with both words.

    What was emptied here meanwhile stays empty: deletion beats editing. Raises ``Stale`` for a dissolved
    group, ``Invalid`` for a field that is not open to editing or a word that cannot stand in it.
    """
    by.require("groups.edit_own", group.region_id, group=group.pk)
    current = Group.objects.select_for_update().get(pk=group.pk)
    if current.dissolved_on:
        raise Stale(_("Kelompok ini sudah dicatat bubar, jadi perubahan kontaknya tidak dipakai."))
    closed = sorted(set(edits) - set(CONTACTS))
    if closed:
        raise Invalid(
            _("Isian ini tidak dapat diubah di sini: %(name)s.") % {"name": closed[0]}, field=closed[0]
        )
    stood = {name: getattr(current, name) for name in edits}
    for name, edit in edits.items():
        setattr(current, name, edit.new.strip())
        check_field(current, name)
    told = {name: Edit(edit.was.strip(), edit.new.strip()) for name, edit in edits.items()}
    fresh = {name: edit.new for name, edit in told.items() if stood[name] == edit.was != edit.new}
    if fresh:
        change_contacts(current, by=by, **fresh)
    clashing = {name: edit for name, edit in told.items() if stood[name] not in edit}
    return [_keep(current, name, edit, stood[name], by) for name, edit in clashing.items()]


@transaction.atomic
def settle_conflict(conflict: Conflict, choice: str, *, standing: str, by: Actor) -> Conflict:
    """Choose one of the two words; ``standing`` is what stood there when the person looked.

    Raises ``Stale`` when somebody chose already or the field was changed since.
    """
    group, current = _locked(conflict, by)
    if choice not in Conflict.Choice.values:
        raise Invalid(_("Pilih salah satu isi."), field="choice")
    if current.chosen or getattr(group, current.field) != standing:
        raise Stale(_("Isian ini sudah diubah atau dipilih orang lain. Muat ulang halaman."))
    if choice == Conflict.Choice.BROUGHT:
        change_contacts(group, by=by, **{current.field: current.brought})
    _mark(current, choice, before=standing, name=by.name)
    record("group.settle_conflict", group, by=by, region=group.region_id, field=current.field, chosen=choice)
    return current


@transaction.atomic
def reopen_conflict(conflict: Conflict, *, by: Actor) -> Conflict:
    """Take a choice back within 30 days: the field holds again what it held before.

    Raises ``Stale`` when the field was changed again since, or nothing is chosen.
    """
    group, current = _locked(conflict, by)
    if current.settled_at is None:
        raise Stale(_("Pilihan ini sudah dibatalkan. Muat ulang halaman."))
    if not current.may_be_reopened:
        raise Invalid(_("Pilihan hanya dapat dibatalkan dalam %(days)d hari.") % {"days": UNDO_DAYS})
    if current.chosen == Conflict.Choice.BROUGHT:
        if getattr(group, current.field) != current.brought:
            raise Stale(_("Isian ini sudah diubah lagi sesudahnya. Ubah langsung pada kontak kelompok."))
        change_contacts(group, by=by, **{current.field: current.before})
    current.chosen, current.settled_at, current.settled_by_name = "", None, ""
    current.save(update_fields=["chosen", "settled_at", "settled_by_name"])
    record("group.reopen_conflict", group, by=by, region=group.region_id, field=current.field)
    return current


def _keep(group: Group, name: str, edit: Edit, standing: str, by: Actor) -> Conflict:
    conflict = Conflict.objects.create(
        group=group,
        field=name,
        was=edit.was,
        standing=standing,
        brought=edit.new,
        by_id=by.user_id,
        by_name=by.name,
    )
    if not standing:
        _mark(conflict, Conflict.Choice.STANDING, before="", name=System().name)
    record("group.conflict", group, by=by, region=group.region_id, field=name)
    return conflict


def _mark(conflict: Conflict, choice: str, *, before: str, name: str) -> None:
    conflict.chosen, conflict.before = choice, before
    conflict.settled_at, conflict.settled_by_name = timezone.now(), name
    conflict.save(update_fields=["chosen", "before", "settled_at", "settled_by_name"])


def _locked(conflict: Conflict, by: Actor) -> tuple[Group, Conflict]:
    """The group it concerns now and the row, both held until the transaction ends."""
    group = Group.objects.select_for_update().get(pk=conflict.group.survivor.pk)
    by.require("groups.edit_own", group.region_id, group=group.pk)
    by.require("groups.contacts", group.region_id, group=group.pk)
    return group, Conflict.objects.select_for_update().get(pk=conflict.pk)
