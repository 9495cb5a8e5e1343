"""Importing groups: looked at first, whole or not at all, the second time nothing."""

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from kentongan.domain.core.acting import System
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.groups.boards import roster
from kentongan.domain.groups.imports import (
    Preview,
    apply,
    apply_received,
    error_sheet,
    kept_sheet,
    preview,
    receive,
    template,
)
from kentongan.domain.groups.models import BoardTerm, Decree, Group, ImportBatch
from kentongan.domain.people.models import Person
from tests.actors import actor
from tests.cast import BATANG, BERMI, GEMBONG, PATI, PATI_VILLAGES, SUMBERREJO
from tests.groups.making import region
from tests.groups.making_sheets import BIMA, BIMA_DECREE, bima_file, pati_file, plant_bima, sheet_of, xlsx

pytestmark = pytest.mark.usefixtures("tree")
SYSTEM = System()
HEADS = ("nama_kim", "kode_wilayah")
SK = (*HEADS, "nomor_sk", "tanggal_sk", "penerbit_sk", "berlaku_dari", "berlaku_sampai")


def looked_at(*rows: tuple[object, ...], heads: tuple[str, ...] = HEADS, root: str = PATI) -> Preview:
    return preview(sheet_of(xlsx(heads, *rows)), region(root), SYSTEM)


def applied(*rows: tuple[object, ...], heads: tuple[str, ...] = HEADS, root: str = PATI) -> ImportBatch:
    return apply(sheet_of(xlsx(heads, *rows)), region(root), SYSTEM)


def errors(*rows: tuple[object, ...], heads: tuple[str, ...] = HEADS) -> list[str]:
    return [" ".join(row.errors) for row in looked_at(*rows, heads=heads).rows]


def counts(batch: ImportBatch) -> tuple[int, int, int]:
    return batch.created, batch.changed, batch.unchanged


def test_the_eighteen_of_pati_come_in_once() -> None:
    """P1, P4: a second run creates no duplicates and changes nothing."""
    officer = actor("public_relations_officer", PATI)
    first = apply(sheet_of(pati_file()), region(PATI), officer)
    second = apply(sheet_of(pati_file()), region(PATI), officer)
    assert (counts(first), counts(second)) == ((18, 0, 0), (0, 0, 18))
    assert set(Group.objects.values_list("region_id", flat=True)) == set(PATI_VILLAGES)
    group = Group.objects.get(region_id=BERMI)
    assert group.founded_on == date(2022, 12, 1)
    assert [entry.verb for entry in Entry.objects.about(group)] == ["group.import"]


def test_the_second_run_writes_no_entries_about_groups() -> None:
    """P4."""
    sheet = sheet_of(pati_file())
    for _run in range(2):
        apply(sheet, region(PATI), SYSTEM)
    assert Entry.objects.filter(object_type="groups.group").count() == 18


def test_sumberejo_is_read_as_sumberrejo_and_the_preview_says_so() -> None:
    found = looked_at(
        ("KIM Sumberejo", "Sumberejo", "Gunungwungkal"), heads=("nama_kim", "desa", "kecamatan")
    )
    row = found.rows[0]
    assert (row.region and row.region.code, row.errors) == (SUMBERREJO, [])
    assert row.notes == ["“Sumberejo” dibaca sebagai Desa Sumberrejo (33.18.17.2015)."]


def test_a_near_name_is_taken_only_in_its_district() -> None:
    heads = ("nama_kim", "desa", "kecamatan")
    found = looked_at(("KIM A", "Gajian", "Gunungwungkal"), ("KIM B", "Gajian", ""), heads=heads)
    assert [row.region.code if row.region else None for row in found.rows] == ["33.18.17.2009", None]
    assert "tidak ditemukan" in found.rows[1].errors[0]


def test_equal_names_on_different_levels_stay_distinct() -> None:
    """P3: Kecamatan Pati, Desa Margorejo of Kecamatan Margorejo."""
    heads = ("nama_kim", "desa", "kecamatan", "kabupaten")
    found = looked_at(
        ("KIM A", "", "Pati", "Kabupaten Pati"), ("KIM B", "Margorejo", "Kec. Margorejo", ""), heads=heads
    )
    codes = [row.region.code if row.region else None for row in found.rows]
    assert codes == ["33.18.10", "33.18.12.2007"]
    levels = [row.group.level if row.group else None for row in found.rows]
    assert levels == ["district", "village"]


def test_the_forty_one_of_bima_stand_under_one_decree() -> None:
    kelurahan = plant_bima()
    assert len(kelurahan) == 41
    sheet = sheet_of(bima_file(kelurahan))
    first, second = (apply(sheet, region(BIMA), SYSTEM) for _run in range(2))
    decree = Decree.objects.get()
    assert (counts(first), counts(second)) == ((41, 0, 0), (0, 0, 41))
    assert (decree.number, decree.issuer_role, decree.issuer_region_id) == (BIMA_DECREE, "mayor", BIMA)
    assert (decree.issued_on, decree.valid_from, decree.groups.count()) == (
        date(2020, 7, 1),
        date(2020, 7, 1),
        41,
    )
    assert set(Group.objects.values_list("legal_form", flat=True)) == {"decree"}


