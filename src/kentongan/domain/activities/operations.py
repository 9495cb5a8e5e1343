"""What a phone sends about activities: the record, and its photos when they can follow."""

from typing import Annotated, Any
from uuid import UUID

from kentongan.domain.activities.access import get_recordable
from kentongan.domain.activities.actions import keep_proof, record
from kentongan.domain.activities.models import Activity
from kentongan.domain.core.shapes import Code, Count, Day, In, Number, OneOf, Word, read, text
from kentongan.domain.groups.access import acting_group
from kentongan.domain.people.access import Authority
from kentongan.domain.releases.access import inbox_version
from kentongan.domain.sync.handling import Point, attached, coordinates, day_meant, parent_of
from kentongan.domain.sync.registry import Envelope, Outcome, operation

TEXTS = frozenset({"title", "place", "counted_how", "note"})


class ActivityData(In):
    """What was done."""

    group: Code | None = None
    kind: Annotated[str, OneOf(Activity.Kind)] = "dissemination"
    release: Code | None = None
    version: Number | None = None
    title: Annotated[str, text(2000)] | None = None
    medium: Word | None = None
    held_on: Day
    place: Annotated[str, text(2000)] | None = None
    reach_low: Count | None = None
    reach_high: Count | None = None
    counted_how: Annotated[str, OneOf(Activity.Counted)] | None = None
    note: Annotated[str, text(10_000)] | None = None


class PhotoData(In):
    """Of which activity it is."""

    activity: UUID | None = None
    point: Point | None = None


@operation("activity.record")
def activity(envelope: Envelope, by: Authority) -> Outcome:
    """A group did something."""
    data = read(ActivityData, envelope.data)
    group = acting_group(data.group, "activities.record", by)
    publication = inbox_version(data.release, data.version, group, by) if data.release else None
    told = data.model_dump(exclude={"group", "release", "version", "held_on", "medium"})
    facts: dict[str, Any] = {
        name: "" if value is None and name in TEXTS else value for name, value in told.items()
    }
    made = record(
        id=envelope.free_id(Activity, by),
        group=group,
        publication=publication,
        medium=data.medium,
        held_on=day_meant(data.held_on, envelope, group.region.zone),
        by=by,
        **facts,
    )
    return Outcome(made)


@operation("activity.photo", file=True)
def photo(envelope: Envelope, by: Authority) -> Outcome:
    """A picture of an activity, which may be recorded already or came in the same breath."""
    data = read(PhotoData, envelope.data)
    found = get_recordable(parent_of(envelope, data.activity, Activity), by)
    keep_proof(found, attached(envelope), point=coordinates(data.point), by=by)
    return Outcome(found)
