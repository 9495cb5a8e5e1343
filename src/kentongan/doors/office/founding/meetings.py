"""The founding meeting: called, its result noted, its minutes printed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.core.problems import Invalid
from kentongan.domain.founding import access, actions, papers
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.founding.acts import editable, events_of
from kentongan.doors.office.founding.board import SECTION
from kentongan.doors.office.founding.forms import MeetingForm, ResultForm
from kentongan.doors.office.founding.reading import trail_of
from kentongan.doors.office.pages import actor_of, page, posted, run

KEEP = "musyawarah"
BOARD = ("chair", "secretary", "treasurer")  # offered first


@require_http_methods(ASKED_AND_DONE)
def call(request: HttpRequest, code: str) -> HttpResponse:
    """Put the meeting into the calendar; its attendance list is that of any event."""
    path = editable(request, code)
    form = MeetingForm(
        posted(request), initial={"place": _("Balai %(place)s") % {"place": path.region.title}}
    )
    return ask(
        request,
        form,
        lambda: actions.plan_deliberation(
            path,
            starts_at=form.cleaned_data["starts_at"],
            ends_at=form.cleaned_data["ends_at"],
            place=form.cleaned_data["place"],
            by=actor_of(request),
        ),
        section=SECTION,
        trail=trail_of(path),
        back=reverse("office:founding-detail", args=[path.code]),
        question=_("Jadwalkan musyawarah"),
        consequence=_("Musyawarah masuk kalender acara; daftar hadirnya dicatat di ponsel atau di kantor."),
        button=_("Jadwalkan"),
        done=_("Musyawarah dijadwalkan."),
    )


@require_http_methods(ASKED_AND_DONE)
def result(request: HttpRequest, code: str) -> HttpResponse:
    """What was decided, and whom the meeting chose."""
    path = editable(request, code)
    meetings = {one.code: one for one in events_of(path, request) if one.kind == "deliberation"}
    first = {f"title_{at}": title for at, title in enumerate(BOARD)}
    first |= {"result": "agreed", "group_name": path.existing_name or (path.group.name if path.group else "")}
    choices = [(key, f"{one.title}, {one.starts_on:%d-%m-%Y}") for key, one in meetings.items()]
    form = ResultForm(posted(request), initial=first, events=choices)

    def note() -> object:
        data = form.cleaned_data
        event = meetings.get(data["event"])
        if event is None:
            raise Invalid(_("Pilih musyawarahnya."), field="event")
        taken = (
            "result",
            "group_name",
            "decisions",
            "term_ends_on",
            "minutes_number",
            "chaired_by",
            "noted_by",
            "order_reason",
        )
        return actions.record_deliberation(
            path,
            event=event,
            elected=form.elected(),
            by=actor_of(request),
            **{name: data[name] for name in taken},
        )

    status = 200
    if request.method == "POST":
        status = run(form, note)
        if status == 200:
            messages.success(request, _("Hasil musyawarah tercatat."), extra_tags=KEEP)
            return redirect("office:founding-detail", code=path.code)
    context = {
        "form": form,
        "path": path,
        "keep": KEEP,
        "has_meetings": bool(meetings),
        "back_url": reverse("office:founding-detail", args=[path.code]),
    }
    trail = [*trail_of(path), Crumb(_("Hasil musyawarah"))]
    return page(
        request, "office/founding/deliberation.html", context, section=SECTION, trail=trail, status=status
    )


@require_safe
def minutes(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The minutes as a PDF to be signed."""
    path = access.get_path(code, actor_of(request))
    meeting = access.get_deliberation(path, number)
    answer = HttpResponse(papers.minutes_pdf(meeting), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="berita-acara-{path.code}.pdf"'
    return answer
