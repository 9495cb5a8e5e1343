"""A need is answered, passed on to an agency, or a speaker of the register is invited to the group (G9)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.events import access as events
from kentongan.domain.mentoring import access, actions
from kentongan.domain.mentoring.models import Need
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.needs.forms import AnswerForm, ForwardForm, InvitationForm, SpeakerFilter
from kentongan.doors.office.needs.views import detail_page
from kentongan.doors.office.pages import actor_of, page, posted, run
from kentongan.doors.office.paging import page_after


@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Plan it, answer it, or say why not."""
    actor = actor_of(request)
    found, form = access.get_need(code, actor), AnswerForm(request.POST, by=actor)

    def write() -> None:
        data = dict(form.cleaned_data)
        actions.answer_need(found, data.pop("kind"), data.pop("text"), by=actor, **data)

    status = run(form, write)
    if status != 200:
        return detail_page(request, found, answer=form, status=status)
    messages.success(request, _("Jawaban tersimpan dan terbaca oleh KIM."))
    return redirect("office:need-detail", code=found.code)


@require_POST
def forward(request: HttpRequest, code: str) -> HttpResponse:
    """Pass it on to an agency."""
    actor = actor_of(request)
    found = access.get_need(code, actor)
    actor.require("groups.edit", found.region_id)
    form = ForwardForm(request.POST, region=found.region_id)
    status = run(
        form,
        lambda: actions.forward_need(
            found, form.cleaned_data["agency"], text=form.cleaned_data["text"], by=actor
        ),
    )
    if status != 200:
        return detail_page(request, found, forward=form, status=status)
    messages.success(request, _("Kebutuhan diteruskan. Petugas instansi itu dapat menjawabnya."))
    return redirect("office:need-detail", code=found.code)


@require_safe
def speakers(request: HttpRequest, code: str) -> HttpResponse:
    """The speakers who go to the group's area, by name and sector."""
    actor = actor_of(request)
    found, form = access.get_need(code, actor), SpeakerFilter(request.GET)
    wanted = form.cleaned_data
    rows = events.speakers(actor).reaching(found.region_id)
    rows = rows.matching(wanted.get("q", ""), wanted.get("bidang", ""))
    shown, following = page_after(rows, request.GET, ("name", "pk"))
    context = {"need": found, "form": form, "rows": shown, "next_url": following}
    trail = [*_trail(found), Crumb(_("Pilih narasumber"))]
    return page(request, "office/needs/speakers.html", context, section="needs", trail=trail)


@require_http_methods(ASKED_AND_DONE)
def speaker(request: HttpRequest, code: str, speaker: str) -> HttpResponse:
    """Invite one of them: an event for the group is planned, and the need with it."""
    actor = actor_of(request)
    found, chosen = access.get_need(code, actor), events.get_speaker(speaker, actor)
    actor.require("events.edit", found.region_id)
    form = InvitationForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.invite_speaker(found, chosen, by=actor, **form.values(found.region)),
        section="needs",
        trail=_trail(found),
        back=reverse("office:need-detail", args=[found.code]),
        question=_("Undang %(name)s") % {"name": chosen.name},
        consequence=_("Sebuah acara untuk %(group)s dibuat; KIM diundang dan kebutuhannya direncanakan.")
        % {"group": found.group.name},
        button=_("Undang"),
        done=_("Narasumber diundang dan acaranya direncanakan."),
    )


def _trail(found: Need) -> list[Crumb]:
    return [
        Crumb(_("Kebutuhan KIM"), reverse("office:need-list")),
        Crumb(found.title, reverse("office:need-detail", args=[found.code])),
    ]
