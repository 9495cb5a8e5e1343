"""The acts on a path, each a page that asks once: steps, coordination, the group, closing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kentongan.domain.core.problems import Absent, Invalid, Refused
from kentongan.domain.events.access import visible as visible_events
from kentongan.domain.founding import access, actions
from kentongan.domain.founding.actions.steps import NOTED
from kentongan.domain.founding.models import Path, StepKind, Way
from kentongan.domain.founding.rules import steps_of
from kentongan.domain.groups.access import visible as visible_groups
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.founding.board import SECTION
from kentongan.doors.office.founding.forms import (
    CoordinationForm,
    EstablishForm,
    LinkForm,
    ReasonForm,
    StepForm,
)
from kentongan.doors.office.founding.reading import trail_of
from kentongan.doors.office.founding.words import step_word
from kentongan.doors.office.pages import actor_of, posted

EVENTS = 50  # offered as evidence


@require_http_methods(ASKED_AND_DONE)
def step(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Note a step with its evidence."""
    path = editable(request, code, kind)
    if kind not in NOTED:
        raise Absent(_("Langkah ini terbaca dari catatan lain dan tidak diketik di sini."))
    offered = events_of(path, request)
    form = StepForm(
        posted(request),
        request.FILES or None,
        by=actor_of(request),
        events=[(one.code, f"{one.title}, {one.starts_on:%d-%m-%Y}") for one in offered],
        initial={"on": timezone.localdate()},
    )
    if request.method == "POST":
        form.keep_upload(path.region_id)
    chosen = {one.code: one for one in offered}
    return _ask(
        request,
        path,
        form,
        lambda: actions.record_step(
            path,
            kind=kind,
            on=form.cleaned_data["on"],
            event=chosen.get(form.cleaned_data["event"]),
            attachment=form.attachment,
            note=form.cleaned_data["note"],
            order_reason=form.cleaned_data["order_reason"],
            by=actor_of(request),
        ),
        question=_("Catat langkah: %(step)s") % {"step": step_word(kind, path.way)},
        consequence=_("Acara yang dicatat untuk tempat ini terbaca sendiri dan tidak perlu diketik lagi."),
        button=_("Catat"),
        done=_("Langkah tercatat."),
    )


