"""Small shapes that pages hand to components; mappings with the same keys do as well."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Link:
    """An entry of the navigation, a bottom bar, tabs or chips. ``count`` shows only when above zero."""

    label: str
    href: str
    icon: str = ""
    current: bool = False
    count: int = 0


@dataclass(frozen=True)
class LinkGroup:
    """Some links of the office's menu under a heading; without a label they stand at its top."""

    label: str
    links: Sequence[Link]

    @property
    def current(self) -> Link | None:
        """The link of the section one is in."""
        return next((link for link in self.links if link.current), None)


@dataclass(frozen=True)
class Crumb:
    """One step of the way here; the last one has no address."""

    label: str
    href: str = ""


@dataclass(frozen=True)
class Step:
    """One step of a course of things: ``state`` is ``done``, ``current`` or ``todo``."""

    label: str
    state: str = "todo"
    note: str = ""


@dataclass(frozen=True)
class Event:
    """One line of a history: what happened, who did it, for whom, when."""

    what: str
    at: datetime
    who: str = ""
    on_behalf: str = ""
    note: str = ""


@dataclass(frozen=True)
class Part:
    """A share of a whole in a chart. ``tone``: strong, mid, bad or none (hollow)."""

    label: str
    value: int
    tone: str = "mid"
    href: str = ""


@dataclass(frozen=True)
class Tile:
    """One equal tile of :func:`maps.tiles`. ``value`` None means unknown."""

    name: str
    value: float | None
    href: str = ""
    text: str = ""
