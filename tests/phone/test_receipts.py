"""receipt.record: a group's steps with a package, sent from a phone in whatever order they arrive."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from kentongan.domain.releases.actions import approve_and_publish, correct, submit
from kentongan.domain.releases.actions import withdraw as call_back
from kentongan.domain.releases.models import Progress, Receipt
from tests.cast import BERMI, GAJIHAN
from tests.phone.sending import operation, refusal, send, withdraw
from tests.releases.making import Office


def _data(office: Office, release: str, village: str = BERMI, **more: Any) -> dict[str, Any]:
    return {"release": release, "group": office.groups[village].code, "kind": "received"} | more


def test_a_receipt_is_noted_with_the_operations_id(office: Office) -> None:
    code = office.published().release.code
    done = send(office.member(BERMI), "receipt.record", _data(office, code, version=1))
    made = Receipt.objects.get()
    assert (done.result, done.code, str(made.pk), made.kind) == ("applied", code, done.id, "received")
    assert Progress.objects.get().kind == "received"


def test_the_same_receipt_sent_again_is_the_same(office: Office) -> None:
    member, code = office.member(BERMI), office.published().release.code
    entry = operation("receipt.record", _data(office, code))
    first = send(member, **_parts(entry))
    again = send(member, **_parts(entry))
    assert (first.result, again.result, again.was) == ("applied", "duplicate", "applied")
    assert Receipt.objects.count() == 1


def _parts(entry: dict[str, Any]) -> dict[str, Any]:
    return {"verb": entry["verb"], "data": entry["data"], "id": entry["id"]}


def test_steps_only_move_forward_in_whatever_order_they_come(office: Office) -> None:
    member, code = office.member(BERMI), office.published().release.code
    for kind in ("discussed", "received", "opened"):
        assert send(member, "receipt.record", _data(office, code, kind=kind)).result == "applied"
    assert Progress.objects.get().kind == "discussed"
    assert [row.kind for row in Receipt.objects.all()] == ["discussed"]


def test_declining_needs_a_reason_and_comes_too_late_after_passing_on(office: Office) -> None:
    member, code = office.member(BERMI), office.published().release.code
    bare = send(member, "receipt.record", _data(office, code, kind="declined"))
    assert refusal(bare) == ("rejected", "reason", "Tulis alasan mengapa paket ini tidak disebarkan.")
    spread = {"group": office.groups[BERMI].code, "release": code, "medium": "masjid"}
    send(member, "activity.record", spread | {"held_on": timezone.localdate().isoformat()})
    late = send(member, "receipt.record", _data(office, code, kind="declined", reason="Batal"))
    assert late.result == "rejected"
    assert "sudah disebarkan" in refusal(late)[2]


def test_a_step_with_a_version_corrected_meanwhile_counts_for_that_version(office: Office) -> None:
    first = office.published()
    newer = submit(correct(first.release, note="Harinya salah.", by=office.writer), by=office.writer)
    approve_and_publish(first.release, newer.number, None, by=office.head)
    done = send(office.member(BERMI), "receipt.record", _data(office, first.release.code, version=1))
    assert done.result == "applied"
    assert Receipt.objects.get().publication == first


def test_a_withdrawn_package_still_takes_what_was_done_before(office: Office) -> None:
    publication = office.published()
    call_back(publication.release, "Keliru.", by=office.head)
    assert (
        send(office.member(BERMI), "receipt.record", _data(office, publication.release.code)).result
        == "applied"
    )


def test_the_phones_clock_is_neither_believed_nor_held_against_it(office: Office) -> None:
    code, before = office.published().release.code, timezone.now()
    for number, at in enumerate((datetime(1970, 1, 1, tzinfo=UTC), datetime(2107, 1, 1, tzinfo=UTC))):
        kind = ("received", "opened")[number]
        assert (
            send(office.member(BERMI), "receipt.record", _data(office, code, kind=kind), at=at).result
            == "applied"
        )
    assert all(row.at - before < timedelta(minutes=1) for row in Receipt.objects.all())


def test_another_groups_step_is_refused_as_absent(office: Office) -> None:
    code = office.published().release.code
    done = send(office.member(GAJIHAN), "receipt.record", _data(office, code))
    assert refusal(done) == ("rejected", None, "Kelompok ini tidak ditemukan. Periksa kodenya.")
    assert Receipt.objects.count() == 0


def test_who_lost_the_role_is_refused_at_arrival(office: Office) -> None:
    member, code = office.member(BERMI), office.published().release.code
    withdraw(member)
    assert send(member, "receipt.record", _data(office, code)).result == "rejected"
    assert Receipt.objects.count() == 0


def test_a_package_never_sent_to_the_group_looks_absent(office: Office) -> None:
    code = office.published(GAJIHAN).release.code
    done = send(office.member(BERMI), "receipt.record", _data(office, code))
    assert refusal(done)[2] == "Paket ini tidak ditemukan."


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"kind": "liked"}, "kind", "Jenis: Pilih dari daftar."),
        ({"kind": "passed_on"}, "kind", "Jenis: Pilih dari daftar."),
        ({"release": ""}, "release", "Paket: Isian ini wajib ada."),
        ({"version": "1"}, "version", "version: Isi dengan bilangan bulat."),
        ({"mood": "senang"}, "mood", "mood: Isian ini tidak dikenal. Hapus isian ini."),
        ({"reason": "a" * 301}, "reason", "Alasan: Paling banyak 300 huruf."),
    ],
)
def test_a_field_that_breaks_a_rule_is_named(
    office: Office, changes: dict[str, Any], field: str, sentence: str
) -> None:
    code = office.published().release.code
    done = send(office.member(BERMI), "receipt.record", _data(office, code) | changes)
    assert refusal(done) == ("rejected", field, sentence)
