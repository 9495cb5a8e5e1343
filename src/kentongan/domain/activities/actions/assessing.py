"""District and regency judge what a group recorded, with a reason; the record itself stays."""

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.domain.activities import counting
from kentongan.domain.activities.models import Activity, Assessment
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Refused


@transaction.atomic
def assess(activity: Activity, verdict: str, reason: str = "", *, by: Actor) -> Assessment:
    """Verify or doubt; doubting needs a reason. The latest verdict counts, all are kept.

    Raises ``Refused`` for what one recorded oneself.
    """
    by.require("activities.assess", activity.region_id)
    if by.user_id is not None and activity.by_id == by.user_id:
        raise Refused(_("Anda yang mencatat kegiatan ini, jadi orang lain yang menilainya."))
    if verdict not in Assessment.Verdict.values:
        raise Invalid(_("Pilih terverifikasi atau diragukan."), field="verdict")
    reason = reason.strip()
    if verdict == Assessment.Verdict.DOUBTED and not reason:
        raise Invalid(_("Tulis mengapa kegiatan ini diragukan."), field="reason")
    if len(reason) > 300:
        raise Invalid(_("Alasan paling banyak 300 huruf."), field="reason")
    _move(activity, verdict)
    assessment = Assessment.objects.create(
        activity=activity, verdict=verdict, reason=reason, by_id=by.user_id, by_name=by.name
    )
    record("activities.assess", activity, by=by, region=activity.region_id, verdict=verdict, reason=reason)
    return assessment


def _move(activity: Activity, verdict: str) -> None:
    """The latest verdict onto the activity, from whatever it was: the sums move by exactly that."""
    activity.refresh_from_db(fields=["verdict"])
    while not Activity.objects.filter(pk=activity.pk, verdict=activity.verdict).update(verdict=verdict):
        activity.refresh_from_db(fields=["verdict"])
    counting.change_verdict(activity, activity.verdict, verdict)
    activity.verdict = verdict
