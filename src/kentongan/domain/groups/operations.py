"""What a phone sends about its group's own card."""

from collections.abc import Sequence
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import Field

from kentongan.domain.core.shapes import Code, In, Word, read, text
from kentongan.domain.groups.access import acting_group
from kentongan.domain.groups.actions import Edit, merge_contacts
from kentongan.domain.groups.models import Conflict
from kentongan.domain.people.access import Authority
from kentongan.domain.sync.registry import Envelope, Outcome, operation


class EditData(In):
    """One field as it was known on the phone, and as it is to be."""

    was: Annotated[str, text(254)]
    new: Annotated[str, text(254)]


class GroupData(In):
    """The changed fields alone."""

    group: Code | None = None
    fields: Annotated[dict[Word, EditData], Field(min_length=1)]


@operation("group.edit")
def edit(envelope: Envelope, by: Authority) -> Outcome:
    """Change how the group is reached; what two people changed is left for one of them to choose."""
    data = read(GroupData, envelope.data)
    group = acting_group(data.group, "groups.edit_own", by)
    edits = {name: Edit(told.was, told.new) for name, told in data.fields.items()}
    return Outcome(group, code=group.code, conflict=_words(merge_contacts(group, edits, by=by)))


def _words(conflicts: Sequence[Conflict]) -> str:
    """What became of the fields that were not simply taken."""
    emptied = [row.label for row in conflicts if not row.standing]
    changed = [row.label for row in conflicts if row.standing]
    words = []
    if changed:
        words.append(
            _("%(fields)s sudah diubah orang lain. Kedua isi disimpan; pilih salah satu di halaman KIM.")
            % {"fields": ", ".join(changed)}
        )
    if emptied:
        words.append(
            _("%(fields)s sudah dikosongkan orang lain. Isi Anda disimpan dan dapat dikembalikan.")
            % {"fields": ", ".join(emptied)}
        )
    return " ".join(words)
