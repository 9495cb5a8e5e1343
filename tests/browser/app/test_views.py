"""Each task of the app in a real browser: without network into the outbox, then done by the real server."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from kentongan.domain.activities.models import Activity
from kentongan.domain.claims.models import Report
from kentongan.domain.core.acting import System
from kentongan.domain.events.actions import invite, load_lists
from kentongan.domain.events.models import Event
from kentongan.domain.groups.actions import add_member
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring.models import Need
from kentongan.domain.people.models import User
from kentongan.domain.releases.models import Publication, Receipt
from kentongan.domain.tickets.actions import load_examples
from kentongan.domain.tickets.models import Ticket
from tests.browser.app.conftest import Phone
from tests.browser.app.gateway import Gateway
from tests.cast import GEMBONG
from tests.doors import network
from tests.events import making

ALL_SENT = "Semua sudah diterima server."


def a_photo(color: str = "olive", side: int = 900) -> dict[str, Any]:
    """A picture as a phone's camera gives it."""
    out = io.BytesIO()
    Image.new("RGB", (side, side * 3 // 4), color).save(out, "JPEG")
    return {"name": f"{color}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


class Village:
    """A phone of a KIM that has read its news and lost the signal."""

    def __init__(self, phone: Phone, gateway: Gateway, group: Group) -> None:
        self.phone, self.gateway, self.group = phone, gateway, group

    @property
    def page(self) -> Page:
        """The page that is open now."""
        return self.phone.page

    def go(self, address: str) -> Locator:
        """To a view of the app, as a link would lead there."""
        self.page.evaluate("place => { location.hash = '#' + place }", address)
        return self.page.locator("#isi")

    def press(self, name: str) -> None:
        """A button of the view."""
        self.page.locator("#isi").get_by_role("button", name=name, exact=True).click()

    def save(self, name: str = "Simpan") -> None:
        """Press the button that saves, and see that it is said so."""
        self.press(name)
        expect(self.page.locator("#ujar")).to_contain_text("Tersimpan di telepon ini")

    def send(self) -> None:
        """The signal is back."""
        self.gateway.mode = "open"
        self.page.locator("[data-send]").click()
        expect(self.page.locator("[data-outbox]")).to_have_text(ALL_SENT)

    def lose_signal(self) -> None:
        """No connection gets through any more."""
        self.gateway.mode = "gone"

    def reopen(self) -> None:
        """The app is closed and opened again."""
        self.page.close()
        self.phone.page = self.phone.context.new_page()
        self.page.goto(f"{self.phone.url}/k/hp/")
        self.phone.ready()


@pytest.fixture
def meeting(bermi: Group) -> Event:
    """An event of this morning to which the KIM is invited; three of its members stand in the register."""
    load_lists()
    event = making.event(GEMBONG, on=making.past(0), title="Sosialisasi KIM Gembong")
    invite(event, groups=[bermi], seats=3, by=System())
    for name in ("Sri Wahyuni", "Budi Santoso", "Yanti"):
        add_member(bermi, name=name, by=System())
    return event


@pytest.fixture
def package(bermi: Group) -> Publication:
    """A package for the district."""
    return network.send(GEMBONG)


@pytest.fixture
def village(
    phone: Phone,
    gateway: Gateway,
    bermi: Group,
    package: Publication,
    meeting: Event,
    new_member: Callable[[str], User],
) -> Village:
    """The app installed, synced with the real server, then without signal."""
    load_examples()
    Client().get("/k/hp/")  # what the first visitor waits for is no matter here
    gateway.sync = None
    phone.sign_in(new_member("Siti"))
    expect(phone.page.get_by_text(package.version.title)).to_be_visible(timeout=20_000)
    expect(phone.page.locator("[data-outbox]")).to_have_text(ALL_SENT)
    gateway.mode = "gone"
    return Village(phone, gateway, bermi)


def test_a_package_is_read_confirmed_and_spread_without_network(
    village: Village, package: Publication
) -> None:
    page, code = village.page, package.release.code
    page.reload()
    page.get_by_role("link", name=package.version.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(package.version.title)
    expect(page.get_by_text("hari Jumat ada pangan murah")).to_be_visible()

    village.save("Sudah kami terima")
    expect(page.get_by_text("belum terkirim")).to_be_visible()
    page.get_by_role("link", name="Catat penyebaran").click()
    page.locator("#isi summary", has_text="Tambah catatan dan foto").click()
    page.get_by_label("Foto", exact=False).first.set_input_files([a_photo("olive"), a_photo("navy")])
    expect(page.get_by_text("Foto 2")).to_be_visible()
    village.save()
    expect(page.locator("[data-outbox]")).to_contain_text("4 catatan belum diterima server")

    village.send()
    activity = Activity.objects.get()
    assert (activity.publication, activity.medium_id, activity.place) == (package, "masjid", "Masjid")
    assert activity.proofs.count() == 2
    assert set(Receipt.objects.values_list("kind", flat=True)) >= {"received"}
    village.go("/kegiatan")
    expect(page.get_by_text("Tercatat")).to_be_visible()
    assert code == activity.publication.release.code


def test_a_package_is_declined_with_a_reason_that_is_asked_for(
    village: Village, package: Publication
) -> None:
    form = village.go(f"/info/{package.release.code}/tidak")
    form.get_by_label("Alasan lain").check()
    village.press("Simpan alasan")
    expect(form.get_by_text("Tulis alasannya dengan kata-kata sendiri.")).to_be_visible()
    form.get_by_label("Keterangan").fill("Warga sudah pindah")
    village.save("Simpan alasan")

    village.send()
    receipt = Receipt.objects.get(kind="declined")
    assert receipt.reason == "Warga sudah pindah"


def test_a_half_filled_form_survives_a_closed_app_with_its_photo(village: Village) -> None:
    form = village.go("/catat/discussion")
    form.get_by_label("Tentang apa?").fill("Rapat selapanan")
    form.locator("summary", has_text="Tambah catatan dan foto").click()
    form.locator("input[type=file]").set_input_files(a_photo())
    expect(form.get_by_text("Foto 1")).to_be_visible()
    form.get_by_label("Catatan").fill("Dihadiri pak RT")
    village.phone.keeps("Dihadiri pak RT")

    village.reopen()
    form = village.go("/catat/discussion")
    expect(form.get_by_label("Tentang apa?")).to_have_value("Rapat selapanan")
    form.locator("summary", has_text="Tambah catatan dan foto").click()
    expect(form.get_by_label("Catatan")).to_have_value("Dihadiri pak RT")
    expect(form.get_by_text("Foto 1")).to_be_visible()
    village.save()

    village.send()
    activity = Activity.objects.get()
    assert (activity.kind, activity.title, activity.proofs.count()) == ("discussion", "Rapat selapanan", 1)


def test_bad_input_gets_a_sentence_at_its_field_and_nothing_is_queued(village: Village) -> None:
    form = village.go("/catat/networking")
    form.locator("summary", has_text="Tempat dan jumlah orang").click()
    form.get_by_label("Paling sedikit, orang").fill("50")
    form.get_by_label("Paling banyak, orang").fill("20")
    tomorrow = (timezone.localdate() + timedelta(days=2)).isoformat()
    form.get_by_label("Tanggal").fill(tomorrow)
    village.press("Simpan")

    title = form.get_by_label("Tentang apa?")
    expect(title).to_be_focused()
    expect(title).to_have_accessible_description("Isi bagian ini.")
    expect(form.get_by_label("Tanggal")).to_have_accessible_description(
        "Tanggal ini belum tiba. Catat sesudah dilaksanakan."
    )
    expect(form.get_by_text("Jumlah paling sedikit melebihi")).to_be_visible()
    assert village.phone.states() == []


def test_an_invitation_is_answered_and_the_attendance_taken(village: Village, meeting: Event) -> None:
    page = village.page
    village.go("/")
    page.get_by_role("link", name="1 undangan menunggu jawaban").click()
    page.get_by_role("link", name=meeting.title).click()
    page.get_by_role("link", name="Kami akan hadir").click()
    page.get_by_label("Berapa orang yang akan hadir?").fill("5")
    village.press("Simpan jawaban")
    expect(page.get_by_text("Kursi yang disediakan 3.")).to_be_visible()
    page.get_by_label("Berapa orang yang akan hadir?").fill("2")
    village.save("Simpan jawaban")
    expect(page.locator("#isi").get_by_text("Akan hadir", exact=True)).to_be_visible()

    village.send()
    assert meeting.invitations.get().confirmed_seats == 2


def test_a_complaint_about_persons_starts_hidden_and_leaves_no_trace_in_the_list(village: Village) -> None:
    form = village.go("/sampaikan/complaint")
    form.get_by_label("Tulis singkat").fill("Pungutan di loket")
    form.get_by_label("Ceritakan").fill("Diminta uang untuk surat keterangan.")
    form.get_by_label("Tanpa nama").check()
    expect(form.get_by_label("Siapa yang menyampaikan?")).to_be_hidden()
    form.get_by_label("Hanya petugas").check()
    village.save()
    expect(village.page.locator("#isi .big")).to_have_text(re.compile(r"^\d{4} \d{4} \d{4} \d{4}$"))
    told = village.go("/laporan")
    expect(told.get_by_text("Keluhan warga")).to_be_visible()
    expect(told.get_by_text("Pungutan di loket")).to_have_count(0)

    village.send()
    ticket = Ticket.objects.get()
    assert (ticket.identity, ticket.content, ticket.kind) == ("none", "restricted", "complaint")
    assert village.phone.run("outbox", "(await m.items()).filter((one) => one.data).length") == 0


def test_an_obstacle_and_a_need_are_told_with_a_photo(village: Village) -> None:
    form = village.go("/sampaikan/obstacle")
    form.get_by_label("Tulis singkat").fill("Jembatan putus")
    form.get_by_label("Ceritakan").fill("Dusun seberang tidak bisa dicapai.")
    form.locator("input[type=file]").set_input_files(a_photo())
    expect(form.get_by_text("Foto 1")).to_be_visible()
    village.save()
    form = village.go("/kebutuhan")
    form.get_by_label("Narasumber").check()
    form.get_by_label("Tulis singkat").fill("Penyuluhan stunting")
    village.save()

    village.send()
    assert Ticket.objects.get().title == "Jembatan putus"
    assert Need.objects.get().kind == "speaker"
    told = village.go("/laporan")
    expect(told.get_by_text("Penyuluhan stunting")).to_be_visible()
    expect(told.get_by_text("Menunggu jawaban")).to_be_visible()


def test_the_contact_is_changed_by_field(village: Village, bermi: Group) -> None:
    form = village.go("/kelompok/ubah")
    village.press("Simpan")
    expect(form.get_by_text("Belum ada yang diubah.")).to_be_visible()
    form.get_by_label("Telepon kelompok").fill("0812 3456 7890")
    village.save()

    village.send()
    bermi.refresh_from_db()
    assert bermi.phone.endswith("81234567890") or bermi.phone == "0812 3456 7890"


def test_a_refused_item_opens_its_form_again_with_the_reason_at_the_field(village: Village) -> None:
    form = village.go("/kebutuhan")
    form.get_by_label("Narasumber").check()
    form.get_by_label("Tulis singkat").fill("Narasumber")
    village.save()
    item = village.phone.run("outbox", "(await m.items())[0].id")
    problem = "{status: 422, title: 'Judul ini sudah pernah dikirim.', field: 'title'}"
    village.phone.run("outbox", f"await m.update('{item}', {{state: 'rejected', problem: {problem}}})")

    village.go("/kotak")
    expect(village.page.get_by_text("Ada yang perlu diperbaiki")).to_be_visible()
    village.page.locator("#isi").get_by_role("link", name="Narasumber").click()
    expect(village.page.get_by_text("Judul ini sudah pernah dikirim.")).to_be_visible()
    village.page.get_by_role("link", name="Perbaiki").click()
    title = village.page.get_by_label("Tulis singkat")
    expect(title).to_have_value("Narasumber")
    expect(title).to_be_focused()
    expect(title).to_have_accessible_description("Judul ini sudah pernah dikirim.")
    title.fill("Narasumber gizi anak")
    village.save()
    expect(village.page.locator("#isi").get_by_text("Tersimpan di telepon ini")).to_be_visible()

    village.send()
    assert Need.objects.get().title == "Narasumber gizi anak"


def test_a_picture_alone_is_asked_about_without_network(village: Village) -> None:
    """Red when the phone let it through and the server refused its question: it stayed for ever."""
    form = village.go("/tanya")
    village.press("Simpan")
    expect(form.locator(".error").first).to_be_visible()  # neither words nor a picture
    form.locator("input[type=file]").set_input_files(a_photo())
    expect(form.get_by_text("Foto 1")).to_be_visible()
    village.save()

    village.send()
    report = Report.objects.get()
    assert (report.text, report.images.count(), report.group) == ("", 1, village.group)


def test_deleting_from_the_outbox_is_asked_and_can_be_undone(village: Village) -> None:
    form = village.go("/cerita")
    form.get_by_label("Judul").fill("Kerja bakti")
    form.get_by_label("Ceritanya").fill("Warga membersihkan selokan.")
    village.save()
    village.go("/kotak")
    page = village.page
    page.locator("#isi").get_by_role("link", name="Kerja bakti").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kerja bakti")
    with page.expect_download() as download:
        village.press("Simpan sebagai teks")
    assert "Warga membersihkan selokan." in download.value.path().read_text()
    page.locator("summary", has_text="Hapus dari telepon ini").click()
    village.press("Ya, hapus")
    expect(page.get_by_text("Dihapus dari telepon ini.")).to_be_visible()
    village.press("Kembalikan “Kerja bakti”")
    expect(page.locator("[data-outbox]")).to_contain_text("1 catatan belum diterima server")


def test_every_view_fits_and_moves_the_focus_to_its_heading(village: Village, package: Publication) -> None:
    addresses = ["/catat", "/", f"/info/{package.release.code}", f"/info/{package.release.code}/sebar"]
    addresses += ["/catat/dissemination", "/kegiatan", "/acara", "/sampaikan/aspiration", "/tanya", "/cerita"]
    addresses += ["/kebutuhan", "/laporan", "/kelompok", "/kelompok/ubah", "/kotak", "/bantuan", "/telepon"]
    page = village.page
    for address in addresses:
        village.go(address)
        expect(page.locator("#isi > *").first).to_be_attached()
        expect(page.locator("#judul")).to_be_focused()
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        page.set_viewport_size({"width": 360, "height": 740})
