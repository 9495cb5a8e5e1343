"""A record of another regency looks absent to whoever does the same work elsewhere."""

from typing import Any

import pytest

from kentongan.domain.core.models import Entry
from kentongan.domain.releases.models import Approval, Receipt, Version
from tests.cast import BATANG, BERMI, GEMBONG, NGADIREJO, PATI, REBAN
from tests.doors.api.caller import Caller, caller
from tests.groups.making import decree, kim
from tests.releases.making import Office

STEPS: list[tuple[str, str, dict[str, Any] | None]] = [
    ("public_relations_officer", "submission", None),
    ("division_head", "return", {"reason": "Lengkapi."}),
    ("division_head", "approval", {"version": 1}),
    ("division_head", "publication", None),
    ("division_head", "publication", {"at": "2030-01-01T07:00:00+07:00"}),
    ("division_head", "cancellation", None),
    ("public_relations_officer", "correction", {"note": "Harinya keliru.", "summary": "Rabu."}),
    ("division_head", "withdrawal", {"reason": "Batal."}),
    ("division_head", "emergency-publication", {"reason": "Banjir."}),
    ("division_head", "review", {"accepted": True}),
]


@pytest.mark.parametrize(("role", "step", "body"), STEPS)
def test_a_step_of_a_foreign_package(office: Office, role: str, step: str, body: Any) -> None:
    code = office.submitted().release.code
    entries = Entry.objects.count()
    answer = caller(role, BATANG).post(f"releases/{code}/{step}", body)
    unknown = caller(role, BATANG).post(f"releases/R-000000/{step}", body)
    assert (answer.status, answer.body) == (404, unknown.body)
    assert (Version.objects.get().step, Approval.objects.count()) == ("submitted", 0)
    assert Entry.objects.filter(verb__startswith="releases").count() <= entries


@pytest.fixture
def records(office: Office) -> dict[str, str]:
    """An activity, a request and a decree of Pati."""
    code = office.published().release.code
    activity = {"release": code, "medium": "masjid", "held_on": "2026-01-07"}
    request = {
        "theme": "Imunisasi",
        "areas": [GEMBONG],
        "wanted_from": "2026-03-01",
        "wanted_until": "2026-03-31",
    }
    agency = caller("agency_officer", PATI, agency=office.agency.pk)
    return {
        "release": code,
        "activity": Caller(office.member(BERMI)).post("activities", activity).body["id"],
        "request": agency.post("requests", request).body["code"],
        "decree": decree(office.groups[BERMI]).code,
    }


def test_an_activity_a_request_and_a_decree(records: dict[str, str]) -> None:
    stranger = caller("public_relations_officer", BATANG)
    for path in ("activities/{activity}", "requests/{request}", "decrees/{decree}"):
        assert stranger.get(path.format(**records)).status == 404
    judged = {"verdict": "doubted", "reason": "Tidak ada foto."}
    assert stranger.post(f"activities/{records['activity']}/assessments", judged).status == 404
    answer = {"state": "refused", "answer": "Tidak sesuai."}
    assert stranger.post(f"requests/{records['request']}/answer", answer).status == 404
    assert stranger.post(f"requests/{records['request']}/release").status == 404


def test_a_district_officer_of_another_district(records: dict[str, str]) -> None:
    stranger = caller("district_officer", REBAN)
    assert stranger.get(f"releases/{records['release']}/board").status == 404
    assert stranger.get(f"activities/{records['activity']}").status == 404
    assert stranger.get(f"receipts?release={records['release']}").body["count"] == 0


def test_a_board_is_shown_for_ones_own_area_alone(records: dict[str, str]) -> None:
    sekcam = caller("district_officer", GEMBONG)
    path = f"releases/{records['release']}/board"
    assert (sekcam.get(path).status, sekcam.get(path).body["region"]) == (200, GEMBONG)
    assert sekcam.get(f"{path}?region={PATI}").status == 404


def test_a_member_of_a_foreign_kim(records: dict[str, str]) -> None:
    group = kim(NGADIREJO, "KIM Reban")
    member = caller("group_board", NGADIREJO, group=group.pk)
    assert member.get(f"releases/{records['release']}").status == 404
    assert member.post("receipts", {"release": records["release"], "kind": "received"}).status == 404
    assert [row["code"] for row in member.get("groups").body["items"]] == [group.code]
    assert Receipt.objects.filter(group=group).count() == 0


def test_a_decree_over_a_foreign_group(office: Office) -> None:
    body = {
        "number": "141/9/2024",
        "issued_on": "2024-03-01",
        "issuer_role": "regent",
        "issuer_region": BATANG,
        "groups": [office.groups[BERMI].code],
    }
    answer = caller("public_relations_officer", BATANG).post("decrees", body)
    assert answer.messages == {"groups": f"Tidak ada kelompok dengan kode {office.groups[BERMI].code}."}
