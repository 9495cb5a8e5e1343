"""The gate in front of every page and API operation: denied unless the role matrix allows it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kentongan.config.faults import speaks_json, unavailable
from kentongan.domain.core.history import audit
from kentongan.domain.core.problems import Problem, Refused
from kentongan.domain.people.access import Authority, Visitor, authority_of, user_of_token
from kentongan.domain.people.models import User
from kentongan.domain.people.rules import EVERYONE, matrix
from kentongan.domain.people.sessions import is_proven
from kentongan.doors.api.common import problems

API = "api"
MANDATE_KEY = "mandate"
SEEN_KEY = "seen"
SEEN_EVERY = timedelta(minutes=5)  # a session's last use is written no more often than this
LANGUAGES = dict(settings.LANGUAGES)
WITH_ONE_TIME_PASSWORD = {"account:overview", "account:password", "account:sign-out"}


class LanguageMiddleware:
    """Indonesian unless the person chose otherwise; what the browser prefers does not count."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the chosen language."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        with translation.override(chosen if chosen in LANGUAGES else settings.LANGUAGE_CODE):
            response = self.get_response(request)
            response.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response


class GateMiddleware:
    """Puts ``request.actor`` in place and lets through what the matrix allows to one of its roles."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and note who was refused; the gate itself is asked once the view is known."""
        response = self.get_response(request)
        actor, match = getattr(request, "actor", None), request.resolver_match
        if response.status_code == 403 and isinstance(actor, Authority) and match:
            audit("refused", name=actor.user.username, endpoint=match.view_name, method=request.method)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """``None`` to go on to the view, or the refusal."""
        match = request.resolver_match
        if match is None:
            raise Http404
        is_api, as_json = match.namespace.split(":")[0] == API, speaks_json(request.path)
        request.actor = actor = _api_actor(request) if is_api else _page_actor(request)  # type: ignore[attr-defined]  # the gate is what sets it
        verb = needed_verb(request.method or "GET", match.view_name)
        if verb is None and is_api:
            return problems.document(problems.unlisted(request.method or "GET", match.view_name))
        if verb is None:
            raise Http404
        if matrix().open_to(verb) == EVERYONE:
            return None
        if isinstance(actor, Visitor):
            if as_json:
                return problems.document(problems.unknown() if is_api else _signed_out())
            return redirect_to_login(request.get_full_path())
        if not actor.may(verb):
            return self.process_exception(request, Refused(_("Halaman ini bukan untuk peran Anda.")))
        if actor.user.must_change_password and not is_api and match.view_name not in WITH_ONE_TIME_PASSWORD:
            return _change_password_first(request, as_json)
        if _needs_proof(request, match.view_name):
            return redirect(
                f"{reverse('account:confirm')}?{urlencode({'next': _way_back(request)}, safe='/')}"
            )
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A named failure becomes its page or its problem document; the store's refusal becomes a 503."""
        exception = unavailable(exception) or exception
        if not isinstance(exception, Problem):
            return None
        if speaks_json(request.path):
            return problems.document(exception)
        status = exception.status
        template = "409.html" if status in {400, 422} else f"{status}.html"
        response = render(request, template, {"message": exception.message}, status=status)
        if exception.retry:
            response["Retry-After"] = "10"
        return response


def _signed_out() -> Problem:
    return problems.Unknown(_("Anda belum masuk, atau sesi Anda sudah berakhir. Masuk lagi untuk mengirim."))


def _change_password_first(request: HttpRequest, as_json: bool) -> HttpResponse:
    """Nobody works with a password somebody else has seen; a token is none, and a reset ends it."""
    if as_json:
        return problems.document(Refused(_("Ganti dulu kata sandi sementara akun ini di halaman web.")))
    messages.warning(request, _("Ganti kata sandi sementara ini sekarang."))
    return redirect("account:overview")


def _needs_proof(request: HttpRequest, endpoint: str) -> bool:
    kind = matrix().proof.get(endpoint)
    if kind is None:
        return False
    sends = kind == "form" and request.method == "POST"
    return not is_proven(request.session, periods=2 if sends else 1)


def _way_back(request: HttpRequest) -> str:
    """Where to go on after the password: this page, or the one whose button was pressed."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return ""
    return came_from.path + (f"?{came_from.query}" if came_from.query else "")


def needed_verb(method: str, endpoint: str) -> str | None:
    """The verb that the matrix names for ``METHOD endpoint``, else for the endpoint, else ``None``."""
    method = "GET" if method in {"HEAD", "OPTIONS"} else method
    endpoints = matrix().endpoints
    return endpoints.get(f"{method} {endpoint}") or endpoints.get(endpoint)


def _page_actor(request: HttpRequest) -> Authority | Visitor:
    user = request.user
    if not isinstance(user, User):
        return Visitor()
    now = timezone.now().timestamp()
    if now - request.session.get(SEEN_KEY, 0) > SEEN_EVERY.total_seconds():
        request.session[SEEN_KEY] = now
    return authority_of(user, request.session.get(MANDATE_KEY))


def _api_actor(request: HttpRequest) -> Authority | Visitor:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    user = user_of_token(token.strip()) if scheme.lower() == "bearer" else None
    if user is None:
        return Visitor()
    request.user = user
    mandate = request.headers.get("On-Behalf-Of", "")
    return authority_of(
        user, int(mandate) if mandate.isascii() and mandate.isdigit() and len(mandate) < 10 else None
    )
