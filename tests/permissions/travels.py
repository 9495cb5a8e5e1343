"""A tour with a team, an absence, a stop and a plan of its own, for the addresses of outreach."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kentongan.domain.core.acting import System
from kentongan.domain.outreach import actions
from kentongan.domain.outreach.models import PlanRun, Stop, Team, TeamAbsence, Tour
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ancestor_at

BY = System("Uji")


@dataclass(frozen=True)
class Travel:
    """One record of each noun of outreach."""

    tour: Tour
    team: Team
    absence: TeamAbsence
    stop: Stop
    run: PlanRun

    def values(self, endpoint: str) -> dict[str, Any]:
        """What stands in the placeholders of the room's addresses, where others mean something else."""
        name = endpoint.partition(":")[2]
        if not name.startswith("tour"):
            return {}
        return {
            "code": self.tour.code,
            "district": self.stop.district.region_id,
            "key": self.run.pk if name == "tour-run" else self.stop.pk,
            "number": self.absence.pk if name == "tour-absence-end" else self.team.pk,
        }


def travel_in(region: str, village: str, mark: str) -> Travel:
    """A draft through one district, with its village on a day of the team."""
    district = Region.objects.get(code=ancestor_at(village, 3))
    tour = actions.create_tour(
        title=f"Keliling {mark or region}",
        region=Region.objects.get(code=region),
        districts=[district],
        starts_on=date(2026, 3, 2),
        ends_on=date(2026, 3, 13),
        quota_per_district=1,
        conditions=[f"Syarat {mark}"],
        by=BY,
    )
    team = actions.save_team(tour, name=f"Tim {mark or region}", members=[], by=BY)
    stop = actions.add_stop(
        tour,
        district,
        date=date(2026, 3, 2),
        team=team,
        villages=[Region.objects.get(code=village)],
        by=BY,
    )
    return Travel(
        tour=tour,
        team=team,
        absence=actions.add_absence(
            team, starts_on=date(2026, 3, 5), ends_on=date(2026, 3, 5), reason=f"Rapat {mark}", by=BY
        ),
        stop=stop,
        run=PlanRun.objects.create(tour=tour, state=PlanRun.State.DONE, message=mark, by_name=BY.name),
    )
