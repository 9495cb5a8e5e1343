"""The verbs of people and authority."""

from kentongan.domain.people.actions.accounts import (
    change_password,
    create_user,
    deactivate_user,
    end_session,
    issue_token,
    note_failed_sign_in,
    note_sign_in,
    open_account,
    reopen_user,
    revoke_token,
    start_reset,
)
from kentongan.domain.people.actions.authority import end_mandate, give_mandate, grant_role, revoke_grant
from kentongan.domain.people.actions.merging import merge_persons, tell_persons_apart, undo_person_merge
from kentongan.domain.people.actions.offices import (
    appoint,
    create_agency,
    create_installation,
    create_unit,
    end_post,
)
from kentongan.domain.people.actions.views import MOST_VIEWS, forget_view, keep_view

__all__ = [
    "MOST_VIEWS",
    "appoint",
    "change_password",
    "create_agency",
    "create_installation",
    "create_unit",
    "create_user",
    "deactivate_user",
    "end_mandate",
    "end_post",
    "end_session",
    "forget_view",
    "give_mandate",
    "grant_role",
    "issue_token",
    "keep_view",
    "merge_persons",
    "note_failed_sign_in",
    "note_sign_in",
    "open_account",
    "reopen_user",
    "revoke_grant",
    "revoke_token",
    "start_reset",
    "tell_persons_apart",
    "undo_person_merge",
]
