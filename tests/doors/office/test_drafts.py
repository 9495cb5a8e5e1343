"""The pages of decree drafts and layouts, and the phone page that brings the signed letter back."""

import io
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kentongan.domain.core.acting import System
from kentongan.domain.founding.actions import draft_decree, load_examples
from kentongan.domain.founding.models import DecreeDraft, DecreeTemplate
from kentongan.domain.groups.actions import NewPost, register_regulation, start_term
from kentongan.domain.groups.models import Decree, Group
from tests.actors import actor
from tests.cast import BERMI, GEMBONG, KEDUNGBULUS, NGADIREJO, PATI, plant_regions
from tests.doors.network import member_of, signed_in
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.groups.making import kim, region

LIST = "/kantor/sk/draf/"


@pytest.fixture
def group(db: None) -> Group:
    """KIM Surya of Desa Bermi with a chair, in a tree with the example layouts."""
    plant_regions()
    load_examples(by=System())
    made = kim(BERMI, founded_on=date(2022, 1, 1))
    start_term(
        made, starts_on=date(2022, 1, 1), posts=[NewPost(title="chair", name="Sri Wahyuni")], by=System()
    )
    return made


@pytest.fixture
def humas(group: Group) -> Client:
    """The browser of Pati's public relations officer."""
    return signed_in(actor("public_relations_officer", PATI).user)


def photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.effect_noise((1600, 2200), 60).convert("RGB").save(out, "JPEG", quality=90)
    return SimpleUploadedFile("sk.jpg", out.getvalue(), "image/jpeg")


def drafted(*groups: Group) -> DecreeDraft:
    return draft_decree(groups, by=System())


def test_a_draft_is_begun_once_from_the_groups_chosen(humas: Client, group: Group) -> None:
    form = {"token": str(uuid4()), "kind": "founding", "groups": [group.code], "valid_to": "2027-12-31"}
    assert group.name in text_of(humas.get(f"{LIST}baru/?kim={group.code}"))
    first, second = humas.post(f"{LIST}baru/", form), humas.post(f"{LIST}baru/", form)
    assert first.headers["Location"] == second.headers["Location"]
    draft = DecreeDraft.objects.get()
    words = text_of(humas.get(first.headers["Location"]))
    assert "Kepala Desa Bermi" in words
    assert "Sri Wahyuni" in words
    assert "contoh" in words
    assert draft.valid_to == date(2027, 12, 31)
    empty = humas.post(f"{LIST}baru/", {"token": str(uuid4()), "kind": "founding"})
    assert empty.status_code == 422


def test_t7_a_chosen_issuer_is_shown_beside_the_proposed_one(humas: Client, group: Group) -> None:
    answer = humas.post(
        f"{LIST}baru/", {"kind": "founding", "groups": [group.code], "issuer_role": "district_head"}
    )
    words = text_of(humas.get(answer.headers["Location"]))
    assert "Camat Gembong" in words
    assert "diusulkan: kepala desa" in words


def test_the_text_is_edited_a_lapsed_regulation_warned_of_and_the_pdf_printed(
    humas: Client, group: Group
) -> None:
    draft = drafted(group)
    rule = register_regulation(
        kind="permen",
        number="8",
        year=2019,
        title="Lama",
        region=region("00"),
        in_force_to=date(2024, 9, 4),
        by=System(),
    )
    page = humas.get(f"{LIST}{draft.code}/ubah/")
    assert "sudah tidak berlaku" in text_of(page)
    assert not unlabelled(page.content.decode())
    form = {
        "number": "188.45/{n}/2026",
        "heading": "{issuer}",
        "subject": "Pembentukan {groups}",
        "considerations": "bahwa perlu;\nbahwa layak;",
        "bases": [rule.code],
        "articles": "Membentuk {groups}.",
        "signatory_name": "Sutarno",
        "copies": "Camat",
    }
    wrong = humas.post(f"{LIST}{draft.code}/ubah/", form | {"articles": "Membentuk {nama}."})
    assert wrong.status_code == 422
    assert "Membentuk {nama}." in wrong.content.decode()
    assert humas.post(f"{LIST}{draft.code}/ubah/", form).status_code == 302
    words = text_of(humas.get(f"{LIST}{draft.code}/"))
    assert "Dasar hukum yang sudah tidak berlaku" in words
    assert "Sutarno" in words
    answer = humas.post(f"{LIST}{draft.code}/cetak/")
    assert humas.get(answer.headers["Location"]).content.startswith(b"%PDF-")
    draft.refresh_from_db()
    assert draft.printed_at is not None


