"""A visit is recorded once, with all that was answered and agreed; repeats of the same change nothing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.domain.activities.rules import content_digest
from kentongan.domain.core import attachments, history
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring.access import usable_edition
from kentongan.domain.mentoring.actions.agreements import Agreement, check_agreements, keep_agreements
from kentongan.domain.mentoring.answers import Given, Line, read_answers
from kentongan.domain.mentoring.models import Answer, Edition, Visit, VisitPerson
from kentongan.domain.mentoring.rules import total

MOST_PHOTOS, MOST_PEOPLE, NOTE_LIMIT = 10, 30, 5000
People = Sequence[tuple[str, str]]  # name, and post or part


@transaction.atomic
def record_visit(
    *,
    group: Group,
    edition: Edition,
    held_on: date,
    by: Actor,
    id: UUID | None = None,  # noqa: A002 - the name in every contract
    answers: Mapping[int, Given] | None = None,
    note: str = "",
    visitors: People = (),
    met: People = (),
    agreements: Sequence[Agreement] = (),
    photos: Sequence[Attachment] = (),
) -> Visit:
    """Note a visit to the group with the answers, by question, and what was agreed on.

    The same id with the same content is the same record, whatever is repeated. The score follows from the
    answers. Raises ``Stale`` for an id with other content or a follow-up closed meanwhile, ``Invalid`` for
    what was entered wrongly; a wrong answer names its question as the field ``q<id>``.
    """
    by.require("visits.record", group.region_id)
    content = _content(group, edition, held_on, answers or {}, note, (visitors, met), agreements)
    digest = content_digest(content)
    known = Visit.objects.filter(pk=id).first() if id else None
    if known:
        return _same(known, digest)
    usable = _check(group, edition, held_on, content)
    read = read_answers(usable, answers or {})
    check_agreements(agreements, group, held_on)
    _check_photos(photos, by)
    kept = {"held_on": held_on, "note": content["note"], "digest": digest, **_signed(by)}
    place = {"group": group, "region_id": group.region_id, "edition": usable}
    score = total(line.earned for line in read).score
    visit, created = Visit.objects.get_or_create(pk=id or uuid4(), defaults={**kept, **place, "score": score})
    if not created:
        return _same(visit, digest)
    _keep_parts(visit, read, content["people"], photos)
    keep_agreements(visit, agreements, by=by)
    _note(visit, by)
    return visit


def _content(
    group: Group,
    edition: Edition,
    held_on: date,
    answers: Mapping[int, Given],
    note: str,
    people: tuple[People, People],
    agreements: Sequence[Agreement],
) -> dict[str, Any]:
    """What makes a repeated record the same."""
    return {
        "group": str(group.pk),
        "edition": edition.pk,
        "held_on": held_on,
        "answers": {str(key): given.plain for key, given in sorted(answers.items())},
        "note": note.strip(),
        "people": [_clean(side) for side in people],
        "agreements": [agreement.plain for agreement in agreements],
    }


def _signed(by: Actor) -> dict[str, Any]:
    return {"by_id": by.user_id, "by_name": by.name, "on_behalf_of": by.on_behalf_of}


def _keep_parts(
    visit: Visit,
    read: Sequence[Line],
    people: Sequence[Sequence[Sequence[str]]],
    photos: Sequence[Attachment],
) -> None:
    """The answers, who came and who was met, the pictures."""
    visit.photos.set(photos)
    sides = (VisitPerson.Side.VISITOR, VisitPerson.Side.MET)
    VisitPerson.objects.bulk_create(
        VisitPerson(visit=visit, side=side, name=name, title=title)
        for side, names in zip(sides, people, strict=True)
        for name, title in names
    )
    Answer.objects.bulk_create(
        Answer(visit=visit, question=line.question, point=line.point, number=line.number, text=line.text)
        for line in read
        if line.is_answered
    )


def add_photo(visit: Visit, upload: UploadedFile[Any], *, by: Actor) -> Attachment:
    """Keep a picture of the visit; it may come long after the record. Raises ``Invalid``."""
    _check_room(visit, by)
    return keep_photo(visit, attachments.store(upload, by=by, region=visit.region_id), by=by)


@transaction.atomic
def keep_photo(visit: Visit, file: Attachment, *, by: Actor, point: Sequence[int] = ()) -> Attachment:
    """Put a stored picture to the visit; the same one twice is there once. Raises ``Invalid``.

    ``point``: where it was taken, in millionths of a degree, when its maker wants it kept.
    """
    _check_room(visit, by)
    visit.photos.add(file)
    taken = {"point": list(point)} if point else {}
    history.record("mentoring.add_photo", visit, by=by, region=visit.region_id, file=file.name, **taken)
    return file


def _check_room(visit: Visit, by: Actor) -> None:
    by.require("visits.record", visit.region_id)
    if visit.photos.count() >= MOST_PHOTOS:
        raise Invalid(_("Foto kunjungan ini sudah %(count)d.") % {"count": MOST_PHOTOS}, field="photos")


def _same(known: Visit, digest: str) -> Visit:
    if known.digest != digest:
        raise Stale(_("Nomor catatan ini sudah dipakai untuk isi lain. Buat catatan baru."))
    return known


def _clean(people: People) -> list[list[str]]:
    return [[name.strip(), title.strip()] for name, title in people if name.strip()]


def _check(group: Group, edition: Edition, held_on: date, content: Mapping[str, Any]) -> Edition:
    """The form with its questions, when everything around the answers holds."""
    usable = usable_edition(edition.pk, group.region_id)
    if usable is None:
        raise Invalid(_("Instrumen ini belum berlaku untuk KIM ini. Pilih instrumen lain."), field="edition")
    if held_on > datetime.now(ZoneInfo(group.region.time_zone)).date():
        raise Invalid(_("Tanggal kunjungan belum tiba. Catat sesudah dilaksanakan."), field="held_on")
    if group.founded_on and held_on < group.founded_on:
        raise Invalid(_("Tanggal kunjungan lebih awal dari tanggal KIM dibentuk."), field="held_on")
    if len(content["note"]) > NOTE_LIMIT:
        raise Invalid(_("Catatan paling banyak %(limit)d huruf.") % {"limit": NOTE_LIMIT}, field="note")
    for field, names in zip(("visitors", "met"), content["people"], strict=True):
        if len(names) > MOST_PEOPLE or any(len(name) > 150 or len(title) > 120 for name, title in names):
            raise Invalid(_("Tulis paling banyak 30 orang, satu orang satu baris."), field=field)
    return usable


def _check_photos(photos: Sequence[Attachment], by: Actor) -> None:
    if len(photos) > MOST_PHOTOS:
        raise Invalid(_("Foto kunjungan paling banyak %(count)d.") % {"count": MOST_PHOTOS}, field="photos")
    if any(by.user_id is not None and file.uploaded_by_id != by.user_id for file in photos):
        raise Invalid(_("Foto ini tidak ditemukan. Unggah sekali lagi."), field="photos")


def _note(visit: Visit, by: Actor) -> None:
    score = "" if visit.score is None else str(visit.score)
    history.record(
        "mentoring.record_visit",
        visit.group,
        by=by,
        region=visit.region_id,
        visit=str(visit.pk),
        on=visit.held_on.isoformat(),
        score=score,
    )
