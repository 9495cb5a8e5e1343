"""The main job from end to end: a package goes down the tree and its reach comes back."""

import io
from collections.abc import Callable

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Mandate, Person, User
from kentongan.domain.releases.models import Release
from tests.actors import actor
from tests.browser.signing import sign_in, with_password
from tests.cast import BERMI, GEMBONG, PATI, PATI_VILLAGES
from tests.doors import network

TITLE = "Gerakan Pangan Murah di Kecamatan Gembong"


@pytest.fixture
def people(live_server: LiveServer) -> dict[str, User]:
    """Pati with its 18 KIM, and one account for each part in the story."""
    network.plant()
    network.office()
    groups = {code: network.group(code, f"KIM {place}") for code, place in PATI_VILLAGES.items()}
    cast = {
        "officer": network.officer("public_relations_officer", PATI),
        "head": network.officer("division_head", PATI),
        "secretary": network.officer("district_officer", GEMBONG),
        "village": network.officer("village_officer", BERMI),
        "member": network.member_of(groups[BERMI]),
        "stranger": actor("division_head", "33.25").user,
    }
    for user in cast.values():
        with_password(user)
    Mandate.objects.create(
        principal=Person.objects.create(name="Ratri"),
        principal_title="Kepala Diskominfo Pati",
        delegate=cast["head"].person,
        starts_on=timezone.localdate(),
    )
    return cast


@pytest.fixture
def enter(new_context: Callable[..., BrowserContext], people: dict[str, User]) -> Callable[..., Page]:
    """Signs somebody of the cast in, in a browser of their own."""

    def as_one(who: str, width: int = 1280) -> Page:
        return sign_in(new_context(width=width).new_page(), people[who])

    return as_one


@pytest.mark.journey
def test_a_package_goes_down_the_tree_and_its_reach_comes_back(
    enter: Callable[..., Page], new_context: Callable[..., BrowserContext]
) -> None:
    officer, head = enter("officer"), enter("head")
    code = write(officer)
    approve_and_publish(head, code)
    read_and_spread(enter("member", 360), code)
    hand_over(enter("village", 360), code)
    watch(enter("secretary"), code)
    read_in_public(new_context(width=360, javascript=False).new_page(), code)
    correct(officer, head, code)
    confirm_again(enter("member", 360), code)
    stranger = enter("stranger")
    assert stranger.goto(f"/kantor/paket/{code}/").status == 404  # type: ignore[union-attr]


def write(page: Page) -> str:
    """The officer writes, sees whom it reaches, and submits; returns the code."""
    page.goto("/kantor/paket/baru/")
    page.get_by_label("Judul").fill(TITLE)
    page.get_by_label("Ringkasan").fill("Beras dan minyak murah, Jumat 27 November.")
    page.locator("[name=body]").fill("Bawa **KTP** dan tas sendiri.")
    page.locator("[name=short_text]").fill("Pangan murah Jumat 27 November pukul 08.00. Bawa KTP.")
    page.locator("[name=spoken_text]").fill("Bapak dan Ibu, Jumat ada pangan murah di kantor kecamatan.")
    page.get_by_label("Seluruh Kabupaten Pati").check()
    reached = page.locator("#jangkauan")
    expect(reached.locator("strong")).to_have_text("18")
    expect(reached.get_by_text("KIM Bermi")).to_be_visible()
    page.get_by_role("button", name="Simpan konsep").click()
    page.get_by_role("button", name="Ajukan untuk disetujui").click()
    release = Release.objects.get()
    expect(page.locator("main")).to_contain_text("Diajukan")
    expect(page.get_by_role("button", name="Setujui versi 1")).to_have_count(0)
    return release.code


def approve_and_publish(page: Page, code: str) -> None:
    """The head of division, on behalf of the head of office, approves what is shown and publishes it."""
    page.locator("select[name=mandate]").select_option(label="a.n. Ratri")
    page.get_by_role("button", name="Pakai").click()
    page.goto("/kantor/")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="Setujui versi 1").click()
    page.get_by_role("link", name="Terbitkan", exact=True).click()
    page.locator("main form button[type=submit], main form button.primary").first.click()
    expect(page.locator("main")).to_contain_text("Terbit")
    expect(page.locator("main")).to_contain_text("a.n. Ratri (Kepala Diskominfo Pati)")


