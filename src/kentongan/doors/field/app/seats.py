"""Changing over between the accounts of one phone, while it is online."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from kentongan.domain.core.problems import Invalid
from kentongan.domain.people.access import Authority, authority_of
from kentongan.domain.people.sessions import DEVICE_KEY, MEMBER_AGE, OFFICER_KEY, STARTED_KEY
from kentongan.domain.sync.actions import seats
from kentongan.doors.field.app.accounts import account_words

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_POST
@sensitive_variables()
def take(request: HttpRequest) -> HttpResponse:
    """Keep the signed-in account on this phone; a PIN replaces the one before."""
    actor: Authority = request.actor  # type: ignore[attr-defined]  # set by the gate
    told = _read(request)
    started = request.session.get(STARTED_KEY)
    secret = seats.take_seat(
        by=actor,
        phone=phone_of(request),
        pin=None if told.get("pin") is None else _text(told, "pin"),
        device=_device(told),
        session_key=request.session.session_key or "",
        started_at=datetime.fromisoformat(started) if started else timezone.now(),
    )
    response = JsonResponse({"user": account_words(actor)})
    response.set_cookie(
        settings.SEAT_COOKIE_NAME,
        secret,
        max_age=MEMBER_AGE,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Strict",
    )
    return response


@require_POST
@sensitive_variables()
def change(request: HttpRequest) -> HttpResponse:
    """The session becomes that of another account of this phone, as old as its last password."""
    told = _read(request)
    account = _text(told, "account")
    number = int(account) if account.isascii() and account.isdigit() and len(account) < 18 else 0
    seat = seats.open_seat(phone=phone_of(request), user_id=number, pin=_text(told, "pin"))
    login(request, seat.user, backend=BACKEND)
    request.session[OFFICER_KEY] = False
    request.session[STARTED_KEY] = seat.started_at.isoformat()
    request.session[DEVICE_KEY] = request.headers.get("User-Agent", "")
    request.session.save()
    seats.note_session(seat, request.session.session_key or "")
    return JsonResponse({"user": account_words(authority_of(seat.user)), "csrf": get_token(request)})


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session and give up the account's place on this phone."""
    actor = request.actor  # type: ignore[attr-defined]  # set by the gate
    if isinstance(actor, Authority):
        seats.give_up_seat(phone=phone_of(request), user=actor.user)
        logout(request)
    response = JsonResponse({"user": None, "csrf": get_token(request)})
    response["Clear-Site-Data"] = '"cache"'
    return response


def phone_of(request: HttpRequest) -> str:
    """The phone's secret, when it has one."""
    return request.COOKIES.get(settings.SEAT_COOKIE_NAME, "")


def _read(request: HttpRequest) -> dict[str, Any]:
    try:
        told = json.loads(request.body)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise Invalid(_("Permintaan ini tidak terbaca. Muat ulang halaman, lalu coba lagi."))
    return told


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    return value[:40] if isinstance(value, str) else ""


def _device(told: dict[str, Any]) -> UUID:
    try:
        return UUID(_text(told, "device"))
    except ValueError:
        return uuid4()
