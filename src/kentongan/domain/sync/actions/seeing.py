"""An officer opened a record: the phone that sent it may say so."""

from django.db.models import Model
from django.utils import timezone

from kentongan.domain.core.acting import Actor
from kentongan.domain.sync.models import Operation


def mark_seen(*about: Model, by: Actor) -> None:
    """Note that an officer opened records of one kind; one read, and one write the first time only.

    Does nothing for the members of groups, nor for what the officer sent himself.
    """
    if not about or not getattr(by, "is_officer", False):
        return
    unseen = Operation.objects.about(*about).filter(seen_at=None, state=Operation.State.APPLIED)
    unseen = unseen.exclude(author_id=by.user_id)
    if unseen.exists():
        unseen.update(seen_at=timezone.now(), has_news=True, told_in=None)
