"""Operations without a name: done once like all others, though nothing leads back to their author."""

import hashlib
import hmac
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings

from kentongan.domain.people.access import Authority
from kentongan.domain.sync.models import ForgottenOperation, Operation
from kentongan.domain.sync.registry import Made, Outcome


def mark_of(by: Authority, key: UUID, digest: str = "") -> str:
    """What recognizes the author's operation when it comes again: a digest under the server's secret."""
    return _mark(by.user.pk, key, digest)


def known_marks(by: Authority, keys: Iterable[UUID]) -> dict[str, str]:
    """The marks of those of these ids that were done and forgotten, with that of their content."""
    marks = [mark_of(by, key) for key in keys]
    return dict(ForgottenOperation.objects.filter(pk__in=marks).values_list("mark", "digest"))


def forget(row: Operation, outcome: Outcome, *, by: Authority) -> dict[str, str]:
    """Keep only the marks; the row, if it already stood there waiting, goes. Returns mark and digest."""
    mark, digest = mark_of(by, row.key), mark_of(by, row.key, row.digest)
    about = outcome.about
    ForgottenOperation.objects.create(
        mark=mark,
        digest=digest,
        object_type=about._meta.label_lower if about else "",
        object_id=str(about.pk) if about else "",
    )
    if row.pk:
        Operation.objects.filter(pk=row.pk).delete()
    return {mark: digest}


def made_by(author_id: int, keys: set[UUID]) -> dict[UUID, Made]:
    """What forgotten operations made, for the photos that follow them."""
    marks = {_mark(author_id, key): key for key in keys}
    rows = ForgottenOperation.objects.filter(pk__in=marks)
    return {marks[row.mark]: Made(marks[row.mark], row.object_type, row.object_id) for row in rows}


def _mark(author_id: int, key: UUID, digest: str = "") -> str:
    content = f"{author_id}|{key}|{digest}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), content, hashlib.sha256).hexdigest()
