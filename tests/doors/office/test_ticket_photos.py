"""The photos of an answer reach the desk, the KIM that tells, and the reporter with the code; nobody else."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from kentongan.domain.core import attachments
from kentongan.domain.core.models import Attachment
from kentongan.domain.tickets import actions
from kentongan.domain.tickets.models import Step, Ticket
from tests.doors.network import signed_in
from tests.doors.pages import text_of
from tests.tickets.making import Desk


def answered_with_photo(desk: Desk, ticket: Ticket) -> Attachment:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "grey").save(out, "JPEG")
    file = SimpleUploadedFile("aspal.jpg", out.getvalue(), "image/jpeg")
    photo = attachments.store(file, by=desk.engineer, region=ticket.region_id)
    actions.verify(ticket, by=desk.officer)
    actions.disposition(ticket, "Periksa.", agency=desk.public_works, by=desk.officer)
    actions.answer(ticket, "Sudah ditambal.", photos=[photo], by=desk.engineer)
    return photo


def test_the_desk_and_the_kim_see_the_photo_of_the_answer(desk: Desk) -> None:
    ticket = desk.raised()
    photo = answered_with_photo(desk, ticket)
    office = f"/kantor/lapor/{ticket.code}/"
    phone = f"/k/lapor/{desk.group.code}/{ticket.code}/"
    for who, page, path in (
        (desk.officer, office, f"{office}jawaban/{photo.pk}/"),
        (desk.member, phone, f"{phone}foto/{photo.pk}/"),
    ):
        browser = signed_in(who.user)
        assert path in browser.get(page).content.decode()
        assert browser.get(path)["Content-Type"] == "image/jpeg"
    assert signed_in(desk.nurse.user).get(f"{office}jawaban/{photo.pk}/").status_code == 404
    other = desk.raised(text="Lampu jalan mati.", title="Lampu")
    assert (
        signed_in(desk.officer.user).get(f"/kantor/lapor/{other.code}/jawaban/{photo.pk}/").status_code == 404
    )


def test_the_reporter_of_a_restricted_ticket_sees_it_for_an_hour(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised = desk.anonymous(content="restricted")
    photo = answered_with_photo(desk, raised.ticket)
    villager = Client()
    page = villager.post("/lapor/lacak/", {"kode": raised.digits}).content.decode()
    found = re.search(r'href="(/lapor/lacak/foto/[^"]+)"', page)
    assert found
    assert raised.ticket.code not in found[1]
    answer = villager.get(found[1])
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/jpeg", "no-store")
    assert villager.get(f"/lapor/{raised.ticket.code}/jawaban/{photo.pk}/").status_code == 404
    assert villager.get("/lapor/lacak/foto/karangan/").status_code == 404
    later = (timezone.now() + timedelta(hours=2)).timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert villager.get(found[1]).status_code == 404
    assert not villager.cookies


def test_a_citizens_step_without_a_name_shows_no_hour_that_was_not_kept(desk: Desk) -> None:
    raised = desk.anonymous()
    answered_with_photo(desk, raised.ticket)
    Client().post(
        "/lapor/lacak/", {"kode": raised.digits, "kata": "belum", "comment": "Masih rusak.", "rating": "2"}
    )
    assert raised.ticket.steps.filter(kind=Step.Kind.REJECTED).exists()
    shown = text_of(signed_in(desk.officer.user).get(f"/kantor/lapor/{raised.ticket.code}/"))
    assert "00.00" not in shown
    assert "2 dari 5" in shown
    assert "Kepada DPUPR." in shown