def test_the_office_brings_the_signed_letter_and_the_decree_stands_in_the_register(
    humas: Client, group: Group
) -> None:
    draft = drafted(group)
    address = f"{LIST}{draft.code}/pindaian/"
    form = {"number": "141/7/2022", "issued_on": "2022-03-01"}
    assert humas.post(address, form).status_code == 422
    assert humas.post(address, form | {"file": photo()}).status_code == 302
    decree = Decree.objects.get()
    assert decree.scan is not None
    assert decree.scan.size <= 300 * 1024
    public = Client().get(f"/sk/{decree.code}/")
    assert "Sri Wahyuni" not in text_of(public)
    assert "141/7/2022" in text_of(public)
    assert humas.get(f"{LIST}{draft.code}/sk.pdf").content.startswith(b"%PDF-")


def test_the_phone_keeps_the_photo_when_the_number_is_missing_and_the_office_looks_at_it(
    humas: Client, group: Group
) -> None:
    draft = drafted(group)
    board = signed_in(member_of(group))
    assert "Menunggu foto" in text_of(board.get("/k/sk/"))
    address = f"/k/sk/{draft.code}/"
    assert group.name in text_of(board.get(address))
    refused = board.post(address, {"photo": photo(), "number": "", "issued_on": "2022-03-01"})
    assert refused.status_code == 422
    assert "Foto tersimpan" in text_of(refused)
    kept = refused.context["form"].letter.pk
    sent = board.post(address, {"kept": str(kept), "number": "141/7/2022", "issued_on": "2022-03-01"})
    assert sent.status_code == 302
    assert not Decree.objects.exists()
    assert "Menunggu pemeriksaan" in text_of(board.get(address))
    assert "Foto SK sudah masuk" in text_of(humas.get(f"{LIST}{draft.code}/"))
    assert humas.get(f"{LIST}{draft.code}/berkas/").status_code == 200
    assert humas.post(f"{LIST}{draft.code}/pencatatan/").status_code == 302
    assert Decree.objects.get().number == "141/7/2022"


def test_a_photo_without_a_letter_in_it_is_asked_for_and_a_late_date_refused(group: Group) -> None:
    draft = draft_decree([group], valid_to=date(2022, 12, 31), by=System())
    board = signed_in(member_of(group))
    address = f"/k/sk/{draft.code}/"
    nothing = board.post(address, {"number": "7", "issued_on": "2022-03-01"})
    assert "Ambil foto SK" in text_of(nothing)
    late = board.post(address, {"photo": photo(), "number": "7", "issued_on": "2023-03-01"})
    assert late.status_code == 422
    assert "masa berlakunya" in text_of(late)


def test_nobody_finds_the_draft_of_another_village_on_the_phone(group: Group) -> None:
    draft = drafted(group)
    other = signed_in(member_of(kim(KEDUNGBULUS)))
    assert other.get(f"/k/sk/{draft.code}/").status_code == 404
    assert draft.code not in other.get("/k/sk/").content.decode()
    village = signed_in(actor("village_officer", BERMI).user)
    assert village.get(f"/k/sk/{draft.code}/").status_code == 200


def test_drafts_of_another_regency_look_absent(group: Group) -> None:
    draft = drafted(kim(NGADIREJO))
    sekcam = signed_in(actor("district_officer", GEMBONG).user)
    assert sekcam.get(f"{LIST}{draft.code}/").status_code == 404
    assert draft.code not in sekcam.get(LIST).content.decode()


def test_the_list_takes_the_same_statements_for_one_and_for_three(humas: Client, group: Group) -> None:
    drafted(group)
    humas.get(LIST)
    one = queries_of(humas, LIST)
    drafted(group)
    drafted(kim(KEDUNGBULUS))
    assert queries_of(humas, LIST) == one <= 12


def test_an_example_is_kept_as_an_offices_own_next_version(humas: Client, group: Group) -> None:
    example = DecreeTemplate.objects.get(key="pengukuhan")
    assert "contoh" in text_of(humas.get(f"{LIST}templat/"))
    page = humas.get(f"{LIST}templat/{example.pk}/")
    first = page.context["form"].initial
    form = {
        name: first[name] for name in ("name", "key", "kind", "number_pattern", "unit", "heading", "subject")
    }
    form |= {"region": PATI, "articles": "Mengukuhkan {groups}.", "considerations": "bahwa;"}
    assert humas.post(f"{LIST}templat/{example.pk}/", form).status_code == 302
    own = DecreeTemplate.objects.get(key="pengukuhan", region_id=PATI)
    assert (own.version, own.is_example, own.articles) == (1, False, ["Mengukuhkan {groups}."])
    away = humas.post(f"{LIST}templat/baru/", form | {"region": "33.25"})
    assert away.status_code in {403, 422}
