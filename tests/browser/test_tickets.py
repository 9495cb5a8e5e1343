"""The word of a villager in a browser: told, sent on, answered, told back, agreed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from kentongan.domain.tickets import actions
from kentongan.domain.tickets.models import Ticket
from tests.browser.signing import sign_in, with_password
from tests.groups.making import region
from tests.tickets.making import Desk, desk_of_batang


@pytest.fixture
def desk(live_server: LiveServer) -> Desk:
    """The desk of Batang, its people with a password."""
    desk = desk_of_batang()
    for who in (desk.officer, desk.engineer, desk.member):
        with_password(who.user)
    actions.save_route(region=region("33.25"), agency=desk.public_works, by=desk.head)
    return desk


@pytest.fixture
def enter(new_context: Callable[..., BrowserContext], desk: Desk) -> Callable[..., Page]:
    """Signs somebody of the desk in, in a browser of their own."""

    def as_one(who: str, width: int = 1280) -> Page:
        return sign_in(new_context(width=width).new_page(), getattr(desk, who).user)

    return as_one


@pytest.mark.journey
def test_the_road_to_the_school_is_mended_and_the_villager_told(
    enter: Callable[..., Page], new_context: Callable[..., BrowserContext], desk: Desk
) -> None:
    phone = enter("member", 360)
    phone.goto(f"/k/lapor/{desk.group.code}/baru/")
    phone.get_by_label("Apa kata warga?").fill("Jalan ke SD berlubang, anak-anak jatuh.")
    phone.get_by_label("Pengaduan").check()
    phone.get_by_role("button", name="Kirim").click()
    expect(phone.get_by_role("heading", name="Kode untuk warga")).to_be_visible()
    digits = re.search(r"\d{4} \d{4} \d{4} \d{4}", phone.locator("main").inner_text())
    assert digits
    ticket = Ticket.objects.get()

    office = enter("officer")
    office.goto(f"/kantor/lapor/{ticket.code}/tindakan/verifikasi/")
    office.get_by_role("button", name="Verifikasi").click()
    office.get_by_role("link", name="Teruskan", exact=True).click()
    expect(office.get_by_label("Perangkat daerah")).to_have_value(str(desk.public_works.pk))
    office.get_by_label("Yang diminta").fill("Mohon diperiksa.")
    office.get_by_role("button", name="Teruskan").click()

    engineer = enter("engineer")
    engineer.goto(f"/kantor/lapor/{ticket.code}/tindakan/jawab/")
    engineer.get_by_label("Jawaban untuk warga").fill("Ditambal hari ini.")
    engineer.get_by_role("button", name="Jawab").click()

    phone.goto(f"/k/lapor/{desk.group.code}/{ticket.code}/")
    expect(phone.get_by_text("Ditambal hari ini.")).to_be_visible()
    phone.get_by_label("Bertemu langsung").check()
    phone.get_by_role("button", name="Sudah disampaikan").click()

    villager = new_context(width=360).new_page()
    villager.goto("/lapor/lacak/")
    villager.get_by_label("Kode lacak atau nomor laporan").fill(digits[0])
    villager.get_by_role("button", name="Lacak").click()
    villager.get_by_role("button", name="Ya, sudah selesai").click()
    expect(villager.get_by_text("Terima kasih. Laporan ini selesai.")).to_be_visible()
    assert villager.context.cookies() == []
    ticket.refresh_from_db()
    assert ticket.state == "closed"
