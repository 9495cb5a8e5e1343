"""A real Chromium against a live server. Mark the one main journey `journey`: it runs on both databases."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

# Playwright's loop runs in the test's thread; a test uses the database between two steps, never inside one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
WIDTHS = (360, 1280)
PATIENCE = 20_000  # ms on a busy machine


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker process."""
    with sync_playwright() as playwright:
        path = os.environ.get("KENTONGAN_CHROMIUM") or "/usr/bin/chromium"
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def new_context(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., BrowserContext]]:
    """Makes separate visitors (cookies of their own): ``new_context(width=360, javascript=False)``."""
    contexts: list[BrowserContext] = []

    def make(width: int = 1280, *, javascript: bool = True) -> BrowserContext:
        context = browser.new_context(
            base_url=live_server.url,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            viewport={"width": width, "height": 800},
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A visitor at a desk (1280 px)."""
    return new_context().new_page()


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Page:
    """A visitor with a phone (360 px)."""
    return new_context(width=360).new_page()


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Callable[[Page, str], list[Path]]:
    """Takes the page at 360 and 1280 px: ``pictures(page, "board")``.

    They lie in .cache/pictures, or in the folder that KENTONGAN_PICTURES names.
    """
    folder = Path(os.environ.get("KENTONGAN_PICTURES", request.config.rootpath / ".cache" / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str) -> list[Path]:
        before = page.viewport_size
        paths = []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            paths.append(folder / f"{name}-{width}.png")
            page.screenshot(path=paths[-1], full_page=True)
        if before:
            page.set_viewport_size(before)
        return paths

    return take


@pytest.fixture
def assert_fits() -> Callable[[Page], None]:
    """Fails when the page scrolls sideways at 360 or 1280 px."""

    def check(page: Page) -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            needed = page.evaluate("document.documentElement.scrollWidth")
            assert needed <= width, f"{page.url} is {needed} px wide on a screen of {width} px"

    return check
