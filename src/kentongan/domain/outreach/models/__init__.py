"""Tables of tours: the frame, the teams, the stops, the planner's runs."""

from kentongan.domain.outreach.models.runs import PlanRun
from kentongan.domain.outreach.models.stops import Stop, StopVillage
from kentongan.domain.outreach.models.teams import Team, TeamAbsence, TeamMember, TourSpeaker
from kentongan.domain.outreach.models.tours import Tour, TourAgendaItem, TourDistrict, TourState

__all__ = [
    "PlanRun",
    "Stop",
    "StopVillage",
    "Team",
    "TeamAbsence",
    "TeamMember",
    "Tour",
    "TourAgendaItem",
    "TourDistrict",
    "TourSpeaker",
    "TourState",
]
