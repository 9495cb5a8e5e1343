"""The journey the app is made for: a day without signal, an empty battery, a minute of 40 kbit/s."""

import io
import os
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Page, expect

from kentongan.domain.activities.models import Activity
from kentongan.domain.core.acting import System
from kentongan.domain.events.actions import invite, load_lists
from kentongan.domain.events.models import Attendance, Event
from kentongan.domain.groups.actions import add_member
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import User
from kentongan.domain.releases.models import Publication, Receipt
from kentongan.domain.tickets.actions import load_examples
from kentongan.domain.tickets.models import Ticket
from tests.browser.app.conftest import Phone
from tests.browser.app.gateway import Gateway
from tests.cast import GEMBONG
from tests.doors import network
from tests.events import making

TITLES = (
    "Pangan murah Jumat ini",
    "Jadwal posyandu lansia",
    "Vaksinasi sapi",
    "Siaga banjir Kali Silugonggo",
)
MEMBERS, TYPED = 18, 12
HILL = {"offline": False, "latency": 300, "downloadThroughput": 5000, "uploadThroughput": 5000}  # 40 kbit/s


@pytest.fixture
def packages(bermi: Group) -> list[Publication]:
    """Four packages for the district."""
    return [network.send(GEMBONG, title=title) for title in TITLES]


@pytest.fixture
def meeting(bermi: Group) -> Event:
    """This morning's meeting in the hamlet; the members of the KIM stand in the register."""
    load_lists()
    event = making.event(GEMBONG, on=making.past(0), title="Rembuk dusun")
    invite(event, groups=[bermi], seats=40, by=System())
    for number in range(MEMBERS):
        add_member(bermi, name=f"Anggota {number:02}", by=System())
    return event


@pytest.mark.journey
@pytest.mark.usefixtures("meeting")
@pytest.mark.lasting
def test_a_day_without_signal_reaches_the_server_once(
    phone: Phone, gateway: Gateway, packages: list[Publication], new_member: Callable[[str], User]
) -> None:
    _install(phone, gateway, new_member("Siti"))

    gateway.mode = "gone"
    for publication in packages[:3]:
        _read_and_confirm(phone.page, publication)
    for publication in packages:
        _spread(phone.page, publication)
    _begin_a_complaint(phone)

    phone.kill()  # the battery
    phone.start_again()
    _finish_the_complaint(phone.page)
    _tell_an_obstacle(phone.page)
    _take_the_attendance(phone.page)
    told = phone.page.locator("[data-outbox]")
    expect(told).to_contain_text(f"{3 + 4 + 4 + 1 + 1 + MEMBERS + TYPED} catatan belum diterima server")
    assert set(phone.states()) <= {"kept", "sent"}
    assert not Activity.objects.exists()

    _on_the_hill(phone, gateway)
    assert _texts_on_the_server()
    assert Activity.objects.filter(proofs=None).count() >= 3, "photos go last"

    gateway.mode = "open"
    _send(phone.page)
    expect(told).to_have_text("Semua sudah diterima server.", timeout=240_000)
    assert _texts_on_the_server()
    assert [activity.proofs.count() for activity in Activity.objects.all()] == [1, 1, 1, 1]
    assert set(phone.states()) <= {"received", "seen"}
    _all_is_said(phone.page, packages)


def _install(phone: Phone, gateway: Gateway, user: User) -> None:
    load_examples()
    Client().get("/k/hp/")
    gateway.sync = None
    phone.sign_in(user)
    expect(phone.page.get_by_text(TITLES[0])).to_be_visible(timeout=30_000)
    expect(phone.page.locator("[data-outbox]")).to_have_text("Semua sudah diterima server.")


def _read_and_confirm(page: Page, publication: Publication) -> None:
    _go(page, "/")
    page.get_by_role("link", name=publication.version.title).click()
    expect(page.get_by_text("Untuk dibacakan")).to_be_visible()
    page.get_by_role("button", name="Sudah kami terima").click()
    expect(page.get_by_text("belum terkirim")).to_be_visible()


def _spread(page: Page, publication: Publication) -> None:
    _go(page, f"/info/{publication.release.code}/sebar")
    page.locator("#isi summary", has_text="Tambah catatan dan foto").click()
    page.locator("#isi input[type=file]").set_input_files(_photo(publication.version.title))
    expect(page.get_by_text("Foto 1")).to_be_visible()
    _save(page, "Simpan")


