"""What became of packages: computed from the records, never typed."""

from kentongan.domain.activities.boards.chase import ChaseEntry, chase_list
from kentongan.domain.activities.boards.flows import FlowCounts, flow_counts
from kentongan.domain.activities.boards.release import (
    BoardRow,
    Reach,
    board_total,
    release_board,
    request_result,
)
from kentongan.domain.activities.boards.trail import GroupTrail, Trail, trail

__all__ = [
    "BoardRow",
    "ChaseEntry",
    "FlowCounts",
    "GroupTrail",
    "Reach",
    "Trail",
    "board_total",
    "chase_list",
    "flow_counts",
    "release_board",
    "request_result",
    "trail",
]
