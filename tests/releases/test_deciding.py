"""Submission, return and approval: never of one's own text, always of the version shown."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.people.access import Authority
from kentongan.domain.releases import access, rules
from kentongan.domain.releases.actions import (
    approve,
    approve_and_publish,
    edit,
    publish,
    return_to_author,
    submit,
)
from kentongan.domain.releases.models import Approval, Publication, Version
from tests.actors import actor
from tests.cast import BATANG, CENTRAL_JAVA, GAJIHAN, PATI
from tests.releases.making import Office, office_of_pati


def test_another_person_approves_the_version_shown(office: Office) -> None:
    version = office.submitted()
    approval = approve(version.release, 1, by=office.head)
    version.refresh_from_db()
    assert (version.step, approval.version, approval.by_name) == ("approved", version, "Budi Kabid")
    assert approval.digest == rules.content_digest(version.content())


def test_nobody_approves_their_own_text(office: Office) -> None:
    version = office.submitted(by=office.head)
    with pytest.raises(Refused, match="Anda menulis versi ini"):
        approve(version.release, 1, by=office.head)
    assert Approval.objects.count() == 0


def test_who_changed_a_word_in_anothers_draft_wrote_it_too(office: Office) -> None:
    version = edit(office.draft(), revision=1, title="Judul baru", by=office.head)
    submit(version, by=office.writer)
    with pytest.raises(Refused):
        approve(version.release, 1, by=office.head)


def test_a_version_changed_after_submission_is_not_approved(office: Office) -> None:
    version = office.submitted()
    edit(version, revision=version.revision, title="Judul baru", by=office.writer)
    with pytest.raises(Stale, match="versi 2"):
        approve(version.release, 1, by=office.head)
    assert Approval.objects.count() == 0


def test_a_change_of_the_audience_alone_voids_the_approval(office: Office) -> None:
    version = office.submitted()
    approve(version.release, 1, by=office.head)
    version.refresh_from_db()
    edit(version, revision=version.revision, areas=[GAJIHAN], by=office.writer)
    with pytest.raises(Stale, match="Versi 2 belum disetujui"):
        publish(version.release, by=office.head)
    assert Publication.objects.count() == 0


def test_a_change_past_the_verbs_voids_the_approval_too(office: Office) -> None:
    version = office.submitted()
    approve(version.release, 1, by=office.head)
    version.areas.set([GAJIHAN])
    with pytest.raises(Stale, match="tidak lagi sama"):
        publish(version.release, by=office.head)


def test_a_draft_is_not_approved(office: Office) -> None:
    with pytest.raises(Stale, match="tidak menunggu"):
        approve(office.draft().release, 1, by=office.head)


def test_a_second_approval_finds_the_first(office: Office) -> None:
    release = office.submitted().release
    approve(release, 1, by=office.head)
    with pytest.raises(Stale):
        approve(release, 1, by=actor("division_head", PATI))
    assert Approval.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "region"),
    [("public_relations_officer", PATI), ("division_head", BATANG), ("ministry_reader", "00")],
)
def test_only_a_head_of_the_area_approves(office: Office, role: str, region: str) -> None:
    release = office.submitted().release
    with pytest.raises(Refused):
        approve(release, 1, by=actor(role, region))


def test_a_province_supervisor_may_approve(office: Office) -> None:
    approve(office.submitted().release, 1, by=actor("province_supervisor", CENTRAL_JAVA))
    assert Version.objects.get().step == "approved"


def test_m2_p9_an_approval_and_a_publication_on_behalf_of_somebody_keep_both_names(office: Office) -> None:
    delegate = actor("division_head", PATI, name="Hariyanto", on_behalf_of="Ratri Wijayanto (Kepala Dinas)")
    release = office.submitted().release
    publication = approve_and_publish(release, 1, by=delegate)
    approval = Approval.objects.get()
    for record in (approval, publication):
        assert (record.by_name, record.on_behalf_of) == ("Hariyanto", "Ratri Wijayanto (Kepala Dinas)")
    last = Entry.objects.about(release)[0]
    assert (last.verb, last.name, last.on_behalf_of) == (
        "releases.publish",
        "Hariyanto",
        "Ratri Wijayanto (Kepala Dinas)",
    )


def test_a_package_goes_back_with_a_reason_and_comes_again(office: Office) -> None:
    version = office.submitted()
    with pytest.raises(Invalid, match="alasan"):
        return_to_author(version, " ", by=office.head)
    returned = return_to_author(version, "Tanggalnya keliru.", by=office.head)
    assert (returned.step, access.return_reason(returned)) == ("draft", "Tanggalnya keliru.")
    changed = edit(returned, revision=returned.revision, title="Sabtu", by=office.writer)
    assert (changed.number, access.return_reason(changed)) == (2, "")


def test_what_waits_for_approval_leaves_out_ones_own_text(office: Office) -> None:
    mine = office.submitted(by=office.head)
    others = office.submitted()
    assert list(access.waiting_for_approval(office.head)) == [others]
    assert list(access.waiting_for_approval(actor("division_head", PATI))) == [mine, others]
    assert list(access.waiting_for_approval(office.writer)) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_approvals_in_parallel_one_counts() -> None:
    office = office_of_pati()
    release = office.submitted().release
    heads = [actor("division_head", PATI) for _ in range(4)]

    def try_it(head: Authority) -> str:
        try:
            approve(release, 1, by=head)
        except Stale:
            return "stale"
        finally:
            connections.close_all()
        return "approved"

    with ThreadPoolExecutor(4 if connection.vendor == "postgresql" else 2) as pool:
        results = sorted(pool.map(try_it, heads))
    assert results == ["approved", "stale", "stale", "stale"]
    assert Approval.objects.count() == 1
