"""Every warning of a tour, with nothing but facts: no database."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from kentongan.domain.outreach.rules import (
    DistrictFacts,
    StopFacts,
    TourFacts,
    known_weight,
    starting_time,
    warnings,
)

MONDAY, THURSDAY, SATURDAY = date(2021, 3, 1), date(2021, 3, 11), date(2021, 3, 6)
VILLAGES = tuple((f"33.25.04.200{number}", f"Desa {number}") for number in range(1, 7))
REBAN = DistrictFacts("33.25.04", "Kecamatan Reban", 5, villages=19)
STOP = StopFacts(
    id="a", district="33.25.04", title="Kecamatan Reban", day=MONDAY, team="Tim 1", villages=VILLAGES[:5]
)


def tour(*stops: StopFacts, **changes: Any) -> TourFacts:
    facts = TourFacts(
        starts_on=MONDAY,
        ends_on=date(2021, 3, 15),
        max_stops_per_day=2,
        minutes_per_stop=150,
        minutes_per_day=540,
        km_per_hour=30,
        districts=[REBAN],
        stops=stops or [STOP],
    )
    return replace(facts, **changes)


def told(facts: TourFacts) -> list[tuple[str, str]]:
    return [(row.kind, row.text) for row in warnings(facts)]


def test_a_tour_as_it_should_be_is_not_warned_about() -> None:
    assert told(tour()) == []


@pytest.mark.parametrize(
    ("count", "warning"),
    [
        (4, ("too_few", "Kecamatan Reban baru 4 desa, kuotanya 5.")),
        (6, ("too_many", "Kecamatan Reban sudah 6 desa, kuotanya 5.")),
    ],
)
def test_b6_four_or_six_villages_instead_of_five(count: int, warning: tuple[str, str]) -> None:
    assert told(tour(replace(STOP, villages=VILLAGES[:count]))) == [warning]


def test_b6_a_district_left_without_a_date() -> None:
    assert told(tour(replace(STOP, day=None, team=""))) == [("no_date", "Kecamatan Reban belum bertanggal.")]


def test_a_meeting_without_a_date_beside_one_that_has_it() -> None:
    first, second = (replace(STOP, villages=part) for part in (VILLAGES[:3], VILLAGES[3:5]))
    facts = tour(first, replace(second, id="b", day=None, team=""))
    assert told(facts) == [("no_date", "Satu pertemuan Kecamatan Reban belum bertanggal.")]


def test_a_district_left_out_is_not_asked_for() -> None:
    assert told(tour(districts=[REBAN, replace(REBAN, code="33.25.05", left_out=True)])) == []


@pytest.mark.parametrize(
    ("day", "off", "text"),
    [
        (SATURDAY, "", "Kecamatan Reban pada Sabtu 6 Maret 2021: akhir pekan."),
        (THURSDAY, "Isra Mikraj", "Kecamatan Reban pada Kamis 11 Maret 2021: Isra Mikraj."),
    ],
)
def test_a_weekend_or_holiday(day: date, off: str, text: str) -> None:
    assert told(tour(replace(STOP, day=day), days_off={day: off})) == [("day_off", text)]


def test_a_stop_outside_the_period() -> None:
    assert told(tour(replace(STOP, day=date(2021, 3, 16)))) == [
        ("outside_period", "Kecamatan Reban pada Selasa 16 Maret 2021, di luar masa keliling.")
    ]


def test_a_stop_without_a_team() -> None:
    assert told(tour(replace(STOP, team=""))) == [
        ("no_team", "Kecamatan Reban pada Senin 1 Maret 2021 belum ada timnya.")
    ]


def test_a_team_in_more_places_than_it_can() -> None:
    stops = [
        replace(STOP, id=str(turn), position=turn, villages=VILLAGES[turn : turn + 1]) for turn in (1, 2, 3)
    ]
    kinds = [row for row in told(tour(*stops)) if row[0] == "team_twice"]
    assert kinds == [("team_twice", "Tim 1 pada Senin 1 Maret 2021 di 3 tempat; paling banyak 2.")]


def test_a_team_in_two_places_at_the_same_turn() -> None:
    stops = [
        replace(STOP, villages=VILLAGES[:3]),
        replace(STOP, id="b", villages=VILLAGES[3:5]),
    ]
    assert told(tour(*stops)) == [
        ("team_twice", "Tim 1 pada Senin 1 Maret 2021 di dua tempat pada giliran yang sama.")
    ]


def test_a_speaker_or_person_with_two_teams_on_one_day() -> None:
    both: dict[str, Any] = {"speakers": (("speaker:1", "Budi"),), "people": (("person:9", "Sri"),)}
    stops = [
        replace(STOP, villages=VILLAGES[:3], **both),
        replace(
            STOP, id="b", team="Tim 2", district="33.25.04", title="Kecamatan Tulis",
            villages=VILLAGES[3:5], **both,
        ),
    ]  # fmt: skip
    places = "pada Senin 1 Maret 2021 di dua tempat: Kecamatan Reban, Kecamatan Tulis."
    assert told(tour(*stops)) == [
        ("person_twice", f"Sri {places}"),
        ("speaker_twice", f"Budi {places}"),
    ]


def test_a_team_or_speaker_who_is_away() -> None:
    stop = replace(STOP, speakers=(("speaker:1", "Budi"),))
    facts = tour(stop, away={("Tim 1", MONDAY): "diklat", ("speaker:1", MONDAY): ""})
    assert told(facts) == [
        ("team_away", "Tim 1 tidak dapat bertugas pada Senin 1 Maret 2021: diklat."),
        ("speaker_away", "Budi tidak dapat hadir pada Senin 1 Maret 2021: berhalangan."),
    ]


def test_a_village_chosen_twice() -> None:
    stops = [
        replace(STOP, villages=VILLAGES[:3]),
        replace(STOP, id="b", position=2, villages=(VILLAGES[0], VILLAGES[3])),
    ]
    assert told(tour(*stops)) == [("village_twice", "Desa 1 dipilih dua kali.")]


def test_a_village_that_another_tour_has_too() -> None:
    facts = tour(chosen_elsewhere={VILLAGES[0][0]: "Keliling lain"})
    assert told(facts) == [("village_twice", "Desa 1 juga dipilih dalam keliling Keliling lain.")]


def test_travel_that_cannot_be_done_in_a_day() -> None:
    stop = replace(STOP, point=(110.9, -7.0))
    assert told(tour(stop, base=(109.9, -7.0))) == [
        (
            "travel",
            (
                "Perjalanan Tim 1 pada Senin 1 Maret 2021 tidak dapat selesai dalam sehari: 221 km dan "
                "1 pertemuan memerlukan 9,9 jam, tersedia 9 jam."
            ),
        )
    ]
    assert told(tour(stop, base=(110.7, -7.0))) == []
    assert told(tour(replace(stop, point=None), base=(109.9, -7.0))) == []  # unknown is not judged


def test_a_quota_larger_than_the_villages_there_are_is_named() -> None:
    small = replace(REBAN, villages=3)
    assert told(tour(replace(STOP, villages=VILLAGES[:3]), districts=[small])) == [
        ("quota_too_large", "Kecamatan Reban hanya memiliki 3 desa dan kelurahan; kuotanya 5."),
        ("too_few", "Kecamatan Reban baru 3 desa, kuotanya 5."),
    ]


def test_meetings_of_a_day_leave_an_hour_for_the_way() -> None:
    start = starting_time(time(8, 30), 150, 1), starting_time(time(8, 30), 150, 2)
    assert start == (time(8, 30), time(12, 0))
    assert starting_time(time(8, 30), 600, 5) == time(22, 0)


@pytest.mark.parametrize(
    ("key", "known"),
    [
        ("tag:zona-merah", True),
        ("measure:poverty", True),
        ("no_kim_village", True),
        ("tag:", False),
        ("luck", False),
        (7, False),
    ],
)
def test_only_known_weights(key: object, known: bool) -> None:
    assert known_weight(key) is known
