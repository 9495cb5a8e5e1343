"""What groups and village offices do with a package: each step once, only forward."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Absent, Invalid, Stale
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import is_within
from kentongan.domain.releases import checks, counting, rules
from kentongan.domain.releases.access import ever_sent_to
from kentongan.domain.releases.models import OfficeReceipt, Progress, Publication, Receipt

BY_HAND = (
    Receipt.Kind.RECEIVED,
    Receipt.Kind.OPENED,
    Receipt.Kind.DISCUSSED,
    Receipt.Kind.DECLINED,
)


@transaction.atomic
def record_receipt(
    *,
    publication: Publication,
    group: Group,
    kind: str,
    by: Actor,
    id: UUID | None = None,  # noqa: A002 - the name in every contract
    reason: str = "",
    at: datetime | None = None,
) -> Receipt:
    """Note a step of the group with the package, exactly once under repeats.

    A step that arrives after a later one adds nothing and gives the furthest row. ``at`` is the phone's
    clock: noted, never ahead of ours. Raises ``Absent`` for what was not sent to the group, ``Invalid`` for
    declining without a reason or after passing on, ``Stale`` for an id that names something else.
    """
    by.require("receipts.record", group.region_id, group=group.pk)
    if kind not in BY_HAND:
        raise Invalid(_("Pilih diterima, dibuka, dibahas, atau tidak disebarkan."), field="kind")
    if kind == Receipt.Kind.DECLINED:
        reason = checks.check_reason(reason, _("Tulis alasan mengapa paket ini tidak disebarkan."))
    known = _by_id(id, publication, group, kind)
    if known:
        return known
    require_sent(publication, group)
    furthest = _furthest(publication, group)
    if furthest and kind == Receipt.Kind.DECLINED and furthest.kind == Receipt.Kind.PASSED_ON:
        raise Invalid(_("Paket ini sudah disebarkan, jadi tidak dapat lagi ditandai tidak disebarkan."))
    if furthest and rules.RANK[kind] <= rules.RANK[furthest.kind]:
        return furthest
    return _advance(publication, group, kind, by, receipt_id=id, reason=reason, at=at)


def pass_on(publication: Publication, group: Group, *, by: Actor, at: datetime | None = None) -> Receipt:
    """Note that the group spread the package: the first dissemination does it, within its transaction."""
    return _advance(publication, group, Receipt.Kind.PASSED_ON, by, at=at)


@transaction.atomic
def record_office_receipt(*, publication: Publication, region: Region, kind: str, by: Actor) -> OfficeReceipt:
    """Note that the village office has the package, or handed it to its KIM (domain.md P6); once each.

    Handing over what was never noted as received notes both.
    """
    by.require("receipts.hand_over", region.code)
    if kind not in OfficeReceipt.Kind.values:
        raise Invalid(_("Pilih diterima kantor atau diteruskan ke KIM."), field="kind")
    areas = publication.areas.values_list("region_id", flat=True)
    out = publication.published_at <= timezone.now()
    if not out or not any(is_within(region.code, area) or is_within(area, region.code) for area in areas):
        raise Absent(_("Paket ini tidak ditemukan."))
    steps = [OfficeReceipt.Kind.RECEIVED]
    if kind == OfficeReceipt.Kind.HANDED_OVER:
        steps.append(OfficeReceipt.Kind.HANDED_OVER)
    for step in steps:
        row, created = OfficeReceipt.objects.get_or_create(
            publication=publication,
            region=region,
            kind=step,
            defaults={"by_id": by.user_id, "by_name": by.name},
        )
        if created:
            record(
                f"releases.office_{step.value}",
                publication.release,
                by=by,
                region=region.code,
                version=publication.version.number,
            )
    return row


def require_sent(publication: Publication, group: Group) -> None:
    """Raise ``Absent`` unless the publication is or was in the group's inbox."""
    if not ever_sent_to(group).filter(pk=publication.pk).exists():
        raise Absent(_("Paket ini tidak ditemukan."))


def _by_id(receipt_id: UUID | None, publication: Publication, group: Group, kind: str) -> Receipt | None:
    known = Receipt.objects.filter(pk=receipt_id).first() if receipt_id else None
    if known and (known.publication_id, known.group_id, known.kind) != (publication.pk, group.pk, kind):
        raise Stale(_("Nomor catatan ini sudah dipakai untuk isi lain. Buat catatan baru."))
    return known


def _furthest(publication: Publication, group: Group) -> Receipt | None:
    rows = Receipt.objects.filter(publication=publication, group=group)
    return max(rows, key=lambda row: rules.RANK[row.kind], default=None)


def _advance(
    publication: Publication,
    group: Group,
    kind: str,
    by: Actor,
    *,
    receipt_id: UUID | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> Receipt:
    """The row of this step, written once, and the group's progress moved on to it."""
    now = timezone.now()
    receipt, created = Receipt.objects.get_or_create(
        publication=publication,
        group=group,
        kind=kind,
        defaults={
            "id": receipt_id or uuid4(),
            "region_id": group.region_id,
            "reason": reason,
            "by_id": by.user_id,
            "by_name": by.name,
            "at": min(at or now, now),
        },
    )
    if created:
        _move_progress(publication, group, kind)
        record(
            f"releases.{kind}",
            group,
            by=by,
            region=group.region_id,
            release=publication.release.code,
            version=publication.version.number,
        )
    return receipt


def _move_progress(publication: Publication, group: Group, kind: str) -> None:
    """Only forward, whoever else moves it meanwhile; the count of the regency moves with it."""
    progress, made = Progress.objects.get_or_create(
        publication=publication, group=group, defaults={"region_id": group.region_id, "kind": kind}
    )
    if made:
        counting.add_step(publication.pk, progress.region_id, kind, 1)
        return
    while rules.RANK[progress.kind] < rules.RANK[kind]:
        if Progress.objects.filter(pk=progress.pk, kind=progress.kind).update(kind=kind):
            counting.add_step(publication.pk, progress.region_id, progress.kind, -1)
            counting.add_step(publication.pk, progress.region_id, kind, 1)
            return
        progress.refresh_from_db()
