"""Packages and a group that was entered twice: one inbox, one place in the audience, no second phone call."""

from kentongan.domain.activities.boards import chase_list, trail
from kentongan.domain.core.acting import System
from kentongan.domain.groups.actions import merge_groups, undo_group_merge
from kentongan.domain.releases import access, audience
from kentongan.domain.releases.actions import record_receipt, withdraw
from tests.actors import actor
from tests.cast import BERMI, PATI
from tests.groups.making import kim
from tests.releases.making import Office, office_of_pati

SYSTEM = System("Uji")


def test_the_survivor_is_sent_to_once_and_has_what_both_did(db: None) -> None:
    office: Office = office_of_pati()
    kept, absorbed = office.groups[BERMI], kim(BERMI, "KIM Bermi Dua")
    publication = office.published(BERMI)
    record_receipt(publication=publication, group=absorbed, kind="received", by=SYSTEM)
    record_receipt(publication=publication, group=kept, kind="opened", by=SYSTEM)
    other = office.published(BERMI)
    record_receipt(publication=other, group=absorbed, kind="received", by=SYSTEM)
    merge = merge_groups(kept, absorbed, by=SYSTEM)
    kept.refresh_from_db()

    assert list(audience.groups_in([BERMI], {})) == [kept]
    assert list(audience.reached_by(other, PATI)) == [kept]
    steps = {one.pk: one.step for one in access.inbox(kept)}  # type: ignore[attr-defined]  # annotated
    assert steps == {publication.pk: "opened", other.pk: "received"}
    reader = actor("group_board", BERMI, group=kept.pk)
    found = access.inbox_item(other.release.code, kept, reader)
    assert found.step == "received"  # type: ignore[attr-defined]
    assert chase_list(other, PATI, by=SYSTEM) == []
    assert [row.group for row in trail(other, BERMI).groups if row.received] == [kept]

    undo_group_merge(merge, by=SYSTEM)
    assert {one.step for one in access.inbox(kept)} == {"opened", None}  # type: ignore[attr-defined]
    assert [entry.group for entry in chase_list(other, PATI, by=SYSTEM)] == [kept]


def test_a_recall_is_told_once_to_the_survivor(db: None) -> None:
    office: Office = office_of_pati()
    kept, absorbed = office.groups[BERMI], kim(BERMI, "KIM Bermi Dua")
    publication = office.published(BERMI)
    for group in (kept, absorbed):
        record_receipt(publication=publication, group=group, kind="received", by=SYSTEM)
    merge_groups(kept, absorbed, by=SYSTEM)
    withdraw(publication.release, reason="Salah tanggal.", by=office.head)
    assert [one.pk for one in access.recalled(kept)] == [publication.pk]
