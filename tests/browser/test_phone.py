"""The phone door in a real browser: two taps, a lost session, and nothing wider than the screen."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from kentongan.domain.activities.models import Activity
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Session, User
from kentongan.domain.releases.models import Publication
from tests.browser.signing import fill_in, with_password
from tests.cast import BERMI, GEMBONG
from tests.doors import network


@pytest.fixture
def bermi(live_server: LiveServer) -> Group:
    """A KIM in Desa Bermi."""
    network.plant()
    return network.group(BERMI)


@pytest.fixture
def member(bermi: Group) -> User:
    """Somebody of the group who can sign in."""
    return with_password(network.member_of(bermi))


@pytest.fixture
def sent(bermi: Group) -> Publication:
    """A package for Kecamatan Gembong."""
    return network.send(GEMBONG)


@pytest.mark.parametrize("javascript", [True, False])
def test_spreading_is_recorded_with_two_taps_and_no_scrolling(
    new_context: Callable[..., BrowserContext],
    member: User,
    bermi: Group,
    sent: Publication,
    javascript: bool,
) -> None:
    page = new_context(width=360, javascript=javascript).new_page()
    page.goto(f"/masuk/?next=/k/{bermi.code}/info/{sent.release.code}/")
    fill_in(page, member)

    first = page.get_by_role("link", name="Catat penyebaran")
    expect(first).to_be_in_viewport()
    first.click()
    second = page.get_by_role("button", name="Simpan")
    expect(second).to_be_in_viewport()
    second.click()

    expect(page.get_by_text("Tersimpan.")).to_be_visible()
    assert Activity.objects.get().place == "Masjid"


def test_what_was_typed_is_there_again_after_the_session_was_lost(
    phone: Page, member: User, bermi: Group, sent: Publication
) -> None:
    path = f"/k/{bermi.code}/info/{sent.release.code}/catat/"
    phone.goto(f"/masuk/?next={path}")
    fill_in(phone, member)
    phone.get_by_text("Tambah catatan dan foto").click()
    phone.get_by_label("Catatan").fill("Dibaca sesudah Magrib")
    phone.get_by_text("Posyandu atau pertemuan PKK").click()
    Session.objects.all().delete()

    phone.get_by_role("button", name="Simpan").click()
    fill_in(phone, member)

    expect(phone).to_have_url(f"{phone.url.split('/k/')[0]}{path}")
    expect(phone.get_by_label("Catatan")).to_have_value("Dibaca sesudah Magrib")
    assert phone.locator("[name=medium][value=posyandu-pkk]").is_checked()
    phone.get_by_role("button", name="Simpan").click()
    expect(phone.get_by_text("Tersimpan.")).to_be_visible()
    assert Activity.objects.get().note == "Dibaca sesudah Magrib"


def test_the_pages_fit_the_phone(
    phone: Page,
    member: User,
    bermi: Group,
    sent: Publication,
    assert_fits: Callable[[Page], None],
    pictures: Callable[[Page, str], list[Path]],
) -> None:
    phone.goto("/masuk/?next=/k/")
    fill_in(phone, member)
    here, item = f"/k/{bermi.code}/", f"/k/{bermi.code}/info/{sent.release.code}/"
    for name, path in {
        "inbox": here,
        "item": item,
        "record": item + "catat/",
        "decline": item + "tidak/",
        "choose": here + "catat/",
        "discussion": here + "catat/diskusi/",
        "log": here + "kegiatan/",
        "group": here + "kelompok/",
    }.items():
        phone.goto(path)
        assert_fits(phone)
        if "KENTONGAN_PICTURES" in os.environ:
            pictures(phone, f"k-{name}")


def test_the_public_pages_fit_every_screen(
    phone: Page, bermi: Group, sent: Publication, assert_fits: Callable[[Page], None]
) -> None:
    code = sent.release.code
    for path in (
        "/",
        "/wilayah/33.18/",
        "/wilayah/33.18/kim/",
        f"/wilayah/{BERMI}/",
        f"/kim/{bermi.code}/",
        f"/info/{code}/",
        f"/info/{code}/poster/",
        "/sk/",
        "/cari/?q=pati",
        "/periksa/",
    ):
        phone.goto(path)
        assert_fits(phone)
