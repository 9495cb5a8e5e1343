"""One line of the table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured, what came out, whether that keeps the bar."""

    what: str
    figure: str
    holds: bool
