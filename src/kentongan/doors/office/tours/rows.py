"""A row of the plan changed by hand: its day, team and villages, its lock; rows added and taken away."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.domain.core.problems import Absent, Problem
from kentongan.domain.outreach import access, actions
from kentongan.domain.outreach.checking import tour_warnings
from kentongan.domain.outreach.models import Stop, StopVillage, Team, Tour
from kentongan.domain.outreach.priority import RankedVillage, rank_villages
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.calendar import holidays, is_weekend
from kentongan.domain.regions.models import Region
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.fields import WordsField, day_field
from kentongan.doors.office.pages import actor_of, page, posted, run
from kentongan.doors.office.tours.words import trail_of


class StopForm(forms.Form):
    """Day, team, place and villages of a stop."""

    conditional = ("date", "team")  # empty only while nothing is decided

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    date = day_field(gettext_lazy("Hari"), required=False)
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label=gettext_lazy("Tim"),
        required=False,
        empty_label=gettext_lazy("Belum ada tim"),
    )
    position = forms.IntegerField(
        label=gettext_lazy("Giliran pada hari itu"),
        required=False,
        min_value=1,
        max_value=20,
        help_text=gettext_lazy("Kosong: giliran terakhir."),
    )
    place = forms.CharField(label=gettext_lazy("Tempat"), required=False, max_length=150)
    villages = WordsField(label=gettext_lazy("Desa"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Alasan dipindah"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Terbaca oleh yang diundang."),
    )

    def __init__(self, *args: Any, tour: Tour, stop: Stop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = tour.teams.all()  # type: ignore[attr-defined]  # a ModelChoiceField
        if not stop.event_id:
            del self.fields["reason"]

    @property
    def chosen(self) -> list[str]:
        """The codes of the villages ticked."""
        return [str(code) for code in self["villages"].value() or []]


class NewStopForm(forms.Form):
    """A further stop: its day and team; its villages are chosen next."""

    date = day_field(gettext_lazy("Hari"), required=False)
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label=gettext_lazy("Tim"),
        required=False,
        empty_label=gettext_lazy("Belum ada tim"),
    )

    def __init__(self, *args: Any, tour: Tour, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = tour.teams.all()  # type: ignore[attr-defined]  # a ModelChoiceField


@dataclass(frozen=True)
class Candidate:
    """A village of the district in the ranking, and where it stands in the tour already."""

    ranked: RankedVillage
    chosen: bool
    elsewhere: bool  # another stop of the tour has it


@require_http_methods(ASKED_AND_DONE)
def stop(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Move a stop and choose its villages; what is not as it should be is said at once."""
    actor, tour, row = _row(request, code, key)
    mine = [chosen.village_id for chosen in row.villages.all()]
    first: dict[str, Any] = {"date": row.date, "team": row.team_id, "place": row.place}
    first |= {"position": row.position if row.date else None, "villages": mine, "version": tour.version}
    form = StopForm(posted(request), tour=tour, stop=row, initial=first)
    status = 200
    if request.method == "POST":
        status = run(form, lambda: _save(row, form, actor))
        if status == 200:
            _tell(request, tour, row)
            return redirect(_back(tour, row))
    context = {
        "tour": tour,
        "stop": row,
        "form": form,
        "quota": row.district.quota or tour.quota_per_district,
        "candidates": _candidates(tour, row, form.chosen),
        "warnings": [one for one in tour_warnings(tour) if one.stop == str(row.pk)],
        "days": _days(tour),
    }
    trail = trail_of(tour, row.district.region.title)
    return page(request, "office/tours/stop.html", context, section="tours", trail=trail, status=status)


