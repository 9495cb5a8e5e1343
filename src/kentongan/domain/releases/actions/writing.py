"""Writing a package: a draft, its changes, a correction."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import unused_code
from kentongan.domain.core.history import record
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.core.texts import one_line, without_hidden
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import is_within, normalise
from kentongan.domain.releases import checks, rules
from kentongan.domain.releases.models import Publication, Release, State, Version

COLUMNS = (
    "title",
    "summary",
    "body",
    "short_text",
    "spoken_text",
    "information_class",
    "valid_until",
    "embargo_until",
    "audience_filter",
    "correction_note",
)
SHORT_TEXTS = ("title", "correction_note")
LONG_TEXTS = ("summary", "body", "short_text", "spoken_text")
RELATIONS = ("areas", "attachments")
LABELS = ("topics", "campaign")
CHANGEABLE = (*COLUMNS, *RELATIONS, *LABELS)


@transaction.atomic
def draft(*, region: Region | str, agency: Agency, by: Actor, is_demo: bool = False, **texts: Any) -> Version:
    """Begin a package of the region's office; it may be incomplete.

    ``texts``: any of ``CHANGEABLE``. ``areas`` are region codes, ``topics`` codes, ``campaign`` a code.
    Raises ``Refused`` outside the writer's area and ``Invalid`` for what was entered wrongly.
    """
    place = region if isinstance(region, Region) else Region.objects.get(pk=region)
    by.require("releases.write", place.code)
    if not (is_within(place.code, agency.region_id) or is_within(agency.region_id, place.code)):
        raise Invalid(_("Instansi sumber tidak berada di wilayah ini."), field="agency")
    release = Release(
        code=unused_code("R", lambda code: Release.objects.filter(code=code).exists()),
        region=place,
        agency=agency,
        tier=rules.tier_of(place.level),
        created_by_id=by.user_id,
        is_demo=is_demo,
    )
    values = _checked(release, None, texts, by)
    release.save(force_insert=True)
    version = _write(release, 1, values, by)
    record("releases.draft", release, by=by, region=place.code, version=1)
    return version


@transaction.atomic
def edit(version: Version, *, revision: int, by: Actor, **changes: Any) -> Version:
    """Change the texts or the audience: in place while never submitted, as the next number afterwards.

    ``revision`` is that of the version the writer saw. Raises ``Stale`` when somebody saved in between, and
    ``Invalid`` once the package is out: then it is corrected, not edited.
    """
    release = version.release
    by.require("releases.write", release.region_id)
    if version.revision != revision:
        raise Stale(_stale_text())
    _refuse_published(version)
    values = _checked(release, version, changes, by)
    if version.submitted_at is None:
        result = _save_in_place(version, values, by)
    else:
        result = _write_next(version, values, by)
    record("releases.edit", release, by=by, region=release.region_id, version=result.number)
    return result


@transaction.atomic
def correct(release: Release, *, note: str, by: Actor, **changes: Any) -> Version:
    """Begin the correction of what is out: a new draft that names the version it corrects.

    ``note`` tells everyone who had the earlier version what changed. The audience may grow, not shrink.
    """
    by.require("releases.write", release.region_id)
    note = checks.check_reason(
        note, _("Tulis apa yang dikoreksi, agar penerima tahu."), field="correction_note"
    )
    out = _latest_out(release)
    if out is None:
        raise Invalid(_("Paket ini belum terbit atau sudah ditarik, jadi tidak ada yang dikoreksi."))
    latest = release.versions.get(number=F("release__latest_number"))
    if latest.pk != out.version_id:
        raise Stale(
            _("Koreksi versi %(number)d sudah dibuat. Lanjutkan yang itu.") % {"number": latest.number}
        )
    values = _checked(release, latest, changes | {"correction_note": note}, by)
    result = _write_next(latest, values, by, corrects=latest.number)
    record("releases.correct", release, by=by, region=release.region_id, version=result.number, note=note)
    return result


def _checked(release: Release, old: Version | None, changes: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    """The whole content of the version to be: what the old one held, with the changes, all checked."""
    unknown = set(changes) - set(CHANGEABLE)
    if unknown:
        name = min(unknown)
        raise Invalid(_("Isian “%(name)s” tidak dapat diubah.") % {"name": name}, field=name)
    values: dict[str, Any] = _content_of(old) if old else {"audience_filter": {}, "areas": []}
    values |= changes
    values |= {name: without_hidden(values[name]) for name in LONG_TEXTS if values.get(name)}
    values |= {name: one_line(values[name]) for name in SHORT_TEXTS if values.get(name)}
    checks.check_lengths(values)
    checks.check_class(values.get("information_class", "public"))
    checks.check_dates(values.get("valid_until"), values.get("embargo_until"))
    if old is None or "areas" in changes:
        values["areas"] = checks.checked_areas(
            checks.codes_of(values["areas"]), region=release.region_id, by=by
        )
    values["audience_filter"] = checks.checked_filter(values["audience_filter"] or {})
    if "attachments" in changes:
        _check_own(changes["attachments"], old, by)
    if "topics" in changes:
        values["topics"] = checks.checked_topics(changes["topics"])
    if "campaign" in changes:
        values["campaign"] = checks.checked_campaign(changes["campaign"], release.region_id)
    _check_not_shrunk(release, old, values)
    return values


def _content_of(version: Version) -> dict[str, Any]:
    return {
        **{name: getattr(version, name) for name in COLUMNS},
        "areas": [region.pk for region in version.areas.all()],
        "attachments": list(version.attachments.all()),
    }


def _check_not_shrunk(release: Release, old: Version | None, values: Mapping[str, Any]) -> None:
    """Whoever had what is out gets the correction: its audience may not leave anybody out."""
    out = _latest_out(release) if old else None
    if out is None:
        return
    had = out.version
    if rules.shrinks(
        [area.region_id for area in out.areas.all()],
        had.audience_filter,
        values["areas"],
        values["audience_filter"],
    ):
        raise Invalid(
            _("Sasaran koreksi tidak boleh lebih sempit daripada versi %(number)d yang sudah terbit.")
            % {"number": had.number},
            field="areas",
        )


def _check_own(attachments: Sequence[Attachment], old: Version | None, by: Actor) -> None:
    """Only files the writer handed in, or that the package had already."""
    kept = set(old.attachments.values_list("pk", flat=True)) if old else set()
    for file in attachments:
        if by.user_id is not None and file.uploaded_by_id != by.user_id and file.pk not in kept:
            raise Invalid(_("Lampiran ini tidak ditemukan. Unggah sekali lagi."), field="attachments")


def _save_in_place(version: Version, values: dict[str, Any], by: Actor) -> Version:
    columns = _columns(values)
    saved = Version.objects.filter(
        pk=version.pk, revision=version.revision, step=State.DRAFT, submitted_at=None
    ).update(**columns, revision=F("revision") + 1, changed_at=timezone.now())
    if not saved:
        raise Stale(_stale_text())
    version.refresh_from_db()
    _relate(version, values, by)
    return version


def _write_next(old: Version, values: dict[str, Any], by: Actor, *, corrects: int | None = None) -> Version:
    """The next number; whatever was said of the old one (submission, approval) no longer counts."""
    release = old.release
    moved = Release.objects.filter(pk=release.pk, latest_number=old.number).update(
        latest_number=old.number + 1
    )
    if not moved:
        raise Stale(_stale_text())
    release.latest_number = old.number + 1
    if not corrects:
        _refuse_published(old)
    return _write(release, old.number + 1, values, by, corrects=corrects or old.corrects)


def _write(
    release: Release, number: int, values: dict[str, Any], by: Actor, *, corrects: int | None = None
) -> Version:
    version = Version.objects.create(
        release=release,
        number=number,
        corrects=corrects,
        author_id=by.user_id,
        author_name=by.name,
        **_columns(values),
    )
    _relate(version, values, by)
    return version


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    columns = {name: values[name] for name in COLUMNS if name in values}
    words = (values.get("title", ""), values.get("summary", ""), values.get("body", ""))
    return columns | {"search_text": normalise(" ".join(words))}


def _relate(version: Version, values: Mapping[str, Any], by: Actor) -> None:
    version.areas.set(values["areas"])
    version.attachments.set(values.get("attachments", ()))
    if by.user_id is not None:
        version.writers.add(by.user_id)
    release = version.release
    if "topics" in values:
        release.topics.set(values["topics"])
    if "campaign" in values:
        release.campaign = values["campaign"]
        release.save(update_fields=["campaign"])


def _latest_out(release: Release) -> Publication | None:
    """The open publication of the package, out or scheduled."""
    return (
        release.publications.filter(superseded_at=None, withdrawn_at=None).select_related("version").first()
    )


def _refuse_published(version: Version) -> None:
    """What is out is corrected. Asked again once the package is held: it may have come out meanwhile."""
    if Version.objects.filter(pk=version.pk, step=State.PUBLISHED).exists():
        raise Invalid(_("Paket ini sudah terbit atau dijadwalkan. Buat koreksi untuk mengubahnya."))


def _stale_text() -> str:
    return _("Paket ini baru saja diubah orang lain. Buka lagi, lalu bandingkan dengan perubahan Anda.")
