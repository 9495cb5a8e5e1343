"""Short ways to walk a place along its path in tests, through the verbs."""

import io
from datetime import date, datetime, time
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kentongan.domain.activities import actions as activities
from kentongan.domain.core import attachments
from kentongan.domain.core.acting import Actor, System
from kentongan.domain.core.models import Attachment
from kentongan.domain.events.actions import hold, plan_event
from kentongan.domain.events.models import Event
from kentongan.domain.founding import actions
from kentongan.domain.founding.models import Deliberation, Path
from kentongan.domain.founding.standing import Standing, standing_of
from kentongan.domain.groups.actions import NewPost
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region
from tests.cast import SELAKAMBANG

BY = System("Uji")
CHAIR = NewPost(title="chair", name="Sri Wahyuni")
BOARD = (
    CHAIR,
    NewPost(title="secretary", name="Slamet"),
    NewPost(title="section", name="Umi", section="Media"),
)


def region(code: str) -> Region:
    """The region with the code."""
    return Region.objects.get(code=code)


def opened(code: str = SELAKAMBANG, *, by: Actor = BY, **facts: Any) -> Path:
    """A village on its way since 10 January 2019."""
    return actions.open_path(region=region(code), by=by, **({"opened_on": date(2019, 1, 10)} | facts))


def where(path: Path) -> Standing:
    """Where the path stands."""
    return standing_of(path)


def event_held(code: str, kind: str, on: date, **facts: Any) -> Event:
    """An event of the kind that took place in the village."""
    place = region(code)
    start = datetime.combine(on, time(9), tzinfo=place.zone)
    event = plan_event(
        kind=kind,
        title=f"{kind} {code}",
        region=place,
        starts_at=start,
        ends_at=start.replace(hour=11),
        areas=[place],
        by=BY,
        **facts,
    )
    return hold(event, on=on, by=BY)


def coordinated(path: Path, on: date = date(2019, 1, 20)) -> None:
    """The village head and two groups were asked, after a visit."""
    event_held(path.region_id, "outreach", date(2019, 1, 15))
    actions.coordinate(path, on=on, head="Bapak Kades", groups=["Karang Taruna", "PKK"], by=BY)


def deliberated(path: Path, on: date = date(2019, 2, 1), **facts: Any) -> Deliberation:
    """A founding meeting that agreed on KIM Selakambang and a board of three."""
    meeting = event_held(path.region_id, "deliberation", on)
    agreed: dict[str, Any] = {"result": "agreed", "group_name": "KIM Selakambang", "elected": BOARD}
    return actions.record_deliberation(path, event=meeting, by=BY, **(agreed | facts))


def established(path: Path) -> Group:
    """The group the path led to."""
    coordinated(path)
    deliberated(path)
    return actions.establish(path, by=BY)


def active(group: Group, on: date) -> None:
    """The group did something."""
    activities.record(group=group, kind="discussion", title="Diskusi", held_on=on, by=BY)


def scan() -> Attachment:
    """A photo of a signed letter."""
    out = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(out, "JPEG")
    return attachments.store(SimpleUploadedFile("sk.jpg", out.getvalue()), by=BY)
