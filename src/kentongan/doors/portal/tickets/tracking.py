"""Where a matter stands: by its public number, or by its reporter's code, which no address holds."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kentongan.domain.core.attachments import response as file_response
from kentongan.domain.core.codes import read_code
from kentongan.domain.core.problems import Absent, Problem, Refused
from kentongan.domain.people.access import Visitor
from kentongan.domain.tickets import access, actions, tracking
from kentongan.domain.tickets.actions.raising import LONGEST
from kentongan.domain.tickets.models import Reaction, Ticket, Tracking
from kentongan.domain.tickets.models.kinds import Content, State
from kentongan.domain.tickets.rules import read_tracking, spoken_tracking
from kentongan.doors.portal import open_forms
from kentongan.doors.portal.open_forms import open_form
from kentongan.doors.portal.pages import carried, public, show
from kentongan.doors.portal.places.views import trail_to
from kentongan.doors.portal.tickets.forms import TrackForm, WordForm
from kentongan.doors.portal.tickets.threads import read_own_photo, thread_of

BURST, PER_HOUR = 30, 600  # wrong codes of one address: slowed down, never locked out
WAIT_SECONDS = 10
SUPPORTS = 40  # of one address at once and in an hour: who joins types nothing


@open_form
def track(request: HttpRequest) -> HttpResponse:
    """Type a code; the thread behind it, with what the citizen may say. The code is in the body alone."""
    if request.method != "POST":
        return show(request, "portal/tickets/track.html", {"form": TrackForm()}, here="tickets")
    typed = request.POST.get("kode", "")[:40]
    known = tracking.find(typed)
    if known is None:
        return _unknown(request, typed)
    told, form, status = "", WordForm(request.POST if request.POST.get("kata") else None), 200
    if request.POST.get("kata"):
        if not _is_reporter(known):
            raise Refused(_("Hanya yang membawa laporan ini yang menanggapi jawabannya."))
        told, status = _say(request, known.ticket, form)
    return _thread(request, known, typed, form, told, status)


@public
def thread(request: HttpRequest, code: str) -> HttpResponse:
    """The public thread of a public ticket."""
    ticket = access.get_public(code)
    if ticket.code != code:
        return redirect(f"/lapor/{ticket.code}/{carried(request)}")
    context = {
        "ticket": ticket,
        "thread": thread_of(ticket, public=True),
        "photos": list(ticket.photos.all()),
        "trail": trail_to(request, ticket.region, ends=False),
    }
    answer = show(request, "portal/tickets/thread.html", context, place=ticket.region, here="tickets")
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@open_form
def support(request: HttpRequest, code: str) -> HttpResponse:
    """ "I too" from the public page: a code of one's own, shown once."""
    ticket = access.get_public(code)
    token = open_forms.read_token(request.POST.get("token", ""))
    if request.method != "POST" or token is None or open_forms.was_trapped(request):
        return _ask_to_support(request, ticket, open_forms.give_token(tracking.new_digits()))
    is_new = tracking.find(token.extra) is None
    if is_new and open_forms.is_held_up(request, "dukung", token, burst=SUPPORTS, per_hour=SUPPORTS):
        return _ask_to_support(request, ticket, request.POST["token"], 429)
    digits = actions.support(ticket, by=Visitor(), digits=token.extra) if is_new else token.extra
    context = {"ticket": ticket, "digits": spoken_tracking(digits), "joined": True}
    return show(request, "portal/tickets/sent.html", context, place=ticket.region, here="tickets")


@public
def photo(request: HttpRequest, code: str, number: int) -> FileResponse:
    """A photo of a public ticket, as it was handed in without its traces."""
    ticket = access.get_public(code)
    found = ticket.photos.filter(pk=number).select_related("attachment").first()
    if found is None:
        raise Http404
    return file_response(found.attachment)


@public
def answer_photo(request: HttpRequest, code: str, key: UUID) -> FileResponse:
    """A photo of an answer to a public ticket."""
    return file_response(access.get_answer_photo(access.get_public(code), key))


@public
def own_photo(request: HttpRequest, token: str) -> FileResponse:
    """A photo of the answer, from the page that a reporter opened with their code."""
    named = read_own_photo(token)
    ticket = Ticket.objects.filter(pk=named[0]).first() if named else None
    if named is None or ticket is None:
        raise Absent(_("Foto ini sudah lama dibuka. Lacak laporan Anda sekali lagi."))
    answer = file_response(access.get_answer_photo(ticket, named[1]))
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _ask_to_support(request: HttpRequest, ticket: Ticket, token: str, status: int = 200) -> HttpResponse:
    known = open_forms.read_token(token)
    context = {
        "ticket": ticket,
        "token": token,
        "token_id": known.id if known else "",
        "trap": open_forms.TRAP,
        "busy": status == 429,
        "work_bits": open_forms.WORK_BITS,
    }
    return show(
        request, "portal/tickets/support.html", context, place=ticket.region, here="tickets", status=status
    )


