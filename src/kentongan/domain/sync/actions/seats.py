"""Changing over between the accounts of one phone. Officers never take part: their sessions are short."""

import hashlib
import hmac
import secrets
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.history import audit
from kentongan.domain.core.problems import Invalid, Refused
from kentongan.domain.people.access import Authority, authority_of
from kentongan.domain.people.models import User
from kentongan.domain.people.rules import session_reference
from kentongan.domain.sync.models import Device, Seat

PIN_LENGTH = range(4, 13)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def take_seat(
    *, by: Authority, phone: str, pin: str | None, device: UUID, session_key: str, started_at: datetime
) -> str:
    """Keep the signed-in account on this phone, with the PIN it asks for: ``""`` none, ``None`` as before.

    ``phone`` is the phone's secret, or ``""``; the secret to keep is returned. ``started_at`` is when the
    password was typed: the seat ends as long after it as a session would. Raises ``Refused`` for an
    officer, ``Invalid`` for a PIN that is none.
    """
    if by.is_officer or by.user.must_change_password:
        raise Refused(
            _("Akun petugas tidak disimpan di telepon bersama. Masuk dengan kata sandi setiap kali.")
        )
    if pin and not (pin.isascii() and pin.isdigit() and len(pin) in PIN_LENGTH):
        raise Invalid(_("PIN terdiri dari 4 sampai 12 angka."), field="pin")
    secret = phone or secrets.token_urlsafe(32)
    chosen = {} if pin is None else {"pin": make_password(pin) if pin else ""}
    Seat.objects.update_or_create(
        phone=_digest(secret),
        user=by.user,
        defaults=chosen
        | {
            "password_mark": _mark(by.user),
            "device_key": device,
            "session_reference": session_reference(session_key),
            "started_at": started_at,
            "seen_at": timezone.now(),
            "failures": 0,
            "paused_until": None,
            "ended_at": None,
        },
    )
    audit("seat taken", name=by.name, account=by.user.username)
    return secret


def open_seat(*, phone: str, user_id: int, pin: str) -> Seat:
    """The seat, when the phone has one for the account and the PIN is right.

    Raises ``Refused`` with one sentence for whatever is wrong, so that nothing can be probed; after five
    wrong PINs each further one is followed by a pause (security.md 7).
    """
    now = timezone.now()
    seat = Seat.objects.live(now).filter(phone=_digest(phone), user_id=user_id).select_related("user").first()
    if seat is None or not phone or not _holds(seat):
        raise _refused()
    if seat.paused_until and seat.paused_until > now:
        raise _refused()
    # counted before it is judged: parallel tries cannot slip by
    Seat.objects.filter(pk=seat.pk).update(failures=F("failures") + 1)
    seat.failures += 1
    if seat.pin and not check_password(pin, seat.pin):
        Seat.objects.filter(pk=seat.pk).update(paused_until=now + seat.pause)
        audit("seat refused", name=seat.user.username, account=seat.user.username)
        raise _refused()
    Seat.objects.filter(pk=seat.pk).update(failures=0, paused_until=None, seen_at=now)
    audit("seat opened", name=seat.user.username, account=seat.user.username)
    return seat


def note_session(seat: Seat, session_key: str) -> None:
    """The seat's session is this one now: whoever ends it ends the seat."""
    Seat.objects.filter(pk=seat.pk).update(session_reference=session_reference(session_key))


def give_up_seat(*, phone: str, user: User) -> None:
    """The account leaves this phone, its PIN with it."""
    seats = Seat.objects.filter(phone=_digest(phone), user=user, ended_at=None)
    seats.update(ended_at=timezone.now(), pin="")


def has_seat(*, phone: str, user: User) -> bool:
    """Whether the account may come back on this phone without its password."""
    return bool(phone) and Seat.objects.live(timezone.now()).filter(phone=_digest(phone), user=user).exists()


@transaction.atomic
def end_seats(*, user: User, reference: str) -> None:
    """The session was ended from elsewhere: its phone may not open it again by itself."""
    Seat.objects.filter(user=user, session_reference=reference, ended_at=None).update(ended_at=timezone.now())


def _holds(seat: Seat) -> bool:
    user = seat.user
    if not user.is_active or user.must_change_password or authority_of(user).is_officer:
        return False
    if not hmac.compare_digest(seat.password_mark, _mark(user)):
        return False
    return not Device.objects.filter(user=user, key=seat.device_key).exclude(revoked_at=None).exists()


def _mark(user: User) -> str:
    return user.get_session_auth_hash()


def _refused() -> Refused:
    return Refused(
        _("Akun ini belum bisa dibuka begitu di telepon ini. Coba lagi nanti, atau masuk dengan kata sandi.")
    )
