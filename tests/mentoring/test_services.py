"""Services of a group and of an area as history (G1, P10), and who was left alone."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from kentongan.domain.activities.actions import load_media, record
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.events.actions import add_speaker, cancel_event, hold, plan_event, record_attendance
from kentongan.domain.events.boards import who_got
from kentongan.domain.events.models import Event
from kentongan.domain.groups.actions import dissolve_group, merge_groups
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring.actions import revive_dormant
from kentongan.domain.mentoring.boards import (
    dormant_groups,
    services_by_area,
    services_of,
    unserved_groups,
    visit_plan,
)
from kentongan.domain.people.access import Authority
from tests.actors import actor
from tests.cast import BERMI, GAJIHAN, GEMBONG, KEDUNGBULUS, PATI, REBAN
from tests.groups.making import kim, region
from tests.mentoring.making import BY, visit

pytestmark = pytest.mark.django_db


def _event(kind: str, on: date, *groups: Group, held: bool = True, **fields: Any) -> Event:
    start = datetime(on.year, on.month, on.day, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
    event = plan_event(
        kind=kind,
        title=f"Acara {kind}",
        region=region(PATI),
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        groups=groups,
        by=BY,
        **fields,
    )
    if held:
        hold(event, on=on, by=BY)
    return event


def test_g1_the_services_of_a_group_are_a_dated_history_with_who(bermi: Group, humas: Authority) -> None:
    add_speaker(_event("outreach", date(2018, 4, 2), bermi), name="Pak Kabid", by=BY)
    _event("mentoring", date(2018, 6, 9), bermi)
    visit(bermi, held_on=date(2018, 9, 1), visitors=[("Bu Sekcam", "")])
    _event("training", date(2019, 2, 3), bermi, held=False)  # planned is not served
    cancel_event(_event("training", date(2019, 3, 3), bermi, held=False), reason="Batal", by=BY)
    told = services_of(bermi, humas)
    assert [(service.kind, service.on, service.who) for service in told] == [
        ("visit", date(2018, 9, 1), ["Bu Sekcam"]),
        ("mentoring", date(2018, 6, 9), [BY.name]),
        ("outreach", date(2018, 4, 2), ["Pak Kabid"]),
    ]
    assert [service.kind for service in services_of(bermi, humas, on=date(2018, 5, 1))] == ["outreach"]


def test_what_a_merged_entry_was_given_is_the_kept_ones_history(bermi: Group, humas: Authority) -> None:
    twin = kim(BERMI, "KIM Bermi Jaya")
    event = _event("training", date(2018, 5, 5), twin)
    record_attendance(event=event, id=uuid4(), name="Siti", group=twin, by=BY)
    merge_groups(bermi, twin, by=BY)

    told = services_of(bermi, humas)

    assert [(one.on, one.attended, one.names) for one in told] == [(date(2018, 5, 5), 1, ["Siti"])]


def test_g1_an_area_counts_its_groups_by_kind_of_service_up_to_a_day(bermi: Group) -> None:
    second, alone = kim(KEDUNGBULUS, founded_on=date(2018, 1, 1)), kim(GAJIHAN, founded_on=date(2018, 1, 1))
    _event("mentoring", date(2018, 6, 9), bermi, second)
    _event("outreach", date(2018, 7, 9), areas=[region(KEDUNGBULUS)])
    visit(bermi, held_on=date(2018, 12, 1))
    table = services_by_area(region(PATI), date(2018, 12, 31))
    assert (table.total.groups, table.total.served, table.total.unserved) == (3, 2, 1)
    assert table.total.kinds == {"mentoring": 2, "outreach": 1, "visit": 1}
    rows = {row.region.code: (row.groups, row.served) for row in table.rows if row.groups}
    assert rows == {GEMBONG: (2, 2), alone.region_id[:8]: (1, 0)}
    assert services_by_area(region(PATI), date(2018, 6, 30)).total.kinds == {"mentoring": 2}


def test_p10_who_got_the_briefing_and_when_is_listed(bermi: Group, humas: Authority) -> None:
    event = _event("briefing", date(2023, 2, 20), bermi)
    for name in ("Sri", "Budi"):
        record_attendance(event=event, id=uuid4(), name=name, group=bermi, by=BY)
    stranger = _event("outreach", date(2023, 2, 21), bermi)
    record_attendance(event=stranger, id=uuid4(), name="Wati", group=bermi, by=BY)
    assert [(row.name, row.event.held_on) for row in who_got(bermi)] == [
        ("Budi", date(2023, 2, 20)),
        ("Sri", date(2023, 2, 20)),
    ]
    latest = services_of(bermi, humas)[1]
    assert (latest.kind, latest.attended, latest.names) == ("briefing", 2, ["Budi", "Sri"])


def test_names_of_who_came_are_not_for_a_reader_from_far(bermi: Group) -> None:
    event = _event("briefing", date(2023, 2, 20), bermi)
    record_attendance(event=event, id=uuid4(), name="Sri", group=bermi, by=BY)
    [service] = services_of(bermi, actor("ministry_reader", "33"))
    assert (service.attended, service.names) == (1, [])


def test_a_village_with_an_event_for_its_area_was_served(bermi: Group, sekcam: Authority) -> None:
    assert list(unserved_groups(PATI, sekcam)) == [bermi]
    _event("outreach", timezone.localdate() - timedelta(days=10), areas=[region(BERMI)])
    assert list(unserved_groups(PATI, sekcam)) == []


def test_groups_without_any_service_for_months_are_listed(bermi: Group, sekcam: Authority) -> None:
    neighbour, foreign = (
        kim(KEDUNGBULUS, founded_on=date(2019, 1, 1)),
        kim(GAJIHAN, founded_on=date(2019, 1, 1)),
    )
    visit(bermi, held_on=timezone.localdate() - timedelta(days=20))
    visit(neighbour, held_on=timezone.localdate() - timedelta(days=400))
    assert list(unserved_groups(PATI, sekcam)) == [neighbour]
    assert list(unserved_groups(PATI, sekcam, months=24)) == []
    assert foreign not in unserved_groups(PATI, sekcam)  # not of this district


def test_the_plan_puts_first_whom_nobody_visited(bermi: Group, humas: Authority, sekcam: Authority) -> None:
    neighbour, third = (
        kim(KEDUNGBULUS, founded_on=date(2019, 1, 1)),
        kim(GAJIHAN, founded_on=date(2019, 1, 1)),
    )
    visit(bermi, held_on=date(2023, 1, 1))
    visit(neighbour, held_on=date(2024, 1, 1))
    visit(bermi, held_on=date(2025, 1, 1))
    assert [group.pk for group in visit_plan(PATI, humas)] == [third.pk, neighbour.pk, bermi.pk]
    assert [group.pk for group in visit_plan(PATI, sekcam)] == [neighbour.pk, bermi.pk]
    assert list(visit_plan(PATI, actor("ministry_reader", PATI))) == []


def test_m3_a_dormant_group_is_derived_and_called_back_to_life_with_a_reason(
    bermi: Group, humas: Authority
) -> None:
    load_media()
    lively = kim(KEDUNGBULUS, founded_on=date(2019, 1, 1))
    record(group=lively, held_on=timezone.localdate(), medium="masjid", title="Kerja bakti", by=BY)
    assert list(dormant_groups(PATI, humas)) == [bermi]
    revive_dormant(bermi, on=timezone.localdate(), reason="Pengurus baru siap bekerja.", by=humas)
    assert list(dormant_groups(PATI, humas)) == []
    entry = Entry.objects.about(bermi).get(verb="mentoring.revive")
    assert (entry.detail["reason"], entry.name) == ("Pengurus baru siap bekerja.", "Sri Humas")
    assert bermi.revivals.get().revived_on == timezone.localdate()


def test_a_revival_has_a_reason_and_its_own_day(bermi: Group, humas: Authority) -> None:
    today = timezone.localdate()
    with pytest.raises(Invalid) as caught:
        revive_dormant(bermi, on=today, reason=" ", by=humas)
    assert caught.value.field == "reason"
    with pytest.raises(Invalid) as caught:
        revive_dormant(bermi, on=today + timedelta(days=1), reason="Besok", by=humas)
    assert caught.value.field == "on"
    with pytest.raises(Refused):
        revive_dormant(bermi, on=today, reason="Ya", by=actor("district_officer", REBAN))
    revive_dormant(bermi, on=today, reason="Ya", by=humas)
    with pytest.raises(Stale):
        revive_dormant(bermi, on=today, reason="Lagi", by=humas)


def test_a_dissolved_group_is_not_dormant(bermi: Group, humas: Authority) -> None:
    dissolve_group(bermi, on=date(2020, 1, 1), reason="Tidak ada pengurus", by=humas)
    assert list(dormant_groups(PATI, humas)) == []
    with pytest.raises(Invalid, match="bubar"):
        revive_dormant(bermi, on=timezone.localdate(), reason="Ya", by=humas)
