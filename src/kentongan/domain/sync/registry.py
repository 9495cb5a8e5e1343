"""Where the rooms above say which operations they take and what they keep on a phone.

A room's ``operations.py`` holds its handlers, its ``feeds.py`` its providers; both are found by being there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid5

from django.db.models import Model

from kentongan.domain.core.models import Attachment
from kentongan.domain.people.access import Authority

_Found = TypeVar("_Found")
# Families of verbs that a server may meet before it has a handler for them: what belongs to one is carried.
CARRIED = frozenset({"story"})


@dataclass(frozen=True)
class Envelope:
    """One operation as its author sent it. ``at`` is the device's word: kept, never trusted."""

    id: UUID
    verb: str
    version: int
    at: datetime | None
    data: dict[str, Any]
    digest: str
    after: tuple[UUID, ...]
    file: Attachment | None
    parents: tuple["Made", ...] = ()

    def free_id(self, model: type[Model], by: Authority) -> UUID:
        """The id of the record to make: the operation's own, else one that only this author's makes.

        Whoever sends the id of somebody else's record learns nothing by it (security.md 12).
        """
        if not model._default_manager.filter(pk=self.id).exists():
            return self.id
        return uuid5(self.id, str(by.user_id))


@dataclass(frozen=True)
class Made:
    """What the operation with this id made: found by a child through ``Envelope.parents``."""

    operation: UUID
    object_type: str
    object_id: str


@dataclass(frozen=True)
class Outcome:
    """What a handler did: the record, its code and its page for the person.

    ``conflict`` is a sentence: something of it was kept, but a person has to look at the rest. Such an
    operation is done and is not tried again. ``forget`` leaves nothing in the log that leads from the account
    to the record, for those who gave no name (security.md 33); the record must not carry the operation's id.
    """

    about: Model | None
    code: str = ""
    path: str = ""
    conflict: str = ""
    forget: bool = False


@dataclass(frozen=True)
class Holder:
    """For whom a phone is filled, and when; ``memory`` is what one feed worked out that another needs."""

    by: Authority
    now: datetime
    memory: dict[str, Any] = field(default_factory=dict, compare=False)

    def once(self, name: str, work: Callable[["Holder"], _Found]) -> _Found:
        """What ``work`` gives, asked once for all feeds of this sync."""
        if name not in self.memory:
            self.memory[name] = work(self)
        found: _Found = self.memory[name]
        return found


Handler = Callable[[Envelope, Authority], Outcome]
Provider = Callable[[Holder], Iterable[tuple[str, dict[str, Any]]]]


@dataclass(frozen=True)
class Registered:
    """A handler, the highest payload version it reads, whether it needs a file, whether it may be private."""

    handler: Handler
    version: int
    file: bool
    private: bool


_operations: dict[str, Registered] = {}
_feeds: dict[str, Provider] = {}


def operation(
    verb: str, *, version: int = 1, file: bool = False, private: bool = False
) -> Callable[[Handler], Handler]:
    """Register the handler of a verb. It is called inside one transaction with the log row.

    It raises ``Invalid``, ``Refused`` or ``Absent`` to reject, ``Stale`` for a conflict, ``Unavailable`` to
    be tried again. It reads every payload version up to ``version``. What is rejected of a ``private`` verb
    is kept by the phone alone: its text may name nobody, and stands in no log.
    """

    def keep(handler: Handler) -> Handler:
        _operations[verb] = Registered(handler, version, file, private)
        return handler

    return keep


def feed(kind: str) -> Callable[[Provider], Provider]:
    """Register what a phone is to hold of this kind: all of it, each time, in any order.

    Keys are unique within the kind and at most 60 letters; payloads are plain JSON without floats.
    """

    def keep(provider: Provider) -> Provider:
        _feeds[kind] = provider
        return provider

    return keep


def registered(verb: str) -> Registered | None:
    """The handler of a verb, or ``None``."""
    return _operations.get(verb)


def is_carried(verb: str) -> bool:
    """Whether an unknown verb belongs to a family that is known: a later version will read it."""
    family = verb.partition(".")[0]
    return family in CARRIED or any(known.partition(".")[0] == family for known in _operations)


def feeds() -> dict[str, Provider]:
    """All providers by kind."""
    return dict(_feeds)
