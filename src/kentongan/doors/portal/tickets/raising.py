"""`/lapor/`: a matter is told without account or cookie, and answered with a code to follow it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Problem
from kentongan.domain.people.access import Visitor
from kentongan.domain.regions.models import Region
from kentongan.domain.tickets import access, actions, duplicates, tracking
from kentongan.domain.tickets.models import Category
from kentongan.domain.tickets.models.kinds import Content, Door
from kentongan.domain.tickets.rules import spoken_tracking
from kentongan.doors.portal import open_forms
from kentongan.doors.portal.open_forms import Token, open_form
from kentongan.doors.portal.pages import show
from kentongan.doors.portal.tickets.forms import RaiseForm

BURST, PER_HOUR = 20, 20  # of one address before it is slowed down: a village hall full of people
LATEST = 5


@open_form
def raise_ticket(request: HttpRequest) -> HttpResponse:
    """The form; what was sent is taken once, and its code shown."""
    if request.method != "POST":
        return _form(request, RaiseForm(initial=_initial(request)))
    if open_forms.was_trapped(request):
        return show(request, "portal/tickets/sent.html", {"trapped": True}, here="tickets")
    form = RaiseForm(request.POST, request.FILES)
    token = open_forms.read_token(request.POST.get("token", ""))
    if token is None:
        form.is_valid()
        return _form(
            request, form, 422, problem=_("Formulir ini sudah terlalu lama terbuka. Kirim sekali lagi.")
        )
    if not form.is_valid():
        return _form(request, form, 422)
    if open_forms.is_held_up(request, "lapor", token, burst=BURST, per_hour=PER_HOUR):
        return _form(request, form, 429, busy=True)
    joined = request.POST.get("dukung", "")
    if joined:
        return _join(request, form, joined, token)
    similar = [] if request.POST.get("tetap") or form.cleaned_data["photos"] else _similar(form)
    if similar:
        return _form(request, form, 200, similar=similar)
    return _send(request, form, token)


def _send(request: HttpRequest, form: RaiseForm, token: Token) -> HttpResponse:
    data = form.cleaned_data
    try:
        photos = [actions.keep_photo(file, region=data["village"].code) for file in data["photos"]]
        raised = actions.raise_ticket(
            actions.Word(
                kind=data["kind"],
                region=data["village"],
                text=data["text"],
                identity=data["identity"],
                content=data["content"],
                category=Category.objects.filter(pk=data["category"]).first(),
                place=data["place"],
                name=data["name"],
                contact=data["contact"],
            ),
            by=Visitor(),
            door=Door.PUBLIC,
            id=token.id,
            digits=token.extra,
            photos=photos,
        )
    except Problem as problem:
        if problem.status not in {409, 422}:
            raise
        names = {"photo": "photos", "file": "photos"}
        field = names.get(problem.field or "", problem.field)
        form.add_error(field if field in form.fields else None, problem.message)
        return _form(request, form, problem.status)
    ticket = raised.ticket
    context = {
        "ticket": ticket,
        "digits": spoken_tracking(raised.digits),
        "similar": _similar(form, without=ticket.code) if data["photos"] else [],
    }
    return show(request, "portal/tickets/sent.html", context, place=ticket.region, here="tickets")


def _join(request: HttpRequest, form: RaiseForm, code: str, token: Token) -> HttpResponse:
    """ "I too": the other ticket gets a supporter, who gets a code of their own."""
    ticket = access.get_public(code)
    digits = actions.support(ticket, by=Visitor(), digits=token.extra) if _is_new(token) else token.extra
    context = {"ticket": ticket, "digits": spoken_tracking(digits), "joined": True}
    return show(request, "portal/tickets/sent.html", context, place=ticket.region, here="tickets")


def _is_new(token: Token) -> bool:
    """Whether nothing was sent with this form yet: its code leads nowhere."""
    return tracking.find(token.extra) is None


def _similar(form: RaiseForm, without: str = "") -> list[duplicates.Likeness]:
    data = form.cleaned_data
    if data["content"] != Content.PUBLIC:
        return []
    return duplicates.suggest(
        access.public().open(),
        region=data["village"].code,
        text=data["text"],
        place=data["place"],
        category=data["category"],
        without=without,
    )


def _form(
    request: HttpRequest,
    form: RaiseForm,
    status: int = 200,
    *,
    problem: str = "",
    busy: bool = False,
    similar: list[duplicates.Likeness] | None = None,
) -> HttpResponse:
    """The form with a token: the one it was sent with stays, so that a repeat stays a repeat."""
    sent = request.POST.get("token", "")
    token = sent if open_forms.read_token(sent) else open_forms.give_token(tracking.new_digits())
    known = open_forms.read_token(token)
    context: dict[str, Any] = {
        "form": form,
        "token": token,
        "token_id": known.id if known else "",
        "trap": open_forms.TRAP,
        "offered": form.offered,
        "problem": problem,
        "busy": busy,
        "work_bits": open_forms.WORK_BITS,
        "similar": similar or [],
        "again": bool(request.FILES),  # no browser keeps a chosen file
        "latest": list(access.public().newest()[:LATEST]) if not form.is_bound else [],
    }
    return show(request, "portal/tickets/raise.html", context, here="tickets", status=status)


def _initial(request: HttpRequest) -> dict[str, str]:
    code = request.GET.get("wilayah", "")
    found = Region.objects.filter(code=code).first() if code and code != settings.HOME_REGION else None
    return {"village": f"{found.name} {found.parent.name if found.parent else ''}".strip()} if found else {}