def read_and_spread(page: Page, code: str) -> None:
    """The member confirms on the phone, the KIM discusses it, and reads it out with a photo as proof."""
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="Sudah kami terima").click()
    page.goto(f"/k/{Group.objects.get(region=BERMI).code}/info/{code}/")
    page.get_by_role("button", name="Sudah kami bahas").click()
    page.goto(f"/k/{Group.objects.get(region=BERMI).code}/info/{code}/")
    page.get_by_role("link", name="Catat penyebaran").click()
    page.get_by_text("Ubah tempat dan jumlah orang").click()
    page.locator("[name=reach_low]").fill("40")
    page.locator("[name=reach_high]").fill("60")
    page.get_by_text("Tambah catatan dan foto").click()
    photo = io.BytesIO()
    Image.new("RGB", (320, 240), (10, 90, 80)).save(photo, "JPEG")
    page.locator("[name=photos]").set_input_files(
        {"name": "masjid.jpg", "mimeType": "image/jpeg", "buffer": photo.getvalue()}
    )
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Tersimpan.")).to_be_visible()


def hand_over(page: Page, code: str) -> None:
    """The village office notes that it handed the package to its KIM (domain.md P6)."""
    page.goto(f"/k/kantor-desa/{BERMI}/{code}/")
    page.get_by_role("button", name="KIM").click()
    expect(page.locator("main")).to_contain_text("KIM")


def watch(page: Page, code: str) -> None:
    """The secretary of the district sees who has it, who passed it on, and whom to phone."""
    page.goto(f"/kantor/paket/{code}/papan/")
    board = page.locator("#papan")
    expect(board).to_contain_text("Kecamatan Gembong")
    bermi = board.get_by_role("row").filter(has_text="Bermi")
    expect(bermi).to_contain_text("40–60")
    silent = board.get_by_role("row").filter(has_text="Kedungbulus")
    expect(silent.locator("[data-label='Belum ada kabar']")).to_have_text("1")
    page.goto(f"/kantor/paket/{code}/papan/kejar")
    expect(page.locator("main")).to_contain_text("KIM Kedungbulus")
    expect(page.locator("main")).not_to_contain_text("KIM Bermi")


def read_in_public(page: Page, code: str) -> None:
    """A villager reads it without scripts."""
    page.goto(f"/info/{code}/")
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.locator("main")).to_contain_text("Jumat 27 November")


def correct(officer: Page, head: Page, code: str) -> None:
    """The office corrects a wrong date; the correction is approved and published like any text."""
    officer.goto(f"/kantor/paket/{code}/koreksi/")
    officer.locator("[name=correction_note]").fill("Tanggalnya Sabtu 28 November, bukan Jumat.")
    officer.get_by_label("Ringkasan").fill("Beras dan minyak murah, Sabtu 28 November.")
    officer.get_by_role("button", name="Simpan konsep").click()
    officer.get_by_role("button", name="Ajukan untuk disetujui").click()
    head.goto(f"/kantor/paket/{code}/")
    head.get_by_role("button", name="Setujui versi 2").click()
    head.get_by_role("link", name="Terbitkan", exact=True).click()
    head.locator("main form button[type=submit], main form button.primary").first.click()
    head.goto(f"/info/{code}/")
    expect(head.locator("main")).to_contain_text("Sabtu 28 November")


def confirm_again(page: Page, code: str) -> None:
    """Everyone who had the first version gets the correction and is asked for a new receipt."""
    expect(page.locator("main")).to_contain_text("oreksi")
    page.get_by_role("link", name=TITLE).click()
    expect(page.locator("main")).to_contain_text("Tanggalnya Sabtu 28 November, bukan Jumat.")
    page.get_by_role("button", name="Sudah kami terima").click()
    kinds = Release.objects.get(code=code).publications.order_by("-version__number")[0].receipts
    assert set(kinds.values_list("kind", flat=True)) == {"received"}
