"""The queues of tickets and claims walked by keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from kentongan.domain.claims.actions import load_choices
from kentongan.domain.claims.matching import keeping
from kentongan.domain.claims.models import Claim
from tests.actors import actor
from tests.browser.signing import sign_in, with_password
from tests.cast import PATI, plant_regions
from tests.claims.making import asked

MESSAGES = (
    "Air galon merek biru dicampur obat, jangan dibeli lagi kata tetangga.",
    "Besok malam listrik padam tiga hari se-Jawa, siapkan lilin dan genset.",
    "Penculik anak berkeliling naik mobil putih di depan sekolah dasar.",
)


@pytest.fixture
def queue(live_server: LiveServer, new_context: Callable[..., BrowserContext]) -> Page:
    """The queue of claims, open before an officer."""
    keeping.forget()
    plant_regions()
    load_choices()
    for text in MESSAGES:
        asked(text)
    user = with_password(actor("public_relations_officer", PATI).user)
    return sign_in(new_context().new_page(), user, "/kantor/cek/")


def test_rows_are_walked_ticked_and_opened_and_the_keys_are_told(queue: Page) -> None:
    rows = queue.locator("[data-keys] > tr")
    expect(rows).to_have_count(3)
    second = rows.nth(1).get_by_role("link").inner_text()  # due at one moment, they stand in any order
    queue.keyboard.press("ArrowDown")  # outside the list the arrows move the page, as everywhere
    expect(rows.nth(0).get_by_role("link")).not_to_be_focused()
    queue.keyboard.press("j")
    expect(rows.nth(0).get_by_role("link")).to_be_focused()
    queue.keyboard.press("ArrowDown")
    queue.keyboard.press("x")
    expect(rows.nth(1).get_by_role("checkbox")).to_be_checked()
    queue.keyboard.press("j")
    queue.keyboard.press("j")
    expect(rows.nth(2).get_by_role("link")).to_be_focused()
    queue.keyboard.press("x")
    queue.keyboard.press("x")
    expect(rows.nth(2).get_by_role("checkbox")).not_to_be_checked()
    queue.keyboard.press("k")
    queue.keyboard.press("?")
    expect(queue.get_by_role("dialog", name="Tombol pintas")).to_contain_text("Baris berikutnya")
    queue.keyboard.press("j")  # nothing is walked below the dialog
    queue.keyboard.press("Escape")
    expect(queue.get_by_role("dialog")).to_have_count(0)
    expect(rows.nth(1).get_by_role("link")).to_be_focused()

    queue.keyboard.press("/")
    expect(queue.get_by_role("searchbox")).to_be_focused()
    queue.keyboard.type("jkx?")
    expect(queue.get_by_role("searchbox")).to_have_value("jkx?")

    queue.get_by_role("button", name="Mulai periksa").click()
    expect(queue.get_by_text("1 dari 1 klaim selesai diolah.")).to_be_visible()
    assert Claim.objects.get(state="checking").title == second
    queue.get_by_role("link", name="Kembali ke antrean").click()
    expect(rows).to_have_count(3)
    expect(queue.get_by_role("button", name="Tombol pintas")).to_be_visible()  # the script has run
    queue.keyboard.press("j")
    first = rows.nth(0).get_by_role("link")
    title = first.inner_text()
    queue.keyboard.press("Enter")
    expect(queue.get_by_role("heading", level=1)).to_have_text(title)


def test_without_scripts_the_list_shows_no_keys(
    queue: Page, new_context: Callable[..., BrowserContext]
) -> None:
    plain = new_context(javascript=False)
    plain.add_cookies(queue.context.cookies())
    page = plain.new_page()
    page.goto("/kantor/cek/")
    expect(page.get_by_role("button", name="Mulai periksa")).to_be_visible()
    expect(page.get_by_text("Tombol pintas").first).to_be_hidden()
