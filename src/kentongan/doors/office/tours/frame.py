"""Everything around the rows: the frame, teams and their absences, speakers, districts, history."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.design.formats import day
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent
from kentongan.domain.events.models import FundingLine, Kind
from kentongan.domain.outreach import access, actions
from kentongan.domain.outreach.models import TeamAbsence, Tour, TourState
from kentongan.domain.regions.access import get_region
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.pages import actor_of, page, posted
from kentongan.doors.office.tours.detail import acts_of
from kentongan.doors.office.tours.forms import (
    AbsenceForm,
    DistrictForm,
    SpeakersForm,
    TeamForm,
    lines,
    members,
)
from kentongan.doors.office.tours.rows import editable
from kentongan.doors.office.tours.words import lines_of, period, trail_of, views_of

SHOWN = 60


@require_safe
def index(request: HttpRequest, code: str) -> HttpResponse:
    """The frame, the teams, the speakers, the districts, and what happened."""
    actor = actor_of(request)
    tour = access.get_tour(code, actor)
    context = {
        "tour": tour,
        "period": period(tour.starts_on, tour.ends_on),
        "views": views_of(tour, "frame"),
        "facts": _facts(tour),
        "agenda": list(tour.agenda.select_related("regulation")),
        "teams": list(tour.teams.prefetch_related("members", "absences")),
        "speakers": list(tour.speakers.select_related("speaker", "team")),
        "districts": list(access.districts(tour, actor)),
        "is_draft": tour.state == TourState.DRAFT,
        "events": lines_of(Entry.objects.about(tour)[:SHOWN]),
        **acts_of(tour, actor, []),
    }
    return page(request, "office/tours/frame.html", context, section="tours", trail=trail_of(tour))


@require_http_methods(ASKED_AND_DONE)
def team_new(request: HttpRequest, code: str) -> HttpResponse:
    """A further team."""
    actor = actor_of(request)
    tour = editable(code, actor)
    form = TeamForm(posted(request))
    return _ask(
        request,
        tour,
        form,
        lambda: actions.save_team(tour, by=actor, **_team(form)),
        question=_("Tambah tim"),
        button=_("Tambah tim"),
        done=_("Tim ditambahkan."),
    )


@require_http_methods(ASKED_AND_DONE)
def team(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A team's name and people."""
    actor = actor_of(request)
    tour = editable(code, actor)
    row = access.get_team(tour, number)
    people = "\n".join(member.name for member in row.members.all())
    form = TeamForm(posted(request), initial={"name": row.name, "people": people})
    return _ask(
        request,
        tour,
        form,
        lambda: actions.save_team(tour, team=row, by=actor, **_team(form)),
        question=_("Ubah %(team)s") % {"team": row.name},
        button=_("Simpan tim"),
        done=_("Tim tersimpan."),
    )


