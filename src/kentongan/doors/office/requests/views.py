"""Requests of other agencies: made, listed, answered, turned into a package, their result read back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.design.formats import people
from kentongan.design.parts import Crumb, Link
from kentongan.domain.activities.boards import request_result
from kentongan.domain.core import attachments
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent
from kentongan.domain.releases import access, actions
from kentongan.domain.releases.models import AgencyRequest
from kentongan.doors.office.once import new_token, once
from kentongan.doors.office.pages import actor_of, next_page, page, run, with_params
from kentongan.doors.office.releases.audience import area_choices, searched_in
from kentongan.doors.office.releases.board_parts import parts
from kentongan.doors.office.releases.wording import events
from kentongan.doors.office.requests.forms import AnswerForm, RequestForm

KEEP = "permintaan-baru"
STATES = AgencyRequest.State


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The requests one made or has to answer, newest first; those still open can be picked out."""
    actor = actor_of(request)
    rows, state = access.visible_requests(actor), request.GET.get("keadaan", "")
    if state in STATES.values:
        rows = rows.filter(state=state)
    found, following = next_page(rows.prefetch_related("areas"), request.GET)
    chips = [Link(_("Semua"), "?", current=not state)] + [
        Link(str(label).capitalize(), "?" + with_params(request.GET, keadaan=value), current=value == state)
        for value, label in STATES.choices
    ]
    context = {
        "rows": found,
        "chips": chips,
        "next_url": following,
        "may_make": actor.may("requests.make"),
        "filtered": bool(state),
    }
    return page(request, "office/requests/list.html", context, section="requests")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for something to be carried; the same form sent twice asks once."""
    actor = actor_of(request)
    if request.method != "POST":
        return _form_page(request, RequestForm(initial={"token": new_token()}, by=actor))
    form = RequestForm(request.POST, request.FILES, by=actor)
    if "cari" in request.POST:
        return _form_page(request, form.again())
    form.store_uploads()

    def make() -> str:
        data = form.cleaned_data
        made = actions.make_request(
            agency=data["agency"],
            theme=data["theme"],
            material=data["material"],
            areas=form.chosen,
            wanted_from=data["wanted_from"],
            wanted_until=data["wanted_until"],
            attachments=form.files_kept,
            by=actor,
        )
        return reverse("office:request-detail", args=[made.code])

    done: list[str] = []
    status = run(form, lambda: done.append(once(form.cleaned_data["token"], make, by=actor)))
    if status != 200:
        return _form_page(request, form, status)
    messages.success(request, _("Permintaan terkirim. Jawabannya akan tampil di sini."), extra_tags=KEEP)
    return redirect(done[0])


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One request, with its answer or the form to answer it."""
    found = access.get_request(code, actor_of(request))
    return _detail_page(request, found, AnswerForm())


@require_http_methods(["POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Accept, change or refuse."""
    actor = actor_of(request)
    found, form = access.get_request(code, actor), AnswerForm(request.POST)
    status = run(
        form,
        lambda: actions.answer_request(
            found,
            form.cleaned_data["state"],
            form.cleaned_data["answer"],
            by=actor,
            agreed_from=form.cleaned_data["agreed_from"],
            agreed_until=form.cleaned_data["agreed_until"],
        ),
    )
    if status != 200:
        return _detail_page(request, found, form, status)
    messages.success(request, _("Jawaban tersimpan dan terbaca oleh pemohon."))
    return redirect("office:request-detail", code=found.code)


@require_POST
def make_release(request: HttpRequest, code: str) -> HttpResponse:
    """Begin the package that an accepted request asked for."""
    actor = actor_of(request)
    version = actions.release_from_request(access.get_request(code, actor), by=actor)
    messages.success(request, _("Konsep paket dibuat dari permintaan. Lengkapi naskahnya."))
    return redirect("office:release-edit", code=version.release.code)


@require_safe
def result(request: HttpRequest, code: str) -> HttpResponse:
    """What came of the request, for the agency that asked."""
    found = access.get_request(code, actor_of(request))
    total = request_result(found)
    context = {
        "asked": found,
        "total": total,
        "parts": parts(total) if total else [],
        "reach": [(part, people(part.low, part.high)) for part in total.reach] if total else [],
    }
    trail = [*_trail(found, linked=True), Crumb(_("Hasil"))]
    return page(request, "office/requests/result.html", context, section="requests", trail=trail)


@require_safe
def file(request: HttpRequest, code: str, key: UUID) -> FileResponse:
    """A file of the request, for whoever may read the request."""
    found = access.get_request(code, actor_of(request)).attachments.filter(pk=key).first()
    if found is None:
        raise Absent(_("Berkas ini tidak ditemukan."))
    return attachments.response(found)


def _form_page(request: HttpRequest, form: RequestForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "keep_key": KEEP,
        "sender": form.sender,
        "areas": area_choices(form.place, form.chosen, searched_in(request)),
        "uses_htmx": True,
    }
    trail = [Crumb(_("Permintaan"), reverse("office:request-list")), Crumb(_("Ajukan permintaan"))]
    return page(request, "office/requests/form.html", context, section="requests", trail=trail, status=status)


def _detail_page(
    request: HttpRequest, found: AgencyRequest, form: AnswerForm, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    is_open = found.state == STATES.SUBMITTED
    context: dict[str, Any] = {
        "asked": found,
        "form": form,
        "areas": list(found.areas.all()),
        "files": list(found.attachments.all()),
        "may_answer": is_open and actor.may("requests.answer", found.region_id),
        "may_make": found.state in {STATES.ACCEPTED, STATES.CHANGED}
        and found.release_id is None
        and actor.may("releases.write", found.region_id),
        "events": events(Entry.objects.about(found)[:50]),
    }
    return page(
        request,
        "office/requests/detail.html",
        context,
        section="requests",
        trail=_trail(found),
        status=status,
    )


def _trail(found: AgencyRequest, *, linked: bool = False) -> list[Crumb]:
    href = reverse("office:request-detail", args=[found.code]) if linked else ""
    return [Crumb(_("Permintaan"), reverse("office:request-list")), Crumb(found.theme, href)]