@require_POST
def lock(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Keep the planner from touching a row, or let it again."""
    actor, tour, row = _row(request, code, key)
    locked = request.POST.get("kunci") == "1"
    try:
        actions.lock_stop(row, locked=locked, by=actor)
    except Problem as problem:
        if problem.status != 422:
            raise
        messages.error(request, problem.message)
    else:
        done = _("Baris terkunci; penyusunan ulang tidak menyentuhnya.") if locked else _("Kunci dibuka.")
        messages.success(request, done)
    return redirect(_back(tour, row))


@require_http_methods(ASKED_AND_DONE)
def removal(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Take a stop off the plan."""
    actor, tour, row = _row(request, code, key)
    return ask(
        request,
        forms.Form(posted(request)),
        lambda: actions.remove_stop(row, by=actor),
        section="tours",
        trail=trail_of(tour, row.district.region.title)[:-1],
        back=reverse("office:tour-detail", args=[tour.code]),
        question=_("Hapus pertemuan %(district)s") % {"district": row.district.region.title},
        consequence=_("Desa-desanya kembali bebas untuk dipilih. Kecamatannya tetap ikut keliling."),
        button=_("Hapus pertemuan"),
        done=_("Pertemuan dihapus."),
        kind="danger",
    )


@require_http_methods(ASKED_AND_DONE)
def new(request: HttpRequest, code: str, district: str) -> HttpResponse:
    """A further stop in a district."""
    actor = actor_of(request)
    tour = editable(code, actor)
    row = tour.districts.select_related("region").filter(region=district).first()
    if row is None:
        raise Absent(_("Kecamatan ini tidak ikut dalam keliling."))
    form = NewStopForm(posted(request), tour=tour)
    made: list[Stop] = []
    status = 200
    if request.method == "POST":
        status = run(
            form, lambda: made.append(actions.add_stop(tour, row.region, by=actor, **form.cleaned_data))
        )
        if status == 200:
            messages.success(request, _("Pertemuan ditambahkan. Pilih desanya."))
            return redirect("office:tour-stop", code=tour.code, key=made[0].pk)
    context = {
        "form": form,
        "question": _("Tambah pertemuan di %(district)s") % {"district": row.region.title},
        "verb": _("Tambah dan pilih desa"),
        "kind": "primary",
        "back_url": reverse("office:tour-detail", args=[tour.code]),
    }
    trail = trail_of(tour, row.region.title)
    return page(request, "office/ask.html", context, section="tours", trail=trail, status=status)


def editable(code: str, actor: Authority) -> Tour:
    """The tour, when the person may edit it; a reader of one district on its way may not."""
    tour = access.get_tour(code, actor)
    actor.require("tours.edit", tour.region_id)
    return tour


def _row(request: HttpRequest, code: str, key: UUID) -> tuple[Authority, Tour, Stop]:
    actor = actor_of(request)
    tour = editable(code, actor)
    return actor, tour, access.get_stop(tour, key)


def _save(row: Stop, form: StopForm, by: Authority) -> None:
    """The whole row or nothing of it."""
    said = form.cleaned_data
    villages = list(Region.objects.filter(code__in=form.chosen))
    with transaction.atomic():
        actions.move_stop(
            row,
            date=said["date"],
            team=said["team"],
            position=said["position"],
            place=said["place"],
            reason=said.get("reason", ""),
            version=said["version"],
            by=by,
        )
        if {village.code for village in villages} != {chosen.village_id for chosen in row.villages.all()}:
            actions.set_villages(row, villages, by=by)


def _tell(request: HttpRequest, tour: Tour, row: Stop) -> None:
    """What is not as it should be with the row as it stands now, said with the thanks."""
    messages.success(request, _("Baris %(district)s tersimpan.") % {"district": row.district.region.title})
    code = row.district.region_id
    for warning in tour_warnings(tour):
        if warning.stop == str(row.pk) or (not warning.stop and warning.district == code):
            messages.warning(request, warning.text)


def _candidates(tour: Tour, row: Stop, chosen: Sequence[str]) -> list[Candidate]:
    """The villages of the district, the first to visit first; those chosen stand on top."""
    others = StopVillage.objects.filter(tour=tour).exclude(stop=row)
    elsewhere = set(others.values_list("village_id", flat=True))
    ranked = rank_villages(row.district.region, tour.weights, tour.ranked_on, base=tour.base or tour.region)
    found = [Candidate(one, one.region.code in chosen, one.region.code in elsewhere) for one in ranked]
    return sorted(found, key=lambda one: not one.chosen)


def _days(tour: Tour) -> list[tuple[Any, str]]:
    """Each day of the period with what speaks against it, to see while a day is typed."""
    off = holidays(tour.region_id, tour.starts_on, tour.ends_on)
    days = {day: name for day, name in off.items() if not is_weekend(day)}
    return sorted(days.items())


def _back(tour: Tour, row: Stop) -> str:
    return f"{reverse('office:tour-detail', args=[tour.code])}#p-{row.pk}"