@require_http_methods(ASKED_AND_DONE)
def team_removal(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A team that does not travel after all."""
    actor = actor_of(request)
    tour = editable(code, actor)
    row = access.get_team(tour, number)
    return _ask(
        request,
        tour,
        forms.Form(posted(request)),
        lambda: actions.remove_team(row, by=actor),
        question=_("Hapus %(team)s?") % {"team": row.name},
        button=_("Hapus tim"),
        done=_("Tim dihapus."),
        kind="danger",
    )


@require_http_methods(ASKED_AND_DONE)
def absence(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Days on which a team cannot travel."""
    actor = actor_of(request)
    tour = editable(code, actor)
    row = access.get_team(tour, number)
    form = AbsenceForm(posted(request), initial={"starts_on": tour.starts_on, "ends_on": tour.starts_on})
    return _ask(
        request,
        tour,
        form,
        lambda: actions.add_absence(row, by=actor, **form.cleaned_data),
        question=_("Catat halangan %(team)s") % {"team": row.name},
        consequence=_("Penyusunan tidak memakai tim ini pada hari-hari itu."),
        button=_("Simpan halangan"),
        done=_("Halangan tercatat."),
    )


@require_http_methods(["POST"])
def absence_end(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The team can travel after all."""
    actor = actor_of(request)
    tour = editable(code, actor)
    row = TeamAbsence.objects.filter(team__tour=tour, pk=number).select_related("team").first()
    if row is None:
        raise Absent(_("Halangan ini tidak ditemukan."))
    row.team.tour = tour
    actions.remove_absence(row, by=actor)
    return redirect("office:tour-frame", code=tour.code)


@require_http_methods(ASKED_AND_DONE)
def speakers(request: HttpRequest, code: str) -> HttpResponse:
    """Which speakers of the register travel along."""
    actor = actor_of(request)
    tour = editable(code, actor)
    kept = {row.speaker_id: row for row in tour.speakers.all()}
    form = SpeakersForm(posted(request), tour=tour, by=actor, initial={"speakers": list(kept)})

    def save() -> object:
        companions = [
            actions.Companion(speaker, row.team if row else None, row.material_title if row else "")
            for speaker in form.cleaned_data["speakers"]
            for row in (kept.get(speaker.pk),)
        ]
        return actions.set_speakers(tour, companions, by=actor)

    return _ask(
        request,
        tour,
        form,
        save,
        question=_("Narasumber yang ikut"),
        consequence=_("Hari mereka berhalangan tidak dipakai saat rencana disusun."),
        button=_("Simpan narasumber"),
        done=_("Narasumber tersimpan."),
    )


@require_http_methods(ASKED_AND_DONE)
def district(request: HttpRequest, code: str, district: str) -> HttpResponse:
    """A district's own quota, or left out for a reason."""
    actor = actor_of(request)
    tour = editable(code, actor)
    row = tour.districts.filter(region=district).first()
    region = get_region(district)
    if row is None:
        raise Absent(_("Kecamatan ini tidak ikut dalam keliling."))
    form = DistrictForm(posted(request), initial={"quota": row.quota, "left_out_reason": row.left_out_reason})
    return _ask(
        request,
        tour,
        form,
        lambda: actions.set_district(tour, region, by=actor, **form.cleaned_data),
        question=_("Atur %(district)s") % {"district": region.title},
        button=_("Simpan"),
        done=_("Kecamatan tersimpan. Susun ulang rencananya bila perlu."),
    )


def _ask(
    request: HttpRequest, tour: Tour, form: forms.Form, verb: Callable[[], object], **words: str
) -> HttpResponse:
    back = reverse("office:tour-frame", args=[tour.code])
    trail = trail_of(tour, "")[:-1]
    return ask(request, form, verb, section="tours", trail=trail, back=back, **words)


def _team(form: TeamForm) -> dict[str, Any]:
    said = form.cleaned_data
    return {"name": said["name"], "members": members(lines(said["people"]))}


def _facts(tour: Tour) -> list[tuple[str, object]]:
    words = dict(Kind.choices)
    rhythm = _("paling banyak %(most)d pertemuan sehari untuk satu tim, masing-masing %(minutes)d menit") % {
        "most": tour.max_stops_per_day,
        "minutes": tour.minutes_per_stop,
    }
    return [
        (_("Jenis acara"), ", ".join(str(words.get(kind, kind)) for kind in tour.kinds)),
        (_("Kuota"), _("%(quota)d desa per kecamatan") % {"quota": tour.quota_per_district}),
        (_("Desa yang boleh dipilih"), tour.get_candidates_display()),
        (_("Irama"), rhythm),
        (_("Mulai pukul"), tour.day_starts_at.strftime("%H.%M")),
        (_("Berangkat dari"), (tour.base or tour.region).title),
        (_("Sumber dana"), _money(tour.funding)),
        (_("Dibuat oleh"), tour.by_name),
    ]


def _money(line: FundingLine | None) -> str | None:
    """The budget line as a letter cites it."""
    if line is None:
        return None
    dated = _("%(document)s tanggal %(day)s") % {"document": line, "day": day(line.document_date)}
    return dated if line.document_date else str(line)
