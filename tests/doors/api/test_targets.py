"""Targets and coverage by the API: the fields outsiders rely on, scope, refusals."""

from datetime import date
from typing import Any

import pytest

from tests.cast import BATANG, BERMI, GEMBONG, PATI
from tests.doors.api.caller import Caller, caller
from tests.doors.pages import text_of
from tests.groups.making import kim
from tests.releases.making import Office

TARGET = "region level period stage count reason"
ROW = "region level denominator denominator_unit denominator_date covered share missing"


def _plan(**fields: Any) -> dict[str, Any]:
    return {"region": PATI, "period": 2025, "areas": [GEMBONG], "reason": "Program"} | fields


def test_a_target_is_set_read_changed_and_carried_over(office: Office, head: Caller) -> None:
    made = head.post("targets", _plan())
    assert made.status == 201, made.body
    assert set(TARGET.split()) <= made.body.keys()
    assert (made.body["count"], made.body["met"], made.body["stage"]) == (1, 0, "founded")
    address = f"targets/{made.body['id']}"
    changed = head.patch(address, {"areas": [GEMBONG, "33.18.17"], "reason": "ditambah"})
    assert changed.body["count"] == 2
    later = head.post(f"{address}/carry-over", {"reason": "belum sempat"})
    assert (later.status, later.body["period"], later.body["carried_from"]) == (201, 2026, made.body["id"])
    listed = head.get("targets?region=33.18&period=2026").body
    assert [row["id"] for row in listed["items"]] == [later.body["id"]]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"period": 1990}, "period"),
        ({"areas": [], "count": None}, "areas"),
        ({"areas": ["33.25.04"]}, "areas"),
        ({"areas": ["99.99.99"]}, "areas"),
        ({"level": "hamlet"}, "level"),
        ({"typed_total": 3}, "typed_total"),
    ],
)
def test_bad_input_names_its_field(office: Office, head: Caller, wrong: dict[str, Any], field: str) -> None:
    answer = head.post("targets", _plan(**wrong))
    assert (answer.status, list(answer.messages)) == (422, [field])


def test_another_regency_neither_reads_nor_plans(office: Office, head: Caller) -> None:
    key = head.post("targets", _plan()).body["id"]
    stranger = caller("division_head", BATANG)
    assert stranger.get(f"targets/{key}").status == 404
    assert stranger.get("targets").body["items"] == []
    assert stranger.patch(f"targets/{key}", {"count": 1, "reason": "x"}).status == 404
    assert stranger.post("targets", _plan()).status == 403


def test_coverage_has_the_same_numbers_as_the_page(office: Office, head: Caller) -> None:
    kim(BERMI, "KIM Kedua", founded_on=date(2023, 1, 1))
    body = head.get(f"coverage?region={PATI}&level=desa&stage=founded&on=2023-06-01").body
    assert set(ROW.split()) <= body["total"].keys()
    assert (body["total"]["covered"], body["total"]["denominator"], body["total"]["denominator_unit"]) == (
        1, 17, "desa",
    )  # fmt: skip
    assert len(body["total"]["missing"]) == 16
    assert body["total"]["share"] == pytest.approx(1 / 17)
    page = head.client.get(f"/wilayah/{PATI}/capaian/?satuan=desa&tanggal=2023-06-01")
    assert page.context["board"].total.covered == body["total"]["covered"]
    assert "1 / 17" in text_of(page) or "17" in text_of(page)


def test_wide_areas_count_what_is_missing_and_do_not_name_it(office: Office, head: Caller) -> None:
    body = head.get("coverage?by=regency").body
    assert body["total"]["missing"] is None
    assert body["total"]["missing_count"] > 0
    assert {row["region"] for row in body["rows"]} >= {PATI, BATANG}


@pytest.mark.parametrize(
    "query", ["level=rt", "stage=proposed", "seat=all", "on=kemarin", "by=village", "region=98", "x=1"]
)
def test_what_cannot_be_counted_is_refused(office: Office, head: Caller, query: str) -> None:
    assert head.get(f"coverage?{query}").status == 422
