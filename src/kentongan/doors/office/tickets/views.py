"""One ticket with its whole thread, its photos, and the acts; writing one down for somebody."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.core.attachments import response as file_response
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Absent, Stale
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT
from kentongan.domain.sync.actions import mark_seen
from kentongan.domain.tickets import access, actions, duplicates, routing, tracking
from kentongan.domain.tickets.demands import evidence_of
from kentongan.domain.tickets.models import Category, Reporter, Step, Ticket
from kentongan.domain.tickets.models.kinds import Door, Identity
from kentongan.domain.tickets.rules import clock_of, spoken_tracking
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.pages import actor_of, page, posted, run
from kentongan.doors.office.tickets import acts
from kentongan.doors.office.tickets.forms import NewForm
from kentongan.doors.office.tickets.offering import offered

KEEP = "laporan-baru"


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One ticket."""
    actor = actor_of(request)
    ticket = access.get_ticket(code, actor)
    mark_seen(ticket, by=actor)
    main, others = offered(ticket, actor)
    context = {
        "ticket": ticket,
        "clock": clock_of(ticket.due_on, ticket.very_due_on, timezone.localdate()),
        "main": main,
        "others": others,
        "may_merge": any(act.slug == "gabung" for act in others),
        "thread": _thread(ticket),
        "hops": list(ticket.hops.select_related("to_agency", "to_region")),
        "photos": _photos(ticket, actor),
        "reporter": _reporter(ticket, actor),
        "route": routing.route_of(ticket) if access.is_desk(ticket, actor) else None,
        "similar": _similar(ticket, actor) if access.is_desk(ticket, actor) else [],
        "support": evidence_of(ticket) if ticket.demand_open else None,
        "forums": list(ticket.forums.all()),
        "national": getattr(ticket, "national", None),
        "openings": list(ticket.openings.all()) if actor.may("tickets.restricted", ticket.region_id) else [],
        "rating": ticket.reactions.exclude(rating=None).values_list("rating", flat=True).last(),
        "is_desk": access.is_desk(ticket, actor),
    }
    trail = [_crumb(), Crumb(ticket.code)]
    answer = page(request, "office/tickets/detail.html", context, section="tickets", trail=trail)
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@require_http_methods(ASKED_AND_DONE)
def act(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Ask for one act and do it."""
    actor = actor_of(request)
    ticket, chosen = access.get_ticket(code, actor), acts.BY_SLUG.get(slug)
    if chosen is None:
        raise Absent(_("Halaman ini tidak ada."))
    first = {"into": request.GET["ke"][:20]} if "ke" in request.GET else None
    form = chosen.form(posted(request), request.FILES or None, ticket=ticket, by=actor, initial=first)

    def verb() -> None:
        data = dict(form.cleaned_data)
        try:
            actions.expect(ticket, data.pop("version") or 0)
            if slug == "disposisi":
                data["form"] = form
            chosen.verb(ticket, data, actor)
        except Stale:
            form.show_anew(access.get_ticket(code, actor))
            raise

    return ask(
        request,
        form,
        verb,
        section="tickets",
        trail=[_crumb(), Crumb(ticket.code, _url(ticket))],
        back=_url(ticket) if slug != "mohon-nama" else reverse("office:ticket-openings"),
        question=str(chosen.question),
        consequence=str(chosen.consequence),
        button=str(chosen.button or chosen.label),
        done=str(chosen.done),
        keep=f"laporan-{ticket.code}-{slug}",
        about=f"{ticket.code} · {ticket.region.title}",
        about_text=ticket.text,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write down what somebody said or wrote; the same form sent twice makes one."""
    actor = actor_of(request)
    within = next(iter(actor.areas("tickets.raise")), ROOT)
    form = NewForm(
        posted(request),
        request.FILES or None,
        within=within,
        initial={"id": uuid4(), "identity": "named", "content": "public"} | _asked(request),
    )
    made: list[actions.Raised] = []
    status = 200
    if request.method == "POST":
        status = run(form, lambda: made.append(_raise(form, actor)))
        if status == 200:
            return _written(request, made[0])
    context = {"form": form, "keep_key": KEEP, "back_url": reverse("office:ticket-list")}
    trail = [_crumb(), Crumb(_("Tulis laporan"))]
    return page(request, "office/tickets/form.html", context, section="tickets", trail=trail, status=status)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What a link to the form filled in: ``?wilayah=33.25.04.2005&jenis=infrastructure``."""
    region = Region.objects.filter(code=request.GET.get("wilayah", "")).first()
    return {"region": region, "kind": request.GET.get("jenis", "")}


@require_safe
def photo(request: HttpRequest, code: str, number: int) -> FileResponse:
    """A photo: as handed in for the desk, else the approved copy (security.md 35)."""
    actor = actor_of(request)
    ticket = access.get_ticket(code, actor)
    found = access.get_photo(ticket, number, actor)
    wants_copy = request.GET.get("salinan") == "1"
    if found.redacted and (wants_copy or not access.may_see_originals(ticket, actor)):
        return file_response(found.redacted)
    return file_response(found.attachment)


@require_safe
def answer_photo(request: HttpRequest, code: str, key: UUID) -> FileResponse:
    """A photo of an answer."""
    return file_response(access.get_answer_photo(access.get_ticket(code, actor_of(request)), key))


@require_safe
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """The ticket on paper, for the field and the file."""
    actor = actor_of(request)
    ticket = access.get_ticket(code, actor)
    context = {
        "ticket": ticket,
        "hops": list(ticket.hops.select_related("to_agency", "to_region")),
        "thread": _thread(ticket),
        "back_url": _url(ticket),
    }
    return page(request, "office/tickets/paper.html", context, section="tickets")


def _raise(form: NewForm, by: Authority) -> actions.Raised:
    data = form.cleaned_data
    unsigned = [actions.keep_photo(file, region=data["region"].code) for file in data["photos"]]
    word = actions.Word(
        kind=data["kind"],
        region=data["region"],
        text=data["text"],
        title=data["title"],
        place=data["place"],
        identity=data["identity"],
        content=data["content"],
        category=Category.objects.filter(pk=data["category"]).first(),
        name=data["name"],
        contact=data["contact"],
        on_behalf=bool(data["consent"]),
        consent=data["consent"],
    )
    nameless = data["identity"] == Identity.NONE
    return actions.raise_ticket(
        word,
        by=by,
        door=Door.PAPER if data["paper"] else Door.OFFICE,
        id=None if nameless else data["id"],
        digits=tracking.new_digits(),
        photos=unsigned,
    )


def _written(request: HttpRequest, raised: actions.Raised) -> HttpResponse:
    """The slip for the reporter, with the code that is shown once."""
    messages.success(request, _("Laporan tercatat."), extra_tags=KEEP)
    context = {"ticket": raised.ticket, "digits": spoken_tracking(raised.digits)}
    trail = [_crumb(), Crumb(raised.ticket.code)]
    return page(request, "office/tickets/slip.html", context, section="tickets", trail=trail)


@dataclass(frozen=True)
class Line:
    """One line of the thread as officers read it."""

    what: str
    at: datetime
    office: str
    who: str
    text: str
    inside: bool
    dated: bool  # of a citizen without a name only the day is kept
    photos: list[Attachment]


def _thread(ticket: Ticket) -> list[Line]:
    answers = list(ticket.answers.prefetch_related("photos"))
    lines = []
    for one in ticket.steps.all():
        answer = answers.pop(0) if one.kind == Step.Kind.ANSWERED and answers else None
        lines.append(
            Line(
                str(one.get_kind_display()),
                one.at,
                one.office,
                one.by_name,
                answer.text if answer else one.said,
                one.inside,
                one.at.astimezone(ticket.region.zone).time() == time.min,
                list(answer.photos.all()) if answer else [],
            )
        )
    return lines


def _photos(ticket: Ticket, by: Authority) -> list[dict[str, object]]:
    originals = access.may_see_originals(ticket, by)
    return [
        {"photo": one, "original": originals}
        for one in ticket.photos.all()
        if originals or one.approved_at is not None
    ]


def _reporter(ticket: Ticket, by: Authority) -> Reporter | None:
    """The name of a named ticket, for those whose turn it is."""
    if ticket.identity != Identity.NAMED or not access.has_turn(ticket, by):
        return None
    return getattr(ticket, "reporter", None)


def _similar(ticket: Ticket, by: Authority) -> list[duplicates.Likeness]:
    return duplicates.suggest(
        access.visible(by).filter(content=ticket.content),
        region=ticket.region_id,
        text=f"{ticket.title} {ticket.text}",
        place=ticket.place,
        category=ticket.category_id,
        without=ticket.code,
    )


def _crumb() -> Crumb:
    return Crumb(_("Laporan warga"), reverse("office:ticket-list"))


def _url(ticket: Ticket) -> str:
    return reverse("office:ticket-detail", args=[ticket.code])
