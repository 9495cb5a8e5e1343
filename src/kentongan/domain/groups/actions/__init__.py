"""The verbs of the register of groups."""

from kentongan.domain.groups.actions.boards import (
    NewPost,
    add_member,
    appoint_board,
    cite_decree,
    end_board_post,
    end_membership,
    rest_terms_on,
    start_term,
)
from kentongan.domain.groups.actions.conflicts import Edit, merge_contacts, reopen_conflict, settle_conflict
from kentongan.domain.groups.actions.decrees import attach_scan, issue_decree, name_groups, revoke_decree
from kentongan.domain.groups.actions.details import (
    add_equipment,
    change_contacts,
    grant_group_access,
    remove_equipment,
)
from kentongan.domain.groups.actions.forums import join_forum, leave_forum
from kentongan.domain.groups.actions.merging import merge_groups, tell_groups_apart, undo_group_merge
from kentongan.domain.groups.actions.register import (
    add_function,
    change_group,
    dissolve_group,
    register_at_office,
    register_group,
    report_to_province,
    return_function,
    revive_group,
)
from kentongan.domain.groups.actions.regulations import check_cited, end_regulation, register_regulation
from kentongan.domain.groups.actions.transmissions import send_to_province

__all__ = [
    "Edit",
    "NewPost",
    "add_equipment",
    "add_function",
    "add_member",
    "appoint_board",
    "attach_scan",
    "change_contacts",
    "change_group",
    "check_cited",
    "cite_decree",
    "dissolve_group",
    "end_board_post",
    "end_membership",
    "end_regulation",
    "grant_group_access",
    "issue_decree",
    "join_forum",
    "leave_forum",
    "merge_contacts",
    "merge_groups",
    "name_groups",
    "register_at_office",
    "register_group",
    "register_regulation",
    "remove_equipment",
    "reopen_conflict",
    "report_to_province",
    "rest_terms_on",
    "return_function",
    "revive_group",
    "revoke_decree",
    "send_to_province",
    "settle_conflict",
    "start_term",
    "tell_groups_apart",
    "undo_group_merge",
]
