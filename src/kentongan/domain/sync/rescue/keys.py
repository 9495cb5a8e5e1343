"""The keys of this installation. Made on first use, kept in the database, so that a backup carries them."""

from typing import Any

from django.db import IntegrityError, transaction

from kentongan.domain.core import history
from kentongan.domain.core.acting import Actor
from kentongan.domain.sync.models import Key
from kentongan.domain.sync.rescue import sealing

MOST = 8  # keys a file can be signed with


def current() -> Key:
    """The key that phones seal to from now on; made when there is none yet."""
    return Key.objects.order_by("-number").first() or _made(1)


def standing() -> list[Key]:
    """The keys that a phone may know, the newest first: what goes to phones is signed with each of them."""
    current()
    return list(Key.objects.order_by("-number")[:MOST])


def named(name: str) -> Key | None:
    """The key with this name, however old."""
    return Key.objects.filter(name=name).first()


def installation() -> str:
    """The name of this installation: that of its first key."""
    current()
    return Key.objects.order_by("number").values_list("name", flat=True)[0]


def renew(*, by: Actor) -> Key:
    """Make a new key. Phones hear of it at their next sync; files sealed to the old ones are still opened."""
    with transaction.atomic():
        key = _made(current().number + 1)
        history.record("rescue.renew_key", key, by=by, name=key.name)
    return key


def public(key: Key) -> dict[str, Any]:
    """What a phone pins of a key: its name, the installation, whom to seal to, whose signature to believe."""
    return {
        "installation": installation(),
        "number": key.number,
        "open": sealing.text_of(sealing.public_of(bytes(key.opens))),
        "verify": sealing.text_of(sealing.public_of(bytes(key.signs))),
    }


def _made(number: int) -> Key:
    opens, signs = sealing.new_private(), sealing.new_private()
    name = sealing.name_of(sealing.public_of(opens), sealing.public_of(signs))
    try:
        with transaction.atomic():
            return Key.objects.create(number=number, name=name, opens=opens, signs=signs)
    except IntegrityError:  # somebody else made it in the same moment
        return Key.objects.get(number=number)
