"""What a writer entered, checked against the register: each problem names its field."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups.models.groups import Level, Stage
from kentongan.domain.regions.models import Connectivity, Region, Tag
from kentongan.domain.regions.rules import is_within, valid_code
from kentongan.domain.releases.models import Campaign, InformationClass, Topic, Version
from kentongan.domain.releases.models.releases import SHORT_TEXT_LIMIT
from kentongan.domain.releases.rules import tidy_areas, tidy_filter

LIMITS = {"title": 150, "summary": 300, "correction_note": 300, "body": 50_000, "spoken_text": 10_000}


def checked_areas(areas: Collection[str], *, region: str, by: Actor) -> list[str]:
    """The area codes, those inside another left out. Raises ``Invalid`` naming an unknown or foreign one."""
    known = Region.objects.filter(code__in=[code for code in areas if valid_code(code)]).in_bulk()
    for code in areas:
        if code not in known:
            raise Invalid(
                _("Tidak ada wilayah dengan kode “%(code)s”. Pilih wilayah dari daftar.")
                % {"code": code[:20]},
                field="areas",
            )
        if not is_within(code, region) or not by.may("releases.write", code):
            raise Invalid(
                _("%(area)s berada di luar wilayah Anda. Hapus wilayah itu dari sasaran.")
                % {"area": known[code].title},
                field="areas",
            )
    return tidy_areas(areas)


def checked_filter(audience_filter: Mapping[str, Any]) -> dict[str, list[str]]:
    """The filter in one spelling. Raises ``Invalid`` naming the word it does not know."""
    try:
        tidy = tidy_filter(audience_filter)
    except ValueError as error:
        raise Invalid(
            _("Saringan sasaran “%(key)s” tidak dikenal.") % {"key": str(error)[:40]}, field="audience_filter"
        ) from error
    known: dict[str, Collection[str]] = {
        "level": Level.values,
        "stage": Stage.values,
        "connectivity": Connectivity.Kind.values,
    }
    if "tags" in tidy:
        known["tags"] = set(Tag.objects.filter(code__in=tidy["tags"]).values_list("code", flat=True))
    for key, values in tidy.items():
        for value in values:
            if value not in known[key]:
                raise Invalid(
                    _("Saringan sasaran “%(value)s” tidak dikenal.") % {"value": value[:40]},
                    field="audience_filter",
                )
    return tidy


def check_lengths(texts: Mapping[str, Any]) -> None:
    """Raise ``Invalid`` for a text that is too long, naming how long it is and may be."""
    short = len(texts.get("short_text") or "")
    if short > SHORT_TEXT_LIMIT:
        raise Invalid(
            _("Teks SMS %(length)d huruf, paling banyak %(limit)d.")
            % {"length": short, "limit": SHORT_TEXT_LIMIT},
            field="short_text",
        )
    for name, limit in LIMITS.items():
        length = len(texts.get(name) or "")
        if length > limit:
            raise Invalid(
                _("Teks ini %(length)d huruf, paling banyak %(limit)d.") % {"length": length, "limit": limit},
                field=name,
            )


def check_class(information_class: str) -> None:
    """Raise ``Invalid`` for an unknown information class."""
    if information_class not in InformationClass.values:
        raise Invalid(_("Pilih kelas informasi: untuk umum atau hanya untuk KIM."), field="information_class")


def check_dates(valid_until: date | None, embargo_until: datetime | None) -> None:
    """Raise ``Invalid`` when the embargo ends after the package does."""
    if embargo_until and timezone.is_naive(embargo_until):
        raise Invalid(_("Waktu embargo harus menyebut zona waktunya."), field="embargo_until")
    if valid_until and embargo_until and timezone.localtime(embargo_until).date() > valid_until:
        raise Invalid(
            _("Embargo berakhir sesudah masa berlaku paket. Periksa kedua tanggal."), field="embargo_until"
        )


def check_complete(version: Version) -> None:
    """Raise ``Invalid`` for the first thing missing before a package can be submitted."""
    if not version.title.strip():
        raise Invalid(_("Isi judul sebelum mengajukan."), field="title")
    if not (version.summary.strip() or version.body.strip()):
        raise Invalid(_("Isi ringkasan atau isi berita sebelum mengajukan."), field="summary")
    if not version.areas.exists():
        raise Invalid(_("Pilih wilayah sasaran sebelum mengajukan."), field="areas")
    check_not_over(version)


def check_not_over(version: Version, at: datetime | None = None) -> None:
    """Raise ``Invalid`` when the package's time is over by the moment (now unless told)."""
    ends = end_of_validity(version)
    if ends and ends <= (at or timezone.now()):
        raise Invalid(
            _("Masa berlaku paket sudah lewat pada waktu itu. Ubah tanggal berlakunya."), field="valid_until"
        )


def end_of_validity(version: Version) -> datetime | None:
    """The moment after the last valid day, by the clock of the sending region."""
    if version.valid_until is None:
        return None
    zone = ZoneInfo(version.release.region.time_zone)
    return datetime.combine(version.valid_until + timedelta(days=1), time.min, tzinfo=zone)


def checked_topics(codes: Collection[str]) -> list[Topic]:
    """The topics of these codes. Raises ``Invalid`` for an unknown one."""
    topics = list(Topic.objects.filter(code__in=codes))
    unknown = set(codes) - {topic.code for topic in topics}
    if unknown:
        raise Invalid(
            _("Topik “%(topic)s” tidak ada dalam daftar.") % {"topic": min(unknown)[:40]}, field="topics"
        )
    return topics


def checked_campaign(code: str | None, region: str) -> Campaign | None:
    """The campaign of this code, run by the region or one above it. Raises ``Invalid`` when there is none."""
    if not code:
        return None
    campaign = Campaign.objects.filter(code=code).first()
    if campaign is None or not is_within(region, campaign.region_id):
        raise Invalid(
            _("Kampanye “%(campaign)s” tidak ada di wilayah ini.") % {"campaign": code[:60]}, field="campaign"
        )
    return campaign


def check_reason(reason: str, message: str, *, limit: int = 300, field: str = "reason") -> str:
    """The reason without spaces around it. Raises ``Invalid`` with the message when there is none."""
    text = reason.strip()
    if not text:
        raise Invalid(message, field=field)
    if len(text) > limit:
        raise Invalid(
            _("Teks ini %(length)d huruf, paling banyak %(limit)d.") % {"length": len(text), "limit": limit},
            field=field,
        )
    return text


def codes_of(areas: Sequence[str | Region]) -> list[str]:
    """Region codes, whether regions or codes were given."""
    return [area.code if isinstance(area, Region) else area for area in areas]
