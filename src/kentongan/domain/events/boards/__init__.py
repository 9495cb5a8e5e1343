"""What became of events: computed from the records, never typed."""

from kentongan.domain.events.boards.counts import Counts, counts_of
from kentongan.domain.events.boards.roster import Roster, Share, reused_photos, roster
from kentongan.domain.events.boards.services import Service, services, who_got

__all__ = [
    "Counts",
    "Roster",
    "Service",
    "Share",
    "counts_of",
    "reused_photos",
    "roster",
    "services",
    "who_got",
]
