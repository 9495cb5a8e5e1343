"""A typed attendance list: handed in, looked at row by row, then written whole or not at all."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.domain.core.problems import Absent, Invalid, Stale
from kentongan.domain.events import access, sheets
from kentongan.domain.events.models import AttendanceSheet, Event
from kentongan.doors.office.asking import ASKED_AND_DONE
from kentongan.doors.office.events.words import trail_of
from kentongan.doors.office.groups.importing import SHOWN, STATES, Line, as_file
from kentongan.doors.office.pages import actor_of, page, posted, run


class UploadForm(forms.Form):
    """The spreadsheet."""

    file = forms.FileField(
        label=gettext_lazy("Lembar kerja"),
        help_text=gettext_lazy("XLSX atau CSV, paling banyak 5.000 nama."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


@require_http_methods(ASKED_AND_DONE)
def upload(request: HttpRequest, code: str) -> HttpResponse:
    """Hand a list in; nothing is written before its preview is confirmed."""
    actor = actor_of(request)
    event = access.get_event(code, actor)
    form = UploadForm(posted(request), request.FILES or None)
    kept: list[AttendanceSheet] = []

    def receive() -> None:
        file = form.cleaned_data["file"]
        kept.append(sheets.receive(sheets.read_sheet(file, file.name), event, actor))

    status = 200
    if request.method == "POST":
        status = run(form, receive)
        if status == 200:
            return redirect("office:event-sheet-batch", code=event.code, number=kept[0].pk)
    context = {"event": event, "form": form, "columns": list(sheets.COLUMNS)}
    return _page(request, "office/events/sheet.html", context, event, status)


@require_http_methods(ASKED_AND_DONE)
def batch(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The preview of a list, its confirmation, and afterwards what came of it."""
    actor = actor_of(request)
    kept = _kept(request, code, number)
    if kept.applied_at:
        return _page(
            request, "office/events/sheet_done.html", {"batch": kept, "event": kept.event}, kept.event
        )
    refusal, status = "", 200
    if request.method == "POST":
        try:
            sheets.apply_received(kept, actor)
        except Stale:
            messages.info(request, _("Berkas ini sudah diimpor."))
            return redirect("office:event-sheet-batch", code=code, number=number)
        except Invalid as problem:
            refusal, status = problem.message, 422
        else:
            messages.success(request, _("Impor selesai."))
            return redirect("office:event-sheet-batch", code=code, number=number)
    plan = sheets.preview(sheets.kept_sheet(kept), kept.event, actor)
    context = {"batch": kept, "event": kept.event, "plan": plan, "refusal": refusal, **_shown(plan)}
    return _page(request, "office/events/sheet_preview.html", context, kept.event, status)


@require_safe
def template(request: HttpRequest, code: str) -> HttpResponse:
    """An empty sheet with the heads."""
    access.get_event(code, actor_of(request))
    return as_file(sheets.template(), "contoh-daftar-hadir")


@require_safe
def errors(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The list as handed in with what is wrong in each row, to be mended and loaded again."""
    kept = _kept(request, code, number)
    plan = sheets.preview(sheets.kept_sheet(kept), kept.event, actor_of(request))
    return as_file(sheets.error_sheet(plan), "perbaiki-daftar-hadir")


def _kept(request: HttpRequest, code: str, number: int) -> AttendanceSheet:
    found = access.get_sheet(number, actor_of(request))
    if found.event.code != access.get_event(code, actor_of(request)).code:
        raise Absent(_("Impor ini tidak ditemukan."))
    return found


def _shown(plan: sheets.Preview) -> dict[str, Any]:
    """The rows, those to mend first."""
    rows = sorted(plan.rows, key=lambda row: (not row.errors, row.number))
    lines = [Line(row, *STATES[row.state]) for row in rows[:SHOWN]]
    return {"lines": lines, "hidden": max(0, len(rows) - SHOWN), "errors": len(plan.errors)}


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], event: Event, status: int = 200
) -> HttpResponse:
    trail = trail_of(event, _("Impor daftar hadir"))
    return page(request, template, context, section="events", trail=trail, status=status)
