"""What goes to the province: the contents today, what was sent, and what changed since (domain.md T8, T9)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from kentongan.domain.core.acting import Actor
from kentongan.domain.groups import boards
from kentongan.domain.groups.models import Group, Transmission, TransmissionLine
from kentongan.domain.groups.models.groups import Kind
from kentongan.domain.regions.models import Region

COMPARED = ("name", "region_code", "register_number", "decree_number", "decree_valid_to", "chair")


@dataclass(frozen=True)
class Difference:
    """A group that was sent and is told otherwise today: each field with what it was and is."""

    line: TransmissionLine
    fields: list[tuple[str, object, object]]


@dataclass(frozen=True)
class Changes:
    """What the province does not know yet."""

    added: list[TransmissionLine]
    gone: list[TransmissionLine]
    changed: list[Difference]

    @property
    def count(self) -> int:
        """How many groups differ."""
        return len(self.added) + len(self.gone) + len(self.changed)


def contents(region: Region, on: date | None = None) -> list[TransmissionLine]:
    """The area's KIM with a decree in force as lines not yet written; three queries.

    A group without a decree is founded and not legal, and stays out (domain.md T8).
    """
    found = Group.objects.standing(on).filter(kind=Kind.KIM).for_region(region.code).with_decree(on)
    groups = list(found.order_by("region_id", "name", "pk"))
    decrees, chairs = boards.current_decrees(groups, on), boards.chairs(groups, on)
    lines = []
    for group in groups:
        decree, chair = decrees[group.pk], chairs.get(group.pk)
        lines.append(
            TransmissionLine(
                group=group,
                name=group.name,
                region_code=group.region_id,
                register_number=group.register_number,
                founded_on=group.function_added_on or group.founded_on,
                decree_number=decree.number,
                decree_issued_on=decree.issued_on,
                decree_valid_to=decree.valid_to,
                chair=chair.person.survivor.name if chair else "",
            )
        )
    return lines


def changes_since(transmission: Transmission, on: date | None = None) -> Changes:
    """What of the area would be sent today and was not, or otherwise; four queries."""
    sent = {line.group_id: line for line in lines_of(transmission)}
    now = {line.group_id: line for line in contents(transmission.region, on)}
    changed = []
    for key in [key for key in now if key in sent]:
        fields = [
            (name, getattr(sent[key], name), getattr(now[key], name))
            for name in COMPARED
            if getattr(sent[key], name) != getattr(now[key], name)
        ]
        if fields:
            changed.append(Difference(now[key], fields))
    return Changes(
        added=[line for key, line in now.items() if key not in sent],
        gone=[line for key, line in sent.items() if key not in now],
        changed=changed,
    )


def lines_of(transmission: Transmission) -> QuerySet[TransmissionLine]:
    """What was sent, by area and name."""
    return transmission.lines.select_related("group").order_by("region_code", "name", "pk")


def visible_transmissions(by: Actor) -> QuerySet[Transmission]:
    """The transmissions of the areas whose register the person may take out, latest first."""
    rows = Transmission.objects.filter(by.within("groups.export")).select_related("region")
    return rows.order_by("-sent_on", "-pk")


def last_of(region: Region) -> Transmission | None:
    """The latest transmission of the area."""
    rows = Transmission.objects.filter(region=region).select_related("region")
    return rows.order_by("-sent_on", "-pk").first()
