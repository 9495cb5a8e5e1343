"""Boards of the village's word: what people ask most, and what waits for whom."""

from kentongan.domain.tickets.boards.figures import Figures, Overview, overview
from kentongan.domain.tickets.boards.waiting import (
    TO_PROVINCE,
    Load,
    load_by_agency,
    oldest_waiting,
    risen,
    risen_unread,
)

__all__ = [
    "TO_PROVINCE",
    "Figures",
    "Load",
    "Overview",
    "load_by_agency",
    "oldest_waiting",
    "overview",
    "risen",
    "risen_unread",
]
