"""Accounts, roles, offices, mandates and the audit log, for administrators of an area."""

import re
from typing import Any

import pytest
from django.test import Client

from kentongan.domain.core.history import audit
from kentongan.domain.core.models import AuditEntry
from kentongan.domain.people.models import Agency, Grant, Mandate, Person, Post, User
from tests.actors import account, actor
from tests.cast import BATANG, BERMI, GEMBONG, NGADIREJO, PATI
from tests.doors.network import signed_in
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.releases.making import Office

LIST = "/kantor/orang/"
SECRET = "kata-sandi-yang-panjang"


@pytest.fixture
def admin_user(office: Office) -> User:
    """The administrator of Pati, with a password to prove themselves."""
    user = actor("administrator", PATI, name="Admin Pati").user
    user.set_password(SECRET)
    user.save(update_fields=["password"])
    return user


@pytest.fixture
def admin(admin_user: User) -> Client:
    """Their browser."""
    return signed_in(admin_user)


def page_of(user: User, part: str = "") -> str:
    """The address of the account, or of an act on it."""
    return f"{LIST}akun/{user.username}/{part}"


def test_the_list_is_that_of_the_own_area(office: Office, admin: Client, admin_user: User) -> None:
    far = actor("division_head", BATANG).user
    page = admin.get(LIST)

    listed = {user.username for user, _roles in page.context["rows"]}
    assert {admin_user.username, office.head.user.username} <= listed
    assert far.username not in listed
    assert admin.get(page_of(far)).status_code == 404
    assert unlabelled(page.content.decode()) == []


def test_only_administrators_come_here(office: Office, head: Client, writer: Client) -> None:
    for client in (head, writer):
        for part in ("", "baru/", "kantor/", "mandat/", "audit/"):
            assert client.get(LIST + part).status_code == 403


NEW = {"name": "Sri Lestari", "username": "pati.baru", "region": BERMI, "own_password": SECRET}


def test_a_new_account_gets_a_password_shown_once(office: Office, admin: Client) -> None:
    answer = admin.post(LIST + "baru/", NEW)

    shown = re.search(r'<code id="sandi">([^<]+)</code>', answer.content.decode())
    made = User.objects.get(username="pati.baru")
    assert shown
    assert made.check_password(shown[1])
    assert made.must_change_password
    assert shown[1] not in str(list(AuditEntry.objects.values_list("detail", flat=True)))
    assert admin.get(page_of(made)).status_code == 200


@pytest.mark.parametrize(
    ("change", "sentence", "status"),
    [
        ({"own_password": "salah"}, "Kata sandi Anda tidak cocok", 422),
        ({"username": "Ada Spasi"}, "Nama pengguna hanya huruf kecil", 422),
        ({"username": "orang-lama"}, "sudah dipakai", 422),
        ({"region": "33.99"}, "Tidak ada wilayah dengan kode 33.99", 422),
        ({"region": NGADIREJO}, "tidak berwenang", 403),
    ],
)
def test_a_wrong_account_says_what_to_mend_and_leaves_nobody_behind(
    office: Office, admin: Client, change: dict[str, Any], sentence: str, status: int
) -> None:
    taken = account()
    User.objects.filter(pk=taken.pk).update(username="orang-lama")
    persons = Person.objects.count()

    answer = admin.post(LIST + "baru/", NEW | change)

    assert answer.status_code == status
    assert sentence in text_of(answer)
    assert 'value="Sri Lestari"' in answer.content.decode()
    assert SECRET not in answer.content.decode()
    assert Person.objects.count() == persons


def test_a_role_is_given_and_taken_back(office: Office, admin: Client) -> None:
    user = account(region=BERMI)
    given = {"role": "district_officer", "region": "gembong", "own_password": SECRET}

    assert admin.post(page_of(user, "peran/"), given | {"region": GEMBONG}).status_code == 302
    grant = Grant.objects.get(user=user)
    assert (grant.role, grant.region_id) == ("district_officer", GEMBONG)

    revoke = page_of(user, f"peran/{grant.pk}/cabut/")
    assert admin.post(revoke, {"own_password": "salah"}).status_code == 422
    assert admin.post(revoke, {"own_password": SECRET}).status_code == 302
    assert not Grant.objects.holding().filter(user=user).exists()


