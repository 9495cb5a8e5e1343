"""Signing in through the page, as people do."""

from playwright.sync_api import Page

from kentongan.domain.people.models import User

PASSWORD = "dua belas huruf"


def with_password(user: User) -> User:
    """The account, whose password is the one that :func:`fill_in` types."""
    user.set_password(PASSWORD)
    user.save()
    return user


def fill_in(page: Page, user: User) -> None:
    """Fill the sign-in form that is shown, and send it."""
    page.get_by_label("Nama pengguna").fill(user.username)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


def sign_in(page: Page, user: User, to: str = "") -> Page:
    """Sign in and be where one wanted to go, or at home."""
    page.goto(f"/masuk/?next={to}" if to else "/masuk/")
    fill_in(page, user)
    page.wait_for_url(lambda url: "/masuk/" not in url)
    return page
