"""Tables of the register: groups, their boards and members, decrees and regulations."""

from kentongan.domain.groups.models.boards import BoardPost, BoardTerm, Membership
from kentongan.domain.groups.models.decrees import Decree, Regulation
from kentongan.domain.groups.models.groups import Equipment, Group
from kentongan.domain.groups.models.imports import Export, ImportBatch

__all__ = [
    "BoardPost",
    "BoardTerm",
    "Decree",
    "Equipment",
    "Export",
    "Group",
    "ImportBatch",
    "Membership",
    "Regulation",
]
