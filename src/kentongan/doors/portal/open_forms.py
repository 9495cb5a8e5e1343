"""Forms for people without an account: no cookie, no session, nothing kept of who asked.

Against floods there is a trap field that people do not see, and a token of the server's own: a form can be
sent once, and not sooner than a person writes. Many from one address are not refused, since a whole village
may stand behind it: they are slowed down, by a computed proof where the browser has scripts, else by waiting.
"""

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Concatenate, ParamSpec, cast
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kentongan.doors.portal.pages import language_of

TRAP = "situs"  # a field that only machines fill
WORK_BITS = 16  # of the proof: a second or two on an old phone
WAIT_SECONDS = 60  # for those without scripts, when many send from one address
PATIENT_PER_HOUR = 120  # of one address that waited instead
TOKEN_SECONDS = 24 * 3600
_SALT = "kentongan.open-form"
_PROCESS = secrets.token_hex(16)
_Args = ParamSpec("_Args")
View = Callable[Concatenate[HttpRequest, _Args], HttpResponseBase]


def open_form(view: View[_Args]) -> View[_Args]:
    """A page with a form for everybody: nothing stored, nothing told to the next page (security.md 33, 40).

    There is no cookie that another site could ride on, so no CSRF token either.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, /, *args: _Args.args, **kwargs: _Args.kwargs) -> HttpResponseBase:
        with translation.override(language_of(request)):
            response = view(request, *args, **kwargs)
            response.headers.setdefault("Content-Language", translation.get_language() or "id")
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return cast("View[_Args]", answer)  # the decorators above lose the view's arguments


@dataclass(frozen=True)
class Token:
    """What a form carries: an id of its own, when it was given out, and whatever the page adds."""

    id: UUID
    at: int
    extra: str = ""


def give_token(extra: str = "") -> str:
    """A token for a fresh form."""
    return signing.dumps([str(uuid4()), int(time.time()), extra], salt=_SALT)


def read_token(text: str) -> Token | None:
    """The token of a form that was given out within a day, else ``None``."""
    try:
        key, at, extra = signing.loads(text, salt=_SALT, max_age=TOKEN_SECONDS)
        return Token(UUID(key), int(at), str(extra))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def was_trapped(request: HttpRequest) -> bool:
    """Whether the field that people do not see was filled."""
    return bool(request.POST.get(TRAP))


def needs_work(request: HttpRequest, name: str, *, burst: int, per_hour: int) -> bool:
    """Whether more came from this address of late than a busy village sends."""
    return not take(request, name, burst=burst, per_hour=per_hour)


def is_held_up(request: HttpRequest, name: str, token: Token, *, burst: int, per_hour: int) -> bool:
    """Whether the sender has to compute a proof first, or to wait.

    Waiting is for those without scripts: of many forms fetched ahead by one machine it lets few through.
    """
    if not needs_work(request, name, burst=burst, per_hour=per_hour):
        return False
    if has_computed(token, request.POST.get("bukti", "")):
        return False
    has_waited = time.time() - token.at >= WAIT_SECONDS
    return not (has_waited and take(request, f"{name}.menunggu", burst=burst, per_hour=PATIENT_PER_HOUR))


def has_computed(token: Token, proof: str) -> bool:
    """Whether the browser computed the proof for this form."""
    digest = hashlib.sha256(f"{token.id}:{proof[:40]}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - WORK_BITS) == 0


def take(request: HttpRequest, name: str, *, burst: int, per_hour: int) -> bool:
    """Take one from the address's bucket; whether there was one. It refills steadily: nobody is locked out.

    The address is never kept: a digest under a key of this process, in its memory, for an hour.
    """
    address = import_string(settings.AXES_CLIENT_IP_CALLABLE)(
        request
    )  # the roof knows which proxy to believe
    key = f"open:{name}:{salted_hmac(_PROCESS, _network(address)).hexdigest()}"
    now = time.time()
    left, at = cache.get(key, (float(burst), now))
    left = min(float(burst), left + (now - at) * per_hour / 3600)
    cache.set(key, (max(left - 1, 0.0) if left >= 1 else left, now), timeout=3600)
    return bool(left >= 1)


def _network(address: str) -> str:
    """Who counts as one sender: an IPv4 address, or the network that one line has in IPv6."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        known = parsed.ipv4_mapped
        return str(known or ip_network((parsed, 64), strict=False))
    return str(parsed)
