"""An event is planned, changed, moved, called off; its state is what its dated facts say."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent, Invalid, Refused, Stale
from kentongan.domain.events import access
from kentongan.domain.events.actions import (
    Item,
    cancel_event,
    change_event,
    check_condition,
    hold,
    move_event,
    set_conditions,
    usual_conditions,
)
from kentongan.domain.events.models import Event
from kentongan.domain.groups.actions import register_regulation
from tests.actors import actor
from tests.cast import BATANG, BEJI, BERMI, GEMBONG, JENU, NGADIREJO, PATI, REBAN, TUBAN
from tests.events.making import BY, at, event, past
from tests.groups.making import kim, region

pytestmark = pytest.mark.usefixtures("places")
SOON = past(-10)


def test_an_event_is_planned_with_a_code_and_the_clocks_of_its_region() -> None:
    planned = event(on=date(2021, 2, 18), place="Ruang Analitik")
    assert planned.code.startswith("A-")
    assert planned.state == "planned"
    assert planned.starts_at.astimezone(ZoneInfo("Asia/Jakarta")).hour == 8
    assert (planned.starts_on, planned.ends_on) == (date(2021, 2, 18), date(2021, 2, 18))
    assert Entry.objects.about(planned).get().verb == "events.plan"


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(Invalid, match="selesai sebelum mulai") as refused:
        event(until=past(8))
    assert refused.value.field == "ends_at"
    planned = event()
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=planned.pk).update(ends_at=planned.starts_at - timedelta(hours=1))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "pesta"}, "kind"),
        ({"mode": "telepati"}, "mode"),
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"until": past(-80)}, "ends_at"),
        ({"agenda": ["  "]}, "agenda"),
    ],
)
def test_what_is_entered_wrongly_is_named(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        event(**fields)
    assert refused.value.field == field
    assert not Event.objects.exists()


def test_virtual_and_hybrid_events_carry_a_link_that_the_public_never_gets() -> None:
    """domain.md §4: Muba met virtually in 2021, Jawa Timur both ways in 2025."""
    for mode in ("virtual", "hybrid"):
        met = event(mode=mode, link="https://rapat.example/1", is_public=True, place="Aula")
        assert (met.mode, met.link) == (mode, "https://rapat.example/1")
        assert "link" in access.public_event(met.code).get_deferred_fields()


def test_t2_one_event_has_two_agendas_and_the_regulation_it_explains() -> None:
    """T2: Balai Desa Beji, Thursday 2 December 2021, founding a KIM and explaining Perbup 55/2020."""
    perbup = register_regulation(
        kind="perbup", number="55", year=2020, title="Perbup", region=region(TUBAN), by=BY
    )
    met = event(
        TUBAN,
        on=date(2021, 12, 2),
        title="Sosialisasi KIM",
        place="Balai Desa Beji",
        areas=[region(BEJI), region(JENU)],
        agenda=["Pembentukan KIM", Item("Penjelasan Perbup 55/2020", regulation=perbup)],
    )
    assert [(item.position, item.title, item.regulation) for item in met.agenda.all()] == [
        (1, "Pembentukan KIM", None),
        (2, "Penjelasan Perbup 55/2020", perbup),
    ]
    assert met.starts_on.isoweekday() == 4


def test_m5_two_programmes_share_one_event() -> None:
    """M5: founding a KIM together with outreach on a digital platform."""
    met = event(
        agenda=[
            Item("Pembentukan KIM", programme="Diseminasi informasi"),
            Item("Pengenalan aplikasi desa", programme="Aplikasi informatika"),
        ]
    )
    assert met.agenda.values("programme").distinct().count() == 2


def test_g10_an_event_is_part_of_a_programme_and_sub_activity() -> None:
    """G10: founding KIM is part of Bidang IKP's task."""
    met = event(programme="Program Informasi dan Komunikasi Publik", sub_activity="Diseminasi informasi")
    found = Event.objects.get(sub_activity="Diseminasi informasi")
    assert (found, found.programme) == (met, "Program Informasi dan Komunikasi Publik")


def test_b9_an_event_carries_the_health_protocol_as_a_checklist() -> None:
    """B9: conditions are ticked off, with who and when; a new list keeps the ticks."""
    met = event(conditions=usual_conditions())
    assert met.conditions.count() == 5
    first = check_condition(met.conditions.all()[0], met=True, by=BY)
    set_conditions(met, [*usual_conditions(), "Konsumsi dibawa pulang"], by=BY)
    kept = list(met.conditions.all())
    assert (len(kept), kept[0].met_by_name, kept[5].met_on) == (6, "Uji", None)
    check_condition(first, met=False, by=BY)
    assert not met.conditions.exclude(met_on=None).exists()


