"""A group records once what it did, with a range of people; others judge it."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from kentongan.domain.activities import access
from kentongan.domain.activities.actions import assess, load_media, record
from kentongan.domain.activities.models import Activity, Assessment, Medium, MediumClass
from kentongan.domain.core.problems import Absent, Invalid, Refused, Stale
from kentongan.domain.releases.actions import record_receipt
from kentongan.domain.releases.models import Progress, Receipt
from tests.actors import actor
from tests.cast import BATANG, BERMI, GAJIHAN, GEMBONG, PATI
from tests.releases.making import Office


def _told(office: Office, code: str = BERMI, **changes: Any) -> Activity:
    """The KIM of the village read something out at the mosque today."""
    facts: dict[str, Any] = {"medium": "masjid", "held_on": timezone.localdate(), "title": "Kerja bakti"}
    return record(
        group=office.groups[code], by=changes.pop("by", None) or office.member(code), **facts | changes
    )


def test_passing_on_a_package_moves_the_group_to_the_last_step(office: Office) -> None:
    publication = office.published()
    activity = _told(office, publication=publication, reach_low=40, reach_high=60)
    assert (activity.medium_id, activity.reach_low, activity.reach_high) == ("masjid", 40, 60)
    assert activity.counted_how == "estimate"
    assert Receipt.objects.get().kind == Progress.objects.get().kind == "passed_on"


def test_passing_on_twice_makes_two_activities_and_one_step(office: Office) -> None:
    publication, member = office.published(), office.member(BERMI)
    for medium in ("masjid", "rembug-warga"):
        _told(office, publication=publication, medium=medium, by=member)
    assert (Activity.objects.count(), Receipt.objects.count()) == (2, 1)


def test_what_was_passed_on_is_not_declined_afterwards(office: Office) -> None:
    publication, member = office.published(), office.member(BERMI)
    _told(office, publication=publication, by=member)
    with pytest.raises(Invalid, match="sudah disebarkan"):
        record_receipt(
            publication=publication, group=office.groups[BERMI], kind="declined", reason="Batal", by=member
        )


def test_what_was_declined_may_be_passed_on_after_all(office: Office) -> None:
    publication, member = office.published(), office.member(BERMI)
    record_receipt(
        publication=publication, group=office.groups[BERMI], kind="declined", reason="Kurang jelas", by=member
    )
    _told(office, publication=publication, by=member)
    assert Progress.objects.get().kind == "passed_on"


def test_the_same_record_sent_again_is_the_same_row(office: Office) -> None:
    key, member = uuid4(), office.member(BERMI)
    rows = [_told(office, id=key, reach_low=10, reach_high=20, by=member) for _ in range(3)]
    assert {row.pk for row in rows} == {key}
    assert Activity.objects.count() == 1


def test_the_same_id_with_other_content_is_refused(office: Office) -> None:
    key = uuid4()
    _told(office, id=key, reach_low=10, reach_high=20)
    with pytest.raises(Stale):
        _told(office, id=key, reach_low=10, reach_high=200)
    with pytest.raises(Stale):
        _told(office, GAJIHAN, id=key, reach_low=10, reach_high=20)
    assert Activity.objects.get().reach_high == 20


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"held_on": date(2999, 1, 1)}, "held_on"),
        ({"reach_low": 60, "reach_high": 40}, "reach_high"),
        ({"reach_low": -1, "reach_high": 4}, "reach_low"),
        ({"medium": None}, "medium"),
        ({"medium": "merpati"}, "medium"),
        ({"title": " "}, "title"),
        ({"kind": "arisan"}, "kind"),
        ({"counted_how": "feeling"}, "counted_how"),
        ({"place": "a" * 121}, "place"),
    ],
)
def test_a_record_with_a_fault_is_not_made(office: Office, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as problem:
        _told(office, **changes)
    assert problem.value.field == field
    assert Activity.objects.count() == 0


def test_an_unknown_reach_stays_unknown(office: Office) -> None:
    activity = _told(office)
    assert (activity.reach_low, activity.reach_high, activity.counted_how) == (None, None, "")


def test_the_other_kinds_need_no_medium(office: Office) -> None:
    for kind in ("access", "discussion", "implementation", "networking", "aspiration"):
        assert _told(office, kind=kind, medium=None).kind == kind


def test_nobody_records_for_another_group(office: Office) -> None:
    for stranger in (office.member(GAJIHAN), office.head, actor("village_officer", BERMI)):
        with pytest.raises(Refused):
            _told(office, by=stranger)


def test_a_package_never_sent_to_the_group_looks_absent(office: Office) -> None:
    with pytest.raises(Absent):
        _told(office, publication=office.published(GAJIHAN))
    assert Activity.objects.count() == 0


def test_the_district_verifies_or_doubts_with_a_reason(office: Office) -> None:
    activity, sekcam = _told(office), actor("district_officer", GEMBONG)
    with pytest.raises(Invalid) as problem:
        assess(activity, "doubted", by=sekcam)
    assert problem.value.field == "reason"
    assess(activity, "doubted", "Masjid sedang diperbaiki.", by=sekcam)
    assess(activity, "verified", by=office.head)
    activity.refresh_from_db()
    assert (activity.verdict, Assessment.objects.count()) == ("verified", 2)


def test_who_is_not_over_the_group_does_not_judge_it(office: Office) -> None:
    activity = _told(office)
    for stranger in (
        actor("division_head", BATANG),
        office.member(BERMI),
        actor("province_supervisor", "33"),
    ):
        with pytest.raises(Refused):
            assess(activity, "verified", by=stranger)


def test_activities_out_of_scope_look_absent(office: Office) -> None:
    activity, member = _told(office), office.member(BERMI)
    for inside in (member, office.head, actor("district_officer", GEMBONG)):
        assert access.get_activity(activity.pk, inside) == activity
    for outside in (
        office.member(GAJIHAN),
        actor("district_officer", BATANG + ".04"),
        actor("agency_officer", PATI, agency=office.agency.pk),
    ):
        with pytest.raises(Absent):
            access.get_activity(activity.pk, outside)
    with pytest.raises(Absent):
        access.get_activity("bukan-nomor", member)


def test_an_agency_sees_what_was_done_with_its_packages(office: Office) -> None:
    activity = _told(office, publication=office.published())
    officer = actor("agency_officer", PATI, agency=office.agency.pk)
    assert list(access.visible(officer)) == [activity]


def test_every_medium_belongs_to_one_of_the_five_classes(office: Office) -> None:
    count = load_media()
    assert Medium.objects.count() == count
    assert set(Medium.objects.values_list("medium_class", flat=True)) == set(MediumClass.values)
    first = Medium.objects.all()[0]
    assert (first.code, first.medium_class) == ("masjid", "interpersonal")


def test_yesterday_is_not_too_early(office: Office) -> None:
    day = timezone.localdate() - timedelta(days=1)
    assert _told(office, held_on=day).held_on == day
