"""G8: any agency can have its programme carried, and reads what came of it."""

from datetime import date
from typing import Any

import pytest

from kentongan.domain.activities.actions import record
from kentongan.domain.activities.boards import request_result
from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Absent, Invalid, Refused, Stale
from kentongan.domain.people.access import Authority
from kentongan.domain.people.actions import create_agency
from kentongan.domain.people.models import Agency
from kentongan.domain.releases import access
from kentongan.domain.releases.actions import (
    answer_request,
    approve_and_publish,
    make_request,
    release_from_request,
    submit,
)
from kentongan.domain.releases.models import AgencyRequest
from tests.actors import actor
from tests.cast import BATANG, BERMI, GAJIHAN, GEMBONG, PATI
from tests.groups.making import region
from tests.releases.making import Office

DATES = {"wanted_from": date(2030, 3, 1), "wanted_until": date(2030, 3, 31)}


@pytest.fixture
def health(office: Office) -> Agency:
    return create_agency(
        region=region(PATI), name="Dinas Kesehatan", short_name="Dinkes", kind="regional_agency", by=System()
    )


@pytest.fixture
def nurse(health: Agency) -> Authority:
    return actor("agency_officer", PATI, agency=health.pk, name="Dewi Dinkes")


def _ask(agency: Agency, by: Authority, **changes: Any) -> AgencyRequest:
    asked = {"theme": "Cegah stunting", "material": "Timbang balita tiap bulan.", "areas": [GEMBONG]} | DATES
    return make_request(agency=agency, by=by, **(asked | changes))


def test_g8_a_request_is_accepted_carried_and_its_result_goes_back(
    office: Office, health: Agency, nurse: Authority
) -> None:
    request = _ask(health, nurse)
    assert list(access.visible_requests(office.writer)) == [request]
    answer_request(request, "accepted", by=office.head)
    version = release_from_request(request, by=office.writer)
    assert (version.title, version.release.agency, version.valid_until) == (
        "Cegah stunting",
        health,
        date(2030, 3, 31),
    )
    assert request_result(request) is None
    submit(version, by=office.writer)
    publication = approve_and_publish(version.release, 1, by=office.head)
    record(
        group=office.groups[BERMI],
        publication=publication,
        medium="posyandu-pkk",
        held_on=date.today(),  # noqa: DTZ011 - the day itself does not matter
        reach_low=20,
        reach_high=30,
        by=office.member(BERMI),
    )
    result = request_result(access.get_request(request.code, nurse))
    assert result is not None
    assert (result.sent, result.passed_on, result.silent, result.reach_low, result.reach_high) == (
        2,
        1,
        1,
        20,
        30,
    )


def test_a_changed_request_says_why_and_when(office: Office, health: Agency, nurse: Authority) -> None:
    request = _ask(health, nurse)
    with pytest.raises(Invalid) as problem:
        answer_request(request, "changed", by=office.head)
    assert problem.value.field == "answer"
    later = {"agreed_from": date(2030, 4, 1), "agreed_until": date(2030, 4, 30)}
    answered = answer_request(request, "changed", "Maret sudah penuh.", by=office.head, **later)
    assert (answered.state, answered.agreed_from, answered.answered_by_name) == (
        "changed",
        date(2030, 4, 1),
        "Budi Kabid",
    )


def test_a_refused_request_has_a_reason_and_gets_no_package(
    office: Office, health: Agency, nurse: Authority
) -> None:
    request = _ask(health, nurse)
    answer_request(request, "refused", "Bukan tema untuk KIM.", by=office.head)
    with pytest.raises(Invalid, match="Sanggupi permintaan"):
        release_from_request(request, by=office.writer)


def test_a_request_is_answered_once_and_carried_once(
    office: Office, health: Agency, nurse: Authority
) -> None:
    request = _ask(health, nurse)
    answer_request(request, "accepted", by=office.head)
    with pytest.raises(Stale):
        answer_request(request, "refused", "Batal", by=office.writer)
    release_from_request(request, by=office.writer)
    with pytest.raises(Stale):
        release_from_request(request, by=office.writer)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"wanted_until": date(2030, 2, 1)}, "wanted_until"),
        ({"theme": " "}, "theme"),
        ({"areas": []}, "areas"),
        ({"areas": ["33.18.99"]}, "areas"),
        ({"areas": [BATANG]}, "areas"),
    ],
)
def test_a_request_with_a_fault_is_not_made(
    health: Agency, nurse: Authority, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as problem:
        _ask(health, nurse, **changes)
    assert problem.value.field == field
    assert AgencyRequest.objects.count() == 0


def test_nobody_asks_in_another_agencys_name(office: Office, health: Agency) -> None:
    for stranger in (actor("agency_officer", PATI, agency=office.agency.pk), office.writer):
        with pytest.raises(Refused):
            _ask(health, stranger)


def test_a_village_office_asks_for_its_own_village(office: Office) -> None:
    village = create_agency(
        region=region(BERMI),
        name="Kantor Desa Bermi",
        short_name="Desa Bermi",
        kind="village_office",
        by=System(),
    )
    officer = actor("village_officer", BERMI)
    request = _ask(village, officer, areas=[BERMI], region=region(PATI))
    assert (request.region_id, list(access.visible_requests(officer))) == (PATI, [request])
    with pytest.raises(Invalid, match="luar wilayah Anda"):
        _ask(village, officer, areas=[GAJIHAN], region=region(PATI))


def test_a_request_is_seen_by_its_agency_and_by_those_who_answer(
    office: Office, health: Agency, nurse: Authority
) -> None:
    code = _ask(health, nurse).code
    assert access.get_request(code, office.head) == access.get_request(code, nurse)
    for stranger in (
        actor("agency_officer", PATI, agency=office.agency.pk),
        actor("division_head", BATANG),
        actor("district_officer", GEMBONG),
    ):
        with pytest.raises(Absent):
            access.get_request(code, stranger)
