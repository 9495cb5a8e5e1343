"""Setting a package out: at once, at a time, in an emergency; calling it back."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.releases import audience, checks, rules
from kentongan.domain.releases.actions.deciding import approve, hold_latest, latest_version, refuse_own
from kentongan.domain.releases.models import Publication, PublicationArea, Release, Review, State, Version


@transaction.atomic
def publish(release: Release, at: datetime | None = None, *, by: Actor) -> Publication:
    """Set the approved version out, now or at a moment to come. No job is needed: readers look at the clock.

    A version that corrects another takes its place at that moment. Raises ``Refused`` for one's own text,
    ``Stale`` when the newest version is not the approved one, ``Invalid`` for a moment in the past.
    """
    by.require("releases.publish", release.region_id)
    version = latest_version(release)
    refuse_own(version, by, _("Anda menulis versi ini, jadi orang lain yang menerbitkannya."))
    approval = getattr(version, "approval", None)
    if version.step != State.APPROVED or approval is None:
        raise Stale(_not_approved(version))
    if approval.digest != rules.content_digest(version.content()):
        raise Stale(_("Isi paket tidak lagi sama dengan yang disetujui. Ajukan kembali."))
    publication = _set_out(version, at, by, expected=(State.APPROVED,))
    record(
        "releases.publish",
        release,
        by=by,
        region=release.region_id,
        version=version.number,
        at=publication.published_at.isoformat(),
        groups=publication.audience_count,
    )
    return publication


@transaction.atomic
def approve_and_publish(
    release: Release, number: int, at: datetime | None = None, *, by: Actor
) -> Publication:
    """Approve the version shown and publish it in one go, for whoever may do both."""
    approve(release, number, by=by)
    return publish(release, at, by=by)


@transaction.atomic
def publish_in_emergency(version: Version, reason: str, *, by: Actor) -> Publication:
    """Set a version out at once without approval; another person reviews it afterwards.

    Even then nobody publishes their own text. Raises as :func:`publish` does.
    """
    release = version.release
    by.require("releases.emergency", release.region_id)
    reason = checks.check_reason(reason, _("Tulis mengapa paket ini tidak dapat menunggu persetujuan."))
    newest = latest_version(release)
    if newest.pk != version.pk or newest.revision != version.revision:
        raise Stale(_("Paket ini baru saja diubah. Baca versi terbarunya, lalu putuskan."))
    refuse_own_emergency(newest, by=by)
    checks.check_complete(newest)
    publication = _set_out(
        newest, None, by, expected=(State.DRAFT, State.SUBMITTED, State.APPROVED), emergency_reason=reason
    )
    record(
        "releases.emergency",
        release,
        by=by,
        region=release.region_id,
        version=newest.number,
        reason=reason,
        groups=publication.audience_count,
    )
    return publication


def refuse_own_emergency(version: Version, *, by: Actor) -> None:
    """Raise ``Refused`` for whoever wrote the version: it takes two people even now."""
    refuse_own(
        version, by, _("Anda menulis versi ini. Minta orang lain menerbitkannya, juga dalam keadaan darurat.")
    )


@transaction.atomic
def review_emergency(publication: Publication, accepted: bool, note: str = "", *, by: Actor) -> Review:
    """Look afterwards at what went out in an emergency. Not accepting needs a note and withdraws nothing."""
    release = publication.release
    by.require("releases.approve", release.region_id)
    if not publication.emergency_reason:
        raise Invalid(_("Paket ini terbit dengan persetujuan biasa, jadi tidak perlu ditinjau."))
    refuse_own(publication.version, by, _("Anda menulis versi ini, jadi orang lain yang meninjaunya."))
    if by.user_id is not None and publication.by_id == by.user_id:
        raise Refused(_("Anda yang menerbitkannya, jadi orang lain yang meninjaunya."))
    if not accepted:
        note = checks.check_reason(note, _("Tulis apa yang tidak dapat diterima."), field="note")
    try:
        with transaction.atomic():
            review = Review.objects.create(
                publication=publication, accepted=accepted, note=note, by_id=by.user_id, by_name=by.name
            )
    except IntegrityError as error:
        raise Stale(_("Penerbitan darurat ini sudah ditinjau orang lain.")) from error
    record("releases.review", release, by=by, region=release.region_id, accepted=accepted, note=note)
    return review


@transaction.atomic
def withdraw(release: Release, reason: str, *, by: Actor) -> Publication:
    """Call the package back: it leaves every inbox and page, its address tells why."""
    by.require("releases.publish", release.region_id)
    reason = checks.check_reason(reason, _("Tulis alasan penarikan, agar penerima tahu."))
    now = timezone.now()
    open_ones = release.publications.filter(superseded_at=None, withdrawn_at=None)
    publication = open_ones.select_related("version").first()
    if publication is None or not open_ones.filter(pk=publication.pk).update(
        withdrawn_at=now, withdrawal_reason=reason
    ):
        raise Stale(_("Paket ini belum terbit atau sudah ditarik. Muat ulang halaman."))
    # what a scheduled correction was to replace goes as well
    release.publications.filter(superseded_at__gt=now, withdrawn_at=None).update(
        withdrawn_at=now, withdrawal_reason=reason
    )
    publication.refresh_from_db()
    record("releases.withdraw", release, by=by, region=release.region_id, reason=reason)
    return publication


@transaction.atomic
def cancel_schedule(release: Release, *, by: Actor) -> Version:
    """Take back a publication whose moment has not come: the version is approved again, nothing was sent."""
    by.require("releases.publish", release.region_id)
    waiting = release.publications.filter(
        superseded_at=None, withdrawn_at=None, published_at__gt=timezone.now(), emergency_reason=""
    )
    publication = waiting.select_related("version").first()
    if publication is None or not waiting.filter(pk=publication.pk).delete()[0]:
        raise Stale(_("Paket ini sudah terbit atau jadwalnya sudah dibatalkan. Muat ulang halaman."))
    version = publication.version
    Version.objects.filter(pk=version.pk, step=State.PUBLISHED).update(step=State.APPROVED)
    release.publications.filter(superseded_at=publication.published_at).update(superseded_at=None)
    version.refresh_from_db()
    record("releases.cancel_schedule", release, by=by, region=release.region_id, version=version.number)
    return version


def _set_out(
    version: Version, at: datetime | None, by: Actor, *, expected: tuple[str, ...], emergency_reason: str = ""
) -> Publication:
    """Move the step, close the publication that is corrected, write one row per area: once."""
    now = timezone.now()
    if at is not None and at < now:
        raise Invalid(_("Waktu terbit sudah lewat. Pilih waktu yang akan datang."), field="at")
    moment = at or now
    checks.check_not_over(version, moment)
    hold_latest(version)
    moved = Version.objects.filter(pk=version.pk, revision=version.revision, step__in=expected).update(
        step=State.PUBLISHED, submitted_at=version.submitted_at or now
    )
    if not moved:
        raise Stale(_("Paket ini baru saja diubah atau diterbitkan orang lain. Muat ulang halaman."))
    version.refresh_from_db(fields=["step", "submitted_at"])
    codes = [region.pk for region in version.areas.all()]
    version.release.publications.filter(superseded_at=None, withdrawn_at=None).update(superseded_at=moment)
    publication = Publication.objects.create(
        release=version.release,
        version=version,
        published_at=moment,
        expires_at=checks.end_of_validity(version),
        emergency_reason=emergency_reason,
        audience_count=audience.size(version),
        by_id=by.user_id,
        by_name=by.name,
        on_behalf_of=by.on_behalf_of,
    )
    PublicationArea.objects.bulk_create(
        PublicationArea(publication=publication, region_id=code) for code in codes
    )
    return publication


def _not_approved(version: Version) -> str:
    if version.step == State.PUBLISHED:
        return _("Paket ini sudah terbit atau dijadwalkan. Muat ulang halaman.")
    return _("Versi %(number)d belum disetujui, jadi belum dapat diterbitkan.") % {"number": version.number}
