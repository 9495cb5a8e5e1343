"""Offline operations and files of machines: the same log and the same answers as for the phones."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import Field

from kentongan.domain.people.access import Authority
from kentongan.domain.sync import files
from kentongan.domain.sync.exchange import LIMIT, exchange
from kentongan.domain.sync.models import Operation
from kentongan.domain.sync.packing import TooLarge
from kentongan.domain.sync.rules import BATCH_ITEMS
from kentongan.doors.api.common.fields import In, Out
from kentongan.doors.api.common.reading import raw_body
from kentongan.doors.api.common.service import BYTES, actor_of

router = Router(tags=["sync"])
_PIECE = {
    "requestBody": {
        "required": True,
        "content": {BYTES: {"schema": {"type": "string", "format": "binary"}}},
    }
}


class SyncIn(In):
    """A batch; the shape of an operation stands in docs/offline.md."""

    device: UUID | None = Field(None, description="Needed for `changes` and `seen` alone.")
    app: Annotated[str, Field(max_length=20)] = ""
    operations: list[dict[str, Any]] = Field(
        [], max_length=BATCH_ITEMS, description="`{id, verb, v, at, data, digest, after, file}`"
    )
    cursor: int | None = Field(None, description="`cursor` of the last answer that was taken in whole.")


class ResultOut(Out):
    """What became of one operation."""

    id: str | None
    digest: str | None
    result: str = Field(description="`applied duplicate waiting conflict rejected retry`")
    seq: int | None
    was: str | None = Field(None, description="Of a duplicate: what it was.")
    problem: dict[str, Any] | None = Field(None, description="`{status, title, field}`")
    object: dict[str, Any] | None = Field(None, description="`{code, path}`")


class SyncOut(Out):
    """One result for each operation, in their order, then what is new."""

    results: list[ResultOut]
    changes: list[dict[str, Any]] = Field(description="`{k, id, d}` or `{k, id, gone}`")
    cursor: int | None
    more: bool
    seen: list[str]


class ArrivedOut(Out):
    """How much of a file is here."""

    have: int
    whole: bool


@router.post("/sync", response=SyncOut, url_name="sync", summary="Send operations, fetch what is new")
def sync(request: HttpRequest, body: SyncIn) -> Any:
    """At most 100 operations or 1 MB; each has one effect however often it is sent, and one result."""
    if len(raw_body(request)) > LIMIT:
        raise TooLarge(_("Kiriman ini terlalu besar. Bagi menjadi beberapa kiriman."))
    return exchange(body.model_dump(mode="json"), by=_authority(request), way=Operation.Way.API)


@router.get("/files/{sha256}", response=ArrivedOut, url_name="file", summary="How much of a file is here")
def read_file(request: HttpRequest, sha256: str) -> Any:
    """Of one's own file, named by the SHA-256 of its bytes."""
    return files.arrived(sha256, by=_authority(request)).as_json()


@router.put(
    "/files/{sha256}",
    response={200: ArrivedOut, 409: ArrivedOut},
    url_name="file",
    summary="Send a piece of a file",
    openapi_extra=_PIECE,
)
def write_file(request: HttpRequest, sha256: str) -> Any:
    """With `Content-Range: bytes a-b/total`, where `a` is what is here already; 409 says where to go on."""
    content_range = request.headers.get("Content-Range", "")
    found = files.append_range(sha256, content_range, request.read, by=_authority(request))
    return Status(409 if found.is_aside else 200, found.as_json())


def _authority(request: HttpRequest) -> Authority:
    actor = actor_of(request)
    assert isinstance(actor, Authority)  # noqa: S101 - the gate lets no visitor in here
    return actor
