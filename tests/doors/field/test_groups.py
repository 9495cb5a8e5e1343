"""Our group on the phone, and the village office's part of the trail."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from kentongan.domain.core.acting import System
from kentongan.domain.groups.actions import NewPost, start_term
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Person
from kentongan.domain.regions.models import Connectivity
from kentongan.domain.releases.models import OfficeReceipt
from tests.actors import actor
from tests.cast import BERMI, GAJIHAN, GEMBONG, KEDUNGBULUS
from tests.doors import network
from tests.doors.pages import text_of
from tests.groups.making import decree


@pytest.fixture
def led(bermi: Group) -> Group:
    """KIM Bermi Jaya with a chair who has a phone."""
    chair = Person.objects.create(name="Sri Wahyuni", phone="081234567890", region_id=BERMI)
    start_term(
        bermi,
        starts_on=date(2023, 3, 1),
        ends_on=None,
        posts=[NewPost(person=chair, title="chair")],
        by=System(),
    )
    return bermi


def test_our_group_shows_board_decree_and_signal(led: Group) -> None:
    decree(led)
    Connectivity.objects.create(region_id=BERMI, kind="sms", measured_on="2023-02-01")

    words = text_of(network.signed_in(network.member_of(led)).get(f"/k/{led.code}/kelompok/"))

    assert "Sri Wahyuni Ketua" in words
    assert "081234567890" in words
    assert "Nomor 141/5/2022 Kepala desa Bermi" in words
    assert "Sinyal: Hanya SMS, per 1 Februari 2023" in words


def test_a_plain_member_sees_names_and_no_phone_numbers(led: Group) -> None:
    member = network.signed_in(network.member_of(led, role="group_member"))

    words = text_of(member.get(f"/k/{led.code}/kelompok/"))

    assert "Sri Wahyuni Ketua" in words
    assert "081234567890" not in words
    assert "Ubah kontak" not in words


def test_the_board_changes_the_contacts_from_its_phone(led: Group) -> None:
    phone = network.signed_in(network.member_of(led))
    address = f"/kantor/kim/{led.code}/kontak/"

    assert address in phone.get(f"/k/{led.code}/kelompok/").content.decode()
    assert phone.post(address, {"phone": "081300000000"}).status_code == 302
    assert Group.objects.get(pk=led.pk).phone == "081300000000"


@pytest.fixture
def desk(bermi: Group) -> Client:
    """The village office of Bermi."""
    return network.signed_in(network.officer("village_officer", BERMI))


def test_the_village_officer_begins_at_the_office(desk: Client) -> None:
    assert desk.get("/k/")["Location"] == "/k/kantor-desa/"
    assert desk.get("/k/kantor-desa/")["Location"] == f"/k/kantor-desa/{BERMI}/"


def test_the_trail_goes_from_the_office_through_the_group_to_residents(desk: Client, bermi: Group) -> None:
    """domain.md P6."""
    sent = network.send(GEMBONG)
    here = f"/k/kantor-desa/{BERMI}/{sent.release.code}/"
    before = text_of(desk.get(here))

    desk.post(here + "diterima/")
    desk.post(here + "diteruskan/")
    desk.post(here + "diteruskan/")

    after = text_of(desk.get(here))
    assert "Belum diterima kantor" in before
    assert "Diteruskan ke KIM" in after
    assert "KIM Bermi Jaya Belum ada kabar dari KIM Belum sampai ke warga" in after
    kinds = OfficeReceipt.objects.order_by("at").values_list("kind", flat=True)
    assert list(kinds) == ["received", "handed_over"]


def test_the_office_sees_how_far_each_package_got(desk: Client) -> None:
    sent = network.send(GEMBONG)
    desk.post(f"/k/kantor-desa/{BERMI}/{sent.release.code}/diterima/")

    assert "Diterima kantor Gerakan Pangan Murah" in text_of(desk.get(f"/k/kantor-desa/{BERMI}/"))


def test_another_office_or_package_is_not_found(desk: Client) -> None:
    elsewhere = network.send("33.18.17")

    for path in (f"{KEDUNGBULUS}/", f"{GAJIHAN}/", f"{BERMI}/{elsewhere.release.code}/", "x/", f"{GEMBONG}/"):
        assert desk.get(f"/k/kantor-desa/{path}").status_code == 404
    assert desk.post(f"/k/kantor-desa/{BERMI}/{elsewhere.release.code}/diterima/").status_code == 404


def test_a_group_member_has_no_office(bermi: Group) -> None:
    phone = network.signed_in(network.member_of(bermi))

    assert phone.get(f"/k/kantor-desa/{BERMI}/").status_code == 403


def test_m8_the_office_that_leads_a_kim_is_called_its_pembina(db: None) -> None:
    """M8: on the phone of somebody whose account is not tied to a KIM yet."""
    network.plant()
    user = actor("group_member", BERMI, group=uuid4()).user

    told = network.signed_in(user).get("/k/")

    assert told.status_code == 404
    assert "Hubungi kantor pembina KIM Anda" in text_of(told)
