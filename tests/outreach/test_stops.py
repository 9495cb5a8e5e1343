"""Stops by hand: moved, locked, villages chosen; teams, speakers, districts."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from kentongan.domain.core.acting import System
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent, Invalid, Refused, Stale
from kentongan.domain.outreach import access
from kentongan.domain.outreach.actions import (
    Companion,
    Member,
    add_absence,
    add_stop,
    change_tour,
    create_tour,
    lock_stop,
    move_stop,
    remove_stop,
    remove_team,
    save_team,
    set_district,
    set_speakers,
    set_villages,
)
from kentongan.domain.outreach.checking import tour_warnings
from kentongan.domain.regions.models import Region
from tests.actors import account, actor
from tests.cast import BATANG, PATI, REBAN
from tests.outreach.making import MARCH_1, MARCH_15, region, tour

BY = System()
BLADO = "33.25.03"

pytestmark = pytest.mark.usefixtures("batang")


def villages(district: str = REBAN, count: int = 5) -> list[Region]:
    return list(Region.objects.within(district).at_level(4).order_by("code")[:count])


def test_a_new_tour_takes_all_districts_and_has_one_team() -> None:
    made = tour()
    assert made.code.startswith("J-")
    assert (made.districts.count(), made.teams.get().name, made.state) == (15, "Tim 1", "draft")
    assert Entry.objects.about(made).get().verb == "tours.create"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ends_on": date(2021, 2, 1)}, "ends_on"),
        ({"ends_on": date(2023, 2, 1)}, "ends_on"),
        ({"title": " "}, "title"),
        ({"quota_per_district": 0}, "quota_per_district"),
        ({"max_stops_per_day": 99}, "max_stops_per_day"),
        ({"villages_per_stop": 0}, "villages_per_stop"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["party"]}, "kinds"),
        ({"weights": {"luck": 3}}, "weights"),
        ({"weights": {"no_signal": -3}}, "weights"),
        ({"candidates": "some"}, "candidates"),
        ({"conditions": ["x" * 201]}, "conditions"),
        ({"agenda": ["x" * 201]}, "agenda"),
        ({"districts": []}, "districts"),
    ],
)
def test_what_is_entered_wrongly_is_named(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        tour(**fields)
    assert refusal.value.field == field


def test_base_and_districts_lie_in_the_region() -> None:
    with pytest.raises(Invalid, match="Tempat berangkat harus di dalam Kabupaten Batang"):
        tour(base=region(PATI))
    with pytest.raises(Invalid, match=r"33\.18\.13 tidak ada di Kabupaten Batang"):
        tour(districts=[region("33.18.13")])


def test_an_outdated_change_is_refused() -> None:
    made = tour()
    seen = made.version
    change_tour(made, title="Judul baru", version=seen, by=BY)
    with pytest.raises(Stale, match="berubah sejak Anda membukanya"):
        change_tour(made, title="Judul lain", version=seen, by=BY)


def test_a_stop_is_placed_and_moved_in_turns() -> None:
    made = tour()
    team = made.teams.get()
    first = add_stop(made, region(REBAN), date=MARCH_1, team=team, by=BY)
    second = add_stop(made, region(BLADO), date=MARCH_1, team=team, by=BY)
    assert turns(made) == [first.pk, second.pk]
    move_stop(second, date=MARCH_1, team=team, position=1, by=BY)
    assert turns(made) == [second.pk, first.pk]
    move_stop(second, date=date(2021, 3, 2), team=team, by=BY)
    assert turns(made) == [first.pk]
    assert made.stops.get(pk=first.pk).position == 1


def turns(made: Any) -> list[Any]:
    return list(made.stops.filter(date=MARCH_1).order_by("position").values_list("pk", flat=True))


def test_a_date_of_another_year_is_a_slip() -> None:
    made = tour()
    stop = add_stop(made, region(REBAN), by=BY)
    with pytest.raises(Invalid, match="Periksa tahunnya"):
        move_stop(stop, date=date(2012, 3, 1), team=made.teams.get(), by=BY)


def test_only_a_stop_with_day_and_team_is_locked() -> None:
    made = tour()
    stop = add_stop(made, region(REBAN), by=BY)
    with pytest.raises(Invalid, match="Isi dahulu tanggal dan timnya"):
        lock_stop(stop, by=BY)
    move_stop(stop, date=MARCH_1, team=made.teams.get(), by=BY)
    assert lock_stop(stop, by=BY).locked
    with pytest.raises(Invalid, match="Buka dahulu kunci"):
        move_stop(stop, date=None, team=None, by=BY)
    assert not lock_stop(stop, locked=False, by=BY).locked


def test_villages_chosen_by_hand_keep_their_reasons() -> None:
    made = tour()
    stop = add_stop(made, region(REBAN), villages=villages(), by=BY)
    kept = stop.villages.order_by("village_id").first()
    assert kept is not None
    assert kept.by_hand
    assert [row["key"] for row in kept.reasons] == ["no_kim_district", "no_kim_village"]
    set_villages(stop, [*villages(count=1), *villages(count=7)[5:]], by=BY)
    assert stop.villages.count() == 3
    assert stop.villages.get(village=kept.village_id).pk == kept.pk


def test_a_village_of_elsewhere_or_chosen_twice_is_refused() -> None:
    made = tour()
    stop = add_stop(made, region(REBAN), villages=villages(), by=BY)
    other = add_stop(made, region(REBAN), by=BY)
    with pytest.raises(Invalid, match="tidak ada di Kecamatan Reban"):
        set_villages(stop, villages(BLADO), by=BY)
    with pytest.raises(Invalid, match="tidak ada di Kecamatan Reban"):
        set_villages(stop, [region(REBAN)], by=BY)
    with pytest.raises(Invalid, match="sudah dipilih pada pertemuan lain"):
        set_villages(other, villages(count=1), by=BY)
    assert stop.villages.count() == 5


def test_b6_four_or_six_are_kept_and_warned_about() -> None:
    made = tour(districts=[region(REBAN)])
    stop = add_stop(made, region(REBAN), date=MARCH_1, team=made.teams.get(), by=BY)
    for count, kind in ((4, ["too_few"]), (5, []), (6, ["too_many"])):
        set_villages(stop, villages(count=count), by=BY)
        assert [row.kind for row in tour_warnings(made)] == kind


def test_two_tours_of_the_same_days_warn_about_the_same_village() -> None:
    for number in (1, 2):
        made = tour(title=f"Keliling {number}", districts=[region(REBAN)])
        add_stop(made, region(REBAN), date=MARCH_1, team=made.teams.get(), villages=villages(), by=BY)
    assert {row.kind for row in tour_warnings(made)} == {"village_twice"}


def test_warnings_take_a_constant_number_of_queries(django_assert_max_num_queries: Any) -> None:
    made = tour()
    for number, district in enumerate(("33.25.01", "33.25.02", REBAN)):
        add_stop(
            made,
            region(district),
            date=date(2021, 3, 1 + number),
            team=made.teams.get(),
            villages=villages(district),
            by=BY,
        )
        with django_assert_max_num_queries(17):
            tour_warnings(made)


def test_a_removed_stop_closes_its_turn() -> None:
    made = tour()
    team = made.teams.get()
    first = add_stop(made, region(REBAN), date=MARCH_1, team=team, by=BY)
    second = add_stop(made, region(BLADO), date=MARCH_1, team=team, by=BY)
    remove_stop(first, by=BY)
    assert made.stops.get().pk == second.pk
    assert made.stops.get().position == 1


def test_a_team_has_a_name_of_its_own_and_goes_only_when_idle() -> None:
    made = tour()
    first = made.teams.get()
    person = account("Sri Lestari").person
    second = save_team(made, name="Tim 2", members=[Member(person=person), Member(name="Budi")], by=BY)
    assert [row.name for row in second.members.all()] == ["Sri Lestari", "Budi"]
    with pytest.raises(Invalid, match="Sudah ada tim bernama Tim 2"):
        save_team(made, name="Tim 2", by=BY)
    stop = add_stop(made, region(REBAN), date=MARCH_1, team=second, by=BY)
    with pytest.raises(Invalid, match="masih bertugas"):
        remove_team(second, by=BY)
    move_stop(stop, date=None, team=None, by=BY)
    remove_team(second, by=BY)
    with pytest.raises(Invalid, match="paling sedikit satu tim"):
        remove_team(first, by=BY)


def test_speakers_travel_with_a_team_of_the_tour(speaker: Any) -> None:
    made, other = tour(), tour(title="Keliling lain")
    with pytest.raises(Invalid, match="bukan tim keliling ini"):
        set_speakers(made, [Companion(speaker, other.teams.get())], by=BY)
    rows = set_speakers(made, [Companion(speaker), Companion(speaker)], by=BY)
    assert len(rows) == 1


def test_an_absence_ends_after_it_starts() -> None:
    with pytest.raises(Invalid, match="mendahului"):
        add_absence(tour().teams.get(), starts_on=MARCH_15, ends_on=MARCH_1, by=BY)


def test_a_district_keeps_its_own_quota() -> None:
    made = tour()
    assert set_district(made, region(REBAN), quota=3, by=BY).quota == 3
    with pytest.raises(Invalid, match="antara 1 dan 500"):
        set_district(made, region(REBAN), quota=0, by=BY)
    with pytest.raises(Invalid, match="tidak ada di Kabupaten Batang"):
        set_district(made, region("33.18.13"), by=BY)


def test_who_edits_and_who_only_reads() -> None:
    made = tour()
    head, sekcam, elsewhere = (
        actor("division_head", BATANG),
        actor("district_officer", REBAN),
        actor("division_head", PATI),
    )
    assert change_tour(made, title="Judul baru", by=head).title == "Judul baru"
    with pytest.raises(Refused):
        change_tour(made, title="Judul lain", by=sekcam)
    assert access.get_tour(made.code, sekcam).pk == made.pk  # it passes through Reban
    with pytest.raises(Absent):
        access.get_tour(made.code, elsewhere)
    with pytest.raises(Refused):
        create_tour(title="x", region=region(BATANG), starts_on=MARCH_1, ends_on=MARCH_15, by=sekcam)


def test_what_does_not_exist_is_absent() -> None:
    made = tour()
    for missing in (uuid4(), "bukan-uuid"):
        with pytest.raises(Absent):
            access.get_stop(made, missing)
        with pytest.raises(Absent):
            access.get_run(made, missing)
    with pytest.raises(Absent):
        access.get_team(made, 0)
