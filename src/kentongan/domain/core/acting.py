"""Who acts. The rooms below `people` know an actor only by this shape; `people.access` makes the real one."""

from typing import Protocol
from uuid import UUID

from django.db.models import Q


class Actor(Protocol):
    """The acting person with the grants that hold now, and the person they act for, if any."""

    @property
    def user_id(self) -> int | None:
        """The signed-in account; ``None`` for the system itself and for visitors."""

    @property
    def name(self) -> str:
        """The name written into the history."""

    @property
    def on_behalf_of(self) -> str:
        """The name and title of the person represented (domain.md M2, P9), or an empty text."""

    def may(
        self, verb: str, region: str | None = None, *, agency: UUID | None = None, group: UUID | None = None
    ) -> bool:
        """Whether the role matrix and the grants allow the verb on this area, agency or group.

        Without any place: whether the verb is allowed anywhere at all.
        """

    def require(
        self, verb: str, region: str | None = None, *, agency: UUID | None = None, group: UUID | None = None
    ) -> None:
        """Raise ``Refused`` unless :meth:`may` says yes."""

    def areas(self, verb: str) -> list[str]:
        """The roots of the subtrees in which the verb is allowed, without those on a group."""

    def within(
        self, verb: str, field: str = "region_id", *, group: str | None = None, agency: str | None = None
    ) -> Q:
        """The condition that keeps a query inside what the verb is allowed on.

        ``field`` is the lookup of the region code; ``group`` and ``agency`` are the lookups of those ids on
        records that have them: a grant on a group shows nothing where ``group`` is not given.
        """


class System:
    """The program itself (loading, sweeping, seeding): allowed everything, named in the history."""

    user_id: int | None = None
    on_behalf_of = ""

    def __init__(self, name: str = "Sistem") -> None:
        self.name = name

    def may(
        self, verb: str, region: str | None = None, *, agency: UUID | None = None, group: UUID | None = None
    ) -> bool:
        """Always yes: what the program does by itself is decided by its code."""
        return True

    def require(
        self, verb: str, region: str | None = None, *, agency: UUID | None = None, group: UUID | None = None
    ) -> None:
        """Never refuses."""

    def areas(self, verb: str) -> list[str]:
        """The whole country."""
        return ["00"]

    def within(
        self, verb: str, field: str = "region_id", *, group: str | None = None, agency: str | None = None
    ) -> Q:
        """Everywhere."""
        return Q()
