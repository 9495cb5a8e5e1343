"""Groups from a spreadsheet: handed in, looked at row by row, then written whole or not at all."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.design.parts import Crumb, Link
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.groups import access, imports
from kentongan.domain.groups.imports.plan import CHANGED, CREATED, ERROR, UNCHANGED
from kentongan.domain.groups.models import ImportBatch
from kentongan.domain.groups.sheets import COLUMNS, read_sheet
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.access import get_region
from kentongan.domain.regions.models import Region
from kentongan.doors.office.asking import ASKED_AND_DONE
from kentongan.doors.office.pages import actor_of, page, posted, run
from kentongan.doors.office.sheets import KINDS

SHOWN = 200
STATES = {
    ERROR: (gettext_lazy("Salah"), "bad", "cross"),
    CREATED: (gettext_lazy("Baru"), "ok", "dot"),
    CHANGED: (gettext_lazy("Berubah"), "info", "turn"),
    UNCHANGED: (gettext_lazy("Sama"), "mute", "ring"),
}


class UploadForm(forms.Form):
    """The spreadsheet and the area it is about."""

    file = forms.FileField(
        label=gettext_lazy("Lembar kerja"),
        help_text=gettext_lazy("XLSX atau CSV, paling besar 10 MB dan 50.000 baris."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    region = forms.ChoiceField(label=gettext_lazy("Wilayah"))

    def __init__(self, *args: Any, by: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = [
            (area.code, area.title) for area in Region.objects.filter(code__in=by.areas("groups.import"))
        ]
        self.fields["region"].choices = areas  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["region"].initial = areas[0][0] if areas else ""
        if len(areas) == 1:
            self.fields["region"].widget = forms.HiddenInput()


@dataclass(frozen=True)
class Line:
    """A planned row of the preview with the badge of what it would do."""

    row: object
    word: object
    tone: str
    shape: str


@require_http_methods(ASKED_AND_DONE)
def upload(request: HttpRequest) -> HttpResponse:
    """Hand a spreadsheet in; nothing is written before its preview is confirmed."""
    actor = actor_of(request)
    form = UploadForm(posted(request), request.FILES or None, by=actor)

    def receive() -> ImportBatch:
        file = form.cleaned_data["file"]
        sheet = read_sheet(file, file.name)
        return imports.receive(sheet, get_region(form.cleaned_data["region"]), actor)

    kept: list[ImportBatch] = []
    status = 200
    if request.method == "POST":
        status = run(form, lambda: kept.append(receive()))
        if status == 200:
            return redirect("office:group-import-batch", number=kept[0].pk)
    context = {"form": form, "columns": list(COLUMNS)}
    return page(
        request, "office/groups/import.html", context, section="groups", trail=_trail(), status=status
    )


@require_http_methods(ASKED_AND_DONE)
def batch(request: HttpRequest, number: int) -> HttpResponse:
    """The preview of a spreadsheet, its confirmation, and afterwards what came of it."""
    actor = actor_of(request)
    kept = access.get_import(number, actor)
    if kept.applied_at:
        return page(request, "office/groups/imported.html", {"batch": kept}, section="groups", trail=_trail())
    refusal, status = "", 200
    if request.method == "POST":
        try:
            imports.apply_received(kept, actor)
        except Stale:
            messages.info(request, _("Berkas ini sudah diimpor."))
            return redirect("office:group-import-batch", number=number)
        except Invalid as problem:
            refusal, status = problem.message, 422
        else:
            messages.success(request, _("Impor selesai."))
            return redirect("office:group-import-batch", number=number)
    plan = imports.preview(imports.kept_sheet(kept), get_region(kept.region_code), actor)
    context = {"batch": kept, "plan": plan, "refusal": refusal, **_shown(plan, request.GET.get("baris", ""))}
    return page(
        request, "office/groups/preview.html", context, section="groups", trail=_trail(), status=status
    )


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """An empty spreadsheet with one row to write over."""
    return as_file(imports.template(), "contoh-kim")


@require_safe
def errors(request: HttpRequest, number: int) -> HttpResponse:
    """The sheet as handed in with what is wrong in each row, to be mended and loaded again."""
    actor = actor_of(request)
    kept = access.get_import(number, actor)
    plan = imports.preview(imports.kept_sheet(kept), get_region(kept.region_code), actor)
    return as_file(imports.error_sheet(plan), "perbaiki-kim")


def _shown(plan: imports.Preview, wanted: str) -> dict[str, Any]:
    """The rows of the state asked for, errors first, and a tab for each state that occurs."""
    counts = {state: plan.count(state) for state in STATES}
    chosen = wanted if counts.get(wanted) else ""
    rows = [row for row in plan.rows if not chosen or row.state == chosen]
    rows.sort(key=lambda row: (row.state != ERROR, row.number))
    tabs = [Link(_("Semua baris"), "?", current=not chosen, count=len(plan.rows))]
    tabs += [
        Link(str(STATES[state][0]), f"?baris={state}", current=state == chosen, count=count)
        for state, count in counts.items()
        if count
    ]
    lines = [Line(row, *STATES[row.state]) for row in rows[:SHOWN]]
    return {"lines": lines, "tabs": tabs, "hidden": max(0, len(rows) - SHOWN), "counts": counts}


def as_file(content: bytes, name: str) -> HttpResponse:
    """A spreadsheet to keep."""
    response = HttpResponse(content, content_type=KINDS["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _trail() -> list[Crumb]:
    return [
        Crumb(_("KIM"), reverse("office:group-list")),
        Crumb(_("Impor"), reverse("office:group-import")),
    ]
