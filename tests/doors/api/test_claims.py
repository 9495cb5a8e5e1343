"""Claims by the API: brought in, matched, asked about, judged; scope everywhere."""

import pytest

from kentongan.domain.claims import actions
from kentongan.domain.claims.matching import keeping
from kentongan.domain.claims.models import Claim, Label
from tests.actors import actor
from tests.cast import PATI, REBAN, plant_regions
from tests.claims.making import VACCINE, asked
from tests.doors.api.caller import Caller

CHECK = {
    "title": "Imunisasi dipakai menjual data anak",
    "text": VACCINE,
    "explanation": "Tidak benar.",
    "verdict": "hoaks",
    "source": "Pemeriksa Contoh",
    "ref": "k-1",
}


@pytest.fixture(autouse=True)
def tree(db: None) -> None:
    keeping.forget()
    plant_regions()
    actions.load_choices()


@pytest.fixture
def humas() -> Caller:
    return Caller(actor("public_relations_officer", PATI))


def test_checks_come_in_once_and_answer_a_message(humas: Caller) -> None:
    body = {"region": PATI, "checks": [CHECK]}
    assert humas.post("claims/imports", body).body == {"created": 1, "changed": 0, "unchanged": 0}
    assert humas.post("claims/imports", body).body == {"created": 0, "changed": 0, "unchanged": 1}
    found = humas.post("claims/match", {"text": "Copas grup sebelah: " + VACCINE}).body
    assert found["state"] == "answer"
    best = found["candidates"][0]
    assert (best["source_ref"], best["label"], best["tone"]) == ("k-1", "hoax", "false")
    assert 0 < best["score"] <= 1
    assert humas.post("claims/match", {"text": "ok"}).body == {"state": "unknown", "candidates": []}


def test_a_dry_run_writes_nothing_and_a_bad_row_is_named(humas: Caller) -> None:
    assert (
        humas.post("claims/imports", {"region": PATI, "dry_run": True, "checks": [CHECK]}).body["created"]
        == 1
    )
    bad = humas.post("claims/imports", {"region": PATI, "checks": [CHECK, CHECK | {"verdict": "entah"}]})
    assert bad.status == 422
    assert not Claim.objects.exists()


def test_a_question_and_its_verdict(humas: Caller) -> None:
    made = humas.post("claims/reports", {"text": VACCINE, "region": PATI})
    assert made.status == 201
    code = made.body["claim"]
    assert humas.get(f"claims/{code}").body["state"] == "reported"
    assert [one["claim"] for one in humas.get(f"claims/{code}/reports").body["items"]] == [code]
    word = {
        "label": Label.objects.get(pk="hoax").pk,
        "why": "Tidak benar.",
        "sources": [{"title": "Dinas Kesehatan"}],
    }
    written = humas.post(f"claims/{code}/verdicts", word)
    assert (written.status, written.body["state"]) == (201, "submitted")
    assert [one["number"] for one in humas.get(f"claims/{code}/verdicts").body] == [1]


def test_claims_of_another_desk_are_absent() -> None:
    claim = asked().claim
    far = Caller(actor("public_relations_officer", REBAN[:5]))
    assert far.get(f"claims/{claim.code}").status == 404
    assert far.get("claims").body["items"] == []
    assert far.post("claims/imports", {"region": PATI, "checks": [CHECK]}).status == 403
