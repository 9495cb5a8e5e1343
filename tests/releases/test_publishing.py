"""Publication at once, at a time, in an emergency; withdrawal."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from kentongan.domain.core.problems import Absent, Invalid, Refused, Stale
from kentongan.domain.releases import access
from kentongan.domain.releases.actions import (
    approve,
    cancel_schedule,
    correct,
    publish,
    publish_in_emergency,
    record_receipt,
    review_emergency,
    submit,
    withdraw,
)
from kentongan.domain.releases.models import Publication, Version
from tests.actors import actor
from tests.cast import BERMI, GEMBONG, GUNUNGWUNGKAL, PATI
from tests.releases.making import Office


def _state(publication: Publication, now: datetime | None = None) -> str:
    return str(Version.objects.with_state(now).get(pk=publication.version_id).state)


def test_publishing_writes_one_row_per_area_and_counts_the_groups(office: Office) -> None:
    publication = office.published(GEMBONG, GUNUNGWUNGKAL)
    assert [area.region_id for area in publication.areas.order_by("region_id")] == [GEMBONG, GUNUNGWUNGKAL]
    assert publication.audience_count == 4
    assert _state(publication) == "published"


def test_the_writer_does_not_publish_what_another_approved(office: Office) -> None:
    release = office.submitted().release
    approve(release, 1, by=office.head)
    with pytest.raises(Refused, match="orang lain yang menerbitkannya"):
        publish(release, by=office.writer)
    publish(release, by=actor("public_relations_officer", PATI))


def test_what_nobody_approved_is_not_published(office: Office) -> None:
    with pytest.raises(Stale, match="Versi 1 belum disetujui"):
        publish(office.submitted().release, by=office.head)


def test_a_package_is_published_once(office: Office) -> None:
    release = office.published().release
    with pytest.raises(Stale, match="sudah terbit"):
        publish(release, by=office.head)
    assert Publication.objects.count() == 1


def test_a_scheduled_package_comes_out_by_the_clock_alone(office: Office) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    publication = office.published(at=tomorrow)
    group = office.groups[BERMI]
    assert _state(publication) == "scheduled"
    assert list(access.inbox(group)) == []
    later = tomorrow + timedelta(seconds=1)
    assert _state(publication, later) == "published"
    assert list(access.inbox(group, later)) == [publication]


def test_a_moment_in_the_past_is_refused(office: Office) -> None:
    with pytest.raises(Invalid) as problem:
        office.published(at=timezone.now() - timedelta(minutes=1))
    assert problem.value.field == "at"
    assert Version.objects.get().step == "submitted"


def test_a_schedule_is_taken_back_and_nothing_was_sent(office: Office) -> None:
    release = office.published(at=timezone.now() + timedelta(days=1)).release
    version = cancel_schedule(release, by=office.head)
    assert (version.step, Publication.objects.count()) == ("approved", 0)
    publish(release, by=office.head)
    with pytest.raises(Stale):
        cancel_schedule(release, by=office.head)


def test_taking_back_a_scheduled_correction_leaves_the_first_version_out(office: Office) -> None:
    first = office.published()
    changed = correct(first.release, note="Tanggal keliru", title="Sabtu", by=office.writer)
    submit(changed, by=office.writer)
    approve(first.release, 2, by=office.head)
    publish(first.release, timezone.now() + timedelta(days=1), by=office.head)
    cancel_schedule(first.release, by=office.head)
    first.refresh_from_db()
    assert first.superseded_at is None
    assert list(access.inbox(office.groups[BERMI])) == [first]


def test_a_package_ends_after_its_last_day_by_the_clock_of_its_region(office: Office) -> None:
    today = timezone.localdate()
    publication = office.published(valid_until=today)
    assert publication.expires_at is not None
    assert (
        timezone.localtime(publication.expires_at).isoformat()
        == f"{today + timedelta(days=1)}T00:00:00+07:00"
    )
    assert _state(publication, publication.expires_at) == "expired"
    assert list(access.inbox(office.groups[BERMI], publication.expires_at)) == []


def test_a_package_is_not_scheduled_beyond_its_last_day(office: Office) -> None:
    with pytest.raises(Invalid) as problem:
        office.published(valid_until=timezone.localdate(), at=timezone.now() + timedelta(days=2))
    assert problem.value.field == "valid_until"


def test_an_embargoed_package_reaches_the_groups_marked_and_no_public_page(office: Office) -> None:
    publication = office.published(embargo_until=timezone.now() + timedelta(hours=3))
    item = access.inbox(office.groups[BERMI]).get()
    assert item.version.is_embargoed
    assert list(access.public_publications()) == []
    with pytest.raises(Absent):
        access.public_release(publication.release.code)


def test_a_restricted_package_has_no_public_page(office: Office) -> None:
    publication = office.published(information_class="restricted")
    assert list(access.inbox(office.groups[BERMI])) == [publication]
    assert list(access.public_publications()) == []
    with pytest.raises(Absent):
        access.public_release(publication.release.code)


def test_an_emergency_goes_out_without_approval_and_is_reviewed_by_another(office: Office) -> None:
    version = office.draft()
    colleague = actor("public_relations_officer", PATI)
    publication = publish_in_emergency(version, "Banjir di Gembong", by=colleague)
    assert _state(publication) == "published"
    assert list(access.waiting_for_review(office.head)) == [publication]
    review = review_emergency(publication, True, by=office.head)
    assert (review.accepted, review.by_name) == (True, "Budi Kabid")
    assert list(access.waiting_for_review(office.head)) == []
    with pytest.raises(Stale):
        review_emergency(publication, False, "Keliru", by=actor("division_head", PATI))


def test_even_in_an_emergency_nobody_publishes_their_own_text(office: Office) -> None:
    with pytest.raises(Refused, match="darurat"):
        publish_in_emergency(office.draft(), "Banjir", by=office.writer)
    with pytest.raises(Invalid, match="tidak dapat menunggu"):
        publish_in_emergency(office.draft(), "", by=office.head)
    assert Publication.objects.count() == 0


def test_nobody_reviews_what_they_published_or_wrote(office: Office) -> None:
    publication = publish_in_emergency(office.draft(), "Banjir", by=office.head)
    with pytest.raises(Refused, match="Anda yang menerbitkannya"):
        review_emergency(publication, True, by=office.head)
    other = publish_in_emergency(office.draft(by=office.head), "Banjir", by=office.writer)
    with pytest.raises(Refused, match="Anda menulis"):
        review_emergency(other, True, by=office.head)
    assert list(access.waiting_for_review(office.head)) == []


def test_a_refused_review_says_why(office: Office) -> None:
    publication = publish_in_emergency(office.draft(), "Banjir", by=actor("public_relations_officer", PATI))
    with pytest.raises(Invalid) as problem:
        review_emergency(publication, False, by=office.head)
    assert problem.value.field == "note"


def test_a_withdrawn_package_leaves_every_inbox_and_tells_those_who_had_it(office: Office) -> None:
    publication = office.published()
    group, member = office.groups[BERMI], office.member(BERMI)
    record_receipt(publication=publication, group=group, kind="received", by=member)
    withdraw(publication.release, "Acara batal", by=office.head)
    assert _state(publication) == "withdrawn"
    assert list(access.inbox(group)) == []
    assert list(access.recalled(group)) == [publication]
    assert access.public_release(publication.release.code).withdrawal_reason == "Acara batal"
    assert access.inbox_item(publication.release.code, group, member).withdrawn_at
    assert list(access.public_publications()) == []
    with pytest.raises(Stale):
        withdraw(publication.release, "Sekali lagi", by=office.head)