def _begin_a_complaint(phone: Phone) -> None:
    page = phone.page
    _go(page, "/sampaikan/complaint")
    page.get_by_label("Tulis singkat").fill("Lampu jalan mati")
    page.get_by_label("Ceritakan").fill("Gelap sejak tiga hari di tikungan masjid.")
    phone.keeps("tikungan masjid")


def _finish_the_complaint(page: Page) -> None:
    _go(page, "/sampaikan/complaint")
    expect(page.get_by_label("Tulis singkat")).to_have_value("Lampu jalan mati")
    page.get_by_label("Nama ditampilkan").check()
    page.get_by_label("Semua orang").check()
    _save(page, "Simpan")


def _tell_an_obstacle(page: Page) -> None:
    _go(page, "/sampaikan/obstacle")
    page.get_by_label("Tulis singkat").fill("Sinyal hilang di dusun seberang")
    page.get_by_label("Ceritakan").fill("Tidak ada jaringan dari operator mana pun.")
    page.get_by_label("Nama ditampilkan").check()
    page.get_by_label("Semua orang").check()
    _save(page, "Simpan")


def _take_the_attendance(page: Page) -> None:
    """Thirty people: eighteen ticks, twelve names."""
    _go(page, "/acara")
    page.get_by_role("link", name="Rembuk dusun").click()
    page.get_by_role("link", name="Catat yang hadir").click()
    expect(page.locator("[name=present]")).to_have_count(MEMBERS)
    for tick in page.locator("[name=present]").all():
        tick.check()
    page.locator("[data-row-name]").last.click()
    for number in range(TYPED):
        page.keyboard.type(f"Warga {number:02}")
        page.keyboard.press("Enter")
    expect(page.locator("[data-tally]")).to_have_text(str(MEMBERS + TYPED))
    page.get_by_role("button", name="Simpan yang hadir").click()
    expect(page.get_by_text("30 orang tercatat hadir, tersimpan")).to_be_visible(timeout=30_000)


def _on_the_hill(phone: Phone, gateway: Gateway) -> None:
    """40 kbit/s until the texts are answered and the first photo is on its way; then the signal is gone."""
    session = phone.context.new_cdp_session(phone.page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", HILL)
    gateway.mode = "open"
    with phone.page.expect_request(lambda asked: asked.method == "PUT", timeout=180_000):
        _send(phone.page)
    expect(phone.page.locator("[data-outbox]")).to_contain_text("4 catatan belum")
    gateway.mode = "gone"
    expect(phone.page.locator("[data-link]")).not_to_contain_text("Sedang mengirim", timeout=60_000)
    assert "waiting" in phone.states()


def _send(page: Page) -> None:
    """Send now; where the app noticed the signal itself, it is sending already."""
    page.evaluate("document.querySelector('[data-send]').click()")


def _texts_on_the_server() -> bool:
    """Everything that was said is there, and once."""
    found = (
        Activity.objects.count(),
        Receipt.objects.filter(kind="received").count(),
        Attendance.objects.count(),
        sorted(Ticket.objects.values_list("kind", flat=True)),
    )
    assert found == (4, 3, MEMBERS + TYPED, ["complaint", "obstacle"])
    return True


def _all_is_said(page: Page, packages: list[Publication]) -> None:
    _go(page, "/")
    expect(page.get_by_text("Sudah ditangani")).to_be_visible()
    _go(page, "/kegiatan")
    expect(page.locator("#isi").get_by_text("Tercatat", exact=True)).to_have_count(len(packages))
    _go(page, "/laporan")
    expect(page.get_by_text("Lampu jalan mati")).to_be_visible()


def _go(page: Page, address: str) -> None:
    page.evaluate("place => { location.hash = '#' + place }", address)
    expect(page.locator("#isi > *").first).to_be_attached()


def _save(page: Page, name: str) -> None:
    """Until the app has left the form: the sentence may still stand from the save before."""
    form = page.url
    page.locator("#isi").get_by_role("button", name=name, exact=True).click()
    expect(page).not_to_have_url(form)
    expect(page.locator("#ujar")).to_contain_text("Tersimpan di telepon ini")


def _photo(name: str) -> dict[str, Any]:
    """A picture of about 50 KB, each another."""
    out = io.BytesIO()
    Image.frombytes("RGB", (260, 200), os.urandom(260 * 200 * 3)).save(out, "JPEG", quality=90)
    return {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