def test_one_number_in_many_villages_asks_for_its_issuer() -> None:
    rows = [("KIM A", "33.18.13.2001", "1/2022", "01-03-2022"), ("KIM B", "33.18.13.2002", "1/2022", "")]
    found = looked_at(*rows, heads=SK[:4])
    assert [row.errors[0].split(".")[0] for row in found.rows] == ["SK nomor 1/2022 dipakai di 2 wilayah"] * 2
    with_issuer = [(*row, "Lurah" if "2001" in row[1] else "Kepala Desa") for row in rows]
    missing = looked_at(*with_issuer, heads=SK[:5])
    assert [len(row.errors) for row in missing.rows] == [0, 1]  # two letters: the second has no date


def test_the_level_proposes_the_issuer_of_an_imported_decree() -> None:
    """T7."""
    rows = [
        ("KIM A", BERMI, "1/2022", "01-03-2022"),
        ("KIM B", "33.18.10.1005", "2/2022", "01-03-2022"),
        ("KIM C", GEMBONG, "3/2022", "01-03-2022"),
    ]
    applied(*rows, heads=SK[:4])
    roles = Decree.objects.order_by("number").values_list("issuer_role", flat=True)
    assert list(roles) == ["village_head", "ward_head", "district_head"]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (("1/2022", "01-03-2022", "", "01-03-2022", "28-02-2022"), "Tanggal akhir lebih awal"),
        (("1/2022", "", "", "", ""), "Isi tanggal_sk"),
        (("", "01-03-2022", "", "", ""), "Isi nomor_sk"),
        (("1/2022", "31-02-2022", "", "", ""), "bukan tanggal"),
        (("1/2022", "01-03-2022", "Presiden", "", ""), "tidak dikenal"),
        (("1/2022", "01-03-2999", "", "", ""), "belum tiba"),
    ],
)
def test_a_faulty_decree_is_told_in_its_row(cells: tuple[str, ...], words: str) -> None:
    assert words in errors(("KIM A", BERMI, *cells), heads=SK)[0]


def test_two_decrees_with_one_number_are_told_apart_or_refused() -> None:
    applied(("KIM A", BERMI, "1/2022", "01-03-2022"), heads=SK[:4])
    told = errors(("KIM B", BERMI, "1/2022", "02-03-2022"), heads=SK[:4])[0]
    assert "SK nomor 1/2022 sudah tercatat dengan 01-03-2022" in told
    in_one_file = errors(
        ("KIM B", BERMI, "2/2022", "01-03-2022"), ("KIM C", BERMI, "2/2022", "02-03-2022"), heads=SK[:4]
    )
    assert [bool(text) for text in in_one_file] == [False, True]


def test_a_later_decree_is_added_and_the_group_stays_one() -> None:
    applied(("KIM A", BERMI, "1/2020", "01-03-2020"), heads=SK[:4])
    batch = applied(("KIM A", BERMI, "7/2023", "01-03-2023"), heads=SK[:4])
    assert counts(batch) == (0, 1, 0)
    assert Group.objects.get().decrees.count() == 2


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("KIM A", "99.99.99.9999"), "Kode wilayah 99.99.99.9999 tidak ada di Kabupaten Pati"),
        (("KIM A", "33.25.04.2005"), "tidak ada di Kabupaten Pati"),
        (("", BERMI), "Isi nama kelompok"),
        (("KIM A", ""), "Isi kode_wilayah"),
        (("K" * 121, BERMI), "120 huruf"),
    ],
)
def test_a_faulty_row_is_told_in_words(row: tuple[str, ...], words: str) -> None:
    assert words in errors(row)[0]


def test_a_row_twice_in_a_file_names_the_first() -> None:
    assert "baris 2" in errors(("KIM A", BERMI), ("kim  a", BERMI))[1]


def test_a_formula_is_told_with_its_cell() -> None:
    content = xlsx(HEADS, ("", BERMI), formulas=[(1, 0, "=B2")])
    found = preview(sheet_of(content), region(PATI), SYSTEM)
    assert found.rows[0].errors[0] == "Sel A2 berisi rumus. Salin, lalu tempel sebagai nilai."


def test_one_bad_row_keeps_all_out() -> None:
    with pytest.raises(Invalid) as failure:
        applied(("KIM A", BERMI), ("KIM B", "99"))
    assert "1 baris masih salah" in failure.value.message
    assert not Group.objects.exists()
    assert not ImportBatch.objects.exists()


