"""A phone with the app, behind a gateway that can misbehave."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect
from pytest_django.live_server_helper import LiveServer

from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import User
from tests.browser.app.gateway import Gateway, accept_all
from tests.browser.conftest import FLAGS, PATIENCE
from tests.cast import BERMI
from tests.doors import network

PASSWORD = "dua belas huruf"
MAIN = "document.documentElement.dataset.first.replace('main.js', '')"


class Phone:
    """One browser profile: closing or killing it leaves what a real phone would have on its disk."""

    def __init__(self, start: Callable[[Path], BrowserContext], folder: Path, url: str) -> None:
        self.start, self.folder, self.url = start, folder, url
        self.cookies: list[Any] = []
        self.open()

    def open(self) -> None:
        """Start the browser on the profile."""
        self.context = self.start(self.folder)
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()

    def close(self) -> None:
        """The browser is closed as a person closes it."""
        self.context.close()

    def kill(self) -> None:
        """The battery is empty: nothing of the browser gets to run another line.

        Chromium writes cookies to the disk every half minute; those of a phone had longer to get there.
        """
        self.cookies = self.context.cookies()
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and str(self.folder).encode() in _command(entry):
                with suppress(ProcessLookupError):
                    os.kill(int(entry.name), signal.SIGKILL)

    def start_again(self) -> None:
        """Open the browser on the same profile, and the app in it."""
        self.open()
        self.context.add_cookies(self.cookies)
        self.page.goto(f"{self.url}/k/hp/")
        self.ready()

    def sign_in(self, user: User, page: Page | None = None) -> None:
        """Through the sign-in page into the app."""
        page = page or self.page
        page.goto(f"{self.url}/masuk/?next=/k/hp/")
        page.get_by_label("Nama pengguna").fill(user.username)
        page.get_by_label("Kata sandi").fill(PASSWORD)
        page.get_by_role("button", name="Masuk", exact=True).click()
        self.ready(page)
        expect(page.locator("#tautan [data-outbox]")).not_to_have_text("Belum ada nama yang dipilih.")
        self.run("sync", "await m.now()", page)

    def ready(self, page: Page | None = None) -> None:
        """The app stands and the worker holds the page."""
        page = page or self.page
        page.wait_for_url("**/k/hp/**")
        expect(page.locator("#isi > *").first).to_be_attached(timeout=PATIENCE)
        expect(page.locator("#tautan [data-outbox]")).not_to_be_empty(timeout=PATIENCE)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    def run(self, module: str, code: str, page: Page | None = None) -> Any:
        """``code`` with the module's exports as ``m``, e.g. ``run("outbox", "m.totals()")``."""
        page = page or self.page
        return page.evaluate(f"import({MAIN} + '{module}.js').then(async (m) => ({code}))")

    def add(self, note: str, verb: str = "activity.record", **options: Any) -> dict[str, Any]:
        """Put an operation into the outbox as a view does."""
        data = {"group": "K-0000", "kind": "dissemination", "note": note}
        call = f"await m.add('{verb}', {json.dumps(data)}, {json.dumps(options)})"
        told: dict[str, Any] = self.run("outbox", call)
        return told

    def states(self) -> list[str]:
        """The states of all items, newest first."""
        found: list[str] = self.run("outbox", "(await m.items()).map((one) => one.state)")
        return found

    def sync(self) -> dict[str, Any]:
        """Sync and give the state afterwards."""
        told: dict[str, Any] = self.run("sync", "(await m.now(), {...m.state})")
        return told


def _command(entry: Path) -> bytes:
    try:
        return (entry / "cmdline").read_bytes()
    except OSError:
        return b""  # it has ended meanwhile


@pytest.fixture
def gateway(live_server: LiveServer) -> Iterator[Gateway]:
    """The way to the server; syncs are answered by a double until a test says otherwise."""
    found = Gateway(live_server.url)
    found.sync = accept_all
    yield found
    found.stop()


@pytest.fixture
def bermi(live_server: LiveServer) -> Group:
    """A KIM in Desa Bermi."""
    network.plant()
    return network.group(BERMI)


@pytest.fixture
def new_member(bermi: Group) -> Callable[[str], User]:
    """Somebody of the group who can sign in."""

    def make(name: str) -> User:
        user = network.member_of(bermi, name=name)
        user.set_password(PASSWORD)
        user.save()
        return user

    return make


@pytest.fixture
def new_phone(browser: Browser, gateway: Gateway, tmp_path: Path) -> Iterator[Callable[[], Phone]]:
    """Phones with nothing on them."""
    phones: list[Phone] = []

    def start(folder: Path) -> BrowserContext:
        path = os.environ.get("KENTONGAN_CHROMIUM") or "/usr/bin/chromium"
        return browser.browser_type.launch_persistent_context(
            folder,
            executable_path=path,
            args=FLAGS,
            locale="id-ID",
            viewport={"width": 360, "height": 740},
            reduced_motion="reduce",
        )

    def make() -> Phone:
        phones.append(Phone(start, tmp_path / f"phone-{len(phones)}", gateway.url))
        return phones[-1]

    yield make
    for phone in phones:
        with suppress(Error):  # killed by the test
            phone.close()


@pytest.fixture
def phone(new_phone: Callable[[], Phone]) -> Phone:
    """A phone with nothing on it."""
    return new_phone()
