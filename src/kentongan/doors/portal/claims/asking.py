"""`/cek/`: a message is pasted and answered at once; what nobody knows yet may be sent to the desk."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kentongan.domain.claims import access, actions, finding, held, seeing
from kentongan.domain.claims.matching import engine, links
from kentongan.domain.claims.models import Report, Verdict
from kentongan.domain.claims.tasks import ask_to_clear
from kentongan.domain.core.problems import Problem
from kentongan.domain.people.access import Visitor
from kentongan.doors.portal import open_forms
from kentongan.doors.portal.claims.forms import AskForm
from kentongan.doors.portal.open_forms import Token, open_form
from kentongan.doors.portal.pages import show

BURST, PER_HOUR = 20, 20  # of one address before sending is slowed down; asking alone is not
ASK_BURST, ASK_PER_HOUR = 120, 240
PICTURE_BURST, PICTURES_PER_HOUR = 20, 60  # reading and comparing one takes a second or two
LATEST = 8
SHOWN = 3


@dataclass(frozen=True)
class Slip:
    """The token of a form as it was signed and read; ``sent`` when the sender brought it."""

    signed: str
    token: Token
    sent: bool

    @property
    def id(self) -> UUID:
        """Of what is sent with the form."""
        return self.token.id


@open_form
def ask(request: HttpRequest) -> HttpResponse:
    """The box to paste into, or a picture; the answer; and with ``kirim`` the report to the desk."""
    if request.method != "POST" or open_forms.was_trapped(request):
        return _form(request, AskForm(), _slip(request))
    form, slip = AskForm(request.POST, request.FILES), _slip(request)
    if not form.is_valid():
        return _form(request, form, slip, 422, sending="text" not in form.errors)
    picture, status = _picture(request, form, slip)
    if status == 200 and picture is None and not form.cleaned_data["text"].strip():
        form.add_error("text", _("Tempel pesannya, atau pilih gambarnya."))
        status = 422
    if status != 200:
        return _form(request, form, slip, status)
    if "kirim" in request.POST:
        if form.ask_for_village():
            return _form(request, form, slip, 422, sending=True)
        return _send(request, form, slip, picture)
    return _check(request, form, slip, picture)


def _picture(request: HttpRequest, form: AskForm, slip: Slip) -> tuple[seeing.Picture | None, int]:
    """The picture chosen now, or before with the same form; what is wrong with it stands at its field."""
    upload = form.cleaned_data["picture"]
    if upload is None:
        content = held.held(slip.id)
        return (seeing.seen(content) if content else None), 200
    if open_forms.needs_work(request, "cek-gambar", burst=PICTURE_BURST, per_hour=PICTURES_PER_HOUR):
        words = _("Banyak gambar dikirim dari jaringan Anda. Tunggu satu menit, lalu pilih gambarnya lagi.")
        form.add_error("picture", words)
        return None, 429
    try:
        return seeing.look_at(upload), 200
    except Problem as problem:
        form.add_error("picture", problem.message)
        return None, problem.status


def _check(request: HttpRequest, form: AskForm, slip: Slip, picture: seeing.Picture | None) -> HttpResponse:
    if open_forms.needs_work(request, "cek", burst=ASK_BURST, per_hour=ASK_PER_HOUR):
        return _form(request, form, slip, 429, busy=True)
    text = form.cleaned_data["text"]
    found = [one for one in finding.find(text) if one.state != engine.UNKNOWN] if text.strip() else []
    pictured = seeing.find(picture) if picture else []
    found += [one for one in pictured if one.claim not in [other.claim for other in found]]
    answer = next((one for one in found if one.state == engine.ANSWER), None)
    if picture and answer is None:
        held.hold(slip.id, picture.content)
        ask_to_clear()
    return _form(request, form, slip, found=found[:SHOWN], answer=answer, sending=answer is None)


def _send(request: HttpRequest, form: AskForm, slip: Slip, picture: seeing.Picture | None) -> HttpResponse:
    if not slip.sent:
        problem = _("Formulir ini sudah terlalu lama terbuka. Kirim sekali lagi.")
        return _form(request, form, slip, 422, sending=True, problem=problem)
    if open_forms.is_held_up(request, "tanya", slip.token, burst=BURST, per_hour=PER_HOUR):
        return _form(request, form, slip, 429, sending=True, busy=True)
    data = form.cleaned_data
    text = data["text"].strip()
    bare = links.normal(text) is not None and len(text.split()) == 1
    question = actions.Question(text="" if bare else text, url=text if bare else "", seen_in=data["seen_in"])
    try:
        report = actions.report(
            question,
            by=Visitor(),
            way=Report.Way.PUBLIC,
            id=slip.id,
            region=data["village"],
            picture=picture,
        )
    except Problem as problem:
        if problem.status not in {409, 422}:
            raise
        return _form(request, form, slip, problem.status, sending=True, problem=problem.message)
    held.let_go(slip.id)
    context = {"claim": report.claim, "verdict": access.verdict_out(report.claim)}
    return show(request, "portal/claims/sent.html", context, place=report.claim.region, here="claims")


def _slip(request: HttpRequest) -> Slip:
    """The form's own token; a fresh one for a fresh form, or when it lay open for too long."""
    signed = request.POST.get("token", "")
    known = open_forms.read_token(signed)
    if known:
        return Slip(signed, known, sent=True)
    signed = open_forms.give_token()
    return Slip(signed, cast("Token", open_forms.read_token(signed)), sent=False)


def _form(
    request: HttpRequest,
    form: AskForm,
    slip: Slip,
    status: int = 200,
    *,
    sending: bool = False,
    busy: bool = False,
    problem: str = "",
    found: list[finding.Found] | None = None,
    answer: finding.Found | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "token": slip.signed,
        "token_id": slip.id,
        "trap": open_forms.TRAP,
        "work_bits": open_forms.WORK_BITS,
        "sending": sending,
        "busy": busy,
        "problem": problem,
        "found": found or [],
        "answer": answer,
        "held": sending and held.held(slip.id) is not None,
        "latest": recent(LATEST) if not form.is_bound else [],
    }
    return show(request, "portal/claims/ask.html", context, here="claims", status=status)


def recent(count: int) -> list[Verdict]:
    """The newest words of our own desks, then those of others."""
    rows = Verdict.objects.out().select_related("claim__region", "label").order_by("-published_at", "-pk")
    return list(rows[:count])
