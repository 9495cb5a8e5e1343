"""From draft to approved: submission, return, approval of exactly the version shown."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Refused, Stale
from kentongan.domain.releases import checks, rules
from kentongan.domain.releases.models import Approval, Release, State, Version


@transaction.atomic
def submit(version: Version, *, by: Actor) -> Version:
    """Hand the draft in for approval. From now on a change makes the next number.

    Raises ``Invalid`` naming what is missing, ``Stale`` when it was changed or handed in meanwhile.
    """
    release = version.release
    by.require("releases.write", release.region_id)
    hold_latest(version)
    checks.check_complete(version)
    moved = Version.objects.filter(pk=version.pk, step=State.DRAFT, revision=version.revision).update(
        step=State.SUBMITTED, submitted_at=timezone.now()
    )
    if not moved:
        raise Stale(_("Paket ini sudah diajukan atau baru saja diubah. Muat ulang halaman."))
    version.refresh_from_db()
    record("releases.submit", release, by=by, region=release.region_id, version=version.number)
    return version


@transaction.atomic
def return_to_author(version: Version, reason: str, *, by: Actor) -> Version:
    """Give a submitted version back, with the reason."""
    release = version.release
    by.require("releases.approve", release.region_id)
    reason = checks.check_reason(reason, _("Tulis alasan pengembalian, agar penulis tahu apa yang diubah."))
    if not Version.objects.filter(pk=version.pk, step=State.SUBMITTED).update(step=State.DRAFT):
        raise Stale(_("Paket ini sudah tidak menunggu persetujuan. Muat ulang halaman."))
    version.refresh_from_db()
    record("releases.return", release, by=by, region=release.region_id, version=version.number, reason=reason)
    return version


@transaction.atomic
def approve(release: Release, number: int, *, by: Actor) -> Approval:
    """Say yes to the version of this number, as it was shown.

    Raises ``Refused`` for one's own text, ``Stale`` when another version is the newest or it no longer
    waits for approval: a second approval in parallel finds the same.
    """
    by.require("releases.approve", release.region_id)
    version = latest_version(release)
    if version.number != number:
        raise Stale(
            _("Paket sudah berubah menjadi versi %(number)d. Baca versi itu, lalu putuskan.")
            % {"number": version.number}
        )
    refuse_own(version, by, _("Anda menulis versi ini, jadi orang lain yang menyetujuinya."))
    hold_latest(version)
    if not Version.objects.filter(pk=version.pk, step=State.SUBMITTED).update(step=State.APPROVED):
        raise Stale(_("Paket ini sudah tidak menunggu persetujuan. Muat ulang halaman."))
    approval = Approval.objects.create(
        version=version,
        by_id=by.user_id,
        by_name=by.name,
        on_behalf_of=by.on_behalf_of,
        digest=rules.content_digest(version.content()),
    )
    record("releases.approve", release, by=by, region=release.region_id, version=number)
    return approval


def latest_version(release: Release) -> Version:
    """The newest version, read now and not from the record at hand."""
    return (
        Version.objects.latest_only()
        .select_related("release__region")
        .prefetch_related("areas", "attachments")
        .get(release=release)
    )


def hold_latest(version: Version) -> None:
    """Keep the package from getting a newer version until the transaction ends; ``Stale`` when it has one.

    The update locks the row: a decision and an edit in parallel come one after the other.
    """
    number = version.number
    if not Release.objects.filter(pk=version.release_id, latest_number=number).update(latest_number=number):
        raise Stale(_("Paket ini baru saja diubah. Baca versi terbarunya, lalu putuskan."))


def refuse_own(version: Version, by: Actor, message: str) -> None:
    """Raise ``Refused`` when the actor wrote the version or changed anything in it."""
    if by.user_id is not None and version.writers.filter(pk=by.user_id).exists():
        raise Refused(message)
