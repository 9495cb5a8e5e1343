"""What a phone sends about packages: the group's steps with them."""

from typing import Annotated

from kentongan.domain.core.shapes import Code, In, Number, OneOf, read, text
from kentongan.domain.groups.access import acting_group
from kentongan.domain.people.access import Authority
from kentongan.domain.releases.access import inbox_version
from kentongan.domain.releases.actions import record_receipt
from kentongan.domain.releases.actions.receiving import BY_HAND
from kentongan.domain.releases.models import Receipt
from kentongan.domain.sync.registry import Envelope, Outcome, operation


class ReceiptData(In):
    """A step to note."""

    release: Code
    version: Number | None = None
    group: Code | None = None
    kind: Annotated[str, OneOf([kind.value for kind in BY_HAND])]
    reason: Annotated[str, text(300)] | None = None


@operation("receipt.record")
def receipt(envelope: Envelope, by: Authority) -> Outcome:
    """A group received, opened, discussed or declined a package; noted with the time of arrival."""
    data = read(ReceiptData, envelope.data)
    group = acting_group(data.group, "receipts.record", by)
    made = record_receipt(
        id=envelope.free_id(Receipt, by),
        publication=inbox_version(data.release, data.version, group, by),
        group=group,
        kind=data.kind,
        reason=data.reason or "",
        by=by,
    )
    return Outcome(made, code=made.publication.release.code)
