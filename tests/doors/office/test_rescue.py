"""Rescue files in the office: handed in, reported, receipted on paper and as a file; bundles for villages."""

import io
import json
from io import BytesIO

import pytest
import segno
import zxingcpp
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kentongan.domain.core.models import Entry
from kentongan.domain.groups.models import Group
from kentongan.domain.sync.models import Intake
from kentongan.domain.sync.rescue import container, keys, receipts, sealing
from tests.actors import actor
from tests.cast import BATANG, BERMI, GEMBONG, NGADIREJO
from tests.doors.network import group as new_group
from tests.doors.network import member_of, plant, send, signed_in
from tests.doors.pages import queries_of, text_of
from tests.sync.rescue.conftest import Probe, probe  # noqa: F401 - a fixture
from tests.sync.rescue.phone import Phone, item

LIST, BUNDLE = "/kantor/titipan/", "/kantor/titipan/paket/"


@pytest.fixture
def kim(db: None) -> Group:
    plant()
    return new_group(BERMI)


@pytest.fixture
def phone(kim: Group) -> Phone:
    return Phone(member_of(kim, role="group_member", name="Sri Wahyuni"))


@pytest.fixture
def officer(kim: Group) -> Client:
    return signed_in(actor("district_officer", GEMBONG, name="Budi Sekcam").user)


def hand_in(client: Client, file: BytesIO) -> str:
    """Upload a file; the page it leads to."""
    answer = client.post(LIST, {"file": SimpleUploadedFile("kentongan.ktg", file.getvalue())}, follow=True)
    assert answer.status_code == 200
    return text_of(answer)


def test_a_file_is_handed_in_and_each_item_reported(officer: Client, phone: Phone, probe: Probe) -> None:  # noqa: F811
    shown = hand_in(officer, phone.save(item(), item("probe.wrong")))
    assert "Berkas diterima" in shown
    assert "Titipan Sri Wahyuni" in shown
    assert "1 Diterima" in shown
    assert "1 Ditolak" in shown
    assert "Tanggal ini belum tiba." in shown
    assert "Budi Sekcam" in shown
    assert "Sri Wahyuni" in text_of(officer.get(LIST))


def test_the_same_file_again_says_so(officer: Client, phone: Phone, probe: Probe) -> None:  # noqa: F811
    file = phone.save(item())
    hand_in(officer, file)
    assert "sudah pernah diterima" in hand_in(officer, file)
    assert Intake.objects.count() == len(probe.done) == 1


def test_an_officer_elsewhere_who_brings_it_again_learns_that_alone(
    officer: Client,
    phone: Phone,
    probe: Probe,  # noqa: F811
) -> None:
    file = phone.save(item())
    hand_in(officer, file)
    shown = hand_in(signed_in(actor("district_officer", BATANG).user), file)
    assert "sudah pernah diterima" in shown
    assert "Sri Wahyuni" not in shown


def test_a_refused_file_names_the_reason_at_the_field(officer: Client, phone: Phone, probe: Probe) -> None:  # noqa: F811
    whole = phone.save(item()).getvalue()
    answer = officer.post(LIST, {"file": SimpleUploadedFile("a.ktg", whole[:-9])})
    assert answer.status_code == 422
    assert "terpotong" in text_of(answer)
    for content in (b"", b"PK"):
        assert officer.post(LIST, {"file": SimpleUploadedFile("a.ktg", content)}).status_code == 422
    assert officer.post(LIST).status_code == 422
    assert not Intake.objects.exists()


def test_what_names_nobody_is_told_to_no_officer(officer: Client, phone: Phone, probe: Probe) -> None:  # noqa: F811
    shown = hand_in(officer, phone.save(item("probe.secret", {"text": "rahasia"})))
    assert "Tidak dirinci" in shown
    assert "Isi berkas No." not in shown


def test_the_codes_on_paper_are_read_by_a_camera(officer: Client, phone: Phone, probe: Probe) -> None:  # noqa: F811
    """The picture of each code is read back by a decoder that shares nothing with what drew it."""
    hand_in(officer, phone.save(*(item() for _number in range(20))))
    intake = Intake.objects.get()
    page = officer.get(f"{LIST}{intake.key}/tanda/").content.decode()
    assert page.count('class="qr"') == 2
    start = f"{settings.BASE_URL}/k/hp/#/tanda/"
    for code in receipts.codes(intake):
        found = zxingcpp.read_barcodes(Image.open(drawn(start + code.text)).convert("L"))
        assert [one.text for one in found] == [start + code.text]
        assert len(start + code.text) < 520


