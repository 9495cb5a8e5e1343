"""An event was held: minutes with decisions, the report, what has to be done after it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.events import rules
from kentongan.domain.events.actions.planning import require_standing
from kentongan.domain.events.models import Event, FollowUp, Minutes
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region

MOST_DECISIONS = 60


@transaction.atomic
def hold(event: Event, *, by: Actor, on: date | None = None, head_count: int | None = None) -> Event:
    """Note that it took place, on its first day unless told; ``head_count`` where nobody kept a list.

    Raises ``Invalid`` for a day outside the event or to come, ``Stale`` for an event called off.
    """
    by.require("events.edit", event.region_id)
    require_standing(event)
    day = on or event.starts_on
    rules.check_held(day, event.starts_on, event.ends_on, datetime.now(event.region.zone).date())
    if head_count is not None and not 0 <= head_count <= rules.MOST_PEOPLE:
        raise Invalid(_("Jumlah orang tidak masuk akal. Periksa angkanya."), field="head_count")
    event.held_on, event.head_count = day, head_count
    event.save(update_fields=["held_on", "head_count"])
    record("events.hold", event, by=by, region=event.region_id, on=day.isoformat(), head_count=head_count)
    return event


@transaction.atomic
def write_minutes(
    event: Event,
    *,
    summary: str,
    by: Actor,
    decisions: Sequence[str] = (),
    lesson: str = "",
    chair_name: str = "",
    writer_name: str = "",
) -> Minutes:
    """Write what was said and decided, or write it anew; the earlier text stays in the history."""
    by.require("events.edit", event.region_id)
    _require_held(event)
    summary = rules.check_length(summary.strip(), 10_000, "summary")
    if not summary:
        raise Invalid(_("Isi ringkasan jalannya acara."), field="summary")
    sentences = rules.clean_sentences(decisions, "decisions")
    if len(sentences) > MOST_DECISIONS:
        raise Invalid(
            _("Catat paling banyak %(count)d keputusan.") % {"count": MOST_DECISIONS}, field="decisions"
        )
    before = Minutes.objects.filter(event=event).values("summary", "lesson", "decisions").first()
    minutes, _made = Minutes.objects.update_or_create(
        event=event,
        defaults={
            "summary": summary,
            "lesson": rules.check_length(lesson.strip(), 5000, "lesson"),
            "decisions": sentences,
            "chair_name": rules.check_line(chair_name, 150, "chair_name"),
            "writer_name": rules.check_line(writer_name, 150, "writer_name"),
            "written_by_name": by.name,
        },
    )
    record("events.write_minutes", event, by=by, region=event.region_id, before=before)
    return minutes


@transaction.atomic
def report_event(event: Event, *, by: Actor) -> Event:
    """Close the event: held, with minutes. Raises ``Invalid`` while the minutes are missing."""
    by.require("events.edit", event.region_id)
    _require_held(event)
    if not Minutes.objects.filter(event=event).exists():
        raise Invalid(_("Tulis notulen lebih dahulu, lalu laporkan acara ini."))
    today = timezone.localdate()
    if not Event.objects.filter(pk=event.pk, reported_on=None).update(reported_on=today):
        raise Stale(_("Acara ini sudah dilaporkan. Muat ulang halaman."))
    event.reported_on = today
    record("events.report", event, by=by, region=event.region_id)
    return event


@transaction.atomic
def add_follow_up(
    *,
    text: str,
    owner_name: str,
    by: Actor,
    event: Event | None = None,
    region: Region | None = None,
    owner_agency: Agency | None = None,
    group: Group | None = None,
    due_on: date | None = None,
) -> FollowUp:
    """Note what somebody has promised, with who and until when; in the event's or the group's area."""
    place = region or (group.region if group else event.region if event else None)
    if place is None:
        raise TypeError("a follow-up lies in an area")
    by.require("events.edit", event.region_id if event else place.code)
    line = rules.check_line(text, 500, "text", _("Isi apa yang akan dikerjakan."))
    owner = rules.check_line(
        owner_name or (owner_agency.name if owner_agency else ""),
        150,
        "owner_name",
        _("Isi siapa yang mengerjakan."),
    )
    if due_on and event and due_on < event.starts_on:
        raise Invalid(_("Tenggat mendahului acaranya. Periksa tanggalnya."), field="due_on")
    row = FollowUp.objects.create(
        event=event,
        text=line,
        owner_name=owner,
        owner_agency=owner_agency,
        group=group,
        region=place,
        due_on=due_on,
        by_name=by.name,
    )
    due = due_on.isoformat() if due_on else None
    record("events.add_follow_up", event or row, by=by, region=place.code, text=line, owner=owner, due_on=due)
    return row


@transaction.atomic
def close_follow_up(follow_up: FollowUp, *, outcome: str, by: Actor, done_on: date | None = None) -> FollowUp:
    """Note that it was done, with what came of it. The organiser or the group's or office's people say so."""
    _require_owner(follow_up, by)
    outcome = rules.check_line(outcome, 500, "outcome", _("Tulis hasilnya."))
    day = done_on or timezone.localdate()
    if day > timezone.localdate():
        raise Invalid(_("Tanggal selesai belum tiba."), field="done_on")
    closed = FollowUp.objects.filter(pk=follow_up.pk, done_on=None).update(done_on=day, outcome=outcome)
    if not closed:
        raise Stale(_("Tindak lanjut ini sudah ditandai selesai. Muat ulang halaman."))
    follow_up.done_on, follow_up.outcome = day, outcome
    record(
        "events.close_follow_up",
        follow_up.event or follow_up,
        by=by,
        region=follow_up.region_id,
        text=follow_up.text,
        outcome=outcome,
    )
    return follow_up


def _require_held(event: Event) -> None:
    require_standing(event)
    if event.held_on is None:
        raise Invalid(_("Tandai acara ini terlaksana lebih dahulu."))


def _require_owner(follow_up: FollowUp, by: Actor) -> None:
    group, agency = follow_up.group, follow_up.owner_agency
    if by.may("events.edit", follow_up.event.region_id if follow_up.event else follow_up.region_id):
        return
    if group and by.may("events.attend", group.region_id, group=group.pk):
        return
    if agency and by.may("speakers.edit", agency.region_id, agency=agency.pk):
        return
    raise Refused(_("Tindak lanjut ini ditandai selesai oleh yang mengerjakan atau penyelenggara."))
