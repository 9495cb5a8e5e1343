"""Held, minuted, reported; follow-ups, photos as proof, letters and the budget line cited."""

import hashlib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent, Invalid, Refused, Stale
from kentongan.domain.events import access
from kentongan.domain.events.actions import (
    add_file,
    add_follow_up,
    add_funding_line,
    close_follow_up,
    hold,
    plan_event,
    remove_file,
    report_event,
    write_letter,
    write_minutes,
)
from kentongan.domain.events.boards import counts_of, reused_photos, roster
from kentongan.domain.events.models import Event, FollowUp, FundingLine
from kentongan.domain.regions.models import Region
from tests.actors import actor
from tests.cast import BATANG, NGADIREJO, PATI, PATI_VILLAGES, REBAN
from tests.doors.api.caller import picture
from tests.events.making import BY, at, come, event, past
from tests.groups.making import kim, region

pytestmark = pytest.mark.usefixtures("places")


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    """Files of the test lie apart."""
    settings.ATTACHMENTS_DIR = tmp_path
    return tmp_path


def _photo(colour: str = "green") -> SimpleUploadedFile:
    return SimpleUploadedFile("foto.png", picture(colour), content_type="image/png")


def test_an_event_goes_from_planned_to_reported() -> None:
    met = event()
    with pytest.raises(Invalid, match="terlaksana lebih dahulu"):
        write_minutes(met, summary="Lancar", by=BY)
    hold(met, by=BY)
    with pytest.raises(Invalid, match="notulen"):
        report_event(met, by=BY)
    write_minutes(met, summary="Lancar", by=BY)
    report_event(met, by=BY)
    assert Event.objects.get().state == "reported"
    with pytest.raises(Stale):
        report_event(met, by=BY)


@pytest.mark.parametrize("days", [-1, 1, -30])
def test_an_event_is_held_on_one_of_its_days_that_has_come(days: int) -> None:
    met = event(on=past(7))
    with pytest.raises(Invalid):
        hold(met, on=past(7) + timedelta(days=days), by=BY)
    with pytest.raises(Invalid, match="belum tiba"):
        hold(event(on=past(-1)), by=BY)
    assert list(Event.objects.held()) == []
    hold(met, on=past(7), by=BY)
    assert (list(Event.objects.held()), list(Event.objects.held(past(8)))) == ([met], [])


def test_minutes_written_anew_keep_the_earlier_text_in_the_history() -> None:
    met = hold(event(), by=BY)
    write_minutes(met, summary="Pertama", decisions=["Satu", " "], by=BY)
    minutes = write_minutes(met, summary="Kedua", decisions=["Satu", "Dua"], by=BY)
    assert (minutes.summary, minutes.decisions) == ("Kedua", ["Satu", "Dua"])
    assert Entry.objects.about(met)[0].detail["before"]["decisions"] == ["Satu"]
    for wrong in ({"summary": " "}, {"summary": "x" * 10_001}, {"summary": "a", "decisions": ["x"] * 61}):
        with pytest.raises(Invalid):
            write_minutes(met, by=BY, **wrong)  # type: ignore[arg-type]


def test_a_follow_up_has_an_owner_and_a_day_and_is_closed_with_its_outcome() -> None:
    group = kim(NGADIREJO)
    met = event(groups=[group])
    row = add_follow_up(
        event=met, text="Menyurati desa", owner_name="Kasi IKP", group=group, due_on=past(2), by=BY
    )
    late = add_follow_up(event=met, text="Membuat grup", owner_name="Ketua", due_on=past(-3), by=BY)
    assert (row.region_id, late.region_id) == (NGADIREJO, BATANG)
    assert (list(FollowUp.objects.overdue()), FollowUp.objects.open().count()) == ([row], 2)
    close_follow_up(row, outcome="Surat terkirim", by=actor("group_board", NGADIREJO, group=group.pk))
    row.refresh_from_db()
    assert (row.done_on, row.outcome) == (timezone.localdate(), "Surat terkirim")
    with pytest.raises(Stale):
        close_follow_up(row, outcome="Lagi", by=BY)


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"text": ""}, "text"), ({"owner_name": " "}, "owner_name"), ({"due_on": past(30)}, "due_on")],
)
def test_a_follow_up_without_what_who_or_a_possible_day_is_refused(
    fields: dict[str, Any], field: str
) -> None:
    facts: dict[str, Any] = {"text": "Apa", "owner_name": "Siapa", "event": event()}
    with pytest.raises(Invalid) as refused:
        add_follow_up(**facts | fields, by=BY)
    assert refused.value.field == field


def test_follow_ups_are_closed_by_their_owner_and_read_in_their_area() -> None:
    row = add_follow_up(event=event(), text="Apa", owner_name="Siapa", by=BY)
    stranger = actor("division_head", PATI)
    with pytest.raises(Absent):
        access.get_follow_up(row.pk, stranger)
    with pytest.raises(Refused):
        close_follow_up(row, outcome="Beres", by=stranger)
    for wrong in ({"outcome": ""}, {"outcome": "Beres", "done_on": past(-2)}):
        with pytest.raises(Invalid):
            close_follow_up(row, by=BY, **wrong)  # type: ignore[arg-type]
    assert access.get_follow_up(row.pk, actor("division_head", BATANG)) == row


