"""The inbox, receipts that only move forward, corrections that reach all who had the earlier version."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent, Invalid, Refused, Stale
from kentongan.domain.groups.models import Group
from kentongan.domain.groups.standing import rebuild
from kentongan.domain.people.access import Authority
from kentongan.domain.releases import access
from kentongan.domain.releases.actions import (
    approve_and_publish,
    correct,
    record_office_receipt,
    record_receipt,
    submit,
)
from kentongan.domain.releases.models import OfficeReceipt, Progress, Publication, Receipt
from tests.actors import actor
from tests.cast import BERMI, GAJIHAN, GEMBONG, KEDUNGBULUS, PATI_WETAN
from tests.groups.making import decree
from tests.releases.making import Office, office_of_pati, place


def _step(publication: Publication, group: Group, member: Authority, kind: str, reason: str = "") -> Receipt:
    return record_receipt(publication=publication, group=group, kind=kind, reason=reason, by=member)


def _corrected(office: Office, first: Publication, **changes: object) -> Publication:
    version = correct(first.release, note="Sabtu, bukan Minggu.", by=office.writer, **changes)
    submit(version, by=office.writer)
    return approve_and_publish(first.release, version.number, by=office.head)


def test_a_group_sees_what_was_sent_to_its_area_or_above(office: Office) -> None:
    district = office.published(GEMBONG)
    regency = office.published()
    office.published(GAJIHAN)
    assert list(access.inbox(office.groups[BERMI])) == [regency, district]


def test_the_inbox_asks_equally_few_questions_for_one_package_and_for_three(office: Office) -> None:
    group = office.groups[BERMI]
    office.published(audience_filter={"level": ["village"]})
    with assertNumQueries(5):
        assert len(access.inbox(group)) == 1
    office.published(audience_filter={"stage": ["founded"]})
    office.published(audience_filter={"level": ["district"]})
    office.published()
    with assertNumQueries(5):
        assert len(access.inbox(group)) == 2


def test_the_inbox_reads_nothing_that_was_sent_elsewhere(office: Office) -> None:
    group = office.groups[BERMI]
    publication = office.published(GEMBONG)
    with assertNumQueries(2):  # no filter, so no facts of the group are asked for
        assert list(access.inbox(group)) == [publication]
    if connection.vendor == "sqlite":  # small tables are scanned on PostgreSQL whatever indexes there are
        assert "SCAN" not in access.inbox(group).explain()


def test_the_inboxes_of_several_groups_are_read_together(office: Office) -> None:
    district, other = office.published(GEMBONG), office.published(GAJIHAN)
    both = [office.groups[BERMI], office.groups[GAJIHAN]]
    assert list(access.inbox(both)) == [other, district]


def test_a_group_founded_later_finds_what_is_still_out(office: Office) -> None:
    publication = office.published(audience_filter={"stage": ["recognised"]})
    group = office.groups[BERMI]
    assert list(access.inbox(group)) == []
    decree(group)
    assert list(access.inbox(group)) == [publication]


def test_steps_move_forward_and_each_stays_a_row(office: Office) -> None:
    publication, group, member = office.published(), office.groups[BERMI], office.member(BERMI)
    for kind in ("received", "opened", "discussed"):
        assert _step(publication, group, member, kind).kind == kind
    assert Receipt.objects.count() == 3
    assert Progress.objects.get().kind == "discussed"
    assert access.inbox(group).get().step == "discussed"


def test_an_earlier_step_arriving_late_gives_the_furthest_and_adds_nothing(office: Office) -> None:
    publication, group, member = office.published(), office.groups[BERMI], office.member(BERMI)
    furthest = _step(publication, group, member, "discussed")
    assert _step(publication, group, member, "received") == furthest
    assert Receipt.objects.count() == 1


def test_a_repeated_receipt_is_one_row_and_one_line_of_history(office: Office) -> None:
    publication, group, member = office.published(), office.groups[BERMI], office.member(BERMI)
    key = uuid4()
    rows = [
        record_receipt(id=key, publication=publication, group=group, kind="received", by=member)
        for _ in range(3)
    ]
    rows.append(record_receipt(id=uuid4(), publication=publication, group=group, kind="received", by=member))
    assert {row.pk for row in rows} == {key}
    assert Entry.objects.filter(verb="releases.received").count() == 1


def test_an_id_that_names_something_else_is_refused(office: Office) -> None:
    publication, group, member = office.published(), office.groups[BERMI], office.member(BERMI)
    first = _step(publication, group, member, "received")
    with pytest.raises(Stale, match="sudah dipakai"):
        record_receipt(id=first.pk, publication=publication, group=group, kind="opened", by=member)


def test_declining_needs_a_reason(office: Office) -> None:
    publication, group, member = office.published(), office.groups[BERMI], office.member(BERMI)
    with pytest.raises(Invalid) as problem:
        _step(publication, group, member, "declined", "  ")
    assert problem.value.field == "reason"
    row = _step(publication, group, member, "declined", "Acara sudah lewat di desa kami.")
    assert row.reason == "Acara sudah lewat di desa kami."


@pytest.mark.parametrize("kind", ["passed_on", "sent", ""])
def test_passing_on_is_recorded_as_an_activity_and_not_ticked(office: Office, kind: str) -> None:
    with pytest.raises(Invalid) as problem:
        _step(office.published(), office.groups[BERMI], office.member(BERMI), kind)
    assert problem.value.field == "kind"


def test_nobody_confirms_for_another_group(office: Office) -> None:
    publication = office.published()
    for stranger in (office.member(GAJIHAN), office.head, actor("village_officer", BERMI)):
        with pytest.raises(Refused):
            _step(publication, office.groups[BERMI], stranger, "received")
    assert Receipt.objects.count() == 0


def test_what_was_never_sent_to_the_group_looks_absent(office: Office) -> None:
    elsewhere = office.published(GAJIHAN)
    waiting = office.published(at=timezone.now() + timedelta(days=1))
    group, member = office.groups[BERMI], office.member(BERMI)
    for publication in (elsewhere, waiting):
        with pytest.raises(Absent):
            _step(publication, group, member, "received")
        with pytest.raises(Absent):
            access.inbox_item(publication.release.code, group, member)


def test_a_phones_clock_is_noted_but_never_runs_ahead(office: Office) -> None:
    publication, group, member = office.published(), office.groups[BERMI], office.member(BERMI)
    early, ahead = timezone.now() - timedelta(days=2), timezone.now() + timedelta(days=2)
    first = record_receipt(publication=publication, group=group, kind="received", at=early, by=member)
    second = record_receipt(publication=publication, group=group, kind="opened", at=ahead, by=member)
    assert (first.at, second.at <= timezone.now()) == (early, True)


def test_a_correction_reaches_all_who_had_the_earlier_version_and_asks_for_a_new_receipt(
    office: Office,
) -> None:
    first = office.published(audience_filter={"stage": ["founded"]})
    group, member = office.groups[BERMI], office.member(BERMI)
    Group.objects.update(founded_on=date(2022, 1, 1))
    rebuild()
    _step(first, group, member, "discussed")
    decree(group)  # now it is recognised: the filter no longer admits it
    second = _corrected(office, first, title="Gerakan Pangan Murah hari Sabtu")
    for code in (BERMI, KEDUNGBULUS, GAJIHAN, PATI_WETAN):
        item = access.inbox(office.groups[code]).get()
        assert (item, item.step) == (second, None)
        assert (item.version.corrects, item.version.correction_note) == (1, "Sabtu, bukan Minggu.")
    _step(second, group, member, "received")
    assert Receipt.objects.filter(group=group).count() == 2
    first.refresh_from_db()
    assert first.superseded_at == second.published_at


def test_a_scheduled_correction_takes_over_at_its_moment(office: Office) -> None:
    first = office.published()
    version = correct(first.release, note="Tempat pindah.", by=office.writer)
    submit(version, by=office.writer)
    tomorrow = timezone.now() + timedelta(days=1)
    second = approve_and_publish(first.release, 2, tomorrow, by=office.head)
    group = office.groups[BERMI]
    assert list(access.inbox(group)) == [first]
    assert list(access.inbox(group, tomorrow + timedelta(seconds=1))) == [second]


def test_a_correction_may_reach_more_but_not_fewer(office: Office) -> None:
    first = office.published(GEMBONG, audience_filter={"level": ["village"]})
    for narrower in ({"areas": [BERMI]}, {"audience_filter": {"level": ["district"]}}):
        with pytest.raises(Invalid, match="lebih sempit"):
            correct(first.release, note="Keliru", by=office.writer, **narrower)
    wider = correct(
        first.release, note="Keliru", areas=[GEMBONG, GAJIHAN], audience_filter={}, by=office.writer
    )
    assert [area.pk for area in wider.areas.order_by("code")] == [GEMBONG, GAJIHAN]


def test_a_correction_says_what_changed_and_is_begun_once(office: Office) -> None:
    first = office.published()
    with pytest.raises(Invalid) as problem:
        correct(first.release, note="", by=office.writer)
    assert problem.value.field == "correction_note"
    correct(first.release, note="Tanggal keliru", by=office.writer)
    with pytest.raises(Stale, match="versi 2"):
        correct(first.release, note="Tanggal keliru", by=office.writer)


def test_what_is_not_out_is_not_corrected(office: Office) -> None:
    with pytest.raises(Invalid, match="belum terbit"):
        correct(office.submitted().release, note="Keliru", by=office.writer)


def test_a_receipt_for_the_first_version_still_counts_after_the_correction(office: Office) -> None:
    first = office.published()
    _corrected(office, first)
    row = _step(first, office.groups[BERMI], office.member(BERMI), "received")
    assert row.publication == first


def test_the_village_office_notes_that_it_handed_over_once(office: Office) -> None:
    publication, officer = office.published(), actor("village_officer", BERMI)
    for _ in range(2):
        record_office_receipt(publication=publication, region=place(BERMI), kind="handed_over", by=officer)
    assert sorted(OfficeReceipt.objects.values_list("kind", flat=True)) == ["handed_over", "received"]
    with pytest.raises(Refused):
        record_office_receipt(publication=publication, region=place(GAJIHAN), kind="received", by=officer)
    elsewhere = office.published(GAJIHAN)
    with pytest.raises(Absent):
        record_office_receipt(publication=elsewhere, region=place(BERMI), kind="received", by=officer)


@pytest.mark.django_db(transaction=True)
def test_receipts_sent_in_parallel_make_one_row_each() -> None:
    office = office_of_pati()
    publication, group, member = office.published(), office.groups[BERMI], office.member(BERMI)
    ids = {kind: uuid4() for kind in ("received", "opened", "discussed")}

    def send(kind: str) -> str:
        try:
            row = record_receipt(id=ids[kind], publication=publication, group=group, kind=kind, by=member)
        finally:
            connections.close_all()
        return row.kind

    threads = 6 if connection.vendor == "postgresql" else 2
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(send, list(ids) * 4))
    rows = Receipt.objects.values_list("kind", flat=True)
    assert len(rows) == len(set(rows))
    assert "discussed" in rows
    assert Progress.objects.get().kind == "discussed"
