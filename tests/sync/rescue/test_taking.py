"""A rescue file is taken in once, in its author's name, or refused as a whole with the reason."""

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from pytest_django import Settings

from kentongan.domain.core.acting import System
from kentongan.domain.core.models import Attachment, AuditEntry, Entry
from kentongan.domain.core.problems import Invalid, Problem, Refused, Unavailable
from kentongan.domain.people.access import Authority, authority_of
from kentongan.domain.people.models import User
from kentongan.domain.sync import files, results
from kentongan.domain.sync.models import Intake, Key, Operation
from kentongan.domain.sync.rescue import keys, opening, sealing, taking
from kentongan.domain.sync.rescue.receipts import mark_of
from kentongan.domain.sync.rescue.taking import take_file
from tests.actors import actor
from tests.cast import BATANG, BERMI
from tests.sync.rescue.conftest import Probe
from tests.sync.rescue.phone import Phone, item

pytestmark = pytest.mark.django_db


def picture(colour: str = "red") -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def refusal(file: BytesIO, by: Authority, probe: Probe) -> str:
    """The sentence of a refused file; nothing of it was done or kept, and the refusal is on record."""
    audited = AuditEntry.objects.count()
    with pytest.raises(Invalid) as refused:
        take_file(file, by=by)
    assert probe.done == []
    assert not Operation.objects.exists()
    assert not Intake.objects.exists()
    assert AuditEntry.objects.count() == audited + 1
    return refused.value.message


def test_the_items_are_their_authors_and_the_officer_carried_them(
    phone: Phone, officer: Authority, probe: Probe
) -> None:
    one, two = item(data={"text": "satu"}), item(data={"text": "dua"})
    taken = take_file(phone.save(one, two), by=officer)
    assert probe.done == [(phone.user.username, "satu"), (phone.user.username, "dua")]
    assert not taken.again
    assert taken.intake.taken_by == officer.user
    assert (taken.intake.author, taken.intake.region_id) == (phone.user, BERMI)
    assert [(row["id"], row["digest"], row["result"]) for row in taken.intake.report] == [
        (one["id"], one["digest"], "applied"),
        (two["id"], two["digest"], "applied"),
    ]
    assert set(Operation.objects.values_list("author", "way", "device__key")) == {
        (phone.user.pk, "rescue", phone.key)
    }
    entry = Entry.objects.about(taken.intake).get()
    assert (entry.verb, entry.user_id) == ("rescue.take", officer.user_id)


def test_the_same_file_again_changes_nothing(phone: Phone, officer: Authority, probe: Probe) -> None:
    file = phone.save(item())
    first = take_file(file, by=officer)
    again = take_file(file, by=actor("village_officer", BERMI))
    assert again.again
    assert again.intake == first.intake
    assert again.intake.taken_by == officer.user
    assert len(probe.done) == 1


def test_items_that_came_by_another_way_are_known(phone: Phone, officer: Authority, probe: Probe) -> None:
    one = item()
    take_file(phone.save(one), by=officer)
    report = take_file(phone.save(one, item()), by=officer).intake.report
    assert [(row["result"], row.get("was")) for row in report] == [
        ("duplicate", "applied"),
        ("applied", None),
    ]
    assert len(probe.done) == 2


def test_a_refused_item_blocks_no_other_and_says_why(phone: Phone, officer: Authority, probe: Probe) -> None:
    report = take_file(phone.save(item("probe.wrong"), item()), by=officer).intake.report
    assert [row["result"] for row in report] == ["rejected", "applied"]
    assert report[0]["problem"]["title"] == "Tanggal ini belum tiba."


def test_an_item_that_is_none_is_told_and_blocks_no_other(
    phone: Phone, officer: Authority, probe: Probe
) -> None:
    spoilt = item() | {"digest": "x" * 43}
    report = take_file(phone.save(spoilt, {"id": 3}, item()), by=officer).intake.report
    assert [row["result"] for row in report] == ["rejected", "rejected", "applied"]


def test_more_than_a_batch_is_taken_and_a_child_before_its_parent(
    phone: Phone, officer: Authority, probe: Probe
) -> None:
    parent = item()
    child = item(after=[parent["id"]])
    rest = [item() for _number in range(120)]
    report = take_file(phone.save(child, *rest, parent), by=officer).intake.report
    assert {row["result"] for row in report} == {"applied"}
    assert len(report) == len(probe.done) == 122


