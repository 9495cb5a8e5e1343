"""One event on three pages: what it is, who comes, what came of it."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design.parts import Link, Part
from kentongan.domain.core import attachments
from kentongan.domain.core.models import Entry
from kentongan.domain.events import access
from kentongan.domain.events.boards import counts_of, roster
from kentongan.domain.events.models import Event, EventFile, Minutes
from kentongan.domain.people.access import Authority
from kentongan.doors.office.events.papers import LETTERS
from kentongan.doors.office.events.words import lines_of, look_of, trail_of, when
from kentongan.doors.office.history import SHOWN
from kentongan.doors.office.pages import actor_of, page

INVITATIONS_SHOWN = 300
TONES = {"f": "strong", "m": "mid", "": "none"}


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """What it is: time, place, matters and speakers, hosts, conditions, batches, its history."""
    actor = actor_of(request)
    event = access.get_event(code, actor)
    may = may_of(event, actor)
    context = frame(event, may, "detail") | {
        "items": list(event.agenda.select_related("regulation").prefetch_related("speakers")),
        "loose": list(event.speakers.filter(item=None)),
        "conditions": list(event.conditions.all()),
        "parties": list(event.parties.select_related("unit__agency")),
        "batches": list(event.batches.select_related("region").order_by("batch_number")),
        "areas": list(event.areas.order_by("code")),
        "moves": list(event.moves.order_by("-pk")),
        "events": lines_of(Entry.objects.about(event)[:SHOWN]) if may["edit"] else [],
        "phone_url": request.build_absolute_uri(reverse("field:roll", args=[event.code])),
    }
    return page(request, "office/events/detail.html", context, section="events", trail=trail_of(event))


@require_safe
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Who comes: the invited with their answers, and who came by element and sex."""
    actor = actor_of(request)
    event = access.get_event(code, actor)
    came = roster(event)
    rows = event.invitations.select_related("group", "agency", "region")
    context = frame(event, may_of(event, actor), "people") | {
        "counts": counts_of([event])[event.pk],
        "roster": came,
        "elements": [Part(one.name or _("tidak dicatat"), one.count, "strong") for one in came.elements],
        "sexes": [
            Part(one.name.capitalize() or _("Tidak dicatat"), one.count, TONES[one.code])
            for one in came.sexes
        ],
        "invitations": list(rows[:INVITATIONS_SHOWN]),
    }
    trail = trail_of(event, _("Peserta"))
    return page(request, "office/events/people.html", context, section="events", trail=trail)


@require_safe
def results(request: HttpRequest, code: str) -> HttpResponse:
    """What came of it: minutes, decisions, follow-ups, photos and papers."""
    actor = actor_of(request)
    event = access.get_event(code, actor)
    files = list(event.files.select_related("attachment"))
    letters = {letter.kind: letter for letter in event.letters.all()}
    context = frame(event, may_of(event, actor), "results") | {
        "minutes": Minutes.objects.filter(event=event).first(),
        "follow_ups": list(event.follow_ups.select_related("owner_agency")),
        "today": timezone.localdate(),
        "photos": [file for file in files if file.kind == EventFile.Kind.PHOTO],
        "files": [file for file in files if file.kind != EventFile.Kind.PHOTO],
        "letters": [(paper, kind.label, letters.get(kind)) for paper, kind in LETTERS.items()],
    }
    trail = trail_of(event, _("Hasil"))
    return page(request, "office/events/results.html", context, section="events", trail=trail)


@require_safe
def file(request: HttpRequest, code: str, key: UUID) -> FileResponse:
    """A photo or paper of the event, for whoever may read the event."""
    event = access.get_event(code, actor_of(request))
    return attachments.response(access.get_file(event, key).attachment)


def may_of(event: Event, actor: Authority) -> dict[str, bool]:
    """What the person may do with the event as it stands."""
    edit = actor.may("events.edit", event.region_id)
    return {
        "edit": edit,
        "plan": edit and not event.cancelled_on,
        "move": edit and not event.cancelled_on and not event.held_on,
        "hold": edit and not event.cancelled_on and event.starts_on <= timezone.localdate(),
        "people": access.may_see_people(event, actor),
        "attend": not event.cancelled_on and access.may_attend(event, actor),
    }


def frame(event: Event, may: dict[str, bool], here: str) -> dict[str, Any]:
    """What the three pages share: the head and the tabs."""
    pages = {"detail": _("Acara"), "people": _("Peserta"), "results": _("Hasil")}
    return {
        "event": event,
        "may": may,
        "look": look_of(event),
        "when": when(event),
        "tabs": [
            Link(label, reverse(f"office:event-{name}", args=[event.code]), current=name == here)
            for name, label in pages.items()
        ],
    }
