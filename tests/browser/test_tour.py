"""The division head of Batang plans the tour of March 2021, moves a stop into a clash, approves (B5–B7)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from kentongan.domain.outreach.models import Tour, TourState
from kentongan.domain.people.models import User
from kentongan.domain.regions.actions import load_holidays
from tests.actors import actor
from tests.browser.signing import sign_in, with_password
from tests.cast import BATANG
from tests.outreach.making import plant_batang

NEW = "/kantor/keliling/baru/"


@pytest.fixture
def chief(live_server: LiveServer) -> User:
    """The division head of Batang, all fifteen districts and the days off of 2021."""
    plant_batang()
    load_holidays()
    return with_password(actor("division_head", BATANG, name="Ratna").user)


@pytest.fixture
def desk(new_context: Callable[..., BrowserContext], chief: User) -> Page:
    """Her browser, signed in."""
    return sign_in(new_context().new_page(), chief)


def test_b5_a_tour_is_planned_in_a_minute_moved_warned_about_and_approved(
    desk: Page, assert_fits: Callable[[Page], None]
) -> None:
    plan(desk)
    assert_fits(desk)
    moved_to = move_onto_a_full_day(desk)
    approve(desk)
    kept = Tour.objects.get()
    assert kept.state == TourState.APPROVED
    assert kept.stops.filter(date=moved_to).count() == 3


def plan(page: Page) -> None:
    """From the form to the rows: title, districts, quota and weights stand already."""
    page.goto(NEW)
    page.get_by_label("Mulai", exact=True).fill("2021-03-01")
    page.get_by_label("Selesai", exact=True).fill("2021-03-15")
    expect(page.get_by_label("Desa per kecamatan")).to_have_value("5")
    page.get_by_role("button", name="Simpan dan susun rencana").click()
    expect(page.get_by_text("Rencana tersusun")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("10 hari kerja untuk 15 kecamatan")).to_be_visible()
    page.get_by_role("link", name="Lihat rencana").click()
    expect(page.locator("tbody tr")).to_have_count(15)
    expect(page.get_by_text("Tidak ada peringatan")).to_be_visible()


def move_onto_a_full_day(page: Page) -> str:
    """A row goes to a day on which the team is in two places already; the clash is named."""
    full = page.locator("tbody tr").filter(has_text="giliran ke-2").first
    full.get_by_role("link", name="Ubah").click()
    day = page.get_by_label("Hari", exact=True).input_value()
    page.get_by_role("link", name="Batal").click()
    last = page.locator("tbody tr").last
    last.get_by_role("link", name="Ubah").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Hari", exact=True).fill(day)
    page.get_by_label("Giliran pada hari itu").fill("")
    page.get_by_role("button", name="Simpan baris").click()
    expect(page.locator("main")).to_contain_text("di 3 tempat; paling banyak 2")
    expect(page.locator("main")).to_contain_text("1 peringatan")
    return day


def approve(page: Page) -> None:
    """With a warning left the reason is asked for."""
    page.get_by_role("link", name="Setujui rencana").click()
    page.get_by_role("button", name="Setujui rencana").click()
    expect(page.locator("main")).to_contain_text("Masih ada 1 peringatan")
    page.get_by_label("Mengapa tetap disetujui").fill("Tim kedua dipinjam dari Dinas Pemdes.")
    page.get_by_role("button", name="Setujui rencana").click()
    expect(page.locator("main")).to_contain_text("Disetujui meski ada peringatan")
    expect(page.get_by_role("link", name="Buka acara")).to_be_visible()
