"""Checks of other houses out of files: whatever a house calls its columns, nothing is lost on the way in."""

import json
from pathlib import Path
from typing import Any

import pytest

from kentongan.domain.claims import actions, finding, tables
from kentongan.domain.claims.matching import keeping, segments
from kentongan.domain.claims.models import Claim
from kentongan.domain.regions.models import Region
from tests.cast import PATI
from tests.claims.making import BY

ROW = {"title": "Undian Bank Lestari", "narrative": "Bank Lestari bagi mobil", "verdict": "hoaks"}


def _read(rows: Any, name: str = "periksa.json") -> tables.Plan:
    text = "\n".join(json.dumps(row) for row in rows) if name.endswith(".jsonl") else json.dumps(rows)
    return tables.read_file(text.encode(), name, source="Rumah Periksa")


@pytest.mark.parametrize("name", ["periksa.json", "periksa.jsonl"])
def test_plain_rows_as_json_are_read_like_a_table(tree: None, name: str) -> None:
    [check] = _read([ROW | {"id": 7, "explanation": None, "date": "2024-05"}], name).checks
    assert (check.title, check.text, check.why) == (ROW["title"], ROW["narrative"], "")
    assert (check.label, check.source_name, check.source_ref) == ("hoax", "Rumah Periksa", "7")
    assert check.checked_on is None


def test_claim_reviews_are_read_from_a_feed(tree: None) -> None:
    review = {
        "@type": "ClaimReview",
        "url": "https://periksa.example/1",
        "headline": "Undian Bank Lestari",
        "claimReviewed": "Bank Lestari bagi mobil",
        "author": {"name": "Pemeriksa Lain"},
        "reviewRating": {"alternateName": "Salah"},
    }
    [check] = _read({"dataFeedElement": [{"item": [review]}]}).checks
    assert (check.source_name, check.source_ref, check.label) == (
        "Pemeriksa Lain",
        "https://periksa.example/1",
        "hoax",
    )


def test_a_verdict_in_brackets_before_the_title_is_read_and_left_out_of_it(tree: None) -> None:
    marked = _read([{"title": "[SALAH] Undian Bank Lestari", "id": 1}]).checks
    assert [(one.title, one.label) for one in marked] == [("Undian Bank Lestari", "hoax")]
    assert _read([{"title": "[Video] Undian Bank Lestari", "id": 1}]).errors
    kept = _read([ROW | {"title": "[Video] Undian Bank Lestari", "id": 1}]).checks
    assert kept[0].title == "[Video] Undian Bank Lestari"


def test_whoever_asks_first_after_a_large_import_does_not_wait_for_the_index(
    tree: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(keeping, "WORTH_KEEPING", 2)
    told = ["jembatan kendal runtuh tadi malam", "pasar blora terbakar habis", "kuda lepas di alun-alun pati"]
    checks = _read([{"title": text, "id": at, "verdict": "hoaks"} for at, text in enumerate(told)]).checks
    actions.bring_in(checks, region=Region.objects.get(pk=PATI), by=BY)
    keeping.forget()  # as another process is, which has read nothing yet
    monkeypatch.setattr(segments, "build", None)  # nothing is to be made anew
    assert [finding.find(text)[0].claim.title for text in told] == told
    assert Claim.objects.count() == len(told)


def test_an_index_of_another_version_is_written_anew_once(
    tree: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Went red while segments were named by their claims alone: old ones lay there, each start read anew."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(keeping, "WORTH_KEEPING", 1)
    checks = _read([{"title": "pasar blora terbakar habis", "id": 1, "verdict": "hoaks"}]).checks
    actions.bring_in(checks, region=Region.objects.get(pk=PATI), by=BY)
    monkeypatch.setattr(keeping, "_version", lambda: "another version")
    keeping.forget()
    keeping.prepare()
    keeping.forget()
    monkeypatch.setattr(segments, "build", None)  # nothing is to be made anew
    assert finding.find("pasar blora terbakar habis")[0].state == "answer"
