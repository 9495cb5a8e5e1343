"""A group that fell asleep is called back to life, with a day and a reason (domain.md M3)."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring.models import Revival
from kentongan.domain.releases.checks import check_reason


@transaction.atomic
def revive_dormant(group: Group, *, on: date, reason: str, by: Actor) -> Revival:
    """Note that the work with a dormant group begins again. A dissolved one is revived by ``groups``.

    Raises ``Invalid`` without a reason or for a day to come, ``Stale`` when the day is noted already.
    """
    by.require("groups.edit", group.region_id, group=group.pk)
    reason = check_reason(reason, _("Tulis mengapa dan bagaimana KIM ini dihidupkan."), limit=500)
    if on > timezone.localdate():
        raise Invalid(_("Tanggal ini belum tiba. Catat sesudah dilaksanakan."), field="on")
    if not Group.objects.standing().filter(pk=group.pk).exists():
        raise Invalid(_("Kelompok ini dicatat bubar. Hidupkan kembali dari halaman kelompoknya."))
    revival, created = Revival.objects.get_or_create(
        group=group,
        revived_on=on,
        defaults={
            "reason": reason,
            "by_id": by.user_id,
            "by_name": by.name,
            "on_behalf_of": by.on_behalf_of,
        },
    )
    if not created:
        raise Stale(_("Pada tanggal itu KIM ini sudah dicatat dihidupkan. Muat ulang halaman."))
    record("mentoring.revive", group, by=by, region=group.region_id, on=on.isoformat(), reason=reason)
    return revival
