"""Handlers, feeds and phones of our own, so that the log is tested without the rooms above."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

from kentongan.domain.core.problems import Invalid, Refused, Stale, Unavailable
from kentongan.domain.people.access import Authority, authority_of
from kentongan.domain.people.models import Agency, User
from kentongan.domain.sync import registry
from kentongan.domain.sync.actions import take
from kentongan.domain.sync.registry import Envelope, Holder, Outcome
from kentongan.domain.sync.results import Result
from kentongan.domain.sync.rules import digest_of

# What is made by our handlers: an office in Bermi. Any table with a UUID as its key would do.
BERMI = "33.18.13.2001"
HELD: dict[str, dict[str, Any]] = {}  # what the feed "note" gives, whoever asks


def make(envelope: Envelope, by: Authority) -> Outcome:
    """``note.make``: fails in the way its data names."""
    if envelope.data.get("fault") == "invalid":
        raise Invalid("Isi judulnya.", field="title")
    if envelope.data.get("fault") == "refused":
        raise Refused("Anda tidak berwenang.")
    if envelope.data.get("fault") == "stale":
        raise Stale("Sudah berubah.")
    if envelope.data.get("fault") == "busy":
        raise Unavailable("Sibuk.")
    made = Agency.objects.create(
        pk=envelope.free_id(Agency, by), region_id=BERMI, name=envelope.data["title"], short_name="x"
    )
    if envelope.data.get("fault") == "bug":
        raise KeyError("after something was written")
    return Outcome(made, code="N-1", path="/k/catatan/")


def attach(envelope: Envelope, by: Authority) -> Outcome:
    """``note.photo``: adds the name of its file to what its parent made."""
    made = Agency.objects.get(pk=envelope.parents[0].object_id)
    assert envelope.file is not None
    made.short_name = f"{made.short_name}+"
    made.save(update_fields=["short_name"])
    return Outcome(made)


def tell(envelope: Envelope, by: Authority) -> Outcome:
    """``note.tell``: an office below the one that its parent made."""
    parent = Agency.objects.get(pk=envelope.parents[0].object_id)
    made = Agency.objects.create(
        pk=envelope.free_id(Agency, by), region_id=BERMI, name=f"{parent.name}/{envelope.data['title']}"
    )
    return Outcome(made)


def nameless(envelope: Envelope, by: Authority) -> Outcome:
    """``note.nameless``: nothing may lead back to who sent it."""
    if not envelope.data.get("title"):
        raise Invalid("Isi judulnya.", field="title")
    return Outcome(Agency.objects.create(region_id=BERMI, name=envelope.data["title"]), forget=True)


def notes(holder: Holder) -> list[tuple[str, dict[str, Any]]]:
    """The feed ``note``: as long as the asker has any grant."""
    return list(HELD.items()) if holder.by.grants else []


@contextmanager
def handlers() -> Iterator[None]:
    """Only ours are registered meanwhile."""
    kept = registry._operations.copy(), registry._feeds.copy()
    registry._operations.clear()
    registry._feeds.clear()
    HELD.clear()
    registry.operation("note.make", version=2)(make)
    registry.operation("note.tell")(tell)
    registry.operation("note.photo", file=True)(attach)
    registry.operation("note.nameless", private=True)(nameless)
    registry.feed("note")(notes)
    try:
        yield
    finally:
        registry._operations.clear()
        registry._feeds.clear()
        registry._operations.update(kept[0])
        registry._feeds.update(kept[1])


def item(
    verb: str = "note.make",
    *,
    id: UUID | None = None,  # noqa: A002 - the name on the wire
    after: list[str] | None = None,
    file: str | None = None,
    at: str | None = "2026-03-17T08:00:00.000Z",
    v: int = 1,
    **data: Any,
) -> dict[str, Any]:
    """An operation as the phone writes it."""
    content = data or {"title": f"Catatan {uuid4()}"}
    sent: dict[str, Any] = {"id": str(id or uuid4()), "verb": verb, "v": v, "at": at, "data": content}
    sent["digest"] = digest_of(verb, v, at, content, after or [], file)
    if after:
        sent["after"] = after
    if file:
        sent["file"] = file
    return sent


def send(user: User, *items: Any, device: UUID | None = None) -> list[Result]:
    """What became of each."""
    return take(user, device, list(items))


def words(results: list[Result]) -> list[str]:
    """The result of each, in one word."""
    return [one.result for one in results]


def authority(user: User) -> Authority:
    """As the gate makes it."""
    return authority_of(User.objects.get(pk=user.pk))
