"""Signing in and out, the own password, sessions, on whose behalf one acts, and the language."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.design.devices import device_words
from kentongan.domain.core.problems import Invalid
from kentongan.domain.people import actions
from kentongan.domain.people.access import Authority, authority_of, mandates_of
from kentongan.domain.people.models import Session, User
from kentongan.domain.people.rules import session_reference
from kentongan.domain.people.sessions import DEVICE_KEY, OFFICER_KEY, PROVEN_KEY, STARTED_KEY
from kentongan.domain.sync.access import get_own_device, own_devices
from kentongan.domain.sync.actions import revoke
from kentongan.domain.sync.actions.seats import end_seats, give_up_seat
from kentongan.doors.account.forms import ConfirmForm, PasswordForm, SignInForm

MANDATE_KEY = "mandate"  # read by the gate
KEPT = (OFFICER_KEY, STARTED_KEY, DEVICE_KEY, PROVEN_KEY, MANDATE_KEY)  # over a change of the password
LANGUAGE_AGE = 365 * 24 * 3600


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """One answer for a wrong name and a wrong password; a pause after five failures."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = authenticate(
            request,
            username=form.cleaned_data["username"].strip().lower(),
            password=form.cleaned_data["password"],
        )
        if isinstance(user, User):
            return _begin(request, user)
        actions.note_failed_sign_in(username=form.cleaned_data["username"])
        if getattr(request, "axes_locked_out", False):
            return paused(request)
        form.add_error(None, _("Nama pengguna atau kata sandi tidak cocok. Periksa lalu coba lagi."))
    return _sign_in_page(request, form, 422 if request.method == "POST" else 200)


