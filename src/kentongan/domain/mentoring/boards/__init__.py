"""Services of a group and an area, visits explained, who waits longest."""

from kentongan.domain.mentoring.boards.areas import (
    AreaServices,
    ServiceTable,
    dormant_groups,
    services_by_area,
    unserved_groups,
    visit_plan,
)
from kentongan.domain.mentoring.boards.scores import Explained, Now, explain
from kentongan.domain.mentoring.boards.services import Service, follow_ups_of, open_follow_ups, services_of

__all__ = [
    "AreaServices",
    "Explained",
    "Now",
    "Service",
    "ServiceTable",
    "dormant_groups",
    "explain",
    "follow_ups_of",
    "open_follow_ups",
    "services_by_area",
    "services_of",
    "unserved_groups",
    "visit_plan",
]