def test_a_changed_agenda_keeps_what_keeps_its_title() -> None:
    met = event(agenda=["Satu", "Dua"])
    second = met.agenda.get(title="Dua")
    change_event(met, agenda=["Dua", "Tiga"], place="Balai desa", by=BY)
    assert [(item.title, item.pk == second.pk) for item in met.agenda.all()] == [
        ("Dua", True),
        ("Tiga", False),
    ]
    assert Entry.objects.about(met).first().detail == {"fields": ["place", "agenda"]}  # type: ignore[union-attr]
    change_event(met, place="Balai desa", by=BY)
    assert Entry.objects.about(met).count() == 2, "nothing changed, nothing noted"


def test_an_event_is_moved_for_a_reason_and_the_old_time_stays() -> None:
    met = event(on=SOON)
    move_event(
        met,
        starts_at=at(SOON + timedelta(days=2)),
        ends_at=at(SOON + timedelta(days=2), 12),
        reason="Hari libur",
        by=BY,
    )
    met.refresh_from_db()
    assert met.starts_on == SOON + timedelta(days=2)
    assert [(move.reason, move.starts_at.astimezone(met.region.zone).date()) for move in met.moves.all()] == [
        ("Hari libur", SOON)
    ]


@pytest.mark.parametrize("done", ["cancelled", "held"])
def test_what_is_over_is_neither_moved_nor_cancelled(done: str) -> None:
    met = event()
    if done == "cancelled":
        cancel_event(met, reason="Banjir", by=BY)
    else:
        hold(met, by=BY)
    with pytest.raises(Stale):
        cancel_event(met, reason="Lagi", by=BY)
    with pytest.raises(Stale):
        move_event(met, starts_at=at(SOON), ends_at=at(SOON, 12), reason="Lagi", by=BY)
    assert Event.objects.get().state == done


def test_an_event_is_called_off_for_a_reason() -> None:
    met = event(on=SOON)
    with pytest.raises(Invalid):
        cancel_event(met, reason=" ", by=BY)
    cancel_event(met, reason="Banjir", by=BY)
    assert (met.state, Event.objects.standing().count()) == ("cancelled", 0)
    with pytest.raises(Stale):
        change_event(met, title="Lain", by=BY)


def test_a_batch_has_a_number_and_no_batches() -> None:
    whole = event(title="Pelatihan")
    first, second = event(parent=whole), event(parent=whole)
    assert (first.batch_number, second.batch_number) == (1, 2)
    with pytest.raises(Invalid):
        event(parent=first)
    with pytest.raises(Invalid):
        event(parent=whole, batch_number=2)


def test_an_officer_plans_in_their_own_area_alone() -> None:
    sekcam = actor("district_officer", REBAN)
    assert event(REBAN, by=sekcam).region_id == REBAN
    for code in (BATANG, GEMBONG):
        with pytest.raises(Refused):
            event(code, by=sekcam)
    with pytest.raises(Refused):
        event(REBAN, by=sekcam, areas=[region(BERMI)])
    with pytest.raises(Refused):
        event(REBAN, by=actor("group_board", NGADIREJO, group=kim(NGADIREJO).pk))


def test_whoever_an_event_concerns_or_invites_reads_it() -> None:
    group = kim(NGADIREJO)
    far, near, served = event(), event(areas=[region(NGADIREJO)]), event(groups=[group])
    sekcam, board = actor("district_officer", REBAN), actor("group_board", NGADIREJO, group=group.pk)
    assert set(access.visible(sekcam)) == {near, served}
    assert set(access.visible(board)) == {served}
    assert set(access.visible(actor("division_head", BATANG))) == {far, near, served}
    assert not access.visible(actor("division_head", PATI)).exists()
    with pytest.raises(Absent):
        access.get_event(far.code, sekcam)
    assert access.get_event(near.code.lower(), sekcam) == near


def test_the_public_agenda_shows_what_is_public_and_not_called_off() -> None:
    shown, inner, off = event(on=SOON), event(kind="coordination_meeting"), event(on=SOON)
    cancel_event(off, reason="Hujan", by=BY)
    assert list(access.public_events()) == [shown]
    with pytest.raises(Absent):
        access.public_event(inner.code)


def test_a_calendar_finds_events_that_touch_its_days() -> None:
    two_days = event(on=SOON, until=SOON + timedelta(days=1))
    for start, end, found in ((0, 0, True), (1, 3, True), (2, 3, False), (-3, -1, False)):
        days = (SOON + timedelta(days=start), SOON + timedelta(days=end))
        assert Event.objects.between(*days).filter(pk=two_days.pk).exists() is found
