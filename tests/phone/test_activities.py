"""activity.record and activity.photo: what a group did, and the pictures that follow when they can."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from kentongan.domain.activities.actions import record
from kentongan.domain.activities.models import Activity
from kentongan.domain.core.acting import System
from kentongan.domain.core.models import Entry
from kentongan.domain.releases.models import Progress
from kentongan.domain.sync.actions import take
from tests.cast import BERMI, GAJIHAN
from tests.phone.sending import operation, picture, refusal, send, withdraw
from tests.releases.making import Office


def _data(office: Office, village: str = BERMI, **more: Any) -> dict[str, Any]:
    facts = {"group": office.groups[village].code, "kind": "dissemination", "medium": "masjid"}
    return facts | {"title": "Kerja bakti", "held_on": timezone.localdate().isoformat()} | more


def test_a_dissemination_is_recorded_and_moves_the_group_to_the_last_step(office: Office) -> None:
    release = office.published().release.code
    more = {
        "release": release,
        "version": 1,
        "place": "Masjid",
        "reach_low": 40,
        "reach_high": 60,
        "note": "Ramai.",
    }
    done = send(office.member(BERMI), "activity.record", _data(office, **more))
    made = Activity.objects.get()
    assert (done.result, str(made.pk)) == ("applied", done.id)
    assert (made.place, made.reach_low, made.reach_high, made.counted_how) == ("Masjid", 40, 60, "estimate")
    assert Progress.objects.get().kind == "passed_on"


def test_the_same_record_sent_again_is_the_same(office: Office) -> None:
    member, entry = office.member(BERMI), operation("activity.record", _data(office))
    answers = [take(member.user, None, [entry])[0].result for _ in range(3)]
    assert answers == ["applied", "duplicate", "duplicate"]
    assert Activity.objects.count() == 1


def test_the_id_of_somebody_elses_record_tells_nothing_and_changes_nothing(office: Office) -> None:
    theirs = record(
        group=office.groups[GAJIHAN],
        held_on=timezone.localdate(),
        medium="masjid",
        title="Milik",
        by=System(),
    )
    done = send(office.member(BERMI), "activity.record", _data(office), id=theirs.pk)
    assert done.result == "applied"
    theirs.refresh_from_db()
    assert (theirs.title, Activity.objects.count()) == ("Milik", 2)


def test_another_groups_record_is_refused_as_absent(office: Office) -> None:
    done = send(office.member(GAJIHAN), "activity.record", _data(office))
    assert refusal(done) == ("rejected", None, "Kelompok ini tidak ditemukan. Periksa kodenya.")


def test_who_lost_the_role_is_refused_at_arrival(office: Office) -> None:
    member = office.member(BERMI)
    withdraw(member)
    assert send(member, "activity.record", _data(office)).result == "rejected"
    assert Activity.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"medium": "merpati"}, "medium", "Media “merpati” tidak ada dalam daftar."),
        ({"medium": None}, "medium", "Pilih lewat apa informasi disebarkan."),
        ({"held_on": "kemarin"}, "held_on", "Tanggal: Tulis tanggal seperti 2026-03-17."),
        ({"reach_low": -1}, "reach_low", "Jumlah paling sedikit: Paling kecil 0."),
        (
            {"reach_low": 60, "reach_high": 40},
            "reach_high",
            "Jumlah paling sedikit melebihi jumlah paling banyak.",
        ),
        ({"kind": "arisan"}, "kind", "Jenis: Pilih dari daftar."),
        ({"held_on": ""}, "held_on", "Tanggal: Isian ini wajib ada."),
        ({"proofs": []}, "proofs", "proofs: Isian ini tidak dikenal. Hapus isian ini."),
    ],
)
def test_a_field_that_breaks_a_rule_is_named(
    office: Office, changes: dict[str, Any], field: str, sentence: str
) -> None:
    done = send(office.member(BERMI), "activity.record", _data(office) | changes)
    assert refusal(done) == ("rejected", field, sentence)
    assert Activity.objects.count() == 0


def test_a_day_to_come_is_the_persons_mistake(office: Office) -> None:
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    done = send(office.member(BERMI), "activity.record", _data(office, held_on=day), at=timezone.now())
    assert refusal(done)[:2] == ("rejected", "held_on")


@pytest.mark.parametrize("year", [1970, 2016, 2107])
def test_a_wrong_clock_is_no_ground_to_refuse(office: Office, year: int) -> None:
    """Broken on purpose by taking the day as told: red for 2107 (refused) and the old years (day of 1970)."""
    shown = datetime(year, 5, 2, 4, tzinfo=UTC)
    told = _data(office, held_on=shown.date().isoformat())
    assert send(office.member(BERMI), "activity.record", told, at=shown).result == "applied"
    assert Activity.objects.get().held_on == timezone.localdate()


def test_a_day_typed_by_hand_stays_whatever_the_clock_shows(office: Office) -> None:
    day = timezone.localdate() - timedelta(days=40)
    at = timezone.now() + timedelta(days=4000)
    send(office.member(BERMI), "activity.record", _data(office, held_on=day.isoformat()), at=at)
    assert Activity.objects.get().held_on == day


def test_a_photo_follows_its_record_in_the_same_batch_in_any_order(office: Office) -> None:
    member = office.member(BERMI)
    first = operation("activity.record", _data(office))
    photo = operation("activity.photo", {}, after=[first["id"]], file=picture(member))
    results = take(member.user, None, [photo, first])
    assert [one.result for one in results] == ["applied", "applied"]
    assert Activity.objects.get().proofs.count() == 1


def test_a_photo_before_its_parent_waits_for_it(office: Office) -> None:
    member, first = office.member(BERMI), operation("activity.record", _data(office))
    photo = operation("activity.photo", {"activity": first["id"]}, after=[first["id"]], file=picture(member))
    assert take(member.user, None, [photo])[0].result == "waiting"
    take(member.user, None, [first])
    assert Activity.objects.get().proofs.count() == 1


def test_a_report_never_waits_for_its_photo(office: Office) -> None:
    member, first = office.member(BERMI), operation("activity.record", _data(office))
    photo = operation("activity.photo", {}, after=[first["id"]], file="ab" * 32)
    assert [one.result for one in take(member.user, None, [first, photo])] == ["applied", "waiting"]


def test_a_photo_may_follow_much_later_with_its_place_when_asked(office: Office) -> None:
    member = office.member(BERMI)
    made = send(member, "activity.record", _data(office))
    point = {"lat": -6_712_345, "lon": 110_998_877}
    data = {"activity": made.id, "point": point}
    assert send(member, "activity.photo", data, file=picture(member)).result == "applied"
    assert Entry.objects.get(verb="activities.add_proof").detail["point"] == [-6_712_345, 110_998_877]


def test_a_photo_of_another_groups_record_looks_absent(office: Office) -> None:
    made = send(office.member(BERMI), "activity.record", _data(office))
    other = office.member(GAJIHAN)
    done = send(other, "activity.photo", {"activity": made.id}, file=picture(other))
    assert refusal(done)[2] == "Kegiatan ini tidak ditemukan."
    assert Activity.objects.get().proofs.count() == 0


def test_a_photo_without_a_record_is_told_what_is_missing(office: Office) -> None:
    member = office.member(BERMI)
    done = send(member, "activity.photo", {}, file=picture(member))
    assert refusal(done)[:2] == ("rejected", "after")
    unknown = send(member, "activity.photo", {"activity": str(uuid4())}, file=picture(member))
    assert refusal(unknown)[2] == "Kegiatan ini tidak ditemukan."
