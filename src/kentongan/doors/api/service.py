"""The operations put together."""

from kentongan.doors.api import (
    activities,
    attachments,
    boards,
    claims,
    decrees,
    event_people,
    events,
    founding,
    groups,
    lists,
    needs,
    receipts,
    regions,
    release_steps,
    releases,
    requests,
    speakers,
    sync,
    targets,
    tickets,
    tours,
    visits,
)
from kentongan.doors.api.common.service import make_service

service = make_service(
    title="Kentongan",
    version="1",
    urls_namespace="api",
    description="What officers and groups do with Kentongan, for programs. See docs/api.md.",
)
for nouns in (
    regions,
    groups,
    decrees,
    releases,
    release_steps,
    boards,
    receipts,
    activities,
    events,
    event_people,
    speakers,
    tours,
    founding,
    attachments,
    requests,
    visits,
    needs,
    lists,
    targets,
    tickets,
    sync,
    claims,
):
    service.add_router("", nouns.router)