@pytest.mark.parametrize(
    ("change", "sentence", "status"),
    [
        ({"region": NGADIREJO}, "tidak berwenang", 403),
        ({"region": ""}, "Pilih wilayah", 422),
        ({"role": "agency_officer"}, "tidak cocok dengan tempat", 422),
        ({"group": "K-000000"}, "Tidak ada KIM dengan kode itu", 422),
        ({"starts_on": "2024-01-01", "ends_on": "2023-01-01"}, "mendahului tanggal mulai", 422),
    ],
)
def test_a_role_that_does_not_fit_is_refused(
    office: Office, admin: Client, change: dict[str, str], sentence: str, status: int
) -> None:
    user = account(region=BERMI)
    said = {"role": "district_officer", "region": GEMBONG, "own_password": SECRET} | change

    answer = admin.post(page_of(user, "peran/"), said)

    assert answer.status_code == status
    assert sentence in text_of(answer)
    assert not Grant.objects.filter(user=user).exists()


def test_nobody_changes_their_own_role_or_closes_their_own_account(
    office: Office, admin: Client, admin_user: User
) -> None:
    said = {"role": "division_head", "region": PATI, "own_password": SECRET}

    assert admin.post(page_of(admin_user, "peran/"), said).status_code == 403
    assert admin.post(page_of(admin_user, "tutup/"), {"own_password": SECRET}).status_code == 403
    admin_user.refresh_from_db()
    assert admin_user.is_active


def test_a_reset_shows_a_new_password_and_ends_the_old(office: Office, admin: Client) -> None:
    user = actor("village_officer", BERMI).user
    answer = admin.post(page_of(user, "kata-sandi/"), {"own_password": SECRET})

    shown = re.search(r'<code id="sandi">([^<]+)</code>', answer.content.decode())
    user.refresh_from_db()
    assert shown
    assert user.check_password(shown[1])


def test_an_account_with_a_role_elsewhere_is_not_reset_from_here(office: Office, admin: Client) -> None:
    user = actor("province_supervisor", "33").user
    Person.objects.filter(pk=user.person_id).update(region=BERMI)

    assert admin.post(page_of(user, "kata-sandi/"), {"own_password": SECRET}).status_code == 403
    assert admin.post(page_of(user, "tutup/"), {"own_password": SECRET}).status_code == 403


def test_a_closed_account_is_shut_at_once(office: Office, admin: Client) -> None:
    user = actor("village_officer", BERMI).user
    theirs = signed_in(user)

    assert admin.post(page_of(user, "tutup/"), {"own_password": SECRET}).status_code == 302
    assert theirs.get("/kantor/").status_code == 302


def test_offices_units_and_posts(office: Office, admin: Client, visit: Visitor) -> None:
    said = {"name": "Dinas Kesehatan", "short_name": "Dinkes", "kind": "regional_agency", "region": PATI}
    assert admin.post(LIST + "kantor/baru/", said).status_code == 302
    assert admin.post(LIST + "kantor/baru/", said).status_code == 422
    agency = Agency.objects.get(short_name="Dinkes")
    page = f"{LIST}kantor/{agency.pk}/"

    assert admin.post(page + "bidang/", {"name": "Bidang Promosi"}).status_code == 302
    post = {"title": "Kepala Dinas", "kind": "structural", "name": "dr. Sri", "starts_on": "2022-01-01"}
    assert admin.post(page + "jabatan/", post | {"name": ""}).status_code == 422
    assert admin.post(page + "jabatan/", post | {"ends_on": "2021-01-01"}).status_code == 422
    assert admin.post(page + "jabatan/", post).status_code == 302
    held = Post.objects.get()
    assert admin.post(f"{LIST}jabatan/{held.pk}/akhir/", {"on": "2021-01-01"}).status_code == 422
    assert admin.post(f"{LIST}jabatan/{held.pk}/akhir/", {"on": "2024-01-01"}).status_code == 302
    assert "dr. Sri" in text_of(admin.get(page))
    assert visit("administrator", BATANG).get(page).status_code == 404


