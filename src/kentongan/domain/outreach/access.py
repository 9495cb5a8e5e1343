"""The gate to tours and what belongs to them."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import read_code
from kentongan.domain.core.problems import Absent
from kentongan.domain.outreach.models import PlanRun, Stop, Team, Tour, TourDistrict
from kentongan.domain.outreach.models.stops import StopQuerySet
from kentongan.domain.outreach.models.tours import TourQuerySet

CODE = "J"


def visible(by: Actor) -> TourQuerySet:
    """The tours of the areas the actor reads, and those that pass through them.

    A district officer reads the tour of the regency when their district is on it.
    """
    own = by.within("tours.read")
    passing = by.within("tours.read", "districts__region_id")
    through = Tour.objects.filter(passing).values("pk")
    return Tour.objects.filter(own) | Tour.objects.filter(pk__in=through)


def get_tour(code: str, by: Actor) -> Tour:
    """The tour with the code, as a person typed it. Raises ``Absent``."""
    known = read_code(code, CODE)
    found = visible(by).select_related("region", "base", "funding").filter(code=known).first()
    if found is None:
        raise Absent(_("Keliling ini tidak ditemukan."))
    return found


def districts(tour: Tour, by: Actor) -> QuerySet[TourDistrict]:
    """The districts of the tour the actor reads: all of one's own area, else only one's own districts."""
    rows = tour.districts.select_related("region")
    return rows if by.may("tours.read", tour.region_id) else rows.filter(by.within("tours.read"))


def stops(tour: Tour, by: Actor) -> StopQuerySet:
    """The stops in those districts, in order, with what a row shows."""
    rows = tour.stops.in_order().select_related("district__region", "team", "event")
    if not by.may("tours.read", tour.region_id):
        rows = rows.filter(by.within("tours.read", "district__region_id"))
    return rows.with_villages()


def get_stop(tour: Tour, key: UUID | str) -> Stop:
    """A stop of a tour that went through the gate. Raises ``Absent``."""
    try:
        found = tour.stops.select_related("district__region", "team", "event").filter(pk=key).first()
    except (ValidationError, ValueError):
        found = None
    if found is None:
        raise Absent(_("Perhentian ini tidak ditemukan."))
    found.tour = tour
    return found


def get_team(tour: Tour, number: int) -> Team:
    """A team of the tour. Raises ``Absent``."""
    found = tour.teams.filter(pk=number).first()
    if found is None:
        raise Absent(_("Tim ini tidak ditemukan."))
    found.tour = tour
    return found


def get_run(tour: Tour, key: UUID | str) -> PlanRun:
    """A run of the planner for the tour. Raises ``Absent``."""
    try:
        found = tour.runs.filter(pk=key).first()
    except (ValidationError, ValueError):
        found = None
    if found is None:
        raise Absent(_("Usulan jadwal ini tidak ditemukan."))
    return found


def latest_run(tour: Tour) -> PlanRun | None:
    """The latest run of the planner for the tour, if any."""
    return tour.runs.first()


def edits(tour: Tour, by: Actor) -> bool:
    """Whether the actor may edit this tour: its whole area, not a district on its way."""
    return by.may("tours.edit", tour.region_id)
