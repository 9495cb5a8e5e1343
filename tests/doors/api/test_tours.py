"""Tours by the API: drafted, planned in one step, edited, approved, opened; scope everywhere."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kentongan.domain.regions.actions import load_holidays
from kentongan.domain.regions.models import Region
from tests.cast import BATANG, PATI, REBAN
from tests.doors.api.caller import Caller, caller
from tests.outreach.making import plant_batang, stop_in, tour

FIELDS = "code title starts_on ends_on quota_per_district stops"
STOP_FIELDS = "district date villages team"
DRAFT = {"title": "Sosialisasi", "region": BATANG, "starts_on": "2021-03-01", "ends_on": "2021-03-15"}


@pytest.fixture(autouse=True)
def batang(db: None) -> None:
    """Batang with its villages and the days off of 2021."""
    plant_batang()
    load_holidays()


@pytest.fixture
def head(batang: None) -> Caller:
    """A program of the head of division in Batang."""
    return caller("division_head", BATANG)


def test_b5_a_tour_is_drafted_planned_and_read_with_the_fields_outsiders_rely_on(
    head: Caller, django_capture_on_commit_callbacks: Any
) -> None:
    made = head.post("tours", DRAFT | {"weights": {"no_kim_village": 40}, "agenda": ["Pembentukan KIM"]})
    assert made.status == 201
    assert set(FIELDS.split()) - set(made.body) == set()
    assert (made.body["state"], len(made.body["districts"]), made.body["stops"]) == ("draft", 15, [])
    code = made.body["code"]
    with django_capture_on_commit_callbacks(execute=True):
        asked = head.post(f"tours/{code}/plan")
    assert (asked.status, asked.body["state"], asked.body["stops"]) == (202, "waiting", None)
    done = head.get(f"tours/{code}/plan").body
    assert (done["id"], done["state"], done["progress"]) == (asked.body["id"], "done", 100)
    assert (done["stops"], done["placed"], done["villages"], done["working_days"]) == (15, 15, 75, 10)
    assert done["unmet"] == []
    stops = head.get(f"tours/{code}").body["stops"]
    assert set(STOP_FIELDS.split()) - set(stops[0]) == set()
    assert {len(stop["villages"]) for stop in stops} == {5}
    assert [stop["date"] for stop in stops] == sorted(stop["date"] for stop in stops)
    assert head.get(f"tours/{code}/warnings").body == []


def test_what_cannot_be_met_comes_with_what_to_relax(
    head: Caller, django_capture_on_commit_callbacks: Any
) -> None:
    code = head.post("tours", DRAFT | {"max_stops_per_day": 1}).body["code"]
    with django_capture_on_commit_callbacks(execute=True):
        head.post(f"tours/{code}/plan")
    (unmet,) = head.get(f"tours/{code}/plan").body["unmet"]
    assert "5 pertemuan tidak mendapat tempat" in unmet["text"]
    assert "Izinkan 2 pertemuan sehari untuk tiap tim." in unmet["relax"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_on": "2021-02-01"}, "ends_on"),
        ({"starts_on": "1 Maret"}, "starts_on"),
        ({"region": "33.99"}, "region"),
        ({"base": PATI}, "base"),
        ({"districts": [PATI]}, "districts"),
        ({"quota_per_district": 0}, "quota_per_district"),
        ({"weights": {"luck": 1}}, "weights"),
        ({"kinds": ["party"]}, "kinds.0"),
        ({"day_starts_at": "half"}, "day_starts_at"),
        ({"quota": 5}, "quota"),
    ],
)
def test_what_is_wrong_is_named(head: Caller, wrong: dict[str, Any], field: str) -> None:
    answer = head.post("tours", DRAFT | wrong)
    assert (answer.status, list(answer.messages)) == (422, [field])


def test_a_draft_is_changed_and_an_outdated_change_refused(head: Caller) -> None:
    made = tour()
    changed = head.patch(f"tours/{made.code}", {"title": "Judul baru", "base": REBAN, "version": 1})
    assert (changed.status, changed.body["title"], changed.body["base"]) == (200, "Judul baru", REBAN)
    assert head.patch(f"tours/{made.code}", {"title": "Lain", "version": 1}).status == 409
    assert head.patch(f"tours/{made.code}", {"base": None}).body["base"] is None


def test_a_stop_is_moved_chosen_and_locked(head: Caller, django_capture_on_commit_callbacks: Any) -> None:
    made = tour()
    with django_capture_on_commit_callbacks(execute=True):
        head.post(f"tours/{made.code}/plan")
    address = f"tours/{made.code}/stops/{stop_in(made).pk}"
    team = made.teams.get().pk
    codes = list(Region.objects.within(REBAN).at_level(4).values_list("code", flat=True)[:4])
    body = {
        "date": "2021-03-09",
        "team": team,
        "position": 1,
        "place": "Aula",
        "villages": codes,
        "locked": True,
    }
    moved = head.patch(address, body)
    assert moved.status == 200
    same = {name: moved.body[name] for name in ("date", "position", "place", "villages", "locked")}
    assert same == {name: body[name] for name in same}
    assert {row["kind"] for row in head.get(f"tours/{made.code}/warnings").body} >= {"too_few"}
    assert head.patch(address, {"date": "2021-03-10"}).messages == {
        "team": "Kirim tanggal dan tim bersama-sama."
    }
    assert head.patch(address, {"villages": [BATANG]}).status == 422
    assert head.patch(address, {"date": None, "team": None}).status == 422  # it is locked
    freed = head.patch(address, {"date": None, "team": None, "locked": False})
    assert (freed.status, freed.body["date"], freed.body["team"]) == (200, None, None)
    assert head.patch(f"tours/{made.code}/stops/{uuid4()}", {"locked": True}).status == 404


def test_a_plan_is_approved_and_its_events_opened(
    head: Caller, django_capture_on_commit_callbacks: Any
) -> None:
    made = tour()
    assert head.get(f"tours/{made.code}/plan").status == 404
    with django_capture_on_commit_callbacks(execute=True):
        head.post(f"tours/{made.code}/plan")
    assert head.post(f"tours/{made.code}/events").status == 422
    staff = caller("public_relations_officer", BATANG)
    assert staff.post(f"tours/{made.code}/approval", {}).status == 403
    assert head.post(f"tours/{made.code}/approval", {}).body["state"] == "approved"
    opened = head.post(f"tours/{made.code}/events").body
    assert len({stop["event"] for stop in opened["stops"]}) == 15
    assert head.get(f"events/{opened['stops'][0]['event']}").status == 200


def test_who_reads_what(head: Caller) -> None:
    made = tour()
    for stop_district in (REBAN, "33.25.03"):
        made.stops.create(district=made.districts.get(region_id=stop_district))
    sekcam, province, elsewhere = (
        caller("district_officer", REBAN),
        caller("province_supervisor", "33"),
        caller("division_head", PATI),
    )
    assert len(province.get(f"tours/{made.code}").body["stops"]) == 2
    seen = sekcam.get(f"tours/{made.code}").body
    assert [row["region"] for row in seen["districts"]] == [REBAN]
    assert [row["district"] for row in seen["stops"]] == [REBAN]
    assert sekcam.patch(f"tours/{made.code}", {"title": "x"}).status == 403
    assert sekcam.get(f"tours/{made.code}/plan").status == 403
    assert elsewhere.get(f"tours/{made.code}").status == 404
    assert elsewhere.get("tours").body["items"] == []
    assert [row["code"] for row in head.get(f"tours?region={BATANG}&state=draft").body["items"]] == [
        made.code
    ]
    assert head.get("tours?state=done").body["items"] == []
    assert head.get("tours?since=2021-03-16").body["items"] == []


def test_the_list_takes_a_constant_number_of_queries(head: Caller) -> None:
    head.get("tours")  # the first request of a day notes that the token is in use
    counts = []
    for number in range(3):
        made = tour(title=f"Keliling {number}")
        made.stops.create(district=made.districts.get(region_id=REBAN))
        with CaptureQueriesContext(connection) as queries:
            assert len(head.get("tours").body["items"]) == number + 1
        counts.append(len(queries))
    assert counts[0] == counts[2] <= 12
