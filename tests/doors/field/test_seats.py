"""One phone for the group: its members change over with a PIN, within a member's limits."""

import json
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from kentongan.domain.people.models import User
from kentongan.domain.people.rules import session_reference
from kentongan.domain.sync.models import Device, Seat
from tests.cast import BERMI
from tests.doors import network

PASSWORD = "dua belas huruf"
DEVICE = "6f0d2f0e-7a1a-4f43-9d5e-0a4d7f6b1c11"


@pytest.fixture
def people(db: None) -> tuple[User, User]:
    """Two members of one KIM."""
    network.plant()
    group = network.group(BERMI)
    users = network.member_of(group, name="Siti"), network.member_of(group, name="Budi")
    for user in users:
        user.set_password(PASSWORD)
        user.save()
    return users


def post(browser: Client, name: str, **told: Any) -> Any:
    return browser.post(f"/k/hp/kursi/{name}", json.dumps(told), content_type="application/json")


def sign_in(browser: Client, user: User) -> None:
    answer = browser.post("/masuk/", {"username": user.username, "password": PASSWORD})
    assert answer.status_code == 302


def who(browser: Client) -> str | None:
    found = browser.get("/k/hp/sesi").json()["user"]
    return found and str(found["name"])


def shared(people: tuple[User, User], pin: str = "") -> Client:
    """A phone on which Siti signed in, then Budi."""
    browser = Client()
    for user in people:
        sign_in(browser, user)
        assert post(browser, "ambil", pin=pin, device=DEVICE).status_code == 200
    return browser


def test_members_of_one_phone_change_over_without_their_passwords(people: tuple[User, User]) -> None:
    siti, _budi = people
    browser = shared(people)
    cookie = browser.cookies[settings.SEAT_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
    assert who(browser) == "Budi"

    answer = post(browser, "pindah", account=str(siti.pk), pin="")
    assert (answer.status_code, answer.json()["user"]["id"]) == (200, str(siti.pk))
    assert who(browser) == "Siti"
    assert browser.get("/akun/pastikan/").status_code == 200
    assert "proven_at" not in browser.session  # sensitive acts still ask for the password

    stranger = Client()
    assert post(stranger, "pindah", account=str(siti.pk), pin="").status_code == 403
    stranger.cookies[settings.SEAT_COOKIE_NAME] = "x" * 43
    assert post(stranger, "pindah", account=str(siti.pk), pin="").status_code == 403
    assert who(stranger) is None


def test_a_wrong_pin_is_refused_in_the_words_of_every_refusal_and_slowed_down(
    people: tuple[User, User],
) -> None:
    siti, _budi = people
    browser = shared(people, pin="4711")
    unknown = post(browser, "pindah", account="999999", pin="4711")
    answers = [post(browser, "pindah", account=str(siti.pk), pin="0000") for _ in range(5)]
    assert {answer.status_code for answer in [*answers, unknown]} == {403}
    assert {answer.json()["detail"] for answer in [*answers, unknown]} == {unknown.json()["detail"]}

    assert post(browser, "pindah", account=str(siti.pk), pin="4711").status_code == 403  # paused now
    later = timezone.now() + timedelta(minutes=2)
    with mock.patch("kentongan.domain.sync.actions.seats.timezone.now", return_value=later):
        assert post(browser, "pindah", account=str(siti.pk), pin="4711").status_code == 200
    assert Seat.objects.get(user=siti).pin != "4711"
    assert post(browser, "ambil", pin="12", device=DEVICE).status_code == 422


@pytest.mark.parametrize("end", ["password", "device", "session", "sign-out", "age", "idle", "closed"])
def test_a_seat_ends_with_what_it_stands_on(people: tuple[User, User], end: str) -> None:
    siti, budi = people
    browser = shared(people)
    assert post(browser, "pindah", account=str(siti.pk), pin="").status_code == 200
    seat = Seat.objects.get(user=siti)
    if end == "password":
        siti.set_password("kata sandi lain")
        siti.save()
    elif end == "device":
        Device.objects.create(user=siti, key=DEVICE, revoked_at=timezone.now())
    elif end == "session":
        elsewhere = Client()
        sign_in(elsewhere, siti)
        elsewhere.post(f"/akun/sesi/{session_reference(browser.session.session_key)}/akhir/")
    elif end == "sign-out":
        browser.post("/keluar/")
    elif end == "age":
        Seat.objects.filter(pk=seat.pk).update(started_at=timezone.now() - timedelta(days=91))
    elif end == "idle":
        Seat.objects.filter(pk=seat.pk).update(seen_at=timezone.now() - timedelta(days=15))
    else:
        User.objects.filter(pk=siti.pk).update(is_active=False)
    assert post(browser, "pindah", account=str(siti.pk), pin="").status_code == 403
    assert post(browser, "pindah", account=str(budi.pk), pin="").status_code == 200


def test_a_changed_over_session_is_no_younger_than_its_password(people: tuple[User, User]) -> None:
    siti, _budi = people
    browser = shared(people)
    typed = timezone.now() - timedelta(days=89)
    Seat.objects.filter(user=siti).update(started_at=typed)
    post(browser, "pindah", account=str(siti.pk), pin="")
    assert browser.session.get_expiry_age() <= 24 * 3600


def test_officers_never_take_part(people: tuple[User, User]) -> None:
    siti, _budi = people
    browser = shared(people)
    officer = network.officer("district_officer", "33.18.13")
    officer.set_password(PASSWORD)
    officer.save()
    sign_in(browser, officer)
    assert post(browser, "ambil", pin="", device=DEVICE).status_code == 403
    network.Grant.objects.create(
        user=siti, role="district_officer", region_id="33.18.13", starts_on="2020-01-01"
    )
    assert post(browser, "pindah", account=str(siti.pk), pin="").status_code == 403
    assert Client().post("/k/hp/kursi/ambil").status_code == 401


def test_leaving_gives_up_the_seat_and_its_pin(people: tuple[User, User]) -> None:
    siti, _budi = people
    browser = shared(people, pin="4711")
    post(browser, "pindah", account=str(siti.pk), pin="4711")
    assert post(browser, "keluar").json()["user"] is None
    assert who(browser) is None
    assert post(browser, "pindah", account=str(siti.pk), pin="4711").status_code == 403
    sign_in(browser, siti)
    assert browser.get("/k/hp/sesi").json()["user"]["seated"] is False
    assert post(browser, "ambil", pin=None, device=DEVICE).status_code == 200
    assert post(browser, "pindah", account=str(siti.pk), pin="").status_code == 200
