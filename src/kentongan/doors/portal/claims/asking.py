"""`/cek/`: a message is pasted and answered at once; what nobody knows yet may be sent to the desk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kentongan.domain.claims import access, actions, finding
from kentongan.domain.claims.matching import engine, links
from kentongan.domain.claims.models import Report, Verdict
from kentongan.domain.core.problems import Problem
from kentongan.domain.people.access import Visitor
from kentongan.doors.portal import open_forms
from kentongan.doors.portal.claims.forms import AskForm
from kentongan.doors.portal.open_forms import open_form
from kentongan.doors.portal.pages import show

BURST, PER_HOUR = 20, 20  # of one address before sending is slowed down; asking alone is not
ASK_BURST, ASK_PER_HOUR = 120, 240
LATEST = 8
SHOWN = 3


@open_form
def ask(request: HttpRequest) -> HttpResponse:
    """The box to paste into; the answer; and with ``kirim`` the report to the desk."""
    if request.method != "POST":
        return _form(request, AskForm())
    if open_forms.was_trapped(request):
        return _form(request, AskForm())
    form = AskForm(request.POST)
    if not form.is_valid():
        return _form(request, form, 422, sending="text" not in form.errors)
    if "kirim" in request.POST:
        return _send(request, form)
    if open_forms.needs_work(request, "cek", burst=ASK_BURST, per_hour=ASK_PER_HOUR):
        return _form(request, form, 429, busy=True)
    found = [one for one in finding.find(form.cleaned_data["text"]) if one.state != engine.UNKNOWN][:SHOWN]
    answer = found[0] if found and found[0].state == engine.ANSWER else None
    return _form(request, form, found=found, answer=answer, sending=answer is None)


def _send(request: HttpRequest, form: AskForm) -> HttpResponse:
    token = open_forms.read_token(request.POST.get("token", ""))
    if token is None:
        problem = _("Formulir ini sudah terlalu lama terbuka. Kirim sekali lagi.")
        return _form(request, form, 422, sending=True, problem=problem)
    if open_forms.needs_work(request, "tanya", burst=BURST, per_hour=PER_HOUR) and not open_forms.has_worked(
        token, request.POST.get("bukti", "")
    ):
        return _form(request, form, 429, sending=True, busy=True)
    data = form.cleaned_data
    text = data["text"].strip()
    bare = links.normal(text) is not None and len(text.split()) == 1
    question = actions.Question(text="" if bare else text, url=text if bare else "", seen_in=data["seen_in"])
    try:
        report = actions.report(
            question, by=Visitor(), way=Report.Way.PUBLIC, id=token.id, region=data["village"]
        )
    except Problem as problem:
        if problem.status not in {409, 422}:
            raise
        return _form(request, form, problem.status, sending=True, problem=problem.message)
    context = {"claim": report.claim, "verdict": access.verdict_out(report.claim)}
    return show(request, "portal/claims/sent.html", context, place=report.claim.region, here="claims")


def _form(
    request: HttpRequest,
    form: AskForm,
    status: int = 200,
    *,
    sending: bool = False,
    busy: bool = False,
    problem: str = "",
    found: list[finding.Found] | None = None,
    answer: finding.Found | None = None,
) -> HttpResponse:
    sent = request.POST.get("token", "")
    token = sent if open_forms.read_token(sent) else open_forms.give_token()
    known = open_forms.read_token(token)
    context: dict[str, Any] = {
        "form": form,
        "token": token,
        "token_id": known.id if known else "",
        "trap": open_forms.TRAP,
        "work_bits": open_forms.WORK_BITS,
        "sending": sending,
        "busy": busy,
        "problem": problem,
        "found": found or [],
        "answer": answer,
        "latest": recent(LATEST) if not form.is_bound else [],
    }
    return show(request, "portal/claims/ask.html", context, here="claims", status=status)


def recent(count: int) -> list[Verdict]:
    """The newest words of our own desks, then those of others."""
    rows = Verdict.objects.out().select_related("claim__region", "label").order_by("-published_at", "-pk")
    return list(rows[:count])