@require_http_methods(ASKED_AND_DONE)
def skip(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Leave a step out, with the reason."""
    path = editable(request, code, kind)
    form = ReasonForm(posted(request))
    return _ask(
        request,
        path,
        form,
        lambda: actions.skip_step(path, kind=kind, reason=form.cleaned_data["reason"], by=actor_of(request)),
        question=_("Lewati langkah: %(step)s") % {"step": step_word(kind, path.way)},
        button=_("Lewati"),
        done=_("Langkah dilewati dengan alasan."),
    )


@require_http_methods(ASKED_AND_DONE)
def take_back(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Take back what was noted by mistake."""
    path = editable(request, code, kind)
    form = ReasonForm(posted(request))
    return _ask(
        request,
        path,
        form,
        lambda: actions.take_back_step(
            path, kind=kind, reason=form.cleaned_data["reason"], by=actor_of(request)
        ),
        question=_("Tarik catatan langkah: %(step)s") % {"step": step_word(kind, path.way)},
        consequence=_("Catatannya tetap terbaca dalam riwayat."),
        button=_("Tarik catatan"),
        kind="danger",
        done=_("Catatan langkah ditarik."),
    )


@require_http_methods(ASKED_AND_DONE)
def coordination(request: HttpRequest, code: str) -> HttpResponse:
    """Note who was asked: the village head and the groups that are there."""
    path = editable(request, code)
    form = CoordinationForm(posted(request), initial={"on": timezone.localdate()})

    def coordinate() -> object:
        data = form.cleaned_data
        return actions.coordinate(
            path,
            on=data["on"],
            head=data["head"],
            groups=data["groups"].splitlines(),
            no_groups=data["no_groups"],
            outcome=data["outcome"],
            order_reason=data["order_reason"],
            by=actor_of(request),
        )

    return _ask(
        request,
        path,
        form,
        coordinate,
        question=_("Catat koordinasi"),
        consequence=_("Langkah ini selesai bila pemimpin wilayah dan kelompok yang ada sudah diajak bicara."),
        button=_("Catat"),
        done=_("Koordinasi tercatat."),
    )


@require_http_methods(ASKED_AND_DONE)
def establishment(request: HttpRequest, code: str) -> HttpResponse:
    """Carry out what the meeting agreed."""
    path = editable(request, code)
    agreed = path.deliberations.filter(result="agreed").select_related("event").order_by("-event__held_on")
    meeting = agreed.first()
    form = EstablishForm(posted(request), initial={"on": meeting.event.held_on if meeting else None})
    said = {
        Way.NEW: _("KIM baru masuk register dengan pengurus hasil musyawarah. SK dan pembekalan menyusul."),
        Way.FUNCTION_ADDED: _(
            "Kelompok itu mendapat fungsi informasi. Nama, anggota, dan tujuannya tetap. Pembekalan menyusul."
        ),
        Way.REVIVAL: _("KIM ini dihidupkan kembali dengan pengurus hasil musyawarah. Pembekalan menyusul."),
    }
    return _ask(
        request,
        path,
        form,
        lambda: actions.establish(path, on=form.cleaned_data["on"], by=actor_of(request)),
        question=_("Bentuk kelompok dari hasil musyawarah"),
        consequence=said[Way(path.way)],
        button=_("Bentuk kelompok"),
        done=_("Kelompok terbentuk. Berikutnya: SK dan pembekalan."),
    )


@require_http_methods(ASKED_AND_DONE)
def link(request: HttpRequest, code: str) -> HttpResponse:
    """Say which group of the register came of the path."""
    path = editable(request, code)
    groups = {
        group.code: group
        for group in visible_groups(actor_of(request)).standing().filter(region_id=path.region_id)[:EVENTS]
    }
    choices = [(key, group.name) for key, group in groups.items()]
    form = LinkForm(posted(request), groups=choices)

    def tie() -> object:
        group = groups.get(form.cleaned_data["group"])
        if group is None:
            raise Invalid(_("Pilih KIM dari daftar."), field="group")
        return actions.link_group(path, group, by=actor_of(request))

    return _ask(
        request,
        path,
        form,
        tie,
        question=_("Hubungkan dengan KIM di register"),
        consequence=""
        if choices
        else _("Belum ada kelompok di wilayah ini. Bentuk dari hasil musyawarah, atau daftarkan dahulu."),
        button=_("Hubungkan"),
        done=_("Terhubung. Pengurus, SK, dan kegiatannya kini terbaca di sini."),
    )


@require_http_methods(ASKED_AND_DONE)
def closing(request: HttpRequest, code: str) -> HttpResponse:
    """Give the place up for now."""
    path = editable(request, code)
    form = ReasonForm(posted(request))
    return _ask(
        request,
        path,
        form,
        lambda: actions.close_path(path, reason=form.cleaned_data["reason"], by=actor_of(request)),
        question=_("Hentikan perjalanan"),
        consequence=_("Semua catatannya tetap ada dan perjalanan dapat dibuka kembali."),
        button=_("Hentikan"),
        kind="danger",
        done=_("Perjalanan dihentikan."),
    )


@require_http_methods(ASKED_AND_DONE)
def reopening(request: HttpRequest, code: str) -> HttpResponse:
    """Go on with a place that was given up."""
    path = editable(request, code)
    form = ReasonForm(posted(request))
    return _ask(
        request,
        path,
        form,
        lambda: actions.reopen_path(path, reason=form.cleaned_data["reason"], by=actor_of(request)),
        question=_("Buka kembali perjalanan"),
        button=_("Buka kembali"),
        done=_("Perjalanan dibuka kembali."),
    )


def editable(request: HttpRequest, code: str, kind: str = "") -> Path:
    """The path when the person may change it; ``kind`` has to be a step of its way."""
    actor = actor_of(request)
    path = access.get_path(code, actor)
    if not actor.may("founding.edit", path.region_id):
        raise Refused(_("Anda tidak berwenang mengubah perjalanan ini."))
    if kind and (kind not in steps_of(path.way) or kind == StepKind.SELECTED):
        raise Absent(_("Langkah ini tidak ada dalam perjalanan."))
    return path


def events_of(path: Path, request: HttpRequest) -> list[Any]:
    """The latest events for the place that the person may see."""
    rows = visible_events(actor_of(request)).filter(cancelled_on=None).select_related("region")
    near = rows.filter(areas=path.region_id) | rows.filter(region_id=path.region_id)
    return list(near.distinct().order_by("-starts_at")[:EVENTS])


def _ask(request: HttpRequest, path: Path, form: Any, verb: Any, **words: str) -> HttpResponse:
    return ask(
        request,
        form,
        verb,
        section=SECTION,
        trail=trail_of(path),
        back=reverse("office:founding-detail", args=[path.code]),
        **words,
    )