def paused(request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
    """The answer after too many failures: wait a minute, nothing is locked."""
    form = SignInForm(initial={"username": request.POST.get("username", "")})
    response = _sign_in_page(request, form, 429)
    response["Retry-After"] = "60"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent from an old page: say how to go on, with what was typed kept by the browser."""
    return render(request, "account/csrf.html", status=403)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session, and with it the account's place on a shared phone."""
    give_up_seat(phone=request.COOKIES.get(settings.SEAT_COOKIE_NAME, ""), user=_actor(request).user)
    logout(request)
    response = redirect("account:sign-in")
    response["Clear-Site-Data"] = '"cache"'
    return response


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The own account: roles, sessions, mandates."""
    return _overview_page(request, PasswordForm())


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Type the password again before an act that carries data or rights away (security.md 7)."""
    user = _actor(request).user
    form, status = ConfirmForm(request.POST or None), 200
    following = _local_path(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method == "POST" and form.is_valid():
        if authenticate(request, username=user.username, password=form.cleaned_data["password"]):
            request.session[PROVEN_KEY] = timezone.now().timestamp()
            return HttpResponseRedirect(following) if following else redirect("account:overview")
        actions.note_failed_sign_in(username=user.username)
        form.add_error("password", _("Kata sandi tidak cocok. Periksa lalu coba lagi."))
    if request.method == "POST":
        status = 429 if getattr(request, "axes_locked_out", False) else 422
    context = {"form": form, "next": following, "paused": status == 429}
    return render(request, "account/confirm.html", context, status=status)


@sensitive_post_parameters()
@require_POST
def password(request: HttpRequest) -> HttpResponse:
    """Change the own password; other sessions end."""
    actor = _actor(request)
    form = PasswordForm(request.POST)
    if form.is_valid():
        try:
            actions.change_password(
                user=actor.user,
                old=form.cleaned_data["old_password"],
                new=form.cleaned_data["new_password"],
                keep=request.session.session_key or "",
                by=actor,
            )
        except Invalid as problem:
            form.add_error(problem.field, problem.message)
        else:
            return _renewed(request, actor.user)
    return _overview_page(request, form, 422)


@require_POST
def end_session(request: HttpRequest, reference: str) -> HttpResponse:
    """End one of the own sessions."""
    actor = _actor(request)
    actions.end_session(user=actor.user, reference=reference, by=actor)
    end_seats(user=actor.user, reference=reference)
    messages.success(request, _("Sesi itu sudah diakhiri."))
    return redirect("account:overview")


@require_http_methods(["GET", "HEAD", "POST"])
def revoke_device(request: HttpRequest, number: int) -> HttpResponse:
    """Shut one of the own phones out of the account, after a question."""
    actor = _actor(request)
    device = get_own_device(number, actor)
    if request.method == "POST":
        revoke(device, by=actor)
        messages.success(request, _("Perangkat sudah dicabut."))
        return redirect("account:overview")
    context = {"device": device, "words": device_words(device.label)}
    return render(request, "account/device.html", context)


@require_POST
def mandate(request: HttpRequest) -> HttpResponse:
    """Choose on whose behalf the next acts are done, or nobody's."""
    chosen = request.POST.get("mandate", "")
    allowed = {str(mandate.pk) for mandate in mandates_of(_actor(request).user)}
    request.session[MANDATE_KEY] = int(chosen) if chosen in allowed else None
    following = _local_path(request, request.POST.get("next", ""))
    return HttpResponseRedirect(following) if following else redirect("account:overview")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie."""
    response = HttpResponseRedirect(_local_path(request, request.POST.get("next", "")) or "/")
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, LANGUAGE_AGE, samesite="Lax", secure=settings.HTTPS
        )
    return response


def _actor(request: HttpRequest) -> Authority:
    actor: Authority = request.actor  # type: ignore[attr-defined]  # set by the gate
    return actor


def _begin(request: HttpRequest, user: User) -> HttpResponse:
    device = request.headers.get("User-Agent", "")
    login(request, user)
    actor = authority_of(user)
    request.session[OFFICER_KEY] = actor.is_officer
    request.session[STARTED_KEY] = timezone.now().isoformat()
    request.session[PROVEN_KEY] = timezone.now().timestamp()
    request.session[DEVICE_KEY] = device
    actions.note_sign_in(user=user, device=device)
    if user.must_change_password:
        messages.warning(request, _("Ganti kata sandi sementara ini sekarang."))
        return redirect("account:overview")
    home = "/kantor/" if actor.is_officer else "/k/"
    return HttpResponseRedirect(_local_path(request, request.POST.get("next", "")) or home)


def _renewed(request: HttpRequest, user: User) -> HttpResponse:
    kept = {key: request.session.get(key) for key in KEPT}
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session.update(kept)
    messages.success(request, _("Kata sandi sudah diganti. Sesi di perangkat lain diakhiri."))
    return redirect("account:overview")


def _local_path(request: HttpRequest, path: str) -> str:
    safe = url_has_allowed_host_and_scheme(path, {request.get_host()}, require_https=request.is_secure())
    return path if path and safe else ""


def _sign_in_page(request: HttpRequest, form: SignInForm, status: int) -> HttpResponse:
    following = request.POST.get("next") or request.GET.get("next", "")
    context = {"form": form, "next": _local_path(request, following), "paused": status == 429}
    return render(request, "account/sign_in.html", context, status=status)


def _overview_page(request: HttpRequest, form: PasswordForm, status: int = 200) -> HttpResponse:
    actor = _actor(request)
    now = request.session.session_key or ""
    sessions = [
        {
            "reference": session_reference(row.session_key),
            "device": device_words(row.device),
            "seen_at": row.seen_at,
            "is_this": row.session_key == now,
        }
        for row in Session.objects.filter(user=actor.user).order_by("-seen_at")[:50]
    ]
    context = {
        "form": form,
        "sessions": sessions,
        "devices": [{"device": row, "words": device_words(row.label)} for row in own_devices(actor)[:50]],
        "grants": actor.grants,
        "mandates": mandates_of(actor.user),
        "mandate": request.session.get(MANDATE_KEY),
    }
    return render(request, "account/overview.html", context, status=status)
