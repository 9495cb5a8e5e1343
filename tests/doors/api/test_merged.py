"""A group entered twice and merged, seen by a program: both codes, one group, what both did."""

from uuid import uuid4

from kentongan.domain.core.acting import System
from kentongan.domain.groups.actions import add_member, merge_groups, undo_group_merge
from kentongan.domain.releases.actions import record_receipt
from tests.cast import BERMI
from tests.doors.api.caller import Caller
from tests.groups.making import decree, kim
from tests.releases.making import Office

SYSTEM = System("Uji")


def test_the_absorbed_code_leads_to_the_survivor_until_it_is_undone(office: Office, writer: Caller) -> None:
    kept, absorbed = kim(BERMI, "KIM Surya"), kim(BERMI, "KIM Suryo")
    letter = decree(absorbed)
    for group in (kept, absorbed):
        add_member(group, name="Rukmini", by=SYSTEM)
    merge = merge_groups(kept, absorbed, by=SYSTEM)
    led = writer.get(f"groups/{absorbed.code}")
    assert (led.status, led.headers["Location"]) == (302, f"/api/v1/groups/{kept.code}")
    shown = writer.get(f"groups/{kept.code}").body
    assert (shown["members_count"], shown["current_decree"], shown["stage"]) == (2, letter.code, "recognised")
    codes = [group["code"] for group in writer.get(f"groups?region={BERMI}").body["items"]]
    assert kept.code in codes
    assert absorbed.code not in codes
    undo_group_merge(merge, by=SYSTEM)
    assert writer.get(f"groups/{absorbed.code}").body["code"] == absorbed.code


def test_receipts_of_both_are_found_by_either_code(office: Office, writer: Caller) -> None:
    kept, absorbed = office.groups[BERMI], kim(BERMI, "KIM Bermi Dua")
    publication = office.published()
    record_receipt(id=uuid4(), publication=publication, group=absorbed, kind="received", by=SYSTEM)
    merge_groups(kept, absorbed, by=SYSTEM)
    for code in (kept.code, absorbed.code):
        found = writer.get(f"receipts?group={code}").body["items"]
        assert [row["kind"] for row in found] == ["received"]
    assert writer.get("receipts?group=K-000000").body["items"] == []
