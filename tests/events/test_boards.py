"""Sums of lists and the services a group was given, from the records."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kentongan.domain.events.actions import cancel_event, hold, remove_attendance
from kentongan.domain.events.boards import counts_of, roster, services, who_got
from kentongan.domain.events.models import Event
from kentongan.domain.groups.actions import add_member
from kentongan.domain.people.models import Person
from tests.cast import BEJI, BERMI, GAJIHAN, JENU, PATI, PURBALINGGA, SELAKAMBANG, TUBAN
from tests.events.making import BY, come, event, past
from tests.groups.making import kim, region

pytestmark = pytest.mark.usefixtures("places")
BEJI_ELEMENTS = {
    "pemerintah-kecamatan": 4,
    "karang-taruna": 8,
    "pkk": 8,
    "admin-web-desa": 5,
    "pegiat-media-sosial": 5,
}


def test_t3_thirty_participants_at_beji_grouped_by_element() -> None:
    """T3: kecamatan government, karang taruna, PKK, village web admins, social-media activists."""
    met = event(TUBAN, on=date(2021, 12, 2), areas=[region(JENU)])
    for element, count in BEJI_ELEMENTS.items():
        for number in range(count):
            come(met, f"{element} {number} (contoh)", element=element, region=region(BEJI))
    wrong = come(met, "Salah catat")
    remove_attendance(wrong, reason="Bukan peserta", by=BY)
    summed = roster(met)
    assert {share.code: share.count for share in summed.elements} == BEJI_ELEMENTS
    assert summed.elements[0].name == "Pemerintah kecamatan"
    assert (summed.total, summed.villages, summed.districts) == (30, 1, 1)
    assert [(share.code, share.count) for share in summed.sexes] == [("", 30)], "nobody told"


def test_a_roster_costs_three_queries_whoever_came() -> None:
    met = event()
    for size in (1, 6):
        for number in range(size):
            come(
                met,
                f"Peserta {size} {number}",
                element="pkk",
                region=region(BERMI if number % 2 else GAJIHAN),
            )
        with CaptureQueriesContext(connection) as queries:
            roster(met)
        assert len(queries) == 3


def test_counts_of_one_and_many_events_cost_the_same() -> None:
    events = [event() for _ in range(5)]
    for some in (events[:1], events):
        with CaptureQueriesContext(connection) as queries:
            assert set(counts_of(some)) == {met.pk for met in some}
        assert len(queries) == 3


def test_g1_the_services_a_kim_was_given_stay_as_history() -> None:
    """G1: mentoring, fostering, outreach to 2018; an event of its village counts, one called off does not."""
    group = kim(SELAKAMBANG)
    outreach = hold(event(PURBALINGGA, on=date(2016, 5, 10), areas=[region(SELAKAMBANG)]), by=BY)
    mentoring = hold(event(PURBALINGGA, on=date(2017, 5, 10), kind="mentoring", groups=[group]), by=BY)
    training = hold(event(PURBALINGGA, on=date(2018, 5, 10), kind="training"), by=BY)
    come(training, "Ketua", group=group)
    come(training, "Sekretaris", group=group)
    planned = event(PURBALINGGA, groups=[group])
    cancel_event(event(PURBALINGGA, on=past(-3), groups=[group]), reason="Hujan", by=BY)
    assert set(Event.objects.serving(group).standing()) == {outreach, mentoring, training, planned}
    assert [(service.event, service.on.year, service.came) for service in services(group)] == [
        (training, 2018, 2),
        (mentoring, 2017, 0),
        (outreach, 2016, 0),
    ]
    assert [service.event for service in services(group, kinds=("mentoring",))] == [mentoring]
    assert services(kim(BERMI)) == []


def test_p10_who_of_a_group_got_the_briefing_and_when() -> None:
    """P10: members receive pembekalan; list who got it and when."""
    group = kim(BERMI)
    person = Person.objects.create(name="Anggota (contoh)", region=region(BERMI))
    add_member(group, person=person, by=BY)
    briefing = hold(event(PATI, kind="briefing", on=date(2023, 2, 20)), by=BY)
    other = hold(event(PATI, kind="training", on=date(2023, 3, 20)), by=BY)
    come(briefing, "", person=person)
    come(briefing, "Ketua (contoh)", group=group)
    come(briefing, "Orang lain", region=region(GAJIHAN))
    come(other, "Ketua (contoh)", group=group)
    come(event(PATI, kind="briefing"), "Ketua (contoh)", group=group)
    assert [(row.name, row.event.held_on) for row in who_got(group)] == [
        ("Anggota (contoh)", date(2023, 2, 20)),
        ("Ketua (contoh)", date(2023, 2, 20)),
    ]
    assert [row.event for row in who_got(group, "training")] == [other]
