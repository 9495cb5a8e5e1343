"""Reading spreadsheets: judged by content, within limits, refused in plain words."""

import io

import pytest

from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.sheets import FILE_LIMIT
from kentongan.domain.groups.sheets import COLUMNS, read_sheet
from tests.groups.making_sheets import pati_file, sheet_of, xlsx, zip_bomb

HEADS = ("nama_kim", "kode_wilayah")


def refusal(content: bytes) -> str:
    with pytest.raises(Invalid) as failure:
        read_sheet(io.BytesIO(content), "berkas.xlsx")
    assert failure.value.field == "file"
    return failure.value.message


def test_heads_are_read_whatever_their_case_and_spaces() -> None:
    sheet = sheet_of(
        xlsx((" NAMA  KIM ", "Kode Desa", "No. SK", "Warna"), ("KIM A", "33.18.13.2001", "1/2020"))
    )
    assert sheet.rows[0].values == {
        "nama_kim": "KIM A",
        "kode_wilayah": "33.18.13.2001",
        "nomor_sk": "1/2020",
    }
    assert (sheet.rows[0].number, sheet.ignored) == (2, ["Warna"])


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_csv_is_read_with_any_delimiter(delimiter: str, encoding: str) -> None:
    text = f"nama_kim{delimiter}kode_wilayah\r\nKIM Café{delimiter}33.18.13.2001\r\n"
    assert sheet_of(text.encode(encoding)).rows[0].values["nama_kim"] == "KIM Café"


def test_empty_rows_and_columns_keep_the_row_numbers() -> None:
    sheet = sheet_of(xlsx((), ("", *HEADS), (), ("", "KIM A", "33.18.13.2001")))
    assert [(row.number, row.values["nama_kim"]) for row in sheet.rows] == [(4, "KIM A")]


def test_a_title_may_stand_above_the_heads() -> None:
    sheet = sheet_of(xlsx(("DAFTAR KIM KABUPATEN PATI",), ("Tahun 2023",), HEADS, ("KIM A", "33.18.13.2001")))
    assert [(row.number, row.values["nama_kim"]) for row in sheet.rows] == [(4, "KIM A")]


def test_a_sheet_survives_being_kept() -> None:
    sheet = sheet_of(pati_file())
    assert COLUMNS.from_json(sheet.to_json()) == sheet


def test_wrong_columns_are_named() -> None:
    assert "nama_kim, kode_wilayah" in refusal(xlsx(("Judul", "Isi"), ("a", "b")))
    assert "dua kali" in refusal(xlsx((*HEADS, "Nama KIM"), ("a", "b", "c")))


def test_a_file_without_rows_says_so() -> None:
    assert "kosong" in refusal(b"  ")
    assert "tidak berisi baris" in refusal(xlsx(()))
    assert "judul kolom" in refusal(xlsx(HEADS))


def test_a_hundred_thousand_rows_are_refused_with_their_number() -> None:
    lines = ["nama_kim;kode_wilayah", *(f"KIM {number};33.18.13.2001" for number in range(100_000))]
    assert "100.000 baris" in refusal("\n".join(lines).encode())


def test_too_many_columns_and_endless_cells_are_refused() -> None:
    assert "61 kolom" in refusal(xlsx([*HEADS, *(f"k{number}" for number in range(59))], ("a", "b")))
    assert "1.000 huruf" in refusal(xlsx(HEADS, ("x" * 1001, "33")))


def test_a_zip_bomb_is_refused_before_it_is_parsed() -> None:
    bomb = zip_bomb()
    assert len(bomb) < 100_000
    assert "50 MB" in refusal(bomb)


def test_a_file_over_the_limit_is_not_even_opened() -> None:
    assert "10 MB" in refusal(b"x" * (FILE_LIMIT + 1))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0old", "Excel lama"),
        (b"%PDF-1.7\0\0", "bukan berkas XLSX"),
        (b"PK\x03\x04broken", "rusak"),
        (pati_file()[:3000], "rusak"),
    ],
)
def test_what_is_no_spreadsheet_is_refused(content: bytes, words: str) -> None:
    assert words in refusal(content)


def test_formulas_are_found_in_both_kinds_of_file() -> None:
    book = xlsx(HEADS, ("", "33.18.13.2001"), formulas=[(1, 0, "=A2")])
    assert sheet_of(book).rows[0].formulas == ["A2"]
    assert sheet_of(b"nama_kim,kode_wilayah\n=1+1,33.18.13.2001\n").rows[0].formulas == ["A2"]


def test_the_guard_of_our_own_exports_is_taken_off() -> None:
    sheet = sheet_of(xlsx((*HEADS, "telepon"), ("'=KIM", "33.18.13.2001", "'+62812345678")))
    assert sheet.rows[0].values == {
        "nama_kim": "=KIM",
        "kode_wilayah": "33.18.13.2001",
        "telepon": "+62812345678",
    }
    assert sheet.rows[0].formulas == []
