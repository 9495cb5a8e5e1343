"""Somebody asks about a message: it joins the claim it repeats, or becomes a new one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.claims import finding, numbering, seeing
from kentongan.domain.claims.matching import engine, links, pictures
from kentongan.domain.claims.models import AnswerTarget, Claim, ClaimImage, Report
from kentongan.domain.claims.rules import CODE, digest_of, title_of
from kentongan.domain.claims.seeing import Picture
from kentongan.domain.core import attachments
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import unused_code
from kentongan.domain.core.history import record
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.core.texts import one_line, without_hidden
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ancestor_at

TEXT_LIMIT = 10_000
_DESK_LEVEL = 2  # the regency's office checks


@dataclass(frozen=True)
class Question:
    """What was met, where and when."""

    text: str = ""
    url: str = ""
    seen_in: str = ""
    seen_on: date | None = None
    note: str = ""


def report(
    question: Question,
    *,
    by: Actor,
    way: str,
    id: UUID | None = None,  # noqa: A002 - the name in every contract
    group: Group | None = None,
    region: Region | None = None,
    picture: Picture | None = None,
    pictured: bool = False,
) -> Report:
    """Take down one asking. The same id with the same content is the same report.

    ``pictured`` says that its picture follows, so that there may be no words.
    What surely repeats a known claim joins it; everything else is a new claim, which a person may merge.
    Of a visitor only the day is kept, of a picture never who handed it in. Raises ``Invalid`` and ``Stale``.
    """
    if by.user_id is not None:
        by.require("claims.report", group.region_id if group else None, group=group.pk if group else None)
    asked = _checked(question, pictured=pictured or picture is not None)
    place = region or (group.region if group else None)
    digest = _digest(asked, group, place, picture)
    known = _known(id)
    if known:
        return _same(known, digest)
    joined = _repeated(asked, picture)
    file = attachments.keep_unsigned(picture.content) if picture else None
    told = asked.__dict__ | {"group": group, "region": place, "way": way, "digest": digest}
    with transaction.atomic():
        if joined is None:  # what was asked while we searched: the same form twice, or the same words
            numbering.in_turn()
            known = _known(id)
            joined = known.claim if known else _same_words(asked)
        claim = joined or _raise(asked, place, by)
        row, created = Report.objects.get_or_create(
            pk=id or uuid4(), defaults=told | {"claim": claim} | _who(by)
        )
        if created:
            _count(row, by)
        if created and picture and file:
            keep_image(row, file, picture.marks)
        elif file:
            attachments.forget(file)
    return row if created else _same(row, digest)


def due(pace: str, since: datetime) -> datetime | None:
    """When an answer is due: the hours in force on that day."""
    rows = AnswerTarget.objects.filter(pace=pace, starts_on__lte=timezone.localdate(since))
    hours = rows.values_list("hours", flat=True).first()
    return since + timedelta(hours=hours) if hours is not None else None


def _checked(question: Question, *, pictured: bool) -> Question:
    text = without_hidden(question.text).strip()
    url = one_line(question.url)
    if not text and not url and not pictured:
        raise Invalid(_("Tempel isi pesannya, tautannya, atau pilih gambarnya."), field="text")
    if len(text) > TEXT_LIMIT:
        raise Invalid(_("Isi pesan paling banyak %(limit)d huruf.") % {"limit": TEXT_LIMIT}, field="text")
    if url and (len(url) > 500 or links.normal(url) is None):
        raise Invalid(_("Tautan ini tidak dapat dibaca. Salin lagi dari pesannya."), field="url")
    if question.seen_in and question.seen_in not in Report.Seen.values:
        raise Invalid(_("Pilih dari daftar di mana pesan itu beredar."), field="seen_in")
    if question.seen_on and question.seen_on > timezone.localdate():
        raise Invalid(_("Tanggal ini belum tiba."), field="seen_on")
    return Question(text, url, question.seen_in, question.seen_on, one_line(question.note)[:500])


def _digest(asked: Question, group: Group | None, place: Region | None, picture: Picture | None) -> str:
    return digest_of(
        asked.__dict__
        | {"group": str(group.pk) if group else "", "place": place.code if place else ""}
        | ({"picture": sha256(picture.content).hexdigest()} if picture else {})
    )


def _repeated(asked: Question, picture: Picture | None) -> Claim | None:
    """The claim this surely repeats: the very words, the same picture, or an answer the engine is sure of."""
    same = _same_words(asked)
    if same:
        return same
    if asked.text or asked.url:
        found = finding.find(f"{asked.text}\n{asked.url}".strip(), most=1)
        return found[0].claim if found and engine.state_of(found[0].score) == engine.ANSWER else None
    pictured = seeing.find(picture, most=1) if picture else []
    return pictured[0].claim if pictured and pictured[0].score >= seeing.ANSWER else None


def _known(key: UUID | None) -> Report | None:
    return Report.objects.filter(pk=key).select_related("claim").first() if key else None


def _same_words(asked: Question) -> Claim | None:
    """The claim of these very words."""
    rows = Claim.objects.filter(finding.same_words(asked.text)).select_related("merged_into")
    same = rows.first() if asked.text else None
    return same and (same.merged_into or same)


def _who(by: Actor) -> dict[str, Any]:
    """Who asked and when: of a visitor the day alone, at noon (security.md 33)."""
    now = timezone.now()
    if by.user_id is not None:
        return {"by_id": by.user_id, "by_name": by.name, "at": now}
    noon = timezone.localtime(now).replace(hour=12, minute=0, second=0, microsecond=0)
    return {"by_id": None, "by_name": "", "at": noon}


def _count(row: Report, by: Actor) -> None:
    """What a new report moves: the claim's number, its links, its history."""
    Claim.objects.filter(pk=row.claim_id).update(report_count=F("report_count") + 1)
    if row.url:
        numbering.keep_links([row.claim], row.url)
    if by.user_id is not None or row.way != Report.Way.PUBLIC:  # a history would hold a visitor's minute
        record("claims.report", row.claim, by=by, region=row.claim.region_id, way=row.way)


def keep_image(row: Report, file: Attachment, marks: pictures.Marks) -> ClaimImage:
    """The picture with its marks at the claim the report is about, once."""
    image, _created = ClaimImage.objects.get_or_create(
        claim=row.claim,
        file=file,
        defaults={"report": row, "whole": marks.whole, "parts": list(marks.parts)},
    )
    return image


def _raise(asked: Question, place: Region | None, by: Actor) -> Claim:
    now = timezone.now()
    if by.user_id is None:  # of a visitor the hour is enough for the clock
        now = now.replace(minute=0, second=0, microsecond=0)
    desk = ancestor_at(place.code, min(place.level, _DESK_LEVEL)) if place else settings.HOME_REGION
    claim = Claim(
        code=unused_code(CODE, lambda code: Claim.objects.filter(code=code).exists()),
        title=title_of(asked.text or asked.url) or _("Gambar tanpa tulisan"),
        text=asked.text or asked.url,
        region_id=desk or settings.HOME_REGION,
        raised_at=now,
        due_at=due(AnswerTarget.Pace.NORMAL, now),
        by_id=by.user_id,
    )
    numbering.number([claim])
    claim.save(force_insert=True)
    numbering.keep_links([claim], asked.url)
    return claim


def _same(known: Report, digest: str) -> Report:
    if known.digest != digest:
        raise Stale(_("Nomor pertanyaan ini sudah dipakai untuk isi lain. Kirim sebagai pertanyaan baru."))
    return known
