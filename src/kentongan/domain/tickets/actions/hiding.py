"""A name that was told goes under seal: nothing outside the sealed reporter leads back to who brought it."""

from django.utils import timezone

from kentongan.domain.core.models import Attachment, KeptAnswer
from kentongan.domain.people.access import authority_of
from kentongan.domain.sync.actions import forgetting
from kentongan.domain.sync.models import Operation, Upload
from kentongan.domain.sync.registry import Outcome
from kentongan.domain.tickets.models import Ticket


def forget_author(ticket: Ticket, author_id: int | None) -> None:
    """Take what leads from the ticket to the account that brought it out of logs and files (security.md 33).

    Call it inside a verb's transaction. A phone that sends the same once more is told that it is known.
    """
    sent = Operation.objects.about(ticket).filter(verb__in=("ticket.raise", "ticket.photo"))
    for row in sent.select_related("author__person"):
        forgetting.forget(row, Outcome(ticket), by=authority_of(row.author))
    if author_id is not None:
        KeptAnswer.objects.filter(user_id=author_id, body__contains=ticket.code).delete()
    photos = ticket.photos.values("attachment")
    Upload.objects.filter(attachment__in=photos).delete()
    day = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    Attachment.objects.filter(pk__in=photos).update(uploaded_by=None, name="foto.jpg", uploaded_at=day)
