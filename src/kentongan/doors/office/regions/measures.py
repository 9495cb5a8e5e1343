"""Numbers of areas from a sheet: handed in, looked at row by row, then kept whole or not at all."""

import csv
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, BinaryIO

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.core.problems import Invalid, Problem
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.access import get_region
from kentongan.domain.regions.actions import MeasureSheet, define_measure, import_measures, read_measures
from kentongan.domain.regions.models import Measure, MeasureKind, Region
from kentongan.domain.regions.rules import ROOT, subtree_q
from kentongan.doors.office.asking import ASKED_AND_DONE
from kentongan.doors.office.fields import day_field
from kentongan.doors.office.pages import actor_of, page, posted, run
from kentongan.doors.office.sheets import answer

SHOWN = 200
NEW_KIND = "_baru"


class MeasureForm(forms.Form):
    """What was measured, when, by whom; of which area."""

    conditional = ("name",)  # asked for a new kind only

    area = forms.ChoiceField(label=gettext_lazy("Wilayah"))
    kind = forms.ChoiceField(label=gettext_lazy("Ukuran"))
    name = forms.CharField(label=gettext_lazy("Nama ukuran baru"), required=False, max_length=80)
    unit = forms.CharField(label=gettext_lazy("Satuan ukuran baru"), required=False, max_length=20)
    first = forms.ChoiceField(
        label=gettext_lazy("Yang didahulukan, bila ukuran baru"), choices=MeasureKind.First.choices
    )
    measured_on = day_field(gettext_lazy("Keadaan per tanggal"))
    source = forms.CharField(
        label=gettext_lazy("Sumber"),
        max_length=200,
        help_text=gettext_lazy("Misalnya: DTKS, unduhan Januari 2021."),
    )

    def __init__(self, *args: Any, by: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = Region.objects.filter(code__in=by.areas("regions.edit"))
        self._offer("area", [(area.code, area.title) for area in areas])
        if len(areas) == 1:
            self.fields["area"].widget = forms.HiddenInput()
            self.fields["area"].initial = areas[0].code
        self.kinds = {kind.code: kind for kind in MeasureKind.objects.all()}
        kinds = [
            (kind.code, f"{kind} ({kind.unit})" if kind.unit else str(kind)) for kind in self.kinds.values()
        ]
        self._offer("kind", [*kinds, (NEW_KIND, _("Ukuran baru …"))])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def chosen(self, by: Authority) -> MeasureKind:
        """The kind meant; a new one is made. Raises ``Invalid``."""
        said = self.cleaned_data
        if said["kind"] != NEW_KIND:
            return self.kinds[said["kind"]]
        code = slugify(said["name"])[:40]
        if not code:
            raise Invalid(_("Tulis nama ukuran baru."), field="name")
        if code in self.kinds:
            raise Invalid(_("Ukuran dengan nama itu sudah ada; pilih dari daftar."), field="name")
        words = {name: said[name] for name in ("name", "unit", "first")}
        return define_measure(code=code, **words, by=by, region=said["area"])


class UploadForm(MeasureForm):
    """The same with the sheet."""

    file = forms.FileField(
        label=gettext_lazy("Lembar kerja"),
        help_text=gettext_lazy("XLSX atau CSV dengan kolom kode_wilayah dan nilai."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class KeepForm(MeasureForm):
    """The same with the numbers of the sheet as they were looked at."""

    rows = forms.CharField(widget=forms.HiddenInput)


@dataclass(frozen=True)
class Line:
    """A number of the sheet beside the one that holds now."""

    region: Region
    value: Decimal
    before: Decimal | None


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Which numbers are known of the person's areas, how old, from where."""
    actor = actor_of(request)
    inside = actor.within("regions.edit") if actor.may("regions.edit") else subtree_q(_home(actor))
    known = (
        Measure.objects.filter(inside)
        .order_by("kind__name", "-measured_on", "source")
        .values("kind__name", "kind__unit", "measured_on", "source")
        .annotate(areas=Count("pk"))
    )
    context = {"rows": list(known[:SHOWN]), "may_load": actor.may("regions.edit")}
    return page(request, "office/regions/measures.html", context, section="regions", trail=_trail())


@require_http_methods(ASKED_AND_DONE)
def load(request: HttpRequest) -> HttpResponse:
    """Hand a sheet in, look at what it says, keep it."""
    actor = actor_of(request)
    if "rows" in request.POST:
        return _keep(request, actor)
    initial = {"measured_on": timezone.localdate()}
    form = UploadForm(posted(request), request.FILES or None, by=actor, initial=initial)
    if request.method != "POST":
        return _form_page(request, form)
    found: list[MeasureSheet] = []
    status = run(
        form, lambda: found.append(_read(form.cleaned_data["file"], form.cleaned_data["area"], actor))
    )
    return _preview_page(request, form, found[0]) if status == 200 else _form_page(request, form, status)


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The villages of the person's area with an empty column to fill in."""
    actor = actor_of(request)
    area = get_region(request.GET.get("wilayah") or next(iter(actor.areas("regions.edit")), ROOT))
    actor.require("regions.edit", area.code)
    villages = Region.objects.current().within(area.code).at_level(Region.Level.VILLAGE)
    lines = [(village.code, village.title, "") for village in villages.order_by("code")]
    return answer("xlsx", "ukuran-wilayah", "Ukuran", ["kode_wilayah", "nama", "nilai"], lines)


def _read(file: BinaryIO, code: str, actor: Authority) -> MeasureSheet:
    actor.require("regions.edit", code)
    sheet = read_measures(file, get_region(code))
    if not sheet.values and not sheet.wrong:
        raise Invalid(_("Belum ada nilai yang diisi di lembar ini."), field="file")
    return sheet


def _keep(request: HttpRequest, actor: Authority) -> HttpResponse:
    """Keep the numbers that were looked at; the verb reads them like a sheet."""
    form = KeepForm(request.POST, by=actor)

    def write() -> None:
        said = form.cleaned_data
        try:
            report = import_measures(
                io.BytesIO(said["rows"].encode()),
                kind=form.chosen(actor),
                area=get_region(said["area"]),
                measured_on=said["measured_on"],
                source=said["source"],
                by=actor,
            )
        except Problem as problem:
            problem.field = None if problem.field == "file" else problem.field
            raise
        messages.success(
            request,
            _("%(written)d nilai tersimpan, %(same)d sama seperti tercatat.")
            % {"written": report.written, "same": report.same},
        )

    status = run(form, write)
    if status == 200:
        return redirect("office:measure-list")
    words = {name: form[name].value() for name in form.fields if name != "rows"}
    again = UploadForm(words, by=actor)
    again.is_valid()
    again.errors.pop("file", None)
    for name, errors in form.errors.items():
        if name not in again.errors:
            again.add_error(name if name in again.fields else None, list(errors))
    return _form_page(request, again, status)


def _form_page(request: HttpRequest, form: forms.Form, status: int = 200) -> HttpResponse:
    context = {"form": form}
    return page(
        request, "office/regions/measure_form.html", context, section="regions", trail=_way(), status=status
    )


def _preview_page(request: HttpRequest, form: UploadForm, sheet: MeasureSheet) -> HttpResponse:
    said = form.cleaned_data
    codes = list(sheet.values)[:SHOWN]
    regions = Region.objects.in_bulk(codes)
    newest = Measure.objects.filter(kind=said["kind"], region__in=codes).holding(said["measured_on"])
    before = dict(newest.values_list("region_id", "value"))
    out = io.StringIO(newline="")
    csv.writer(out).writerows([("kode_wilayah", "nilai"), *sheet.values.items()])
    context = {
        "form": form,
        "kind": form.kinds.get(said["kind"]),
        "kept": [(name, form[name].value() or "") for name in form.fields if name != "file"],
        "rows": out.getvalue(),
        "lines": [Line(regions[code], sheet.values[code], before.get(code)) for code in codes],
        "count": len(sheet.values),
        "hidden": len(sheet.values) - len(codes),
        "wrong": sheet.wrong[:SHOWN],
        "wrong_count": len(sheet.wrong),
    }
    status = 422 if sheet.wrong else 200
    return page(
        request,
        "office/regions/measure_preview.html",
        context,
        section="regions",
        trail=_way(),
        status=status,
    )


def _home(actor: Authority) -> str:
    return min((grant.region_id for grant in actor.grants), key=len, default=ROOT)


def _trail() -> list[Crumb]:
    return [Crumb(_("Wilayah"), reverse("office:region-list")), Crumb(_("Ukuran"))]


def _way() -> list[Crumb]:
    return [
        Crumb(_("Wilayah"), reverse("office:region-list")),
        Crumb(_("Ukuran"), reverse("office:measure-list")),
        Crumb(_("Muat dari lembar kerja")),
    ]
