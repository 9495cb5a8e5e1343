"""A receipt names what was done, to nobody but the phone that has it, and cannot be forged."""

import json
from io import BytesIO

import pytest
from django.utils import timezone

from kentongan.domain.people.access import Authority
from kentongan.domain.sync.feeds import server_keys
from kentongan.domain.sync.registry import Holder
from kentongan.domain.sync.rescue import container, keys, receipts, sealing
from kentongan.domain.sync.rescue.taking import take_file
from tests.sync.rescue.conftest import Probe
from tests.sync.rescue.phone import Phone, item

pytestmark = pytest.mark.django_db


def test_the_file_tells_every_result_and_is_signed(phone: Phone, officer: Authority, probe: Probe) -> None:
    done, wrong, secret = item(), item("probe.wrong"), item("probe.secret")
    intake = take_file(phone.save(done, wrong, secret), by=officer).intake
    box = container.read(BytesIO(receipts.receipt_file(intake)))
    header = box.header
    assert (header.kind, header.device, header.account) == ("receipt", str(phone.key), str(phone.user.pk))
    assert (header.installation, header.signers) == (keys.installation(), (intake.signer.name,))
    assert sealing.is_signed(_pinned(officer, intake.signer.name), box.signed(), box.signatures[0])
    told = json.loads(box.piece(0))
    assert told["file"] == intake.sha256
    first, second, third = told["results"]
    assert (first["id"], first["digest"], first["result"]) == (done["id"], done["digest"], "applied")
    assert second["result"] == "rejected"
    assert second["problem"]["title"] == "Tanggal ini belum tiba."
    assert third == {"mark": receipts.mark_of(secret["id"], secret["digest"]), "result": "applied"}


def test_paper_names_what_is_done_and_nothing_else(phone: Phone, officer: Authority, probe: Probe) -> None:
    done, wrong, secret = item(), item("probe.wrong"), item("probe.secret")
    intake = take_file(phone.save(done, wrong, secret), by=officer).intake
    (code,) = receipts.codes(intake)
    body, signature = _split(code.text)
    assert code.items == 2
    assert body[:1] == b"\1"
    assert sealing.text_of(body[1:9]) == intake.signer.name
    assert [sealing.text_of(body[at : at + 16]) for at in range(9, len(body), 16)] == [
        receipts.mark_of(done["id"], done["digest"]),
        receipts.mark_of(secret["id"], secret["digest"]),
    ]
    pinned = _pinned(officer, intake.signer.name)
    assert sealing.is_signed(pinned, receipts.LABEL + body, signature)
    assert not sealing.is_signed(pinned, receipts.LABEL + body + bytes(16), signature)


def test_many_items_take_several_codes(phone: Phone, officer: Authority, probe: Probe) -> None:
    intake = take_file(phone.save(*(item() for _number in range(33))), by=officer).intake
    codes = receipts.codes(intake)
    assert [code.items for code in codes] == [16, 16, 1]
    assert max(len(code.text) for code in codes) < 450


def test_nothing_done_gives_no_code(phone: Phone, officer: Authority, probe: Probe) -> None:
    assert receipts.codes(take_file(phone.save(item("probe.wrong")), by=officer).intake) == []


def test_a_receipt_is_signed_with_the_key_the_phone_sealed_to(
    phone: Phone, officer: Authority, probe: Probe
) -> None:
    file, old = phone.save(item()), keys.current()
    keys.renew(by=officer)
    box = container.read(BytesIO(receipts.receipt_file(take_file(file, by=officer).intake)))
    assert box.header.signers == (old.name,)


def _pinned(by: Authority, name: str) -> bytes:
    """The key as the phone got it with its first sync."""
    return sealing.bytes_of(dict(server_keys(Holder(by, timezone.now())))[name]["verify"])


def _split(text: str) -> tuple[bytes, bytes]:
    content = sealing.bytes_of(text)
    return content[:-64], content[-64:]
