"""The office sees which KIM have not synced for long, and shuts a lost phone out."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from kentongan.domain.activities.actions import record
from kentongan.domain.core.acting import System
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Session, User
from kentongan.domain.sync.models import Device, Operation
from tests.cast import BEJI, GEMBONG, KEDUNGBULUS, PATI
from tests.doors import network
from tests.doors.pages import queries_of, text_of


@pytest.fixture
def office(tree: None) -> Client:
    """The division head of Pati."""
    return network.signed_in(network.officer("division_head", PATI))


def phone(user: User, *, silent: int = 0, **fields: object) -> Device:
    """A phone that last synced so many days ago."""
    then = timezone.now() - timedelta(days=silent)
    label = "Mozilla/5.0 (Linux; Android 9) Chrome/90"
    return Device.objects.create(user=user, last_sync_at=then, app_version="1", label=label, **fields)


class TestList:
    """Which KIM, heard of when."""

    def test_each_kim_with_its_last_sync_version_and_what_is_kept(self, office: Client, bermi: Group) -> None:
        member = network.member_of(bermi)
        phone(member, silent=3, outbox_count=4)
        phone(member, silent=9, outbox_count=1)
        words = text_of(office.get("/kantor/perangkat/"))
        assert "KIM Bermi Jaya" in words
        assert " 2 1 5 " in words  # phones, version, kept

    def test_those_silent_for_days_are_found_and_those_without_a_phone(
        self, office: Client, bermi: Group
    ) -> None:
        fresh = network.group(KEDUNGBULUS, "KIM Segar")
        none = network.group(KEDUNGBULUS, "KIM Tanpa Ponsel")
        phone(network.member_of(bermi), silent=8)
        phone(network.member_of(fresh), silent=1)
        network.member_of(none)

        def found(query: str) -> set[str]:
            words = text_of(office.get("/kantor/perangkat/" + query))
            return {name for name in ("Bermi Jaya", "Segar", "Tanpa Ponsel") if f"KIM {name}" in words}

        assert found("") == {"Bermi Jaya", "Segar", "Tanpa Ponsel"}
        assert found("?diam=7") == {"Bermi Jaya"}
        assert found("?diam=14") == set()
        assert found("?diam=belum") == {"Tanpa Ponsel"}

    def test_only_ones_own_area_is_shown(self, bermi: Group) -> None:
        network.group(BEJI, "KIM Tuban")
        client = network.signed_in(network.officer("district_officer", GEMBONG))
        words = text_of(client.get("/kantor/perangkat/"))
        assert ("KIM Bermi Jaya" in words, "KIM Tuban" in words) == (True, False)

    def test_the_queries_do_not_grow_with_the_rows(self, office: Client, bermi: Group) -> None:
        phone(network.member_of(bermi))
        office.get("/kantor/perangkat/")
        few = queries_of(office, "/kantor/perangkat/")
        for number in range(4):
            phone(network.member_of(network.group(KEDUNGBULUS, f"KIM {number}")))
        assert queries_of(office, "/kantor/perangkat/") == few <= 12


class TestRevoking:
    """security.md 6: it works on the next request."""

    def test_a_question_first_then_the_phone_is_out(self, office: Client, bermi: Group) -> None:
        member = network.member_of(bermi, name="Bu Sri")
        device = phone(member, outbox_count=2)
        way = f"/kantor/perangkat/{bermi.code}/{device.pk}/cabut/"
        asked = text_of(office.get(way))
        assert "Bu Sri" in asked
        assert "2 catatan yang belum terkirim" in asked
        assert office.post(way).status_code == 302
        device.refresh_from_db()
        assert device.revoked_at is not None
        assert "Bu Sri" not in text_of(office.get(f"/kantor/perangkat/{bermi.code}/"))

    def test_a_phone_of_another_regency_or_of_an_officer_looks_absent(
        self, office: Client, bermi: Group
    ) -> None:
        far = network.member_of(network.group(BEJI, "KIM Tuban"))
        colleague = network.officer("district_officer", GEMBONG)
        for user in (far, colleague):
            device = phone(user)
            assert office.post(f"/kantor/perangkat/{bermi.code}/{device.pk}/cabut/").status_code == 404
        assert not Device.objects.exclude(revoked_at=None).exists()


class TestOwnPhones:
    """Everybody minds his own on the page of the account."""

    def test_ones_own_phone_is_listed_and_revoked_with_its_session(self, bermi: Group) -> None:
        member = network.member_of(bermi)
        lost, here = network.signed_in(member), network.signed_in(member)
        body = {"device": str(uuid4()), "operations": []}
        assert lost.post("/k/sync", body, content_type="application/json").status_code == 200
        device = Device.objects.get()
        assert "Ponsel dengan aplikasi" in text_of(here.get("/akun/"))
        way = f"/akun/perangkat/{device.pk}/cabut/"
        assert "Cabut ponsel" in text_of(here.get(way))
        assert here.post(way).status_code == 302
        assert Session.objects.filter(user=member).count() == 1
        assert lost.post("/k/sync", body, content_type="application/json").status_code == 401
        assert "Dicabut" in text_of(here.get("/akun/"))

    def test_anothers_phone_looks_absent(self, bermi: Group) -> None:
        device = phone(network.member_of(bermi))
        stranger = network.signed_in(network.member_of(bermi))
        assert stranger.post(f"/akun/perangkat/{device.pk}/cabut/").status_code == 404


class TestSeen:
    """Opening a record in the office is what "seen by an officer" means (security.md 19)."""

    def test_opening_an_activity_marks_what_the_phone_sent(self, office: Client, bermi: Group) -> None:
        made = record(
            group=bermi, held_on=timezone.localdate(), kind="discussion", title="Rapat", by=System("Uji")
        )
        sent = Operation.objects.create(
            author=network.member_of(bermi),
            key=made.pk,
            digest="x",
            way="phone",
            verb="activity.record",
            state="applied",
            object_type=made._meta.label_lower,
            object_id=str(made.pk),
        )
        assert office.get("/kantor/kegiatan/").status_code == 200
        sent.refresh_from_db()
        assert sent.seen_at is None
        assert office.get(f"/kantor/kegiatan/{made.pk}/").status_code == 200
        sent.refresh_from_db()
        assert (sent.seen_at is None, sent.has_news) == (False, True)