def test_the_error_sheet_can_be_mended_and_loaded_again() -> None:
    found = looked_at(("KIM A", BERMI, "x"), ("=KIM B", "99", "y"), heads=(*HEADS, "Warna"))
    content = error_sheet(found)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["nama_kim", "kode_wilayah", "Warna", "kesalahan"]
    assert [row[3] != "" for row in rows[1:]] == [False, True]
    again = sheet_of(content)
    assert (again.ignored, len(again.rows)) == (["Warna"], 2)
    assert error_sheet(preview(again, region(PATI), SYSTEM))  # its own column is not doubled
    mended = [row[:3] for row in rows]
    mended[2][0], mended[2][1] = "KIM B", "33.18.13.2002"
    assert counts(apply(sheet_of(xlsx(*mended)), region(PATI), SYSTEM)) == (2, 0, 0)


def test_an_empty_cell_erases_nothing_and_a_filled_one_changes_the_field() -> None:
    heads = (*HEADS, "alamat", "tanggal_dibentuk", "tingkat")
    applied(("KIM A", BERMI, "Balai Desa", "17 Februari 2023", "padukuhan"), heads=heads)
    assert counts(applied(("KIM A", BERMI, "", "", ""), heads=heads)) == (0, 0, 1)
    assert counts(applied(("KIM A", BERMI, "Rumah ketua", "", ""), heads=heads)) == (0, 1, 0)
    group = Group.objects.get()
    assert (group.address, group.founded_on, group.level) == ("Rumah ketua", date(2023, 2, 17), "hamlet")


def test_a_chair_comes_with_a_term_and_only_a_dated_successor_replaces_them() -> None:
    heads = (*HEADS, "ketua", "telepon", "masa_bakti_dari")
    applied(("KIM A", BERMI, "Sutrisno", 81234567890, "01-01-2020"), heads=heads)
    group = Group.objects.get()
    assert counts(applied(("KIM A", BERMI, "SUTRISNO", "081234567890", ""), heads=heads)) == (0, 0, 1)
    assert "Ketua yang tercatat: Sutrisno" in errors(("KIM A", BERMI, "Endah", "", ""), heads=heads)[0]
    assert counts(applied(("KIM A", BERMI, "Endah", "", "01-01-2023"), heads=heads)) == (0, 1, 0)
    chairs = [roster(group, date(year, 6, 1)).chair for year in (2021, 2024)]
    assert [post.person.name for post in chairs if post] == ["Sutrisno", "Endah"]
    assert Person.objects.get(name="Sutrisno").phone == "081234567890"
    assert BoardTerm.objects.count() == 2


def test_the_same_chair_gets_a_new_phone_and_a_new_term() -> None:
    heads = (*HEADS, "ketua", "telepon", "masa_bakti_dari", "masa_bakti_sampai")
    applied(("KIM A", BERMI, "Sutrisno", "", "", ""), heads=heads)
    applied(("KIM A", BERMI, "Sutrisno", "0811", "01-01-2020", "31-12-2022"), heads=heads)
    assert counts(applied(("KIM A", BERMI, "Sutrisno", "", "01-01-2023", ""), heads=heads)) == (0, 1, 0)
    assert Person.objects.get().phone == "0811"
    assert BoardTerm.objects.count() == 2


def test_an_officer_imports_into_the_own_area_alone() -> None:
    sheet = sheet_of(pati_file())
    for by in (actor("public_relations_officer", BATANG), actor("district_officer", PATI)):
        with pytest.raises(Refused):
            preview(sheet, region(PATI), by)
    assert preview(sheet, region(PATI), actor("division_head", PATI)).created == 18


def test_a_kept_sheet_is_applied_once() -> None:
    officer = actor("public_relations_officer", PATI)
    batch = receive(sheet_of(pati_file(), "pati.xlsx"), region(PATI), officer)
    assert preview(kept_sheet(batch), region(PATI), officer).created == 18
    batch = apply_received(batch, officer)
    assert (batch.created, batch.file_name, batch.sheet) == (18, "pati.xlsx", None)
    with pytest.raises(Stale):
        apply_received(batch, officer)


def test_the_example_file_holds_nothing_to_import() -> None:
    with pytest.raises(Invalid, match="hanya berisi judul kolom"):
        sheet_of(template())


def test_what_is_wrong_is_told_as_a_sentence() -> None:
    assert errors(("KIM A", BERMI, "1/2022", "31-02-2022"), heads=SK[:4])[0].startswith("Tanggal_sk: ")


def test_a_preview_takes_as_many_queries_for_many_rows(django_assert_num_queries: object) -> None:
    heads = (*SK[:4], "ketua")
    rows = [(f"KIM {code}", code, f"1/{code}", "01-03-2022", "Ketua") for code in PATI_VILLAGES]
    here = region(PATI)
    applied(*rows[:5], heads=heads)
    for sheet in (sheet_of(xlsx(heads, *rows[:1])), sheet_of(xlsx(heads, *rows))):
        with django_assert_num_queries(6):  # type: ignore[operator]
            preview(sheet, here, SYSTEM)
