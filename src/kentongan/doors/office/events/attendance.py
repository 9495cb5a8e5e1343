"""The attendance list in the office: looked through, put right, taken off, put back, handed on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.domain.core.problems import Absent
from kentongan.domain.events import access, actions
from kentongan.domain.events.models import Attendance, Event
from kentongan.domain.events.sheets import list_lines
from kentongan.domain.sync.actions import mark_seen
from kentongan.doors.office import sheets
from kentongan.doors.office.asking import ASKED_AND_DONE
from kentongan.doors.office.events.acts import asked
from kentongan.doors.office.events.forms import CorrectForm, ReasonForm
from kentongan.doors.office.events.reading import frame, may_of
from kentongan.doors.office.events.words import trail_of
from kentongan.doors.office.pages import actor_of, page, posted, with_params
from kentongan.doors.office.paging import page_after

PAGE_SIZE = 100
ORDER = ("recorded_at", "pk")


@require_safe
def index(request: HttpRequest, code: str) -> HttpResponse:
    """The names, in the order they were written down; those taken off on request."""
    actor = actor_of(request)
    event = _event(request, code)
    rows = access.attendance(event, actor)
    off = request.GET.get("dihapus") == "1"
    rows = rows.exclude(removed_at=None) if off else rows.standing()
    shown, following = page_after(rows, request.GET, ORDER, size=PAGE_SIZE)
    mark_seen(*shown, by=actor)
    context = frame(event, may_of(event, actor), "people") | {
        "rows": shown,
        "off": off,
        "next_url": following,
        "first_url": "?" + with_params(request.GET) if request.GET.get("sesudah") else "",
    }
    trail = trail_of(event, _("Daftar hadir"))
    return page(request, "office/events/attendance.html", context, section="events", trail=trail)


@require_http_methods(ASKED_AND_DONE)
def correction(request: HttpRequest, code: str, row: UUID) -> HttpResponse:
    """Put a line right; what stood there stays in its history."""
    event = _event(request, code)
    line = _line(request, event, row)
    form = CorrectForm(posted(request), row=line)
    return asked(
        request,
        event,
        form,
        lambda: actions.correct_attendance(line, by=actor_of(request), **form.cleaned_data),
        question=_("Betulkan catatan %(name)s") % {"name": line.name},
        button=_("Simpan"),
        done=_("Catatan dibetulkan."),
        back="attendance",
    )


@require_http_methods(ASKED_AND_DONE)
def removal(request: HttpRequest, code: str, row: UUID) -> HttpResponse:
    """Take a name off the list, with a reason."""
    event = _event(request, code)
    line = _line(request, event, row)
    form = ReasonForm(posted(request))
    return asked(
        request,
        event,
        form,
        lambda: actions.remove_attendance(line, by=actor_of(request), **form.cleaned_data),
        question=_("Hapus %(name)s dari daftar hadir") % {"name": line.name},
        consequence=_("Catatannya tetap ada dan dapat dikembalikan."),
        button=_("Hapus dari daftar"),
        kind="danger",
        done=_("Nama dihapus dari daftar hadir. Bila keliru, kembalikan dari “Yang dihapus”."),
        back="attendance",
    )


@require_POST
def restoration(request: HttpRequest, code: str, row: UUID) -> HttpResponse:
    """Put a name back on the list."""
    event = _event(request, code)
    line = actions.restore_attendance(_line(request, event, row), by=actor_of(request))
    messages.success(request, _("%(name)s kembali di daftar hadir.") % {"name": line.name})
    return redirect("office:event-attendance", code=event.code)


@require_safe
def export(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The list as a spreadsheet; text in it cannot run."""
    event = _event(request, code)
    if kind not in sheets.KINDS:
        raise Absent(_("Halaman ini tidak ada."))
    head, *lines = list_lines(event, actor_of(request))
    return sheets.answer(kind, f"hadir-{event.code}", event.title, head, lines)


def _event(request: HttpRequest, code: str) -> Event:
    return access.get_event(code, actor_of(request))


def _line(request: HttpRequest, event: Event, row: UUID) -> Attendance:
    """A line of this event's list that the person may see. Raises ``Absent``."""
    found = access.get_attendance(row, actor_of(request))
    if found.event_id != event.pk:
        raise Absent(_("Nama ini tidak ada di daftar hadir."))
    return found
