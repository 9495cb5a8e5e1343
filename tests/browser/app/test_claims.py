"""A doubtful message from the paste to the answer carried back, by phone, desk and page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page, expect

from kentongan.domain.claims.actions import load_choices
from kentongan.domain.claims.matching import keeping
from kentongan.domain.claims.models import CarryBack, Claim, Report
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import User
from kentongan.domain.releases.actions import approve_and_publish
from tests.actors import actor
from tests.browser.app.conftest import Phone
from tests.browser.app.gateway import Gateway
from tests.browser.app.test_views import Village
from tests.browser.signing import sign_in, with_password
from tests.cast import PATI
from tests.doors import network

RUMOUR = (
    "Awas! Anak yang divaksin akan didata untuk dijual ke perusahaan asing, sudah ada petugas yang "
    "berkeliling di posyandu desa sebelah mencatat nama anak dan orang tuanya. Tolong sebarkan."
)
AGAIN = (
    "*Diteruskan berkali-kali*\nAssalamualaikum bu ibu. AWAS anak yg divaksin akan didata utk dijual ke "
    "perusahaan asing, sdh ada petugas yg berkeliling di posyandu desa sebelah mencatat nama anak 🙏🙏"
)


@pytest.fixture
def enter(new_context: Callable[..., BrowserContext], bermi: Group) -> Callable[[str], Page]:
    """Signs an officer of the desk in, in a browser of their own."""
    cache.clear()
    keeping.forget()
    load_choices()
    network.office()

    def enter(role: str) -> Page:
        user = with_password(actor(role, PATI).user)
        return sign_in(new_context().new_page(), user, "/kantor/cek/")

    return enter


def paste(page: Page, text: str) -> None:
    """As somebody does who was sent it."""
    page.goto("/cek/")
    page.get_by_label("Tempel pesannya di sini").fill(text)
    page.get_by_role("button", name="Cek sekarang").click()


def judged(officer: Page, head: Page, claim: Claim) -> None:
    """Written by one, approved by the other, published, and the groups asked to carry it back."""
    officer.goto("/kantor/cek/")
    officer.get_by_role("link", name="Awas! Anak yang divaksin").click()
    officer.get_by_role("button", name="Mulai periksa").click()
    officer.get_by_role("link", name="Tulis putusan").click()
    officer.get_by_label("Putusan", exact=True).select_option("hoax")
    officer.get_by_label("Pesan singkat untuk dikirim balik").fill("Data anak tidak dijual. Imunisasi aman.")
    officer.get_by_label("Mengapa").fill("Petugas mencatat nama untuk jadwal imunisasi berikutnya.")
    officer.get_by_label("Sumber").fill("Dinas Kesehatan https://dinkes.example.go.id/imunisasi")
    officer.get_by_role("button", name="Simpan").click()
    officer.get_by_role("button", name="Ajukan untuk disetujui").click()
    expect(officer.get_by_role("button", name="Setujui")).to_have_count(0)
    head.goto(f"/kantor/cek/{claim.code}/")
    head.get_by_role("button", name="Setujui").click()
    head.get_by_role("button", name="Terbitkan").click()
    officer.reload()
    officer.get_by_role("button", name="Minta KIM membawanya kembali").click()
    expect(officer.get_by_role("link", name="Paket bawa kembali")).to_be_visible()


def carried_back(phone: Phone, gateway: Gateway, bermi: Group, member: User, claim: Claim) -> None:
    """In the app: read with a signal, noted without one, arrived when it is back."""
    release = claim.verdicts.get().release
    assert release is not None
    gateway.sync = None
    phone.sign_in(member)
    expect(phone.page.get_by_text("Bawa kembali:")).to_be_visible(timeout=20_000)
    gateway.mode = "gone"
    village = Village(phone, gateway, bermi)
    village.go(f"/info/{release.code}").get_by_role("link", name="Catat sudah dibawa kembali").click()
    phone.page.locator("#isi summary", has_text="Cara lain").click()
    phone.page.get_by_label("Grup WhatsApp").check()
    village.save()
    assert not CarryBack.objects.exists()
    village.send()


@pytest.mark.journey
def test_a_rumour_is_asked_about_judged_told_and_carried_back_to_where_it_went_round(
    enter: Callable[[str], Page],
    new_context: Callable[..., BrowserContext],
    new_member: Callable[[str], User],
    phone: Phone,
    gateway: Gateway,
    bermi: Group,
    settings: Any,
) -> None:
    asking = new_context(width=360, javascript=False).new_page()
    officer, head = enter("public_relations_officer"), enter("division_head")
    paste(asking, RUMOUR)
    expect(asking.get_by_text("Belum diketahui")).to_be_visible()
    assert not Report.objects.exists()
    asking.get_by_label("Desa atau kelurahan tempat pesan ini beredar").fill("Bermi Gembong")
    asking.get_by_role("button", name="Kirim untuk diperiksa").click()
    expect(asking.get_by_role("heading", name="Kami periksa")).to_be_visible()
    claim = Claim.objects.get()
    assert asking.context.cookies() == []

    judged(officer, head, claim)
    version = claim.verdicts.get().release.versions.get()  # type: ignore[union-attr]
    approve_and_publish(version.release, version.number, by=actor("division_head", PATI))
    asking.get_by_role("link", name=f"/cek/{claim.code}/").click()  # whoever asked kept the address
    expect(asking.get_by_text("Data anak tidak dijual. Imunisasi aman.").first).to_be_visible()

    carried_back(phone, gateway, bermi, new_member("Siti"), claim)
    assert CarryBack.objects.get().group == bermi
    officer.reload()
    returned = officer.locator("section", has_text="Kembali ke desa").first
    expect(returned).to_contain_text("mendapat jawaban dari 1")

    paste(asking, AGAIN)
    expect(asking.get_by_role("heading", name="Awas! Anak yang divaksin")).to_be_visible()
    asking.get_by_role("link", name="Baca penjelasan dan kirim balik").click()
    card = asking.get_by_role("link", name="Gambar untuk dikirim").get_attribute("href") or ""
    assert asking.request.get(card).body().startswith(b"\x89PNG")
    assert Report.objects.count() == 1  # an answer asks nobody for anything
