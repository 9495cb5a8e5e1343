"""A decree from its layout to the signed letter in the register."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kentongan.domain.core.problems import Absent, Invalid, Refused, Stale
from kentongan.domain.founding import access, actions, issuing, papers
from kentongan.domain.founding.models import DecreeDraft, DecreeTemplate, DraftState
from kentongan.domain.groups import actions as groups
from kentongan.domain.groups.models import Decree, Group
from tests.actors import actor
from tests.cast import BERMI, GEMBONG, JENU, KEDUNGBULUS, NGADIREJO, PATI, PATI_WETAN, TUBAN
from tests.founding.making import BOARD, BY, opened, region, scan, where
from tests.groups.making import decree, kim

pytestmark = pytest.mark.usefixtures("tree")


def drafted(*members: Group, **facts: object) -> DecreeDraft:
    return actions.draft_decree(members or (kim(BERMI, founded_on=date(2022, 1, 1)),), by=BY, **facts)  # type: ignore[arg-type]


def signed(draft: DecreeDraft, number: str = "141/7/2022", on: date = date(2022, 3, 1)) -> Decree:
    found = actions.deliver(draft, number=number, issued_on=on, scan=scan(), by=BY).decree
    assert found is not None
    return found


def test_t7_the_level_proposes_the_issuer_and_another_may_be_chosen_with_both_kept() -> None:
    of_district = kim(JENU, "KIM Jenu", level="district")
    camat = drafted(of_district)
    assert (camat.issuer_role, camat.proposed_role, camat.issuer_region_id) == (
        "district_head",
        "district_head",
        JENU,
    )
    assert camat.template.level == "district"
    bupati = drafted(of_district, issuer_role="regent")
    assert (bupati.issuer_role, bupati.proposed_role, bupati.issuer_region_id) == (
        "regent",
        "district_head",
        TUBAN,
    )
    assert drafted(kim(PATI_WETAN)).proposed_role == "ward_head"
    assert drafted(kim(BERMI)).proposed_role == "village_head"


def test_t7_groups_of_several_villages_ask_for_who_heads_them_all() -> None:
    near, far = [kim(BERMI), kim(KEDUNGBULUS)], [kim(BERMI, "KIM B"), kim(PATI_WETAN)]
    assert drafted(*near).issuer_region_id == GEMBONG
    assert drafted(*far).issuer_role == "regent"
    with pytest.raises(Invalid) as failure:
        drafted(*near, issuer_role="village_head")
    assert failure.value.field == "issuer_role"


def test_one_decree_names_many_groups_and_its_annex_lists_every_board() -> None:
    members = [kim(BERMI, "KIM A"), kim(KEDUNGBULUS, "KIM B")]
    for group in members:
        groups.start_term(group, starts_on=date(2022, 1, 1), posts=BOARD, by=BY)
    draft = drafted(*members)
    data = papers.decree_data(draft, "https://contoh.id/sk/")
    assert [(group["name"], len(group["board"])) for group in data["groups"]] == [("KIM A", 3), ("KIM B", 3)]
    assert data["groups"][0]["board"][2] == {"title": "Seksi Media", "name": "Umi"}
    assert "KIM A dan KIM B" in data["subject"]
    letter = signed(draft)
    assert letter.groups.count() == 2
    assert {group.terms.get().decree for group in members} == {letter}


def test_t8_a_signed_letter_makes_the_group_legal_and_only_then_it_enters_the_data_for_the_province() -> None:
    group = kim(BERMI, founded_on=date(2022, 1, 1))
    draft = drafted(group, valid_to=date(2099, 12, 31))
    assert Group.objects.with_stage().get(pk=group.pk).stage == "founded"  # type: ignore[attr-defined]
    with pytest.raises(Invalid):
        groups.report_to_province([group], on=date(2022, 5, 1), by=BY)

    actions.mark_printed(draft, by=BY)
    letter = signed(draft)

    assert Group.objects.with_stage().get(pk=group.pk).stage == "recognised"  # type: ignore[attr-defined]
    assert groups.report_to_province([group], on=date(2022, 5, 1), by=BY) == 1
    assert (letter.number, letter.valid_to, letter.issuer_role) == (
        "141/7/2022",
        date(2099, 12, 31),
        "village_head",
    )
    assert letter.scan is not None


def test_a_draft_goes_from_draft_to_printed_to_signed_and_shows_a_qr_only_then() -> None:
    draft = drafted()
    assert draft.state == DraftState.DRAFT
    assert papers.decree_data(draft, "https://contoh.id/sk/")["qr"] == ""
    assert actions.mark_printed(draft, by=BY).state == DraftState.PRINTED
    letter = signed(draft)
    draft.refresh_from_db()
    assert draft.state == DraftState.SIGNED
    address = f"https://contoh.id/sk/{letter.code}/"
    data = papers.decree_data(draft, address)
    assert (data["code"], data["number"], data["date"]) == (letter.code, "141/7/2022", "1 Maret 2022")
    assert data["qr"].startswith("<svg")
    assert papers.decree_pdf(draft, address).startswith(b"%PDF-")
    with pytest.raises(Stale):
        actions.change_draft(draft, closing="Tambahan", by=BY)
    with pytest.raises(Stale):
        actions.deliver(draft, number="2", issued_on=date(2022, 3, 2), scan=scan(), by=BY)


def test_a_decree_dated_after_its_validity_or_not_yet_is_refused() -> None:
    draft = drafted(valid_from=date(2020, 1, 1), valid_to=date(2021, 12, 31))
    for day in (date(2022, 1, 1), timezone.localdate() + timedelta(days=1)):
        with pytest.raises(Invalid) as failure:
            actions.deliver(draft, number="7", issued_on=day, scan=scan(), by=BY)
        assert failure.value.field == "issued_on"
    assert not Decree.objects.exists()


def test_a_lapsed_or_revoked_regulation_that_is_cited_is_warned_of() -> None:
    country = region("00")
    old = groups.register_regulation(
        kind="permen",
        number="8",
        year=2019,
        title="Lama",
        region=country,
        in_force_to=date(2024, 9, 4),
        by=BY,
    )
    revoked = groups.register_regulation(
        kind="pp", number="38", year=2007, title="Dicabut", region=country, by=BY
    )
    current = groups.register_regulation(
        kind="uu",
        number="23",
        year=2014,
        title="Pemerintahan Daerah",
        region=country,
        in_force_from=date(2014, 10, 2),
        revokes=[revoked],
        by=BY,
    )
    draft = actions.change_draft(drafted(), bases=[old, current, revoked], by=BY)
    assert issuing.lapsed_bases(draft, date(2024, 9, 4)) == [revoked]
    assert issuing.lapsed_bases(draft, date(2024, 9, 5)) == [revoked, old]
    listed = papers.decree_data(draft, "")["bases"]
    assert listed[0] == "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;"
    assert [line.split(" Nomor")[0] for line in listed] == [
        "Undang-Undang",
        "Peraturan Pemerintah",
        "Peraturan Menteri",
    ]


def test_what_a_village_or_a_board_brings_waits_for_a_look_and_can_be_sent_back() -> None:
    group = kim(BERMI, founded_on=date(2022, 1, 1))
    draft = drafted(group)
    board = actor("group_board", BERMI, group=group.pk)
    brought = actions.deliver(draft, number="7", issued_on=date(2022, 3, 1), scan=scan(), by=board)
    assert (brought.state, brought.decree) == (DraftState.DELIVERED, None)
    with pytest.raises(Refused):
        actions.send_back(brought, reason="Buram", by=actor("group_board", BERMI, group=group.pk))
    assert actions.send_back(brought, reason="Buram", by=BY).state == DraftState.PRINTED
    village = actor("village_officer", BERMI)
    brought = actions.deliver(draft, number="7", issued_on=date(2022, 3, 1), scan=scan(), by=village)
    with pytest.raises(Refused):
        actions.issue(brought, by=village)
    assert actions.issue(brought, by=actor("district_officer", GEMBONG)).state == DraftState.SIGNED


def test_drafts_are_seen_by_their_issuers_office_and_brought_by_who_is_named_in_them() -> None:
    members = [kim(BERMI, "KIM A"), kim(KEDUNGBULUS, "KIM B")]
    draft = drafted(*members)
    board = actor("group_board", BERMI, group=members[0].pk)
    assert access.get_draft(draft.code, actor("district_officer", GEMBONG)) == draft
    for stranger in (actor("village_officer", BERMI), board, actor("division_head", "33.25")):
        with pytest.raises(Absent):
            access.get_draft(draft.code, stranger)
    assert access.get_deliverable(draft.code, board) == draft
    assert access.own_groups_of(draft, board) == [members[0]]
    with pytest.raises(Absent):
        access.get_deliverable(draft.code, actor("group_board", NGADIREJO, group=kim(NGADIREJO).pk))


def test_a_revocation_ends_the_decree_it_revokes_and_names_it() -> None:
    group = kim(BERMI, founded_on=date(2022, 1, 1))
    old = decree(group)
    with pytest.raises(Invalid) as failure:
        drafted(group, kind="revocation")
    assert failure.value.field == "revokes"
    draft = drafted(group, kind="revocation", revokes=old)
    assert "NOMOR 141/5/2022 TANGGAL 1 MARET 2022" in papers.decree_data(draft, "")["subject"].upper()
    letter = signed(draft, on=date(2023, 1, 1))
    old.refresh_from_db()
    assert (letter.kind, old.revoked_on) == ("revocation", date(2023, 1, 1))
    assert not Decree.objects.in_force(date(2023, 1, 1)).exists()


def test_a_template_is_versioned_and_an_areas_own_goes_before_the_example() -> None:
    example = DecreeTemplate.objects.get(key="pembentukan")
    assert example.is_example
    words = {
        "key": "pembentukan",
        "region": region(PATI),
        "kind": "founding",
        "name": "Pembentukan KIM Pati",
        "heading": "{issuer}",
        "number_pattern": "188.45/{n}/{year}",
        "subject": "Pembentukan {groups}",
        "articles": ["Membentuk {groups}."],
        "by": BY,
    }
    first = actions.save_template(**words)  # type: ignore[arg-type]
    second = actions.save_template(**(words | {"articles": ["Membentuk {groups} di {place}."]}))  # type: ignore[arg-type]
    assert (first.version, second.version) == (1, 2)
    assert drafted(kim(BERMI)).template == second
    assert drafted(kim(JENU, level="district")).template.is_example
    for wrong, field in (
        ({"articles": ["Membentuk {nama}."]}, "articles"),
        ({"number_pattern": "188/2026"}, "number_pattern"),
        ({"subject": " "}, "subject"),
    ):
        with pytest.raises(Invalid) as failure:
            actions.save_template(**(words | wrong))  # type: ignore[arg-type]
        assert failure.value.field == field


def test_the_text_of_a_draft_is_its_own_and_a_printed_one_that_changed_is_printed_again() -> None:
    draft = actions.mark_printed(drafted(), by=BY)
    changed = actions.change_draft(
        draft,
        articles=["Membentuk {groups}.", "Mulai berlaku {valid_from}."],
        signatory_name="Sutarno",
        on_behalf_of="Bupati Pati",
        by=BY,
    )
    assert changed.state == DraftState.DRAFT
    data = papers.decree_data(changed, "")
    assert [article["mark"] for article in data["articles"]] == ["KESATU", "KEDUA"]
    assert (data["behalf"], data["signatory_name"]) == ("Bupati Pati", "Sutarno")
    assert data["articles"][1]["text"] == "Mulai berlaku …………."
    assert draft.template.articles != changed.articles


def test_a_draft_is_given_up_with_a_reason() -> None:
    draft = drafted()
    with pytest.raises(Invalid):
        actions.discard(draft, reason=" ", by=BY)
    assert actions.discard(draft, reason="Digabung", by=BY).state == DraftState.DISCARDED
    assert not access.deliverable(actor("division_head", PATI)).exists()


def test_a_number_the_issuer_used_before_is_refused_and_the_letter_can_be_brought_again() -> None:
    group = kim(BERMI, founded_on=date(2022, 1, 1))
    decree(group, number="141/7/2022")
    draft = drafted(group)
    with pytest.raises(Invalid) as failure:
        actions.deliver(draft, number="141 / 7 / 2022", issued_on=date(2022, 3, 1), scan=scan(), by=BY)
    assert failure.value.field == "number"
    draft.refresh_from_db()
    assert draft.state == DraftState.DRAFT


def test_the_decree_moves_the_path_of_its_group() -> None:
    group = kim(BERMI, founded_on=date(2022, 1, 1))
    path = opened(BERMI, group=group, opened_on=date(2021, 12, 1))
    signed(drafted(group))
    assert where(path).days["decree"] == date(2022, 3, 1)
