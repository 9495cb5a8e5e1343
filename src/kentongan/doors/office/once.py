"""A form that makes something carries a token: sent twice, it makes one thing and gives the same answer."""

import uuid
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kentongan.domain.core.models import KeptAnswer
from kentongan.domain.core.problems import Stale
from kentongan.domain.people.access import Authority


def new_token() -> str:
    """The token of a fresh form."""
    return str(uuid.uuid4())


def once(token: uuid.UUID | None, make: Callable[[], str], *, by: Authority) -> str:
    """The address that ``make`` gives, made at most once per account and token.

    The row is taken before the work, so a second request that comes meanwhile waits for the first. A form
    without a token (no page of ours sends one) is made each time.
    """
    if token is None:
        return make()
    key = f"office:{token}"
    try:
        with transaction.atomic():
            kept = KeptAnswer.objects.create(user_id=by.user.pk, key=key, digest="", status=0, body="")
            kept.body = make()
            KeptAnswer.objects.filter(pk=kept.pk).update(body=kept.body, status=303)
            return kept.body
    except IntegrityError as error:
        made = KeptAnswer.objects.filter(user_id=by.user.pk, key=key).first()
        if made is None:
            raise Stale(
                _("Belum tersimpan karena bentrok dengan penyimpanan lain. Kirim sekali lagi.")
            ) from error
        return made.body
