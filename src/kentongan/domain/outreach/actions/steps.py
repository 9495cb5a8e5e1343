"""The way of a tour: approved, its events opened, done, evaluated; or reopened, or called off."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.texts import one_line
from kentongan.domain.events.actions.agenda import Item, add_speaker
from kentongan.domain.events.actions.planning import cancel_event, plan_event
from kentongan.domain.events.models import Event
from kentongan.domain.groups.models import Group
from kentongan.domain.groups.models.groups import Kind as GroupKind
from kentongan.domain.outreach.actions.changing import lock_tour, noted, require_draft, require_open
from kentongan.domain.outreach.actions.stops import event_times
from kentongan.domain.outreach.checking import tour_warnings
from kentongan.domain.outreach.models import Stop, Tour, TourSpeaker, TourState


@transaction.atomic
def approve_tour(tour: Tour, *, by: Actor, despite: str = "", version: int | None = None) -> Tour:
    """Approve the plan as it stands. Where there are warnings, ``despite`` says why it stands all the same.

    Raises ``Invalid`` for a tour without a dated stop, and for warnings nobody gave a reason for.
    """
    held = lock_tour(tour, by=by, version=version, verb="tours.approve")
    require_draft(held)
    if not held.stops.placed().exists():
        raise Invalid(_("Belum ada pertemuan yang bertanggal. Susun jadwalnya lebih dahulu."))
    found = tour_warnings(held)
    reason = one_line(despite)
    if len(reason) > 300:
        raise Invalid(_("Alasan paling banyak 300 huruf."), field="despite")
    if found and not reason:
        raise Invalid(
            _("Masih ada %(count)d peringatan. Perbaiki, atau tulis mengapa jadwal ini tetap disetujui.")
            % {"count": len(found)},
            field="despite",
        )
    held.approved_on, held.approved_by_name = timezone.localdate(), by.name
    held.approved_despite = reason if found else ""
    held.save(update_fields=["approved_on", "approved_by_name", "approved_despite"])
    noted(held, "tours.approve", by=by, warnings=[row.kind for row in found], despite=reason)
    return held


@transaction.atomic
def reopen_tour(tour: Tour, *, reason: str, by: Actor) -> Tour:
    """Make an approved tour a draft again, for a reason. Not once its events were opened."""
    held = lock_tour(tour, by=by)
    why = _reason(reason)
    if held.state != TourState.APPROVED:
        raise Invalid(_("Hanya keliling yang disetujui dan belum dibuka acaranya dapat dibuka kembali."))
    held.approved_on, held.approved_by_name, held.approved_despite = None, "", ""
    held.save(update_fields=["approved_on", "approved_by_name", "approved_despite"])
    noted(held, "tours.reopen", by=by, reason=why)
    return held


@transaction.atomic
def open_events(tour: Tour, *, by: Actor) -> list[Event]:
    """Open an event for every dated stop that has none yet; a second call opens what was added since.

    Each takes over the agenda, villages with their KIM, speakers, conditions and the funding line.
    """
    held = lock_tour(tour, by=by)
    require_open(held)
    if held.approved_on is None:
        raise Invalid(_("Jadwal ini belum disetujui. Minta persetujuan lebih dahulu."))
    rows = held.stops.placed().filter(event=None).in_order().select_related("district__region", "team")
    stops = list(rows.with_villages())
    agenda = [
        Item(item.title, item.programme, item.regulation) for item in held.agenda.select_related("regulation")
    ]
    speakers = list(held.speakers.select_related("speaker", "team"))
    opened = [_open(held, stop, agenda, speakers, by) for stop in stops]
    if held.scheduled_on is None and held.stops.filter(event__isnull=False).exists():
        held.scheduled_on = timezone.localdate()
        held.save(update_fields=["scheduled_on"])
    if opened:
        noted(held, "tours.open_events", by=by, events=[event.code for event in opened])
    return opened


@transaction.atomic
def finish_tour(tour: Tour, *, by: Actor, on: date | None = None) -> Tour:
    """Call the tour done, on the day (today unless told); events left open stay in the report as open."""
    held = lock_tour(tour, by=by)
    require_open(held)
    day = on or timezone.localdate()
    if held.scheduled_on is None:
        raise Invalid(_("Keliling ini belum dibuka acaranya, jadi belum dapat diselesaikan."))
    if day > timezone.localdate() or day < held.starts_on:
        raise Invalid(_("Tanggal selesai tidak boleh di masa depan atau mendahului keliling."), field="on")
    held.done_on = day
    held.save(update_fields=["done_on"])
    noted(held, "tours.finish", by=by, on=str(day))
    return held


@transaction.atomic
def evaluate_tour(tour: Tour, *, evaluation: str, by: Actor) -> Tour:
    """Write what was learnt once the tour is done; a later text replaces it, the history keeps both."""
    held = lock_tour(tour, by=by)
    text = evaluation.strip()
    if not text or len(text) > 10_000:
        raise Invalid(_("Tulis evaluasinya, paling banyak 10.000 huruf."), field="evaluation")
    if held.state not in {TourState.DONE, TourState.EVALUATED}:
        raise Invalid(_("Keliling ini belum selesai, jadi belum dapat dievaluasi."), field="evaluation")
    held.evaluation, held.evaluated_on = text, held.evaluated_on or timezone.localdate()
    held.save(update_fields=["evaluation", "evaluated_on"])
    noted(held, "tours.evaluate", by=by, evaluation=text)
    return held


@transaction.atomic
def cancel_tour(tour: Tour, *, reason: str, by: Actor) -> Tour:
    """Call the tour off, for a reason; its events that were not held are called off with it."""
    held = lock_tour(tour, by=by)
    require_open(held)
    why = _reason(reason)
    for event in Event.objects.filter(stop__tour=held, held_on=None, cancelled_on=None):
        cancel_event(event, reason=why, by=by)
    held.cancelled_on, held.cancel_reason = timezone.localdate(), why
    held.save(update_fields=["cancelled_on", "cancel_reason"])
    noted(held, "tours.cancel", by=by, reason=why)
    return held


def _reason(text: str) -> str:
    reason = one_line(text)
    if not reason or len(reason) > 300:
        raise Invalid(_("Tulis alasannya, paling banyak 300 huruf."), field="reason")
    return reason


def _open(tour: Tour, stop: Stop, agenda: list[Item], speakers: list[TourSpeaker], by: Actor) -> Event:
    district = stop.district.region
    villages = [row.village for row in stop.villages.all()]
    groups = Group.objects.filter(region__in=villages, kind=GroupKind.KIM).existing(stop.date)
    starts_at, ends_at = event_times(tour, stop)
    event = plan_event(
        kind=tour.kinds[0],
        title=f"{tour.title}: {district.title}"[:200],
        region=district,
        starts_at=starts_at,
        ends_at=ends_at,
        place=stop.place,
        areas=villages,
        groups=list(groups),
        agenda=agenda,
        conditions=tour.conditions,
        funding=tour.funding,
        is_demo=tour.is_demo,
        source=tour.source,
        by=by,
    )
    for row in speakers:
        if row.team_id in (None, stop.team_id):
            add_speaker(event, speaker=row.speaker, material_title=row.material_title, by=by)
    stop.event = event
    stop.save(update_fields=["event"])
    return event