def drawn(text: str) -> BytesIO:
    """The code as the page draws it: error level M, quiet zone of two modules."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=4, border=4)
    out.seek(0)
    return out


def test_the_receipt_file_is_the_phones(officer: Client, phone: Phone, probe: Probe) -> None:  # noqa: F811
    hand_in(officer, phone.save(item(), group='K"1\r\nx'))
    answer = officer.get(f"{LIST}{Intake.objects.get().key}/tanda.ktg")
    assert 'filename="tanda-terima-K-1-x-' in answer["Content-Disposition"]
    assert container.read(BytesIO(answer.content)).header.kind == "receipt"


def test_an_intake_elsewhere_looks_absent(officer: Client, phone: Phone, probe: Probe) -> None:  # noqa: F811
    hand_in(officer, phone.save(item()))
    elsewhere = signed_in(actor("district_officer", BATANG).user)
    for end in ("", "tanda/", "tanda.ktg"):
        assert elsewhere.get(f"{LIST}{Intake.objects.get().key}/{end}").status_code == 404


def test_the_list_costs_the_same_for_one_and_three(officer: Client, phone: Phone, probe: Probe) -> None:  # noqa: F811
    hand_in(officer, phone.save(item()))
    one = queries_of(officer, LIST)
    hand_in(officer, phone.save(item()))
    hand_in(officer, phone.save(item()))
    assert queries_of(officer, LIST) == one <= 12


def test_a_bundle_holds_what_a_sync_would_bring_the_group(officer: Client, kim: Group) -> None:
    sent, other = send(GEMBONG), send("33.18.17")
    chosen = {"group": kim.code, "days": "30", "posters": "on"}
    shown = text_of(officer.get(BUNDLE, chosen))
    assert sent.version.title in shown
    answer = officer.post(f"{BUNDLE}berkas/", chosen)
    box = container.read(BytesIO(answer.content))
    assert (box.header.kind, box.header.group, box.header.installation) == (
        "bundle",
        kim.code,
        keys.installation(),
    )
    verify = sealing.bytes_of(keys.public(keys.current())["verify"])
    assert sealing.is_signed(verify, box.signed(), box.signatures[0])
    told = json.loads(box.piece(0))
    codes = {row["id"] for row in told["changes"] if row["k"] == "release"}
    assert sent.release.code in codes
    assert other.release.code not in codes
    assert [(one["about"], one["type"]) for one in told["files"]] == [(sent.release.code, "application/pdf")]
    assert box.piece(1).startswith(b"%PDF")
    assert Entry.objects.filter(verb="bundles.make").count() == 1


def test_a_bundle_is_signed_with_every_key_a_phone_may_know(officer: Client, kim: Group) -> None:
    old = keys.current()
    new = keys.renew(by=actor("administrator", "33.18"))
    answer = officer.post(f"{BUNDLE}berkas/", {"group": kim.code, "days": "7"})
    box = container.read(BytesIO(answer.content))
    assert box.header.signers == (new.name, old.name)
    verify = sealing.bytes_of(keys.public(old)["verify"])
    assert sealing.is_signed(verify, box.signed(), box.signatures[1])


def test_a_bundle_of_a_week_leaves_older_packages_out(officer: Client, kim: Group) -> None:
    sent = send(GEMBONG)
    type(sent).objects.filter(pk=sent.pk).update(published_at="2020-01-01T00:00Z")
    answer = officer.post(f"{BUNDLE}berkas/", {"group": kim.code, "days": "7"})
    told = json.loads(container.read(BytesIO(answer.content)).piece(0))
    assert [row for row in told["changes"] if row["k"] == "release"] == []


def test_a_bundle_is_made_for_groups_of_the_own_area_alone(officer: Client, kim: Group) -> None:
    abroad = new_group(NGADIREJO, "KIM Ngadirejo")
    assert abroad.name not in officer.get(BUNDLE).content.decode()
    chosen = {"group": abroad.code, "days": "30"}
    assert officer.get(BUNDLE, chosen).status_code == 422
    assert officer.post(f"{BUNDLE}berkas/", chosen).status_code == 422
    assert not Entry.objects.filter(verb="bundles.make").exists()


def test_who_takes_no_files_sees_no_page(kim: Group) -> None:
    for role in ("agency_officer", "ministry_reader"):
        assert signed_in(actor(role, "33.18").user).get(LIST).status_code == 403
