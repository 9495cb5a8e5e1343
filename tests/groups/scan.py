"""The stage of a group and the figures of an area told from the facts alone: what the roll-up must equal."""

from datetime import date

from kentongan.domain.groups.models import Group
from kentongan.domain.groups.models.queries import at_least
from kentongan.domain.regions.rules import is_within, kind_of, level_of


def stage_of(group: Group, day: date) -> str:
    """The stage on the day by the rule of domain.md §13."""
    if group.dissolved_on and group.dissolved_on <= day:
        return "dissolved"
    decrees = [one for one in group.decrees.all() if one.kind != "revocation" and one.valid_from <= day]
    in_force = any(
        (one.valid_to is None or one.valid_to >= day) and (one.revoked_on is None or one.revoked_on > day)
        for one in decrees
    )
    if in_force:
        if group.reported_on and group.reported_on <= day:
            return "reported"
        return "registered" if group.registered_on and group.registered_on <= day else "recognised"
    started = [group.function_added_on or group.founded_on, group.registered_on]
    exists = bool(decrees) or any(start and start <= day for start in started)
    return "founded" if exists else "proposed"


def figures_of(area: str, stage: str, day: date) -> dict[str, int]:
    """The figures of everything seated in the area, counted from all groups."""
    groups = Group.objects.filter(kind="kim", merged_into=None).prefetch_related("decrees")
    seats = [group.region_id for group in groups if stage_of(group, day) in at_least(stage)]
    seats = [code for code in seats if is_within(code, area)]
    villages = [code for code in seats if level_of(code) == 4]
    wards = [code for code in villages if kind_of(code) == "kelurahan"]
    districts = [code for code in seats if level_of(code) == 3]
    return {
        "groups": len(seats),
        "desa_groups": len(villages) - len(wards),
        "kelurahan_groups": len(wards),
        "district_groups": len(districts),
        "desa": len(set(villages) - set(wards)),
        "kelurahan": len(set(wards)),
        "districts_own": len(set(districts)),
        "districts_any": len({code[:8] for code in seats if level_of(code) >= 3}),
    }
