"""What tours look like from outside: the fields of answers and of what is sent."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID

from django.db.models import Prefetch
from pydantic import Field

from kentongan.domain.core.acting import Actor
from kentongan.domain.events.models import Kind
from kentongan.domain.outreach import wording
from kentongan.domain.outreach.models import PlanRun, Stop, Tour
from kentongan.domain.outreach.rules import Warning as TourWarning
from kentongan.doors.api.common.fields import (
    Change,
    Day,
    In,
    Number,
    OneOf,
    Out,
    RegionCode,
    known,
    moment,
    moment_or_none,
    text,
)

Points = Annotated[float, Field(ge=0, le=1000)]
Weights = Annotated[dict[Annotated[str, text(60)], Points], Field(max_length=100)]
Kinds = Annotated[list[Annotated[str, OneOf(Kind)]], Field(min_length=1, max_length=13)]
Texts = Annotated[list[Annotated[str, text(200, least=1)]], Field(max_length=30)]
Small = Annotated[int, Field(strict=True, ge=1, le=1440)]
Time = Annotated[str, text(5, least=5), Field(pattern=r"^[0-2][0-9]:[0-5][0-9]$")]
_SAME = (
    "code", "title", "starts_on", "ends_on", "quota_per_district", "villages_per_stop", "max_stops_per_day",
    "kinds", "candidates", "weights", "minutes_per_stop", "minutes_per_day", "km_per_hour", "conditions",
    "approved_on", "scheduled_on", "done_on", "evaluated_on", "cancelled_on", "version", "is_demo",
)  # fmt: skip


class StopOut(Out):
    """A meeting of the tour in one district."""

    id: UUID
    district: RegionCode
    date: Day | None = Field(description="null: not placed yet.")
    villages: list[RegionCode]
    team: str | None = Field(description="Name of the team.")
    position: int = Field(description="Turn on the team's day.")
    place: str | None
    locked: bool = Field(description="The planner leaves it alone.")
    event: str | None = Field(description="Code of the event opened for it.")


class DistrictOut(Out):
    """A district of the tour."""

    region: RegionCode
    quota: int
    left_out_reason: str | None = Field(description="Why the tour passes it by.")


class TeamOut(Out):
    """Who travels."""

    id: int
    name: str


class TourOut(Out):
    """An outreach tour with its rows, those of districts you may read."""

    code: str
    title: str
    state: str
    region: RegionCode
    starts_on: date
    ends_on: date
    quota_per_district: int
    villages_per_stop: int | None = Field(description="null: all of a district in one meeting.")
    max_stops_per_day: int = Field(description="Of one team.")
    kinds: list[str]
    candidates: str
    weights: dict[str, float] = Field(description="Most points each reason of the ranking gives.")
    base: RegionCode | None = Field(description="Where the teams set out; null: the region.")
    day_starts_at: str
    minutes_per_stop: int
    minutes_per_day: int
    km_per_hour: int
    funding: str | None = Field(description="Kind and number of the budget document.")
    conditions: list[str]
    agenda: list[str]
    districts: list[DistrictOut]
    teams: list[TeamOut]
    stops: list[StopOut]
    approved_on: date | None
    scheduled_on: date | None
    done_on: date | None
    evaluated_on: date | None
    cancelled_on: date | None
    version: int = Field(description="Grows with every change; send it back to be sure nothing changed.")
    is_demo: bool


class TourIn(In):
    """A tour to draft."""

    title: Annotated[str, text(200, least=1)]
    region: RegionCode
    starts_on: Day
    ends_on: Day
    districts: Annotated[list[RegionCode], Field(max_length=1000)] | None = Field(
        None, description="All of the region unless told."
    )
    quota_per_district: Small = 5
    villages_per_stop: Small | None = None
    max_stops_per_day: Small = 2
    kinds: Kinds = ["outreach"]
    candidates: Annotated[str, OneOf(Tour.Candidates)] = "all"
    weights: Weights | None = None
    base: RegionCode | None = None
    day_starts_at: Time | None = None
    minutes_per_stop: Small = 150
    minutes_per_day: Small = 540
    km_per_hour: Small = 30
    conditions: Texts = []
    agenda: Texts = []


class TourChange(Change):
    """What is to change of a draft."""

    title: Annotated[str, text(200, least=1)] = ""
    starts_on: Day = date(2000, 1, 1)
    ends_on: Day = date(2000, 1, 1)
    quota_per_district: Small = 5
    villages_per_stop: Small | None = None
    max_stops_per_day: Small = 2
    kinds: Kinds = ["outreach"]
    candidates: Annotated[str, OneOf(Tour.Candidates)] = "all"
    weights: Weights = {}
    base: RegionCode | None = None
    day_starts_at: Time = "08:30"
    minutes_per_stop: Small = 150
    minutes_per_day: Small = 540
    km_per_hour: Small = 30
    conditions: Texts = []
    agenda: Texts = []
    version: Number | None = Field(None, description="The version you read; another one answers 409.")


class StopChange(Change):
    """What is to change of a stop. ``date`` and ``team`` go together."""

    date: Day | None = Field(None, description="null: off its day.")
    team: Number | None = Field(None, description="Id of a team of the tour.")
    position: Small | None = Field(None, description="Turn on that day; the last one unless told.")
    place: Annotated[str, text(150)] | None = None
    villages: Annotated[list[RegionCode], Field(max_length=500)] = []
    locked: bool = False
    reason: Annotated[str, text(300)] | None = Field(None, description="Kept with an event that moves along.")
    version: Number | None = Field(None, description="The tour's version you read; another one answers 409.")


class ApprovalIn(In):
    """That the plan stands."""

    version: Number | None = None
    despite: Annotated[str, text(300)] | None = Field(None, description="Why, although there are warnings.")


class UnmetOut(Out):
    """Something the plan could not meet."""

    text: str
    relax: list[str] = Field(description="Changes of which any one would help.")


class PlanOut(Out):
    """A run of the planner."""

    id: UUID
    state: str
    progress: int = Field(description="Percent.")
    message: str | None = Field(description="Why it failed.")
    asked_at: datetime
    finished_at: datetime | None
    stops: int | None = Field(description="Meetings in all; null until it is done.")
    placed: int | None = Field(description="Those that have a day.")
    villages: int | None
    working_days: int | None
    km: int | None = Field(description="Of all ways; null: no outlines to measure by.")
    remarks: list[str]
    unmet: list[UnmetOut]


class WarningOut(Out):
    """One thing that is not as it should be."""

    kind: str
    text: str
    district: RegionCode | None
    stop: UUID | None
    date: Day | None


def show_tours(tours: Sequence[Tour], by: Actor) -> list[TourOut]:
    """The tours as answered, each with the rows the asker may read; a fixed number of queries."""
    rows = Tour.objects.filter(pk__in=[tour.pk for tour in tours]).select_related("funding")
    stops = Stop.objects.select_related("district", "team", "event").with_villages()
    parts = ("agenda", "districts", "teams", Prefetch("stops", queryset=stops))
    full = {tour.pk: tour for tour in rows.prefetch_related(*parts)}
    return [_tour(full[tour.pk], by) for tour in tours]


def show_stop(stop: Stop) -> StopOut:
    """A stop as answered."""
    return StopOut(
        id=stop.pk,
        district=stop.district.region_id,
        date=stop.date,
        villages=[row.village_id for row in stop.villages.all()],
        team=stop.team.name if stop.team else None,
        position=stop.position,
        place=known(stop.place),
        locked=stop.locked,
        event=stop.event.code if stop.event else None,
    )


def show_run(run: PlanRun) -> PlanOut:
    """A run as answered, its remarks as sentences."""
    told = wording.report(run)
    counts = ("stops", "placed", "villages", "working_days", "km")
    return PlanOut(
        id=run.pk,
        state=run.state,
        progress=run.progress,
        message=known(run.message),
        asked_at=moment(run.asked_at),
        finished_at=moment_or_none(run.finished_at),
        remarks=told.remarks,
        unmet=[UnmetOut(text=row.text, relax=row.relax) for row in told.unmet],
        **{name: run.result.get(name) for name in counts},
    )


def show_warning(row: TourWarning) -> WarningOut:
    """A warning as answered."""
    return WarningOut(
        kind=row.kind,
        text=row.text,
        district=known(row.district),
        stop=UUID(row.stop) if row.stop else None,
        date=row.day,
    )


def time_of(written: str) -> time:
    """The time of "08:30", whose shape was looked at."""
    hours, minutes = map(int, written.split(":"))
    return time(min(hours, 23), minutes)


def _tour(tour: Tour, by: Actor) -> TourOut:
    whole = by.may("tours.read", tour.region_id)
    districts = [row for row in tour.districts.all() if whole or by.may("tours.read", row.region_id)]
    read = {row.pk for row in districts}
    stops = [stop for stop in tour.stops.all() if stop.district_id in read]
    stops.sort(key=lambda stop: (stop.date or date.max, stop.team_id or 0, stop.position, str(stop.pk)))
    return TourOut(
        state=tour.state,
        region=tour.region_id,
        base=tour.base_id,
        day_starts_at=tour.day_starts_at.strftime("%H:%M"),
        funding=str(tour.funding) if tour.funding else None,
        agenda=[item.title for item in tour.agenda.all()],
        districts=[
            DistrictOut(
                region=row.region_id,
                quota=row.quota or tour.quota_per_district,
                left_out_reason=known(row.left_out_reason),
            )
            for row in districts
        ],
        teams=[TeamOut(id=team.pk, name=team.name) for team in tour.teams.all()],
        stops=[show_stop(stop) for stop in stops],
        **{name: getattr(tour, name) for name in _SAME},
    )


def facts_of(payload: In, **dump: Any) -> dict[str, Any]:
    """What was sent of the frame, as the verbs take it."""
    told = payload.model_dump(**dump)
    if told.get("day_starts_at"):
        told["day_starts_at"] = time_of(told["day_starts_at"])
    return told