def test_a_photo_is_proof_by_the_hash_of_what_was_handed_in() -> None:
    met, other = event(), event()
    row = add_file(met, _photo(), kind="photo", caption="Foto bersama", by=BY)
    assert row.attachment.sha256 == hashlib.sha256(picture("green")).hexdigest()
    assert add_file(met, _photo(), kind="photo", by=BY) == row, "the same photo again is the same row"
    assert reused_photos(met) == []
    twin = add_file(other, _photo(), kind="photo", by=BY)
    assert (reused_photos(met), reused_photos(other)) == ([twin], [row])
    assert access.get_file(met, row.attachment_id) == row
    with pytest.raises(Absent):
        access.get_file(other, row.attachment_id)
    remove_file(row, by=BY)
    assert Entry.objects.about(met)[0].detail["sha256"] == row.attachment.sha256


def test_whoever_takes_the_attendance_adds_photos_and_nothing_else() -> None:
    group = kim(NGADIREJO)
    board, met = actor("group_board", NGADIREJO, group=group.pk), event(groups=[group])
    assert add_file(met, _photo(), kind="photo", by=board).by_name == board.name
    with pytest.raises(Refused):
        add_file(met, _photo("red"), kind="material", by=board)
    with pytest.raises(Refused):
        add_file(event(), _photo(), kind="photo", by=board)
    with pytest.raises(Invalid):
        add_file(met, _photo(), kind="video", by=BY)


def test_a_letter_has_a_number_and_a_signatory_who_may_sign_for_another() -> None:
    met = event()
    facts: dict[str, Any] = {
        "kind": "invitation",
        "number": "005/112/IKP",
        "dated": past(14),
        "signatory_name": "Kepala Bidang (contoh)",
        "signatory_title": "Kepala Bidang IKP",
        "on_behalf_of": "Kepala Dinas Komunikasi dan Informatika",
        "by": BY,
    }
    write_letter(met, **facts)
    letter = write_letter(met, **facts | {"number": "005/113/IKP"})
    assert (met.letters.count(), letter.number) == (1, "005/113/IKP")
    for wrong in ({"kind": "amplop"}, {"number": ""}, {"signatory_name": " "}, {"copies": "x" * 1001}):
        with pytest.raises(Invalid):
            write_letter(met, **facts | wrong)
    with pytest.raises(Refused):
        write_letter(met, **facts | {"by": actor("division_head", PATI)})


def test_a_study_visit_of_33_people_from_25_villages_cites_its_funding_line() -> None:
    """domain.md §4: Magelang to Pekalongan, 17 and 18 February 2016; APBD II, DPA 39/49/DPA/2015."""
    villages = [
        Region.objects.create(
            code=f"33.18.10.2{number:03}", name=f"Desa {number}", level=4, kind="desa", parent_id="33.18.10"
        )
        for number in range(1, 8)
    ] + [region(code) for code in PATI_VILLAGES]
    assert len(villages) == 25
    line = add_funding_line(
        region=region(PATI),
        kind="apbd_2",
        document_number="39/49/DPA/2015",
        document_date=date(2015, 12, 21),
        by=BY,
    )
    met = plan_event(
        kind="study_visit",
        title="Studi banding ke Pekalongan",
        region=region(PATI),
        starts_at=at(date(2016, 2, 17)),
        ends_at=at(date(2016, 2, 18), 16),
        areas=villages,
        funding=line,
        by=BY,
    )
    for number in range(33):
        come(met, f"Peserta {number}", region=villages[number % 25], sex="f" if number % 3 else "m")
    summed = roster(met)
    assert (counts_of([met])[met.pk].attended, summed.total, summed.villages) == (33, 33, 25)
    assert [(share.code, share.count) for share in summed.sexes] == [("f", 22), ("m", 11)]
    cited = Event.objects.select_related("funding").get().funding
    assert cited is not None
    assert (cited.get_kind_display(), cited.document_number, cited.document_date) == (
        "APBD II (kabupaten/kota)",
        "39/49/DPA/2015",
        date(2015, 12, 21),
    )
    assert cited.amount is None, "nobody told"


def test_a_funding_line_is_entered_once_and_belongs_to_its_area() -> None:
    facts: dict[str, Any] = {"region": region(BATANG), "kind": "apbd_2", "document_number": "1/DPA", "by": BY}
    line = add_funding_line(**facts)
    assert add_funding_line(**facts | {"amount": 5_000_000}) == line
    assert add_funding_line(**facts | {"sub_activity": "Diseminasi"}) != line
    with pytest.raises(IntegrityError), transaction.atomic():
        FundingLine.objects.create(region_id=BATANG, kind="apbd_2", document_number="1/DPA")
    with pytest.raises(Invalid, match="milik wilayah lain"):
        event(PATI, funding=line)
    assert event(REBAN, funding=line).funding == line
    for wrong in ({"kind": "warisan"}, {"document_number": ""}, {"amount": -1}):
        with pytest.raises(Invalid):
            add_funding_line(**facts | wrong)
    head = actor("division_head", BATANG)
    assert access.get_funding_line(line.pk, head) == line
    with pytest.raises(Absent):
        access.get_funding_line(line.pk, actor("division_head", PATI))
