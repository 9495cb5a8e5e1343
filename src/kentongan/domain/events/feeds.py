"""The agenda a phone holds, and the names to expect at the events one takes the attendance of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from kentongan.domain.events import access
from kentongan.domain.events.expected import Links, expected, links_of
from kentongan.domain.events.models import Element, Event, Invitation
from kentongan.domain.regions.models import Region
from kentongan.domain.sync.handling import lean
from kentongan.domain.sync.registry import Holder, feed

BACK = timedelta(days=7)  # an event that is just over may still want names
AHEAD = timedelta(days=7)  # names are on the phone so long before it begins
MOST = 60
MOST_ROLLS = 8  # events whose names one phone holds


@dataclass(frozen=True)
class Agenda:
    """The events a phone holds, those whose attendance is taken on it, and what links these to people."""

    events: list[Event]
    rolls: list[Event]
    links: Links


@feed("event")
def events(holder: Holder) -> Iterator[tuple[str, dict[str, Any]]]:
    """Events of these days and to come that concern the person, with their own invitations."""
    agenda = holder.once("agenda", _agenda)
    if not agenda.events:
        return
    asked: dict[object, list[Invitation]] = {}
    for invitation in access.own_invitations(holder.by).filter(event__in=agenda.events):
        asked.setdefault(invitation.event_id, []).append(invitation)
    for event in agenda.events:
        told = _shown(event) | {"invitations": [_asked(one) for one in asked.get(event.pk, [])]}
        if event in agenda.rolls:
            areas = [_area(area) for area in agenda.links.areas[event.pk]]
            told |= {"attendable": True, "roll": {"areas": areas}}
        yield event.code, lean(told)


@feed("attendance")
def names(holder: Holder) -> Iterator[tuple[str, dict[str, Any]]]:
    """Who may come to the events one takes the attendance of in these days, and who is on the list."""
    agenda = holder.once("agenda", _agenda)
    for event, offers in expected(agenda.rolls, agenda.links, holder.by):
        for offer in offers:
            told = {name: getattr(offer, name) for name in ("name", "sex", "element", "title")} | {
                "event": event.code,
                "person": offer.person.pk if offer.person else None,
                "region": offer.region.code if offer.region else "",
                "place": offer.region.title if offer.region else "",
                "group": offer.group.code if offer.group else "",
                "group_name": offer.group.name if offer.group else "",
                "listed": offer.is_listed,
            }
            yield f"{event.code}/{offer.key}", lean(told)


@feed("element")
def elements(holder: Holder) -> Iterator[tuple[str, dict[str, Any]]]:
    """The parts of society a participant may stand for."""
    if not holder.by.may("events.attend"):
        return
    for element in Element.objects.all():
        yield element.code, {"code": element.code, "name": element.name, "sort": element.sort}


def _agenda(holder: Holder) -> Agenda:
    """Nine queries at most, however many events."""
    since, until = holder.now - BACK, holder.now + AHEAD
    near = access.visible(holder.by).filter(ends_at__gte=since).order_by("starts_at", "pk")
    events = list(near.prefetch_related("agenda", "speakers")[:MOST])
    soon = [event for event in events if event.starts_at <= until and not event.cancelled_on]
    rolls = access.attendable_of(soon, holder.by)[:MOST_ROLLS]
    return Agenda(events, rolls, links_of(rolls, holder.by))


def _shown(event: Event) -> dict[str, Any]:
    zone = event.region.zone
    texts = ("code", "title", "kind", "mode", "place", "link", "purpose", "cancel_reason")
    return {name: getattr(event, name) for name in texts} | {
        "region": event.region_id,
        "region_name": event.region.title,
        "starts_at": event.starts_at.astimezone(zone).isoformat(timespec="minutes"),
        "ends_at": event.ends_at.astimezone(zone).isoformat(timespec="minutes"),
        "agenda": [{"title": item.title} for item in event.agenda.all()],
        "speakers": [lean({"name": one.name, "title": one.title}) for one in event.speakers.all()],
        "cancelled": bool(event.cancelled_on),
        "held": bool(event.held_on),
    }


def _asked(row: Invitation) -> dict[str, Any]:
    return lean(
        {
            "number": row.pk,
            "addressee": row.addressee,
            "group": row.group.code if row.group else "",
            "seats": row.seats,
            "confirmed_seats": row.confirmed_seats,
            "note": row.note,
        }
    )


def _area(region: Region) -> dict[str, str]:
    return {"code": region.code, "title": region.title}