def test_a_mandate_is_given_for_a_time_and_ended(office: Office, admin: Client, visit: Visitor) -> None:
    page = f"{LIST}kantor/{office.agency.pk}/jabatan/"
    admin.post(page, {"title": "Kepala Dinas", "kind": "structural", "name": "Bu Kadis"})
    said = {
        "principal": Post.objects.get().pk,
        "delegate": office.head.user.username,
        "starts_on": "2024-01-01",
    }

    assert admin.post(LIST + "mandat/baru/", said | {"ends_on": "2023-01-01"}).status_code == 422
    assert admin.post(LIST + "mandat/baru/", said | {"delegate": "siapa"}).status_code == 422
    assert admin.post(LIST + "mandat/baru/", said).status_code == 302
    given = Mandate.objects.get()
    assert "Bu Kadis" in text_of(admin.get(LIST + "mandat/"))
    end = f"{LIST}mandat/{given.pk}/akhir/"
    assert visit("administrator", BATANG).post(end, {"on": "2024-02-01"}).status_code == 404
    assert admin.post(end, {"on": "2024-02-01"}).status_code == 302


def test_the_audit_log_is_that_of_the_own_area_and_says_whether_it_is_whole(
    office: Office, admin: Client, admin_user: User
) -> None:
    audit("signed in", name=admin_user.username)
    audit("export", name="Orang", region=GEMBONG)
    audit("export", name="Orang lain", region=BATANG)
    audit("export", name="Bukan Pati", region="33.181")

    page = admin.get(LIST + "audit/?periksa=1")

    acts = [(entry.act, entry.name) for entry, _act, _said in page.context["rows"]]
    assert acts == [("export", "Orang"), ("signed in", admin_user.username)]
    assert "Catatan utuh" in text_of(page)
    AuditEntry.objects.filter(name="Orang").update(name="Diubah")
    assert "Rantai putus" in text_of(admin.get(LIST + "audit/?periksa=1"))


def test_lists_take_the_same_statements_at_one_and_three_rows(office: Office, admin: Client) -> None:
    admin.get(LIST)  # the session notes its first use
    paths = [LIST, LIST + "kantor/", LIST + "mandat/", LIST + "audit/"]
    before = [queries_of(admin, path) for path in paths]
    for _one in range(3):
        user = actor("village_officer", BERMI).user
        audit("signed in", name=user.username)
    after = [queries_of(admin, path) for path in paths]

    assert before == after
    assert max(after) <= 12


def test_the_style_guide_is_for_everybody_signed_in(office: Office, visit: Visitor) -> None:
    assert "Gaya Kentongan" in text_of(visit("village_officer", BERMI).get("/kantor/gaya/"))


def test_a_closed_account_is_opened_again_and_its_password_shown_once(office: Office, admin: Client) -> None:
    user = actor("village_officer", BERMI).user
    assert admin.post(page_of(user, "buka/"), {"own_password": SECRET}).status_code == 409
    assert admin.post(page_of(user, "tutup/"), {"own_password": SECRET}).status_code == 302
    assert page_of(user, "buka/") in admin.get(page_of(user)).content.decode()
    assert admin.post(page_of(user, "buka/"), {"own_password": "salah"}).status_code == 422

    opened = admin.post(page_of(user, "buka/"), {"own_password": SECRET})

    shown = re.search(r'<code id="sandi">([^<]+)</code>', opened.content.decode())
    user.refresh_from_db()
    assert user.is_active
    assert shown
    assert user.check_password(shown[1])
    assert AuditEntry.objects.filter(act="account reopened", name=user.username).exists()
