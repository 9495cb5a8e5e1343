"""What a phone sends about decrees: the signed letter, photographed where it was signed."""

from typing import Annotated

from kentongan.domain.core.shapes import Code, Day, In, read, text
from kentongan.domain.founding.access import get_deliverable
from kentongan.domain.founding.actions import deliver
from kentongan.domain.people.access import Authority
from kentongan.domain.sync.handling import attached, day_meant
from kentongan.domain.sync.registry import Envelope, Outcome, operation


class LetterData(In):
    """Which draft came back signed, with the number and day that stand on it."""

    draft: Code
    number: Annotated[str, text(80, least=1)]
    issued_on: Day


@operation("decree.deliver", file=True)
def letter(envelope: Envelope, by: Authority) -> Outcome:
    """The signed letter comes back."""
    data = read(LetterData, envelope.data)
    draft = get_deliverable(data.draft, by)
    day = day_meant(data.issued_on, envelope, draft.issuer_region.zone)
    made = deliver(draft, number=data.number, issued_on=day, scan=attached(envelope), by=by)
    return Outcome(made, code=made.code)
