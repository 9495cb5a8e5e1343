"""The register of speakers, kept by the office and by the agencies they come from."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import unused_code
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.events import rules
from kentongan.domain.events.access import may_edit_speaker
from kentongan.domain.events.models import Sector, Speaker, SpeakerAbsence
from kentongan.domain.people.models import Agency, Person
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import is_within, normalise
from kentongan.domain.releases.models import Topic

LINES = {"name": 150, "title": 150, "organisation": 150, "expertise": 300, "phone": 20, "email": 254}
CHANGEABLE = frozenset({*LINES, "sector", "agency", "topics"})


@transaction.atomic
def register_speaker(
    *,
    name: str,
    sector: Sector | str,
    region: Region,
    by: Actor,
    title: str = "",
    agency: Agency | None = None,
    organisation: str = "",
    topics: Sequence[Topic | str] = (),
    expertise: str = "",
    phone: str = "",
    email: str = "",
    person: Person | None = None,
    is_demo: bool = False,
) -> Speaker:
    """Enter somebody whom offices and groups of the area may ask. An agency enters its own people.

    Raises ``Invalid`` for a name that stands in the register of the area already.
    """
    by.require("speakers.edit", region.code, agency=agency.pk if agency else None)
    _check_agency(agency, region, by)
    values = _checked(
        {
            "name": name,
            "title": title,
            "organisation": organisation,
            "expertise": expertise,
            "phone": phone,
            "email": email,
            "sector": sector,
            "agency": agency,
        }
    )
    if Speaker.objects.standing().filter(region=region, name=values["name"]).exists():
        raise Invalid(_twin(values["name"]), field="name")
    speaker = Speaker(
        code=unused_code("N", lambda code: Speaker.objects.filter(code=code).exists()),
        region=region,
        person=person,
        is_demo=is_demo,
        **values,
    )
    chosen = _topics(topics)
    _save(speaker, chosen)
    _require(speaker, by)  # an agency's officer enters nobody who is with no agency
    record("speakers.register", speaker, by=by, region=region.code, name=speaker.name)
    return speaker


@transaction.atomic
def change_speaker(speaker: Speaker, *, by: Actor, **changes: Any) -> Speaker:
    """Change what is told by name (``CHANGEABLE``). Raises as :func:`register_speaker`."""
    _require(speaker, by)
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise TypeError(f"not changeable: {sorted(unknown)}")
    topics = changes.pop("topics", None)
    if "agency" in changes:
        _check_agency(changes["agency"], speaker.region, by)
    values = _checked(changes)
    for name, value in values.items():
        setattr(speaker, name, value)
    chosen = list(speaker.topics.all()) if topics is None else _topics(topics)
    _save(speaker, chosen)
    fields = [*values, *(["topics"] if topics is not None else [])]
    record("speakers.change", speaker, by=by, region=speaker.region_id, fields=fields)
    return speaker


@transaction.atomic
def end_speaker(speaker: Speaker, *, by: Actor) -> Speaker:
    """Take somebody out of the register; where they spoke stays."""
    _require(speaker, by)
    today = timezone.localdate()
    if not Speaker.objects.filter(pk=speaker.pk, ended_on=None).update(ended_on=today):
        raise Stale(_("Narasumber ini sudah dikeluarkan dari daftar. Muat ulang halaman."))
    speaker.ended_on = today
    record("speakers.end", speaker, by=by, region=speaker.region_id)
    return speaker


@transaction.atomic
def add_absence(
    speaker: Speaker, *, starts_on: date, ends_on: date, by: Actor, reason: str = ""
) -> SpeakerAbsence:
    """Note days on which the speaker cannot come. Raises ``Invalid`` for days that overlap noted ones."""
    _require(speaker, by)
    if ends_on < starts_on:
        raise Invalid(_("Tanggal selesai mendahului tanggal mulai."), field="ends_on")
    if SpeakerAbsence.objects.filter(speaker=speaker).touching(starts_on, ends_on).exists():
        raise Invalid(_("Sebagian hari ini sudah dicatat berhalangan."), field="starts_on")
    row = SpeakerAbsence.objects.create(
        speaker=speaker,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=rules.check_line(reason, 150, "reason"),
    )
    record(
        "speakers.add_absence",
        speaker,
        by=by,
        region=speaker.region_id,
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat(),
    )
    return row


@transaction.atomic
def remove_absence(absence: SpeakerAbsence, *, by: Actor) -> None:
    """The speaker can come on these days after all."""
    speaker = absence.speaker
    _require(speaker, by)
    record(
        "speakers.remove_absence",
        speaker,
        by=by,
        region=speaker.region_id,
        starts_on=absence.starts_on.isoformat(),
    )
    absence.delete()


def _require(speaker: Speaker, by: Actor) -> None:
    if not may_edit_speaker(speaker, by):
        raise Refused(_("Data narasumber ini diurus oleh kantor atau instansinya."))


def _check_agency(agency: Agency | None, region: Region, by: Actor) -> None:
    """An officer of an agency names that agency; it lies where the speaker goes, or above or below."""
    if agency is None:
        return
    by.require("speakers.edit", region.code, agency=agency.pk)
    if not (is_within(agency.region_id, region.code) or is_within(region.code, agency.region_id)):
        raise Invalid(_("Instansi ini berada di wilayah lain. Pilih instansi lain."), field="agency")


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    found = dict(values)
    for name, limit in LINES.items():
        if name in found:
            need = _("Isi nama narasumber.") if name == "name" else ""
            found[name] = rules.check_line(found[name], limit, name, need)
    if "sector" in found and not isinstance(found["sector"], Sector):
        sector = Sector.objects.filter(code=found["sector"] or "").first()
        if sector is None:
            raise Invalid(_("Pilih bidang dari daftar."), field="sector")
        found["sector"] = sector
    return found


def _topics(topics: Sequence[Topic | str]) -> list[Topic]:
    codes = [topic if isinstance(topic, str) else topic.code for topic in topics]
    found = Topic.objects.in_bulk(codes)
    missing = next((code for code in codes if code not in found), None)
    if missing is not None:
        raise Invalid(
            _("Topik “%(topic)s” tidak ada dalam daftar.") % {"topic": missing[:40]}, field="topics"
        )
    return list(found.values())


def _save(speaker: Speaker, topics: Sequence[Topic]) -> None:
    """The row with the words it is found by."""
    told = (speaker.name, speaker.title, speaker.organisation, speaker.expertise, speaker.sector.name)
    office = (speaker.agency.name, speaker.agency.short_name) if speaker.agency else ()
    words = normalise(" ".join([*told, *office, *(topic.name for topic in topics)]))
    speaker.search_text = words[:1200]
    try:
        with transaction.atomic():
            speaker.save()
    except IntegrityError as error:
        raise Invalid(_twin(speaker.name), field="name") from error
    speaker.topics.set(topics)


def _twin(name: str) -> str:
    return _("%(name)s sudah ada di daftar narasumber wilayah ini.") % {"name": name}
