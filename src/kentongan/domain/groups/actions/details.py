"""The verbs around a group: its contacts, its equipment, who signs in for it."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import audit, record
from kentongan.domain.core.problems import Invalid, Refused
from kentongan.domain.groups.models import Equipment, Group
from kentongan.domain.people.models import Grant, User
from kentongan.domain.people.rules import GROUP_ROLES

CONTACTS = ("phone", "email", "website", "address")


@transaction.atomic
def change_contacts(group: Group, *, by: Actor, **contacts: str) -> Group:
    """Change phone, e-mail, website or address of the group itself; its board may do so."""
    by.require("groups.edit_own", group.region_id, group=group.pk)
    closed = sorted(set(contacts) - set(CONTACTS))
    if closed:
        raise Invalid(
            _("Isian ini tidak dapat diubah di sini: %(name)s.") % {"name": closed[0]}, field=closed[0]
        )
    current = Group.objects.select_for_update().get(pk=group.pk)
    for name, value in contacts.items():
        setattr(current, name, value.strip())
        check_field(current, name)
    current.save(update_fields=list(contacts))
    record("group.change_contacts", current, by=by, region=current.region_id, fields=sorted(contacts))
    return current


@transaction.atomic
def add_equipment(
    group: Group, *, name: str, by: Actor, count: int = 1, condition: str = "", source: str = ""
) -> Equipment:
    """Note a thing the group has to work with."""
    by.require("groups.edit_own", group.region_id, group=group.pk)
    if not name.strip():
        raise Invalid(_("Isi nama alat."), field="name")
    if count < 1:
        raise Invalid(_("Jumlah alat paling sedikit satu."), field="count")
    thing = Equipment.objects.create(
        group=group, name=name.strip(), count=count, condition=condition.strip(), source=source.strip()
    )
    record("group.add_equipment", group, by=by, region=group.region_id, name=thing.name, count=count)
    return thing


@transaction.atomic
def remove_equipment(thing: Equipment, *, by: Actor) -> None:
    """Take a thing off the list; the history keeps that it was there."""
    group = thing.group.survivor
    by.require("groups.edit_own", group.region_id, group=group.pk)
    record("group.remove_equipment", group, by=by, region=group.region_id, name=thing.name, count=thing.count)
    thing.delete()


@transaction.atomic
def grant_group_access(
    group: Group,
    *,
    user: User,
    role: str,
    by: Actor,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Grant:
    """Let an account act for the group as ``group_board`` or ``group_member``; never one's own account."""
    by.require("groups.edit", group.region_id, group=group.pk)
    if role not in GROUP_ROLES:
        raise Invalid(_("Pilih peran pengurus atau anggota."), field="role")
    if by.user_id is not None and by.user_id == user.pk:
        raise Refused(_("Anda tidak dapat mengubah peran Anda sendiri. Mintalah rekan melakukannya."))
    day = starts_on or timezone.localdate()
    if ends_on and ends_on < day:
        raise Invalid(_("Tanggal akhir lebih awal dari tanggal mulai. Tukar atau perbaiki."), field="ends_on")
    if Grant.objects.holding(day).filter(user=user, role=role, group_id=group.pk).exists():
        raise Invalid(_("Akun ini sudah memegang peran itu pada kelompok ini."), field="user")
    grant = Grant.objects.create(
        user=user, role=role, region_id=group.region_id, group_id=group.pk, starts_on=day, ends_on=ends_on
    )
    record("group.grant_access", group, by=by, region=group.region_id, user=user.username, role=role)
    audit("grant", name=by.name, user=user.username, role=role, group=group.code)
    return grant


def check_field(group: Group, name: str) -> None:
    """Raise ``Invalid`` for a value that cannot stand in this column of the group."""
    field: Any = Group._meta.get_field(name)
    try:
        field.clean(getattr(group, name), group)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), field=name) from error
