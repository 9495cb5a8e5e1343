"""The attendance of thirty people by one person with a phone: taps are counted, seconds are told."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from kentongan.domain.core.acting import System
from kentongan.domain.events.actions import invite, load_lists
from kentongan.domain.events.models import Attendance, Event
from kentongan.domain.groups.actions import add_member
from kentongan.domain.people.models import User
from tests.browser.signing import sign_in, with_password
from tests.cast import BERMI, GEMBONG, KEDUNGBULUS
from tests.doors import network
from tests.events import making

SCREEN = {"width": 360, "height": 740}
KNOWN = {BERMI: 9, KEDUNGBULUS: 9}  # members of the invited KIM who came
NEW = (  # name, sex, element: as they come through the door, mostly in company
    ("Sri Wahyuni", "P", "PKK"),
    ("Tutik Rahayu", "P", "PKK"),
    ("Yanti", "P", "PKK"),
    ("Endang", "P", "PKK"),
    ("Bambang", "L", "Karang taruna"),
    ("Agus Salim", "L", "Karang taruna"),
    ("Rizky", "L", "Karang taruna"),
    ("Dewi", "P", "Karang taruna"),
    ("Hartono", "L", "Pemerintah kecamatan"),
    ("Sutrisno", "L", "Pemerintah kecamatan"),
    ("Wawan", "L", "Admin web desa"),
    ("Nurul", "P", "Pegiat media sosial"),
)
MOST_TAPS = 40  # 18 ticks, the changes of sex and element, a few to get there and to save


@pytest.fixture
def meeting(live_server: LiveServer) -> Event:
    """A meeting of this morning in Gembong; the members of two KIM stand in the register."""
    network.plant()
    load_lists()
    event = making.event(GEMBONG, on=making.past(0), title="Sosialisasi KIM Gembong")
    for village, count in KNOWN.items():
        group = network.group(village, f"KIM {village}")
        invite(event, groups=[group], seats=count, by=System())
        for number in range(count):
            add_member(group, name=f"Anggota {village[-1]}{number}", by=System())
    return event


@pytest.fixture
def officer(meeting: Event) -> User:
    """The district's officer, with a password to type."""
    return with_password(network.officer("district_officer", GEMBONG))


class Thumb:
    """Taps and counts them."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, target: Locator) -> None:
        """Touch it once."""
        target.tap()
        self.taps += 1

    def choose(self, select: Locator, label: str) -> None:
        """Open a list and touch one of its lines."""
        select.select_option(label=label)
        self.taps += 2


def a_phone(browser: Browser, live_server: LiveServer, **options: Any) -> Page:
    """A phone of 360 by 740 points that is touched."""
    context = browser.new_context(
        base_url=live_server.url, locale="id-ID", viewport=SCREEN, has_touch=True, is_mobile=True, **options
    )
    context.set_default_timeout(30_000)
    return context.new_page()


def open_agenda(page: Page, user: User) -> None:
    """Through the sign-in page, to the agenda."""
    sign_in(page, user, "/k/acara/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Acara")


def test_thirty_people_are_written_down_with_few_taps(
    browser: Browser,
    live_server: LiveServer,
    meeting: Event,
    officer: User,
    assert_fits: Callable[[Page], None],
) -> None:
    page = a_phone(browser, live_server)
    open_agenda(page, officer)
    thumb, begun = Thumb(), time.monotonic()

    thumb.tap(page.get_by_role("link", name="Sosialisasi KIM Gembong"))
    thumb.tap(page.get_by_role("link", name="Catat yang hadir"))
    rows = page.locator("[data-tick]")
    expect(rows).to_have_count(sum(KNOWN.values()))
    for row in rows.all():
        thumb.tap(row)
        expect(row).to_be_checked()
    write_new_names(page, thumb)
    thumb.tap(page.get_by_role("button", name="Simpan yang hadir"))

    expect(page.get_by_text("30 orang tercatat hadir.")).to_be_visible()
    seconds = time.monotonic() - begun
    print(f"\n30 people: {thumb.taps} taps, {seconds:.1f} seconds of the machine")  # noqa: T201 - the figure is asked for
    rows = list(Attendance.objects.filter(event=meeting).select_related("element"))
    assert len(rows) == 30
    told = {
        (row.name, row.get_sex_display()[0].upper(), row.element.name) for row in rows if not row.person_id
    }
    assert told == set(NEW)
    assert sum(row.person_id is not None for row in rows) == sum(KNOWN.values())
    assert thumb.taps <= MOST_TAPS
    page.context.close()


def write_new_names(page: Page, thumb: Thumb) -> None:
    """Type the names; Enter makes the next row, which bears what the one before bore."""
    sex, element = "", ""
    thumb.tap(page.locator("[data-row-name]").last)
    for name, own_sex, own_element in NEW:
        row = page.locator("[data-row]").last
        row.locator("[data-row-name]").press_sequentially(name)
        if own_sex != sex:
            thumb.tap(row.locator(".pill", has_text=own_sex))
        if own_element != element:
            thumb.choose(row.get_by_label("Unsur"), own_element)
        sex, element = own_sex, own_element
        row.locator("[data-row-name]").press("Enter")


def test_the_button_counts_and_the_last_name_is_taken_back(
    browser: Browser, live_server: LiveServer, meeting: Event, officer: User
) -> None:
    page = a_phone(browser, live_server)
    open_agenda(page, officer)
    page.goto(f"/k/acara/{meeting.code}/hadir/")

    page.locator("[data-tick]").first.tap()
    page.locator("[data-row-name]").last.fill("Sri")
    expect(page.get_by_role("button", name="Simpan yang hadir 2")).to_be_visible()
    page.get_by_role("button", name="Simpan yang hadir").tap()
    expect(page.get_by_text("2 orang tercatat hadir.")).to_be_visible()
    page.get_by_role("button", name="Batalkan yang terakhir: Sri").tap()

    expect(page.get_by_text("Sri dihapus dari daftar hadir.")).to_be_visible()
    assert Attendance.objects.standing().count() == 1
    page.context.close()


def test_without_scripts_four_names_go_at_once(
    browser: Browser, live_server: LiveServer, meeting: Event, officer: User
) -> None:
    page = a_phone(browser, live_server, java_script_enabled=False)
    open_agenda(page, officer)
    page.goto(f"/k/acara/{meeting.code}/hadir/")

    for number, box in enumerate(page.locator("[data-row-name]").all()):
        box.fill(f"Tamu {number}")
    page.get_by_role("button", name="Simpan yang hadir").tap()

    expect(page.get_by_text("4 orang tercatat hadir.")).to_be_visible()
    page.context.close()
