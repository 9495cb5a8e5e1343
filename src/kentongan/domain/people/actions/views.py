"""Filters of lists that officers keep under names of their own."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.texts import one_line
from kentongan.domain.people.models import SavedView

MOST_VIEWS = 20  # of one person and list: more would not be found again


@transaction.atomic
def keep_view(*, page: str, name: str, query: str, by: Actor) -> SavedView:
    """Keep the filter of a list under a name; the name again changes it. Raises ``Invalid``."""
    by.require("account")
    words = one_line(name)
    if not words or len(words) > 60:
        raise Invalid(_("Tulis nama tampilan, paling banyak 60 huruf."), field="name")
    if len(query) > 500:
        raise Invalid(_("Saringan ini terlalu panjang untuk disimpan."), field="name")
    if by.user_id is None:
        raise Invalid(_("Masuklah lebih dahulu untuk melakukan ini."))
    held = SavedView.objects.filter(user_id=by.user_id, page=page)
    if held.exclude(name=words).count() >= MOST_VIEWS:
        raise Invalid(
            _("Paling banyak %(count)d tampilan. Hapus dulu yang tidak dipakai.") % {"count": MOST_VIEWS},
            field="name",
        )
    try:
        with transaction.atomic():
            made, _new = SavedView.objects.update_or_create(
                user_id=by.user_id, page=page, name=words, defaults={"query": query}
            )
    except IntegrityError as error:
        raise Invalid(_("Nama ini sudah dipakai."), field="name") from error
    record("people.keep_view", made, by=by)
    return made


@transaction.atomic
def forget_view(*, page: str, name: str, by: Actor) -> None:
    """Forget one of one's own views; one that is gone already is no fault."""
    by.require("account")
    if by.user_id is None:
        return
    for view in SavedView.objects.filter(user_id=by.user_id, page=page, name=name):
        record("people.forget_view", view, by=by)
        view.delete()
