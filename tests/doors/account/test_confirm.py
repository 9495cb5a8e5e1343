"""Exports, access to a group and its phone numbers ask for the password again (security.md 7)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kentongan.domain.groups.models import Export
from kentongan.domain.people.models import User
from kentongan.domain.people.rules import matrix
from kentongan.domain.people.sessions import PROVEN_KEY
from tests.actors import actor
from tests.cast import PATI, plant_regions

pytestmark = pytest.mark.django_db
PASSWORD = "kuda laut biru tua"
LIST = "/kantor/kim/"
EXPORT = "/kantor/kim/ekspor/"


@pytest.fixture
def officer() -> User:
    plant_regions()
    user = actor("public_relations_officer", PATI).user
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def browser(officer: User) -> Client:
    """Signed in twenty minutes ago."""
    client = Client()
    client.post("/masuk/", {"username": officer.username, "password": PASSWORD})
    _age(client, timedelta(minutes=20))
    return client


def _age(client: Client, by: timedelta) -> None:
    session = client.session
    session[PROVEN_KEY] = (timezone.now() - by).timestamp()
    session.save()


def test_who_just_signed_in_is_not_asked(browser: Client) -> None:
    _age(browser, timedelta(minutes=14))
    assert browser.post(EXPORT)["Location"].startswith(EXPORT)


def test_an_old_session_is_asked_and_goes_back_to_where_it_was(browser: Client) -> None:
    asked = browser.post(EXPORT, headers={"Referer": f"http://testserver{LIST}?tingkat=village"})
    assert asked["Location"] == "/akun/pastikan/?next=/kantor/kim/%3Ftingkat%3Dvillage"
    assert not Export.objects.exists()
    page = browser.get(asked["Location"])
    assert page.status_code == 200
    proof = {"password": PASSWORD, "next": f"{LIST}?tingkat=village"}
    done = browser.post("/akun/pastikan/", proof)
    assert (done.status_code, done["Location"]) == (302, f"{LIST}?tingkat=village")
    assert browser.post(EXPORT)["Location"].startswith(EXPORT)


def test_a_wrong_password_proves_nothing_and_soon_brings_a_pause(browser: Client) -> None:
    wrong = {"password": "salah sekali ini", "next": LIST}
    statuses = [browser.post("/akun/pastikan/", wrong).status_code for _attempt in range(6)]
    assert statuses[0] == 422
    assert statuses[-1] == 429
    assert browser.post(EXPORT)["Location"].startswith("/akun/pastikan/")


def test_the_way_back_never_leaves_the_site(browser: Client) -> None:
    outside = {"password": PASSWORD, "next": "https://jahat.example/"}
    assert browser.post("/akun/pastikan/", outside)["Location"] == "/akun/"
    asked = browser.post(EXPORT, headers={"Referer": "https://jahat.example/kantor/"})
    assert asked["Location"].startswith(EXPORT)
    _age(browser, timedelta(minutes=20))
    asked = browser.post(EXPORT, headers={"Referer": "https://jahat.example/kantor/"})
    assert "jahat" not in asked["Location"]


def test_every_export_and_change_of_access_asks() -> None:
    exports = {name for name in matrix().endpoints if "export" in name and not name.endswith("progress")}
    assert exports <= set(matrix().proof)
    assert {"office:group-access", "office:group-contacts"} <= set(matrix().proof)
