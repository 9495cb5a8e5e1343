"""Accounts, passwords, sessions and tokens."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kentongan.domain.core.history import first_broken_link
from kentongan.domain.core.models import AuditEntry
from kentongan.domain.core.problems import Invalid, Refused
from kentongan.domain.people import actions
from kentongan.domain.people.access import user_of_token
from kentongan.domain.people.models import ApiToken, Person, Session, User
from kentongan.domain.people.sessions import OFFICER_AGE, OFFICER_IDLE, STARTED_KEY
from tests.actors import account, actor
from tests.cast import BATANG, PATI, plant_regions

pytestmark = pytest.mark.django_db
PASSWORD = "kuda laut biru tua"


@pytest.fixture
def officer() -> User:
    plant_regions()
    user = actor("division_head", PATI).user
    user.set_password(PASSWORD)
    user.save()
    return user


def _sign_in(user: User, password: str = PASSWORD) -> tuple[Client, int]:
    client = Client()
    response = client.post("/masuk/", {"username": user.username, "password": password})
    return client, response.status_code


def test_signing_in_begins_a_new_session_and_is_noted(officer: User) -> None:
    client = Client()
    client.get("/masuk/")
    response = client.post("/masuk/", {"username": officer.username.upper(), "password": PASSWORD})
    assert response.status_code == 302
    assert Session.objects.get().user == officer
    assert AuditEntry.objects.filter(act="signed in", name=officer.username).count() == 1


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(officer: User) -> None:
    """security.md 7."""
    pages = []
    for name in (officer.username, "tidak.ada"):
        response = Client().post("/masuk/", {"username": name, "password": "salah sekali ini"})
        assert response.status_code == 422
        page = re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", response.content.decode())
        pages.append(page.replace(name, "…"))
    assert pages[0] == pages[1]


def test_a_failed_sign_in_is_noted_without_what_was_typed_by_strangers(officer: User) -> None:
    """security.md 8: somebody may type a password into the wrong field."""
    _sign_in(officer, "salah sekali ini")
    Client().post("/masuk/", {"username": "rahasia saya 2026", "password": "x"})
    rows = AuditEntry.objects.filter(act="sign-in failed").order_by("pk")
    assert [row.name for row in rows] == [officer.username, ""]
    assert "rahasia" not in str([row.detail for row in rows])


def test_five_failures_bring_a_pause_and_no_lock(officer: User) -> None:
    """security.md 7: throttling without hard lockout; another address is not held up."""
    client = Client()
    statuses = [
        client.post("/masuk/", {"username": officer.username, "password": "salah"}).status_code
        for _attempt in range(6)
    ]
    assert statuses[0] == 422
    assert statuses[-1] == 429
    elsewhere = Client(REMOTE_ADDR="127.0.0.9")
    assert elsewhere.post("/masuk/", {"username": officer.username, "password": PASSWORD}).status_code == 302


def test_officers_sessions_end_sooner_than_members(officer: User) -> None:
    """security.md 41: officers 60 minutes idle, members 14 days."""
    client, _status = _sign_in(officer)
    assert client.session.get_expiry_age() <= 3600
    member = actor("group_member", PATI, group=None).user
    member.set_password(PASSWORD)
    member.save()
    other, _status = _sign_in(member)
    assert 13 * 86400 < other.session.get_expiry_age() <= 14 * 86400


def test_sessions_are_listed_and_ended_by_their_owner_alone(officer: User) -> None:
    here, _status = _sign_in(officer)
    there, _status = _sign_in(officer)
    reference = next(row["reference"] for row in here.get("/akun/").context["sessions"] if not row["is_this"])
    stranger = actor("division_head", BATANG).user
    stranger.set_password(PASSWORD)
    stranger.save()
    foreign, _status = _sign_in(stranger)
    assert foreign.post(f"/akun/sesi/{reference}/akhir/").status_code == 404
    assert there.get("/akun/").status_code == 200
    assert here.post(f"/akun/sesi/{reference}/akhir/").status_code == 302
    assert there.get("/akun/").status_code == 302


def test_changing_the_password_ends_the_other_sessions(officer: User) -> None:
    here, _status = _sign_in(officer)
    there, _status = _sign_in(officer)
    form = {"old_password": PASSWORD, "new_password": "perahu kecil di telaga"}
    assert here.post("/akun/kata-sandi/", form).status_code == 302
    assert here.get("/akun/").status_code == 200
    assert there.get("/akun/").status_code == 302


@pytest.mark.parametrize("password", ["pendek", "password1234", "x" * 129])
def test_weak_or_endless_passwords_are_refused(officer: User, password: str) -> None:
    """security.md 7: 12 to 128 characters, no common one."""
    with pytest.raises(Invalid) as refusal:
        actions.change_password(user=officer, old=PASSWORD, new=password, by=actor("group_member", PATI))
    assert refusal.value.field == "new_password"
    assert officer.check_password(PASSWORD)


def test_an_administrator_starts_a_reset_and_the_person_must_change_it(officer: User) -> None:
    client, _status = _sign_in(officer)
    given = actions.start_reset(user=officer, by=actor("administrator", PATI))
    assert client.get("/akun/").status_code == 302
    again, status = _sign_in(officer, given)
    assert status == 302
    assert again.get("/kantor/").status_code in {302, 200, 404}
    assert User.objects.get(pk=officer.pk).must_change_password
    with pytest.raises(Refused):
        actions.start_reset(user=officer, by=actor("administrator", BATANG))


def test_a_closed_account_stops_at_the_next_request(officer: User) -> None:
    """security.md 6."""
    client, _status = _sign_in(officer)
    token = actions.issue_token(user=officer, label="uji", by=actor("administrator", PATI))
    actions.deactivate_user(user=officer, by=actor("administrator", PATI))
    assert client.get("/akun/").status_code == 302
    assert user_of_token(token) is None
    assert _sign_in(officer)[1] == 422


def test_a_token_is_shown_once_kept_as_a_digest_and_can_be_ended(officer: User) -> None:
    by = actor("administrator", PATI)
    token = actions.issue_token(user=officer, label="papan dinding", by=by)
    row = ApiToken.objects.get()
    assert token not in row.digest
    assert user_of_token(token) == officer
    actions.revoke_token(token=row, by=by)
    assert user_of_token(token) is None


def test_two_accounts_cannot_have_one_name(officer: User) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.create_user(
            username=officer.username.upper(),
            person=Person.objects.create(name="Lain"),
            by=actor("administrator", PATI),
        )
    assert refusal.value.field == "username"


def test_persons_with_equal_names_stay_apart() -> None:
    plant_regions()
    first, second = account("Siti Aminah"), account("Siti Aminah")
    assert first.person.pk != second.person.pk


def test_the_audit_chain_shows_a_changed_entry(officer: User) -> None:
    """security.md 8."""
    for _attempt in range(3):
        _sign_in(officer)
    assert first_broken_link() is None
    second = AuditEntry.objects.order_by("id")[1]
    AuditEntry.objects.filter(pk=second.pk).update(name="orang lain")
    assert first_broken_link() == second.pk


def test_an_idle_or_old_session_ends_in_the_store_whatever_the_browser_keeps(officer: User) -> None:
    """security.md 41: 60 minutes idle, 12 hours in all, for officers."""
    client, _status = _sign_in(officer)
    now = timezone.now()
    row = Session.objects.get(user=officer)
    assert row.expire_date <= now + OFFICER_IDLE
    session = client.session
    session[STARTED_KEY] = (now - OFFICER_AGE + timedelta(minutes=2)).isoformat()
    session.save()
    row.refresh_from_db()
    assert row.expire_date <= now + timedelta(minutes=3)
    Session.objects.update(expire_date=now - timedelta(seconds=1))
    assert client.get("/akun/").status_code == 302
