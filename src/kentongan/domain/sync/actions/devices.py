"""Phones make themselves known, and are shut out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core import history
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Refused
from kentongan.domain.people.models import Session, User
from kentongan.domain.people.rules import session_reference
from kentongan.domain.sync.models import Device

NOTED_EVERY = timedelta(minutes=1)  # the last sync is written no more often than this


@dataclass(frozen=True)
class Greeting:
    """What a phone says of itself with each sync; all of it is only its own word."""

    key: UUID
    label: str = ""
    app_version: str = ""
    public_key: str = ""
    session_key: str = ""
    outbox_count: int | None = None
    outbox_oldest_at: datetime | None = None


def device_of(user: User, key: UUID) -> Device:
    """The account's row for this phone, made when it is new. Raises ``Refused`` when it was revoked."""
    device, _created = Device.objects.get_or_create(user=user, key=key)
    if device.revoked_at:
        raise Refused(
            _("Perangkat ini sudah dicabut dari akun Anda. Catatan di sini tetap ada; hubungi kantor Anda.")
        )
    return device


def greet(user: User, greeting: Greeting) -> Device:
    """Note that the phone spoke, and what it said of itself.

    Raises ``Refused`` for a revoked device: nothing else of its request is to be looked at.
    """
    device = device_of(user, greeting.key)
    now = timezone.now()
    changed = {
        name: value for name, value in _told(greeting, device).items() if getattr(device, name) != value
    }
    if changed or now - device.last_sync_at > NOTED_EVERY:
        changed["last_sync_at"] = now
        for name, value in changed.items():
            setattr(device, name, value)
        device.save(update_fields=list(changed))
    return device


@transaction.atomic
def revoke(device: Device, *, by: Actor) -> bool:
    """Shut a phone out of the account, from its next request on, and end its session there.

    The caller has found the device through its gate. Says whether it was in use until now.
    """
    now = timezone.now()
    changed = Device.objects.in_use().filter(pk=device.pk).update(revoked_at=now, revoked_by_id=by.user_id)
    if not changed:
        return False
    if device.session_reference:
        for row in Session.objects.filter(user_id=device.user_id):
            if session_reference(row.session_key) == device.session_reference:
                row.delete()
    history.record("sync.revoke", device, by=by, account=device.user.username)
    history.audit("device revoked", name=by.name, account=device.user.username)
    return True


def _told(greeting: Greeting, device: Device) -> dict[str, object]:
    """What the phone said, without what it left out; the key it told first stays."""
    told: dict[str, object] = {
        "label": greeting.label[:120],
        "app_version": greeting.app_version[:20],
        "session_reference": session_reference(greeting.session_key) if greeting.session_key else "",
        "public_key": device.public_key or greeting.public_key[:400],
    }
    told = {name: value for name, value in told.items() if value}
    if greeting.outbox_count is not None:
        told |= {"outbox_count": greeting.outbox_count, "outbox_oldest_at": greeting.outbox_oldest_at}
    return told
