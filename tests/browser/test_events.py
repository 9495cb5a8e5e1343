"""Pages of events at 360 and 1280 px: nothing is wider than the screen."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from kentongan.domain.core.acting import System
from kentongan.domain.events import actions
from kentongan.domain.events.models import Event, Speaker
from kentongan.domain.people.models import User
from tests.browser.signing import sign_in, with_password
from tests.cast import BERMI, GEMBONG, KEDUNGBULUS, PATI
from tests.doors import network
from tests.events import making

BY = System("Diskominfo Pati")


@pytest.fixture
def held(live_server: LiveServer) -> Event:
    """A meeting that took place, with all it can have; the names are invented."""
    network.plant()
    actions.load_lists()
    event = making.event(
        PATI,
        title="Sosialisasi Kelompok Informasi Masyarakat dan penjelasan Peraturan Bupati",
        place="Ruang Analitik, Kantor Diskominfo",
        purpose="Menyiapkan sosialisasi keliling di sepuluh kecamatan.",
        agenda=["Pembentukan KIM", "Penjelasan Perbup 55/2020"],
        conditions=["Peserta dan panitia memakai masker", "Suhu badan diperiksa di pintu masuk"],
        areas=[making.region(GEMBONG)],
        programme="Pengelolaan informasi dan komunikasi publik",
    )
    groups = [network.group(BERMI, "KIM Bermi Jaya"), network.group(KEDUNGBULUS, "KIM Kedungbulus")]
    first, *_rest = actions.invite(
        event, groups=groups, regions=[making.region(GEMBONG)], role="Sekretaris Kecamatan", seats=3, by=BY
    )
    actions.confirm(first, seats=2, by=BY)
    actions.add_speaker(
        event,
        name="Rina Wijaya",
        title="Pranata Humas",
        item=event.agenda.first(),
        material_title="KIM",
        by=BY,
    )
    actions.add_party(event, role="host", name="Bidang IKP Diskominfo Pati", by=BY)
    for number, element in enumerate(["pkk", "pkk", "karang-taruna", "pemerintah-kecamatan"]):
        place = making.region(BERMI if number % 2 else KEDUNGBULUS)
        making.come(event, f"Contoh Nama {number}", element=element, sex="fm"[number % 2], region=place)
    actions.check_condition(event.conditions.first(), met=True, by=BY)
    actions.hold(event, by=BY)
    actions.write_minutes(
        event, summary="Dibuka kepala bidang.", decisions=["Lima desa tiap kecamatan"], by=BY
    )
    actions.add_follow_up(event=event, text="Memilih lima desa", owner_name="Sekcam Gembong", by=BY)
    making.event(PATI, on=making.past(-3), title="Pelatihan menulis berita", kind="training")
    return event


@pytest.fixture
def speaker(held: Event) -> Speaker:
    """Somebody in the register."""
    return actions.register_speaker(
        name="Siti Aminah",
        title="Bidan koordinator",
        sector="kesehatan",
        region=making.region(PATI),
        expertise="stunting, gizi balita",
        by=BY,
    )


@pytest.fixture
def officer(held: Event) -> User:
    """The public relations officer."""
    return with_password(network.officer("public_relations_officer", PATI))


def test_the_pages_fit_every_screen(
    new_context: Callable[..., BrowserContext],
    held: Event,
    speaker: Speaker,
    officer: User,
    assert_fits: Callable[[Page], None],
    pictures: Callable[[Page, str], list[Path]],
) -> None:
    page = new_context().new_page()
    page.set_default_timeout(30_000)
    sign_in(page, officer, "/kantor/acara/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Acara")
    row = held.attendances.first()
    here, month = f"/kantor/acara/{held.code}/", f"{held.starts_at:%Y-%m}"
    for name, path in {
        "list": "/kantor/acara/",
        "calendar": f"/kantor/acara/kalender/?bulan={month}",
        "new": "/kantor/acara/baru/",
        "detail": here,
        "people": f"{here}peserta/",
        "results": f"{here}hasil/",
        "attendance": f"{here}hadir/",
        "row": f"{here}hadir/{row.pk if row else ''}/",
        "invite": f"{here}undangan/",
        "agenda": f"{here}mata-acara/",
        "minutes": f"{here}notulen/",
        "letter": f"{here}surat/undangan/",
        "sheet": f"{here}hadir/impor/",
        "speakers": "/kantor/narasumber/",
        "speaker": f"/kantor/narasumber/{speaker.code}/",
        "speaker-new": "/kantor/narasumber/baru/",
        "k-agenda": "/k/acara/",
        "k-event": f"/k/acara/{held.code}/",
        "k-roll": f"/k/acara/{held.code}/hadir/",
        "public": "/wilayah/33.18/agenda/",
        "public-event": f"/agenda/{held.code}/",
    }.items():
        page.goto(path)
        assert_fits(page)
        if "KENTONGAN_PICTURES" in os.environ:
            pictures(page, f"events-{name}")