def _unknown(request: HttpRequest, typed: str) -> HttpResponse:
    """A number leads to its public page; a wrong code is answered slower the more of them come."""
    number = read_code(typed, "T") if read_tracking(typed) is None else None
    if number:
        try:
            return redirect(
                f"{reverse('portal:ticket', args=[access.get_public(number).code])}{carried(request)}"
            )
        except Absent:
            problem = _(
                "Laporan dengan nomor ini tidak terbuka untuk umum, belum diperiksa, atau tidak ada. "
                "Pemiliknya dapat melacaknya dengan kode 16 angka."
            )
            return _asked_again(request, typed, problem, 404)
    if not open_forms.take(request, "lacak", burst=BURST, per_hour=PER_HOUR):
        answer = _asked_again(
            request, typed, _("Terlalu banyak kode keliru. Tunggu sebentar, lalu coba lagi."), 429
        )
        answer["Retry-After"] = str(WAIT_SECONDS)
        return answer
    return _asked_again(request, typed, _("Kode ini tidak dikenal. Periksa keenam belas angkanya."), 404)


def _asked_again(request: HttpRequest, typed: str, problem: str, status: int) -> HttpResponse:
    context = {"form": TrackForm(), "typed": typed, "problem": problem}
    return show(request, "portal/tickets/track.html", context, here="tickets", status=status)


def _is_reporter(known: Tracking) -> bool:
    """Who joined, or was merged in, follows the ticket and does not speak for whoever brought it."""
    return not known.supports and known.ticket.merged_into_id is None


def _thread(
    request: HttpRequest, known: Tracking, typed: str, form: WordForm, told: str, status: int
) -> HttpResponse:
    shown, own = known.ticket.survivor, _is_reporter(known)
    if known.supports and shown.content != Content.PUBLIC:  # it was public when this person joined
        raise Absent(_("Laporan ini tidak lagi terbuka untuk umum."))
    context = {
        "ticket": shown,
        "first": known.ticket if known.ticket.pk != shown.pk else None,
        "thread": thread_of(shown, public=not own, by_code=True),
        "own": own,
        "heading": _heading(known, shown, own),
        "code": typed,
        "form": form,
        "told": told,
        "may_say": own and _may_say(shown),
        "may_complete": own and shown.state == State.RETURNED,
        "is_public": shown.content == Content.PUBLIC,
        "most": LONGEST["text"],
    }
    return show(
        request, "portal/tickets/own.html", context, place=shown.region, here="tickets", status=status
    )


def _heading(known: Tracking, shown: Ticket, own: bool) -> str:
    """The own words for whoever brought it; of another's ticket only what everybody may read."""
    if own:
        return shown.title
    if access.public().filter(pk=shown.pk).exists():
        return shown.public_title
    return _("Laporan yang Anda dukung") if known.supports else known.ticket.title


def _say(request: HttpRequest, ticket: Ticket, form: WordForm) -> tuple[str, int]:
    """Do what the citizen chose: agree, not agree, or complete. Returns the words for them and the status."""
    word = request.POST["kata"]
    if not form.is_valid():
        return "", 422
    try:
        if word == "lengkapi":
            actions.complete(ticket, form.cleaned_data["comment"])
            return _("Terima kasih. Laporan Anda kembali diperiksa petugas."), 200
        actions.confirm(
            ticket,
            accepted=word == "setuju",
            rating=form.cleaned_data["rating"],
            comment=form.cleaned_data["comment"],
            way=Reaction.Way.CODE,
            by=Visitor(),
        )
    except Problem as problem:
        if problem.status not in {409, 422}:
            raise
        form.add_error("comment" if problem.field in {"comment", "text"} else None, problem.message)
        return "", problem.status
    if word == "setuju":
        return _("Terima kasih. Laporan ini selesai."), 200
    return _("Laporan ini dibuka kembali dan diperiksa lagi oleh petugas."), 200


def _may_say(ticket: Ticket) -> bool:
    waits = ticket.state in {State.ANSWERED, State.TOLD, State.CLOSED}
    return waits and not ticket.reactions.filter(round=ticket.round).exists()
