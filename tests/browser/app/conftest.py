"""A phone with the app, behind a gateway that can misbehave."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect
from pytest_django.live_server_helper import LiveServer

from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import User
from tests.browser.app.gateway import Gateway, accept_all
from tests.browser.conftest import FLAGS, PATIENCE
from tests.browser.signing import fill_in, with_password
from tests.cast import BERMI
from tests.doors import network

SCREEN: Any = {
    "locale": "id-ID",
    "viewport": {"width": 360, "height": 740},
    "reduced_motion": "reduce",
}
MAIN = "document.documentElement.dataset.first.replace('main.js', '')"


class Phone:
    """One visitor with a phone; ``start`` opens its browser, on ``folder`` when it has a disk."""

    def __init__(self, start: Callable[[], BrowserContext], url: str, folder: Path | None = None) -> None:
        self.start, self.url, self.folder = start, url, folder
        self.cookies: list[Any] = []
        self.open()

    def open(self) -> None:
        """Start the browser, on what it left on its disk."""
        self.context = self.start()
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
        fill_in(page, user)
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

    def until(self, told: str) -> None:
        """Wait until what ``told`` promises is true: ``wait_for_function`` takes any promise for true."""
        self.page.evaluate(f"""(async () => {{
          const end = Date.now() + {PATIENCE};
          while (!(await ({told}))) {{
            if (Date.now() > end) throw new Error("it did not come true");
            await new Promise((next) => setTimeout(next, 50));
          }} }})()""")

    def keeps(self, text: str) -> None:
        """Wait until a draft on the phone holds the text: it is written a moment after the last letter."""
        self.until(f"""import({MAIN} + 'drafts.js').then(async (m) => {{
          const kept = await Promise.all((await m.keys()).map(m.load));
          return JSON.stringify(kept).includes({json.dumps(text)}); }})""")

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
        return with_password(network.member_of(bermi, name=name))

    return make


@pytest.fixture
def phone(
    request: pytest.FixtureRequest, browser: Browser, gateway: Gateway, tmp_path: Path
) -> Iterator[Phone]:
    """A phone with nothing on it.

    What is on it goes when its browser is closed or killed; marked ``lasting`` it has a disk, as a real one.
    """
    if request.node.get_closest_marker("lasting"):
        path = os.environ.get("KENTONGAN_CHROMIUM") or "/usr/bin/chromium"
        launch = partial(browser.browser_type.launch_persistent_context, tmp_path, executable_path=path)
        found = Phone(partial(launch, args=FLAGS, **SCREEN), gateway.url, tmp_path)
    else:
        found = Phone(partial(browser.new_context, **SCREEN), gateway.url)
    yield found
    with suppress(Error):  # killed by the test
        found.close()
