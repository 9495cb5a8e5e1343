"""Who reads which ticket: scope, bypassed villages, evidence, and every reading that must look absent."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent, Invalid, Refused, Stale
from kentongan.domain.people.access import Visitor
from kentongan.domain.sync.registry import Holder, feeds
from kentongan.domain.tickets import access, actions, boards, demands
from kentongan.domain.tickets.models import Category, Ticket
from tests.actors import actor
from tests.cast import BATANG, CENTRAL_JAVA, NGADIREJO, REBAN
from tests.groups.making import region
from tests.tickets.making import Desk


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "blue").save(out, "JPEG")
    return SimpleUploadedFile("a.jpg", out.getvalue(), "image/jpeg")


def seen(desk: Desk, ticket: Ticket) -> set[str]:
    """Who reads the ticket."""
    everybody = {
        "officer": desk.officer,
        "head": desk.head,
        "engineer": desk.engineer,
        "nurse": desk.nurse,
        "district": desk.district,
        "village": desk.village,
        "member": desk.member,
        "province": actor("province_supervisor", CENTRAL_JAVA),
        "elsewhere": actor("division_head", "33.18"),
    }
    return {name for name, by in everybody.items() if access.visible(by).filter(pk=ticket.pk).exists()}


def test_a_public_ticket_is_read_in_its_area_and_by_the_agency_it_was_sent_to(desk: Desk) -> None:
    near = {"officer", "head", "district", "village", "member", "province"}
    assert seen(desk, desk.raised()) == near
    assert seen(desk, desk.sent(title="Kedua")) == near | {"engineer"}


def test_a_restricted_ticket_is_read_by_the_desk_and_whom_it_was_sent_to(desk: Desk) -> None:
    assert seen(desk, desk.raised(content="restricted")) == {"officer", "head"}
    sent = desk.sent(content="restricted", title="Kedua")
    assert seen(desk, sent) == {"officer", "head", "engineer"}
    handed = actions.verify(desk.raised(content="restricted", title="Ketiga"), by=desk.officer)
    actions.disposition(handed, "Tinjau.", region=region(REBAN), by=desk.officer)
    assert seen(desk, handed) == {"officer", "head", "district"}


def test_a_complaint_about_the_village_starts_hidden_restricted_and_bypasses_it(desk: Desk) -> None:
    ticket = desk.raised(category="perangkat-desa", name="Pak Darto", on_behalf=True, content="public")
    assert (ticket.identity, ticket.content, ticket.bypasses) == ("hidden", "restricted", True)
    assert seen(desk, ticket) == {"officer", "head"}
    actions.verify(ticket, by=desk.officer)
    with pytest.raises(Invalid, match="desa yang dilaporkan"):
        actions.disposition(ticket, "Jawab.", region=region(NGADIREJO), by=desk.officer)
    with pytest.raises(Invalid):
        actions.amend(ticket, content="public", by=desk.officer)
    with pytest.raises(Absent):
        access.get_public(ticket.code)
    assert ticket not in demands.demands_of(NGADIREJO)
    for holder in (desk.village, desk.member):
        held = dict(feeds()["ticket"](Holder(holder, timezone.now())))
        assert ticket.code not in held
        assert ticket not in boards.oldest_waiting(holder)


def test_who_reported_stands_in_no_history_of_a_hidden_ticket(desk: Desk) -> None:
    ticket = desk.raised(identity="hidden", name="Bu Rahasia", on_behalf=True)
    entry = Entry.objects.about(ticket).get()
    assert (entry.user, entry.name) == (None, "Pelapor")
    assert ticket.by is None


def test_an_officer_may_recategorise_and_the_name_goes_under_seal(desk: Desk) -> None:
    ticket = desk.raised()
    assert ticket.by_id == desk.member.user.pk
    actions.amend(ticket, category=Category.objects.get(code="perilaku-petugas"), by=desk.officer)
    ticket.refresh_from_db()
    assert (ticket.identity, ticket.content, ticket.by, ticket.bypasses) == (
        "hidden",
        "restricted",
        None,
        True,
    )
    said = ticket.steps.get(kind="amended").text
    assert said == "kategori, sifat, nama pelapor disembunyikan"


def test_a_history_names_no_reporter_who_may_be_hidden_later(desk: Desk) -> None:
    """Red when the first entry was signed by whoever brought a named ticket."""
    ticket = desk.raised()
    assert [entry.name for entry in Entry.objects.about(ticket)] == ["Pelapor"]
    assert ticket.by_id == desk.member.user.pk  # the officers of a named ticket see who brought it


def test_evidence_of_a_restricted_ticket_is_seen_as_an_approved_copy_only(desk: Desk) -> None:
    photo = actions.keep_photo(picture())
    ticket = actions.raise_ticket(
        desk.word(content="restricted"), by=Visitor(), door="public", photos=[photo]
    ).ticket
    actions.verify(ticket, by=desk.officer)
    actions.disposition(ticket, "Jawab.", agency=desk.public_works, by=desk.officer)
    row = ticket.photos.get()
    assert access.get_photo(ticket, row.pk, desk.officer) == row
    with pytest.raises(Absent):
        access.get_photo(ticket, row.pk, desk.engineer)
    copy = actions.keep_photo(picture())
    row = actions.redact(row, copy, by=desk.officer)
    with pytest.raises(Absent):
        access.get_photo(ticket, row.pk, desk.engineer)
    with pytest.raises(Refused):
        actions.approve_copy(row, copy=copy.pk, by=desk.officer)
    other = actions.keep_photo(picture())
    with pytest.raises(Stale):
        actions.approve_copy(row, copy=other.pk, by=desk.head)
    actions.approve_copy(row, copy=copy.pk, by=desk.head)
    assert access.get_photo(ticket, row.pk, desk.engineer).redacted == copy


def test_restricted_words_leave_in_no_sheet(desk: Desk) -> None:
    from kentongan.domain.tickets import bridge

    ticket = desk.raised(content="restricted", place="Rumah Pak X")
    line = bridge.lines([ticket])[0]
    assert "Rumah Pak X" not in line
    assert ticket.text not in line


def test_the_narrow_scope_of_the_desk_is_the_wide_one(desk: Desk) -> None:
    """The desk's query is simplified; it must find exactly what the long condition finds."""
    desk.raised()
    desk.raised(content="restricted", title="Kedua")
    desk.raised(region="33.18.13.2001", title="Di Pati", group=None, door="office")
    both = actor("district_officer", REBAN, user=desk.officer.user)
    assert set(access.visible(desk.officer)) == set(access.visible(both))
    assert access.visible(desk.officer).count() == 2
    assert not access.visible(actor("agency_officer", BATANG, agency=desk.health.pk)).exists()
