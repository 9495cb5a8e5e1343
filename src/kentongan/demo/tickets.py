"""The village's word of the demonstration: the plea of the Batang article, and invented tickets around it."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import DateField, DateTimeField, Model
from django.utils import timezone

from kentongan.demo import sources
from kentongan.demo.offices import account
from kentongan.domain.core.acting import Actor, System
from kentongan.domain.groups.models import Group
from kentongan.domain.people.access import Authority, Visitor, authority_of
from kentongan.domain.people.actions import create_agency
from kentongan.domain.people.models import Agency, User
from kentongan.domain.regions.models import Region
from kentongan.domain.tickets import actions, counting
from kentongan.domain.tickets.models import (
    Answer,
    Category,
    Closure,
    Disposition,
    Escalation,
    Pledge,
    Reaction,
    Step,
    Telling,
    Ticket,
)

BY = System("Demonstrasi")
AGED = (Disposition, Answer, Telling, Reaction, Closure, Escalation, Step, Pledge)


def build() -> None:
    """Everything in tickets.toml, with the categories and deadlines shipped as examples."""
    actions.load_examples()
    told = sources.toml("tickets.toml")
    for entry in told["agencies"]:
        agency = create_agency(
            region=Region.objects.get(code=entry["region"]),
            name=entry["name"],
            short_name=entry["short"],
            kind=Agency.Kind.REGIONAL_AGENCY,
            by=BY,
        )
        same_password = User.objects.get(username="admin").password
        account(entry["account"], entry["person"], same_password, "agency_officer", entry["region"], agency)
    for entry in told["routes"]:
        actions.save_route(
            region=Region.objects.get(code=entry["region"]),
            agency=Agency.objects.get(name=entry["agency"]),
            category=Category.objects.get(code=entry["category"]),
            instruction=entry["instruction"],
            by=BY,
        )
    for entry in told["tickets"]:
        _ticket(entry)
    counting.rebuild()  # they were moved into the past past the verbs
    actions.escalate_late()


def _ticket(entry: dict[str, Any]) -> None:
    by, group = _author(entry["by"])
    ticket = actions.raise_ticket(
        actions.Word(
            kind=entry["kind"],
            region=Region.objects.get(code=entry["region"]),
            text=entry["text"],
            title=entry["title"],
            place=entry.get("place", ""),
            identity="named" if entry["by"] else "none",
            content="public",
            category=Category.objects.get(code=entry["category"]),
            group=group,
            name=entry.get("name", ""),
            on_behalf=bool(entry.get("name")),
        ),
        by=by,
        door="field" if group else "office" if entry["by"] else "public",
    ).ticket
    for step in entry["steps"]:
        _step(ticket, step, entry, group, by)
    _age(ticket, entry["days"])


def _step(ticket: Ticket, step: str, entry: dict[str, Any], group: Group | None, by: Actor) -> None:
    today = timezone.localdate()
    if step == "verify":
        actions.verify(ticket, by=BY)
    elif step == "send":
        office = Agency.objects.get(region_id=ticket.region_id[:5], short_name=entry["to"])
        actions.disposition(ticket, "Mohon diperiksa dan dijawab.", agency=office, by=BY)
    elif step == "start":
        actions.start(ticket, by=BY)
    elif step == "promise":
        actions.answer(ticket, entry["answer"], promised_on=today + timedelta(days=90), by=BY)
    elif step == "answer":
        actions.answer(ticket, entry["answer"], by=BY)
    elif step == "tell":
        actions.tell(ticket, way="meeting", told_on=today, group=group, by=by)
    elif group:
        actions.confirm(ticket, accepted=True, rating=4, way="group", group=group, by=by)
    else:
        actions.confirm(ticket, accepted=True, rating=5, way="code", by=by)


def _age(ticket: Ticket, days: int) -> None:
    """Move the ticket and its thread into the past by so many days; promises stay where they are."""
    _shift(Ticket, {"pk": ticket.pk}, days, keep={"promised_on"})
    for model in AGED:
        _shift(model, {"ticket": ticket}, days, keep={"promised_on"})


def _shift(model: type[Model], where: dict[str, Any], days: int, *, keep: set[str]) -> None:
    names = [
        field.name
        for field in model._meta.fields
        if isinstance(field, DateField | DateTimeField) and field.name not in keep
    ]
    for row in model._default_manager.filter(**where):
        moved: dict[str, date | datetime] = {
            name: getattr(row, name) - timedelta(days=days) for name in names if getattr(row, name)
        }
        model._default_manager.filter(pk=row.pk).update(**moved)


def _author(username: str) -> tuple[Authority | Visitor, Group | None]:
    if not username:
        return Visitor(), None
    by = authority_of(User.objects.get(username=username))
    return by, Group.objects.filter(pk__in=by.group_ids).first()
