"""The events the articles tell of, and a few invented ones of today and the days to come."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from kentongan.demo import sources
from kentongan.domain.core.acting import System
from kentongan.domain.events import actions
from kentongan.domain.events.models import Event
from kentongan.domain.groups.models import Group, Regulation
from kentongan.domain.people.models import Agency, Unit
from kentongan.domain.regions.models import Region

BY = System("Demonstrasi")


def build() -> None:
    """Everything in events.toml."""
    actions.load_lists()
    plan = sources.toml("events.toml")
    for entry in plan["speakers"]:
        agency = entry.pop("agency", None)
        actions.register_speaker(
            **entry | {"region": _region(entry["region"])},
            agency=Agency.objects.get(region_id=agency, kind="regional_agency") if agency else None,
            phone="0800-000-7777",
            is_demo=True,
            by=BY,
        )
    for entry in plan["events"]:
        _event(entry)


def _event(entry: dict[str, Any]) -> None:
    event = _planned(entry)
    _parties(event, entry)
    for name in entry.get("speakers", ()):
        actions.add_speaker(event, name=name, by=BY)
    if role := entry.get("invite_districts"):
        actions.invite(event, regions=_districts(event), role=role, by=BY)
    if entry.get("invite_groups"):
        actions.invite(event, groups=list(event.groups.all()), seats=2, by=BY)
    if "days" in entry:
        return
    _attendance(event, entry)
    actions.hold(event, head_count=entry.get("head_count"), by=BY)
    if "summary" in entry:
        actions.write_minutes(
            event,
            summary=entry["summary"],
            lesson=entry.get("lesson", ""),
            decisions=entry["decisions"],
            by=BY,
        )
        actions.report_event(event, by=BY)
    for told in entry.get("follow_ups", ()):
        row = actions.add_follow_up(
            event=event, text=told["text"], owner_name=told["owner"], due_on=told["due"], by=BY
        )
        actions.close_follow_up(row, outcome=told["outcome"], done_on=told["done"], by=BY)


def _planned(entry: dict[str, Any]) -> Event:
    if "days" in entry:
        day = timezone.localdate() + timedelta(days=entry["days"])
        starts, ends = datetime.combine(day, time(8)), datetime.combine(day, time(15))
    else:
        starts, ends = entry["starts"], entry["ends"]
    same = ("kind", "title", "source", "mode", "place", "purpose", "programme", "sub_activity")
    return actions.plan_event(
        region=_region(entry["region"]),
        starts_at=starts,
        ends_at=ends,
        areas=[_region(code) for code in entry.get("areas", ())],
        groups=_served(entry, starts),
        agenda=_agenda(entry),
        conditions=actions.usual_conditions() if entry.get("conditions") else (),
        is_demo=True,
        by=BY,
        **{name: entry[name] for name in same if name in entry},
    )


def _served(entry: dict[str, Any], starts: datetime) -> list[Group]:
    """The groups of the area that stood by then, those of one place, or the one told by its name."""
    groups = Group.objects.standing().for_region(entry.get("serve_in", entry["region"])).order_by("region_id")
    if "group" in entry:
        return list(groups.filter(name=entry["group"]))
    if entry.get("serve") or "serve_in" in entry:
        return list(groups.filter(founded_on__lte=starts.date()))
    return []


def _agenda(entry: dict[str, Any]) -> list[str | actions.Item]:
    """The titles; the last one explains the regulation that is told."""
    titles = entry.get("agenda", [])
    if "regulation" not in entry:
        return list(titles)
    rule = Regulation.objects.get(region_id=entry["region"], number=entry["regulation"])
    return [*titles[:-1], actions.Item(titles[-1], regulation=rule)]


def _parties(event: Event, entry: dict[str, Any]) -> None:
    if entry.get("host_unit"):
        unit = Unit.objects.select_related("agency").get(agency__region_id=entry["region"])
        actions.add_party(event, role="host", unit=unit, by=BY)
    if "host" in entry:
        actions.add_party(event, role="host", name=entry["host"], by=BY)
        office = Agency.objects.get(region_id=entry["region"], kind="communications_office")
        head, delegate = entry.get("head", ("", "")), entry.get("delegate", ("", ""))
        actions.add_party(
            event,
            role="delegation",
            agency=office,
            head_name=head[0],
            head_title=head[1],
            delegate_name=delegate[0],
            delegate_title=delegate[1],
            by=BY,
        )


def _attendance(event: Event, entry: dict[str, Any]) -> None:
    if element := entry.get("attend_districts"):
        for place in _districts(event):
            _came(event, f"Sekretaris {place.title} (contoh)", element=element, region=place)
    for element, count in entry.get("elements", {}).items():
        for number in range(1, count + 1):
            name = f"Peserta {element.replace('-', ' ')} {number} (contoh)"
            _came(event, name, element=element, region=_region(entry["from_region"]), sex="fm"[number % 2])
    if entry.get("attend_groups"):
        for group in event.groups.all():
            for number, role in enumerate(("Ketua", "Sekretaris")):
                _came(event, f"{role} {group.name} (contoh)", element="kim", group=group, sex="mf"[number])


def _came(event: Event, name: str, **facts: Any) -> None:
    actions.record_attendance(
        event=event, id=uuid5(NAMESPACE_URL, f"{event.code}/{name}"), name=name, by=BY, **facts
    )


def _districts(event: Event) -> list[Region]:
    return list(Region.objects.filter(parent_id=event.region_id, gone_on=None))


def _region(code: str) -> Region:
    return Region.objects.get(code=code)
