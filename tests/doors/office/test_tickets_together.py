"""Two officers at one ticket, and one officer at many: nobody decides on what is no longer so."""

import pytest
from django.test import Client

from kentongan.domain.core.problems import Stale
from kentongan.domain.people.access import Visitor
from kentongan.domain.tickets import actions
from kentongan.domain.tickets.models import Ticket
from tests.doors.api.caller import Caller
from tests.doors.network import signed_in
from tests.doors.pages import text_of, unlabelled
from tests.tickets.making import Desk

QUEUE = "/kantor/lapor/"


def version_in(browser: Client, path: str) -> str:
    """What the form of the page carries."""
    form = browser.get(path).context["form"]
    return str(form["version"].value())


def test_the_second_of_two_officers_is_told_and_loses_nothing_typed(desk: Desk) -> None:
    """Red when ``expect`` raised nothing: the ticket went to two places one after the other, unread."""
    ticket = actions.verify(desk.raised(), by=desk.officer)
    first, second = signed_in(desk.officer.user), signed_in(desk.head.user)
    path = f"{QUEUE}{ticket.code}/tindakan/disposisi/"
    seen = version_in(first, path)
    assert seen == version_in(second, path)
    works, health = str(desk.public_works.pk), str(desk.health.pk)
    sent = {"agency": works, "region": "", "instruction": "Periksa jalannya.", "version": seen}
    assert first.post(path, sent).status_code == 302
    late = {"agency": health, "region": "", "instruction": "Periksa korbannya.", "version": seen}
    answer = second.post(path, late)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "baru saja diubah orang lain" in page
    assert "DPUPR" in page  # as it is now
    assert "Periksa korbannya." in answer.content.decode()  # as it was typed
    assert unlabelled(answer.content.decode()) == []
    assert Ticket.objects.get().agency == desk.public_works
    assert (
        second.post(path, late | {"version": str(answer.context["form"]["version"].value())}).status_code
        == 302
    )
    assert Ticket.objects.get().agency == desk.health


def test_a_decision_without_the_version_of_a_page_is_none(desk: Desk) -> None:
    ticket = desk.raised()
    answer = signed_in(desk.officer.user).post(f"{QUEUE}{ticket.code}/tindakan/verifikasi/", {})
    assert answer.status_code == 409
    assert Ticket.objects.get().state == "received"


def test_what_slips_in_between_reading_and_writing_is_refused_too(desk: Desk) -> None:
    """Red when ``touch`` wrote without asking for the version."""
    ticket, same = desk.raised(kind="obstacle"), Ticket.objects.get()
    actions.verify(ticket, by=desk.officer)
    with pytest.raises(Stale):
        actions.amend(same, kind="complaint", by=desk.head)
    read = Ticket.objects.get()
    actions.put_to_forum(ticket, year=2026, level="village", by=desk.officer)
    with pytest.raises(Stale):
        actions.escalate(read, "Sudah lama.", by=desk.head)


def test_the_api_takes_the_version_that_was_read(desk: Desk) -> None:
    ticket, officer = desk.raised(), Caller(desk.officer)
    path = f"tickets/{ticket.code}"
    read = officer.get(path).body["version"]
    verified = officer.post(f"{path}/verification", {"version": read})
    assert (verified.status, verified.body["version"]) == (200, read + 1)
    hop = {"agency": str(desk.public_works.pk), "instruction": "Mohon jawab."}
    late = officer.post(f"{path}/dispositions", hop | {"version": read})
    assert late.status == 409
    assert officer.post(f"{path}/dispositions", hop | {"version": read + 1}).status == 201
    assert Caller(desk.engineer).post(f"{path}/answers", {"text": "Selesai.", "version": read}).status == 409


def test_many_at_once_are_judged_one_by_one(desk: Desk) -> None:
    """Each line says what became of it: outdated, without a rule, out of sight, done."""
    stale, fresh, done = (desk.raised(Visitor(), "public", title=f"Laporan {n}") for n in range(3))
    actions.save_route(region=desk.group.region, agency=desk.public_works, by=desk.head)
    boxes = [f"{one.code}:{one.version}" for one in (stale, fresh, done)]
    actions.verify(stale, by=desk.head)
    officer = signed_in(desk.officer.user)
    page = text_of(officer.post(f"{QUEUE}massal/", {"tindakan": "keduanya", "kode": boxes}))
    assert "2 dari 3 laporan selesai diolah" in page
    assert "Diteruskan ke DPUPR" in page
    assert "baru saja diubah orang lain" in page
    again = [f"{one.code}:{Ticket.objects.get(pk=one.pk).version}" for one in (fresh, done)]
    page = text_of(officer.post(f"{QUEUE}massal/", {"tindakan": "teruskan", "kode": again}))
    assert "Laporan ini sudah di DPUPR" in page
    assert fresh.hops.count() == 1
    assert [one.state for one in Ticket.objects.order_by("title")] == ["verified", *["dispositioned"] * 2]
    sorted_anew = {"tindakan": "kategori", "kategori": "air", "kode": [f"{fresh.code}:3", f"{done.code}:1"]}
    page = text_of(officer.post(f"{QUEUE}massal/", sorted_anew))
    assert "Kategori menjadi Air bersih dan irigasi" in page
    assert list(Ticket.objects.order_by("title").values_list("category_id", flat=True)) == [
        "jalan",
        "air",
        "jalan",
    ]
    assert officer.post(f"{QUEUE}massal/", {"tindakan": "hapus", "kode": boxes}).status_code == 422
    village = signed_in(desk.village.user)
    assert village.post(f"{QUEUE}massal/", sorted_anew).status_code in {403, 404}


def test_one_whose_rule_is_missing_is_not_half_done(desk: Desk) -> None:
    ticket = desk.raised(Visitor(), "public")
    boxes = {"tindakan": "keduanya", "kode": [f"{ticket.code}:{ticket.version}"]}
    page = text_of(signed_in(desk.officer.user).post(f"{QUEUE}massal/", boxes))
    assert "Belum ada aturan tujuan" in page
    assert Ticket.objects.get().state == "received"
