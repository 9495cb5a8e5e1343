"""The tour of Batang, planned as the office would: by the verbs, with the planner (domain.md B5, B7)."""

from typing import Any

from kentongan.demo import sources
from kentongan.domain.core.acting import System
from kentongan.domain.events.actions import usual_conditions
from kentongan.domain.outreach import actions
from kentongan.domain.regions.models import Region

BY = System("Demonstrasi")


def build() -> None:
    """Everything in outreach.toml; the planner takes about a second."""
    for entry in sources.toml("outreach.toml")["tours"]:
        _tour(entry)


def _tour(entry: dict[str, Any]) -> None:
    region = Region.objects.get(code=entry["region"])
    conditions = usual_conditions(entry["conditions"])
    tour = actions.create_tour(**entry | {"region": region, "conditions": conditions}, is_demo=True, by=BY)
    actions.plan_now(tour, by=BY)
