"""Short ways to make groups and decrees in tests, through the verbs."""

from datetime import date
from typing import Any

from kentongan.domain.core.acting import Actor, System
from kentongan.domain.groups.actions import issue_decree, register_group
from kentongan.domain.groups.models import Decree, Group
from kentongan.domain.regions.models import Region


def region(code: str) -> Region:
    """The region with the code."""
    return Region.objects.get(code=code)


def kim(code: str, name: str = "KIM Surya", *, by: Actor | None = None, **fields: Any) -> Group:
    """A KIM seated in the region."""
    return register_group(name=name, region=region(code), by=by or System(), **fields)


def decree(*groups: Group, number: str = "141/5/2022", by: Actor | None = None, **fields: Any) -> Decree:
    """A decree of the village head of the first group's village, unless told otherwise."""
    facts: dict[str, Any] = {
        "issued_on": date(2022, 3, 1),
        "issuer_role": "village_head",
        "issuer_region": groups[0].region,
        "valid_from": date(2022, 3, 1),
    }
    return issue_decree(number=number, groups=groups, by=by or System(), **(facts | fields))
