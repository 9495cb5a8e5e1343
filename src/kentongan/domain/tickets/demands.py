"""What a village asked for until it has it, with what speaks for it; and what went down and up at a group."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from kentongan.domain.activities.models import Activity
from kentongan.domain.groups.models import Group
from kentongan.domain.sync.links.reading import Evidence, link_evidence
from kentongan.domain.tickets.models import Ticket
from kentongan.domain.tickets.models.kinds import Content

MEASURED_DAYS = 90


@dataclass(frozen=True)
class Support:
    """What speaks for a demand: who else asks the same, and what the phones of the village measured."""

    tickets: int  # open demands of the same category in the village, this one included
    supporters: int
    groups: int  # KIM seated in the village
    link: Evidence | None  # of a village; ``None`` for wider areas


@dataclass(frozen=True)
class Flows:
    """What a group carried in both directions since a day (domain.md P8)."""

    down: int
    up: int


def demands_of(region_code: str) -> list[Ticket]:
    """What the village asked for and neither got nor was refused, for its page and its KIM's; one query."""
    rows = Ticket.objects.public().demands().filter(region_id=region_code)
    return list(rows.select_related("category", "agency", "region").order_by("received_on", "pk"))


def evidence_of(ticket: Ticket) -> Support:
    """The evidence a demand has gathered; four queries."""
    same = Ticket.objects.demands().filter(
        region_id=ticket.region_id, category_id=ticket.category_id, content=Content.PUBLIC
    )
    found = list(same.values_list("supporters", flat=True))
    groups = Group.objects.filter(region_id=ticket.region_id, dissolved_on=None, merged_into=None)
    since = timezone.localdate() - timedelta(days=MEASURED_DAYS)
    link = link_evidence(ticket.region_id, since) if ticket.region.is_village else None
    return Support(tickets=len(found), supporters=sum(found), groups=groups.count(), link=link)


def flows_of(group: Group) -> Flows:
    """How often the group passed something on, and how much it brought up; three queries."""
    same = Group.objects.same_as(group)
    done = Activity.objects.filter(group__in=same).disseminations()
    return Flows(
        down=done.count(),
        up=Ticket.objects.filter(group__in=same, content=Content.PUBLIC).count(),
    )
