"""The harness itself: a browser opens, and a live server answers it."""

from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer


def test_a_phone_reaches_the_server_and_nothing_else(phone: Page, live_server: LiveServer) -> None:
    answer = phone.goto("/healthz")

    assert answer is not None
    assert answer.url.startswith(live_server.url)
    assert phone.viewport_size == {"width": 360, "height": 800}
