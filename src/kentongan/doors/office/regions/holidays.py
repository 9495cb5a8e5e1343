"""The days on which offices do not work: by year, of an area and those above it; an office keeps its own."""

from datetime import MAXYEAR, MINYEAR, date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.design.formats import weekday
from kentongan.design.parts import Crumb, Link
from kentongan.domain.core.problems import Absent
from kentongan.domain.core.texts import number_of
from kentongan.domain.people.access import Authority
from kentongan.domain.regions import calendar
from kentongan.domain.regions.actions import add_holiday, remove_holiday
from kentongan.domain.regions.models import Holiday, Region
from kentongan.domain.regions.rules import ROOT
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.fields import day_field
from kentongan.doors.office.pages import actor_of, page, posted, with_params
from kentongan.doors.office.places import AreaField, area_text

KINDS = [
    (Holiday.Kind.REGIONAL, gettext_lazy("Libur daerah")),
    (Holiday.Kind.JOINT_LEAVE, gettext_lazy("Cuti bersama")),
    (Holiday.Kind.WORKDAY, gettext_lazy("Tetap hari kerja, meski libur di atasnya")),
]


class HolidayForm(forms.Form):
    """A day off of an area, or a day on which it works nevertheless."""

    uses_htmx = True

    region = AreaField(label=gettext_lazy("Berlaku di"))
    on = day_field(gettext_lazy("Tanggal"))
    name = forms.CharField(label=gettext_lazy("Nama hari"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("Jenis"), choices=KINDS, widget=forms.RadioSelect)
    source = forms.CharField(
        label=gettext_lazy("Dasar"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Misalnya nomor surat edaran."),
    )


class AreaForm(forms.Form):
    """Which area's calendar is shown."""

    wilayah = AreaField(label=gettext_lazy("Kalender wilayah"), required=False)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The days off of a year in an area, and how many working days it has."""
    actor = actor_of(request)
    region, form = _shown(request.GET, actor)
    year = _year(request.GET)
    first, last = date(year, 1, 1), date(year, 12, 31)
    context = {
        "form": form,
        "region": region,
        "year": year,
        "years": [
            Link(str(one), "?" + with_params(request.GET, tahun=str(one)), current=one == year)
            for one in range(year - 1, year + 2)
        ],
        "rows": [
            (day, actor.may("regions.edit", day.region_id))
            for day in Holiday.objects.reaching(region.code).between(first, last).select_related("region")
        ],
        "working_days": len(calendar.working_days(region.code, first, last)),
        "unlisted": calendar.years_without_list(first, last),
        "may_add": actor.may("regions.edit", region.code),
        "uses_htmx": True,
    }
    return page(request, "office/regions/holidays.html", context, section="regions", trail=_trail())


@require_http_methods(ASKED_AND_DONE)
def new(request: HttpRequest) -> HttpResponse:
    """Add a day."""
    actor = actor_of(request)
    region, _form = _shown(request.GET, actor)
    form = HolidayForm(posted(request), initial={"region": area_text(region), "kind": Holiday.Kind.REGIONAL})
    form.fields["region"].keep_within(_home(actor))  # type: ignore[attr-defined]  # an AreaField

    def add() -> object:
        said: dict[str, Any] = dict(form.cleaned_data)
        return add_holiday(said.pop("region"), by=actor, **said)

    return ask(
        request,
        form,
        add,
        section="regions",
        trail=[*_trail(), Crumb(_("Hari libur"), reverse("office:holiday-list"))],
        back=reverse("office:holiday-list") + "?" + with_params(request.GET),
        question=_("Tambah hari libur"),
        consequence=_("Hari ini tidak dihitung sebagai hari kerja di wilayah itu dan semua di bawahnya."),
        button=_("Simpan hari libur"),
        done=_("Hari libur tersimpan."),
    )


@require_http_methods(ASKED_AND_DONE)
def removal(request: HttpRequest, number: int) -> HttpResponse:
    """Take a day out."""
    actor = actor_of(request)
    rows = Holiday.objects.filter(actor.within("regions.edit"), pk=number).select_related("region")
    day = rows.first()
    if day is None:
        raise Absent(_("Hari libur ini tidak ditemukan."))
    back = f"{reverse('office:holiday-list')}?wilayah={day.region_id}&tahun={day.on.year}"
    return ask(
        request,
        forms.Form(posted(request)),
        lambda: remove_holiday(day, by=actor),
        section="regions",
        trail=[*_trail(), Crumb(_("Hari libur"), back)],
        back=back,
        question=_("Hapus %(name)s") % {"name": day.name},
        consequence=_("%(day)s kembali dihitung sebagai hari kerja, kecuali Sabtu dan Minggu.")
        % {"day": weekday(day.on)},
        button=_("Hapus hari libur"),
        done=_("Hari libur dihapus."),
        kind="danger",
    )


def _shown(params: QueryDict, actor: Authority) -> tuple[Region, AreaForm]:
    """The area asked for, else the person's own."""
    form = AreaForm(params)
    form.is_valid()
    region = form.cleaned_data.get("wilayah") or Region.objects.get(pk=_home(actor))
    return region, form if params.get("wilayah") else AreaForm(initial={"wilayah": area_text(region)})


def _home(actor: Authority) -> str:
    """The widest area the person keeps, or works in."""
    roots = actor.areas("regions.edit") or [grant.region_id for grant in actor.grants]
    return min(roots, key=len, default=ROOT)


def _year(params: QueryDict) -> int:
    """The year asked for, this one by default; one that has neighbours in the calendar."""
    year = number_of(params.get("tahun", "")) or timezone.localdate().year
    return year if MINYEAR + 1 < year < MAXYEAR - 1 else timezone.localdate().year


def _trail() -> list[Crumb]:
    return [Crumb(_("Wilayah"), reverse("office:region-list"))]
