"""Tables of the register: groups, their boards and members, decrees, regulations, merges, forums."""

from kentongan.domain.groups.models.boards import BoardPost, BoardTerm, Membership
from kentongan.domain.groups.models.conflicts import Conflict
from kentongan.domain.groups.models.decrees import Decree, Regulation
from kentongan.domain.groups.models.forums import ForumMembership
from kentongan.domain.groups.models.groups import Equipment, Group
from kentongan.domain.groups.models.imports import Export, ImportBatch
from kentongan.domain.groups.models.merges import GroupDistinction, Merge
from kentongan.domain.groups.models.standing import StageSpan, StandingTotal
from kentongan.domain.groups.models.transmissions import Transmission, TransmissionLine

__all__ = [
    "BoardPost",
    "BoardTerm",
    "Conflict",
    "Decree",
    "Equipment",
    "Export",
    "ForumMembership",
    "Group",
    "GroupDistinction",
    "ImportBatch",
    "Membership",
    "Merge",
    "Regulation",
    "StageSpan",
    "StandingTotal",
    "Transmission",
    "TransmissionLine",
]