def test_what_names_nobody_leaves_only_its_mark(phone: Phone, officer: Authority, probe: Probe) -> None:
    """Whoever reads the report learns neither that something was told nor the id that leads to it."""
    secret = item("probe.secret", {"text": "rahasia"})
    intake = take_file(phone.save(secret), by=officer).intake
    assert intake.report == [{"result": "applied", "mark": mark_of(secret["id"], secret["digest"])}]
    assert not Operation.objects.exists()
    assert secret["id"] not in str(list(Entry.objects.values()))


def test_photos_come_along_and_what_names_them_is_done(
    phone: Phone, officer: Authority, probe: Probe, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR, settings.ATTACHMENTS_DIR = tmp_path, tmp_path / "lampiran"
    photo, other = picture(), picture("blue")
    report = take_file(
        phone.save(item("probe.photo", file=sha(photo)), photos=(photo, other)), by=officer
    ).intake.report
    assert [row["result"] for row in report] == ["applied"]
    kept = Attachment.objects.get()  # the other belongs to nothing in the file
    assert (kept.sha256, kept.uploaded_by) == (sha(photo), phone.user)


def test_a_photo_half_sent_before_is_completed(
    phone: Phone, officer: Authority, probe: Probe, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR, settings.ATTACHMENTS_DIR = tmp_path, tmp_path / "lampiran"
    photo, broken = picture(), picture("blue")
    by = authority_of(phone.user)
    files.append(sha(photo), start=0, total=len(photo), content=[photo[:100]], by=by)
    files.append(sha(broken), start=0, total=len(broken), content=[b"x" * 50], by=by)
    wanted = [item("probe.photo", file=sha(one)) for one in (photo, broken)]
    report = take_file(phone.save(*wanted, photos=(photo, broken)), by=officer).intake.report
    assert [row["result"] for row in report] == ["applied", "applied"]
    assert Attachment.objects.count() == 2


def test_a_photo_that_is_none_is_refused_at_its_item(
    phone: Phone, officer: Authority, probe: Probe, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR, settings.ATTACHMENTS_DIR = tmp_path, tmp_path / "lampiran"
    bad = b"bukan gambar"
    file = phone.save(item("probe.photo", file=sha(bad)), item(), photos=(bad,))
    report = take_file(file, by=officer).intake.report
    assert [row["result"] for row in report] == ["rejected", "applied"]


def test_a_photo_that_stayed_on_the_phone_is_waited_for(
    phone: Phone, officer: Authority, probe: Probe
) -> None:
    report = take_file(phone.save(item("probe.photo", file="a" * 64)), by=officer).intake.report
    assert [row["result"] for row in report] == ["waiting"]


def test_a_file_that_is_not_compressed_is_read_as_well(
    phone: Phone, officer: Authority, probe: Probe
) -> None:
    assert take_file(phone.save(item(), gzip=False), by=officer).intake.report[0]["result"] == "applied"


def test_the_command_line_takes_files_too(phone: Phone, probe: Probe) -> None:
    intake = take_file(phone.save(item()), by=System("kentongan rescue take")).intake
    assert intake.taken_by is None


def test_who_may_not_take_files_takes_none(phone: Phone, probe: Probe) -> None:
    file = phone.save(item())
    with pytest.raises(Refused):
        take_file(file, by=actor("group_board", BERMI))
    assert probe.done == []


def test_any_officer_carries_a_file_from_anywhere(phone: Phone, probe: Probe, officer: Authority) -> None:
    assert take_file(phone.save(item()), by=actor("district_officer", BATANG)).intake.region_id == BERMI


def test_a_file_for_another_installation_is_refused(phone: Phone, officer: Authority, probe: Probe) -> None:
    assert "kantor lain" in refusal(phone.save(item(), installation="lain"), officer, probe)


def test_a_file_from_a_revoked_phone_is_refused(phone: Phone, officer: Authority, probe: Probe) -> None:
    file = phone.save(item())
    phone.device.revoked_at = timezone.now()
    phone.device.save()
    assert "dicabut" in refusal(file, officer, probe)


def test_a_file_of_a_closed_account_is_refused(phone: Phone, officer: Authority, probe: Probe) -> None:
    file = phone.save(item())
    User.objects.filter(pk=phone.user.pk).update(is_active=False)
    assert "ditutup" in refusal(file, officer, probe)


def test_a_file_from_a_phone_that_never_synced_is_refused(
    phone: Phone, officer: Authority, probe: Probe
) -> None:
    file = phone.save(item())
    phone.device.delete()
    assert "belum dikenal" in refusal(file, officer, probe)


def test_a_file_in_the_name_of_another_account_is_refused(
    phone: Phone, officer: Authority, probe: Probe
) -> None:
    other = actor("group_member", BERMI).user
    assert "belum dikenal" in refusal(phone.save(item(), account=str(other.pk)), officer, probe)


def test_a_file_signed_by_another_phone_is_refused(phone: Phone, officer: Authority, probe: Probe) -> None:
    phone.private = sealing.new_private()
    assert "diubah" in refusal(phone.save(item()), officer, probe)


def test_a_file_sealed_to_an_unknown_key_is_refused(phone: Phone, officer: Authority, probe: Probe) -> None:
    assert "Kunci" in refusal(phone.save(item(), key="AAAAAAAAAAA"), officer, probe)


def test_a_file_meant_for_a_phone_is_refused(phone: Phone, officer: Authority, probe: Probe) -> None:
    assert "untuk HP" in refusal(phone.save(item(), kind="receipt"), officer, probe)


@pytest.mark.parametrize("header", [{"device": "x"}, {"account": "x"}, {"account": "²"}])
def test_a_header_without_a_sender_is_refused(
    phone: Phone, officer: Authority, probe: Probe, header: dict[str, Any]
) -> None:
    assert "rusak" in refusal(phone.save(item(), **header), officer, probe)


def test_no_cut_and_no_changed_byte_lets_anything_through(
    phone: Phone, officer: Authority, probe: Probe
) -> None:
    """Broken on purpose: without the check a changed byte of the signature itself went through: red."""
    whole = phone.save(item(), photos=(b"foto",)).getvalue()
    for at in range(8, len(whole), 7):
        spoilt = bytearray(whole)
        spoilt[at] ^= 1
        for content in (whole[:at], bytes(spoilt)):
            with pytest.raises(Problem):
                take_file(BytesIO(content), by=officer)
    assert probe.done == []
    assert not Operation.objects.exists()


@pytest.mark.parametrize("names", [["f" * 64], [], ["a", "b"], [3], "f"])
def test_photos_that_are_not_what_their_names_say_are_refused(
    phone: Phone, officer: Authority, probe: Probe, names: Any
) -> None:
    assert "rusak" in refusal(phone.save(item(), photos=(b"foto",), names=names), officer, probe)


def test_a_file_of_too_many_items_is_refused(
    phone: Phone, officer: Authority, probe: Probe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MOST_ITEMS", 2)
    assert "lebih dari 2" in refusal(phone.save(item(), item(), item()), officer, probe)


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_that_unpacks_to_too_much_is_refused(
    phone: Phone, officer: Authority, probe: Probe, monkeypatch: pytest.MonkeyPatch, packed: bool
) -> None:
    monkeypatch.setattr(opening, "MOST_TEXT", 1000)
    file = phone.save(item(data={"text": "a" * 5000}), gzip=packed)
    assert "terlalu besar" in refusal(file, officer, probe)


def test_when_the_store_is_busy_the_same_file_goes_on_later(
    phone: Phone, officer: Authority, probe: Probe, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = phone.save(item(data={"text": "satu"}))
    busy = results.Result(None, None, results.RETRY)
    with monkeypatch.context() as patch:
        patch.setattr(taking, "take_batch", lambda *args, **kwargs: [busy])
        with pytest.raises(Unavailable):
            take_file(file, by=officer)
    assert not Intake.objects.exists()
    assert not take_file(file, by=officer).again
    assert len(probe.done) == 1


def test_files_sealed_to_an_old_key_are_still_opened(phone: Phone, officer: Authority, probe: Probe) -> None:
    file, old = phone.save(item()), keys.current()
    new = keys.renew(by=officer)
    assert keys.current() == new
    assert take_file(file, by=officer).intake.signer == old
    assert take_file(phone.save(item()), by=officer).intake.signer == new
    assert [key.number for key in keys.standing()] == [2, 1]


def test_the_installation_keeps_its_name(officer: Authority) -> None:
    name = keys.installation()
    assert Key.objects.count() == 1
    keys.renew(by=officer)
    assert keys.installation() == name == Key.objects.get(number=1).name
