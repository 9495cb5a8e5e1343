"""A typed attendance list: looked at first, written whole or not at all, a second time changes nothing."""

import csv
import io
import time
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kentongan.domain.core.columns import Sheet
from kentongan.domain.core.history import first_broken_link
from kentongan.domain.core.models import AuditEntry, Entry
from kentongan.domain.core.problems import Absent, Invalid, Refused, Stale
from kentongan.domain.events import access, sheets
from kentongan.domain.events.actions import correct_attendance, remove_attendance
from kentongan.domain.events.models import Attendance, Event
from tests.actors import actor
from tests.cast import BERMI, GAJIHAN, NGADIREJO, PATI, REBAN
from tests.events.making import BY, come, event
from tests.groups.making import kim, region

pytestmark = pytest.mark.usefixtures("places")
HEADS = ["No", "Nama Lengkap", "L/P", "Unsur", "Desa", "Kecamatan", "Tanda tangan"]
GOOD = [
    ["1", "Siti Aminah", "P", "PKK", "Bermi", "Gembong", ""],
    ["2", "Budi Santoso", "L", "karang-taruna", "Gajihan", "Gunungwungkal", ""],
    ["3", "Siti Aminah", "P", "PKK", "Gajihan", "Gunungwungkal", ""],
]


def _csv(rows: list[list[str]], heads: list[str] | None = None) -> Sheet:
    out = io.StringIO()
    csv.writer(out).writerows([heads or HEADS, *rows])
    return sheets.read_sheet(io.BytesIO(out.getvalue().encode()), "hadir.csv")


def test_a_typed_list_becomes_attendance_and_twice_is_once() -> None:
    met = event(PATI)
    first = sheets.apply(_csv(GOOD), met, BY)
    again = sheets.apply(_csv(GOOD), met, BY)
    assert (first.created, first.unchanged, again.created, again.unchanged) == (3, 0, 0, 3)
    assert list(
        Attendance.objects.order_by("region_id", "name").values_list("name", "sex", "element", "region")
    ) == [
        ("Siti Aminah", "f", "pkk", BERMI),
        ("Budi Santoso", "m", "karang-taruna", GAJIHAN),
        ("Siti Aminah", "f", "pkk", GAJIHAN),
    ]
    assert {row.source for row in Attendance.objects.all()} == {"sheet"}
    assert Entry.objects.about(Attendance.objects.all()[0]).get().detail["event"] == met.code
    assert AuditEntry.objects.filter(act="import").count() == 2
    assert first_broken_link() is None


def test_a_duplicate_is_named_by_its_row() -> None:
    found = sheets.preview(_csv([*GOOD, ["4", "Hj. SITI AMINAH", "P", "", "Bermi", "", ""]]), event(PATI), BY)
    (wrong,) = found.errors
    assert (wrong.number, wrong.errors) == (
        5,
        ["Hj. SITI AMINAH sudah ada di baris 2. Hapus salah satunya, atau bedakan desanya."],
    )


def test_who_was_written_down_on_a_phone_is_not_written_twice() -> None:
    met = event(PATI)
    come(met, "SITI AMINAH, S.Pd.", region=region(BERMI))
    assert sheets.apply(_csv(GOOD), met, BY).created == 2
    assert Attendance.objects.count() == 3


def test_what_was_mended_or_taken_off_after_the_import_stays_so() -> None:
    met = event(PATI)
    sheets.apply(_csv(GOOD), met, BY)
    mended, gone = Attendance.objects.get(region_id=BERMI), Attendance.objects.get(name="Budi Santoso")
    correct_attendance(mended, name="Siti Aminatun", by=BY)
    remove_attendance(gone, reason="Tidak hadir", by=BY)
    plan = sheets.preview(_csv(GOOD), met, BY)
    assert (plan.created, plan.unchanged, [bool(row.notes) for row in plan.rows]) == (
        0,
        3,
        [True, True, False],
    )
    sheets.apply(_csv(GOOD), met, BY)
    assert Attendance.objects.standing().count() == 2


def test_each_error_is_a_sentence_in_its_row_and_nothing_is_written() -> None:
    met = event(PATI)
    sheet = _csv(
        [
            ["1", "", "P", "", "", "", ""],
            ["2", "Ani", "X", "", "", "", ""],
            ["3", "Ani", "P", "Alien", "", "", ""],
            ["4", "Ani", "P", "", "Atlantis", "Gembong", ""],
            ["5", "Ani", "P", "", "Bermi", "Gembong", ""],
        ]
    )
    plan = sheets.preview(sheet, met, BY)
    assert [row.state for row in plan.rows] == ["error"] * 4 + ["created"]
    assert plan.rows[0].errors == ["Isi nama peserta."]
    assert plan.rows[1].errors[0].startswith("Jenis_kelamin: “x” tidak dikenal")
    with pytest.raises(Invalid, match="4 baris masih salah; belum ada yang diimpor"):
        sheets.apply(sheet, met, BY)
    assert not Attendance.objects.exists()
    mended = ZipFile(io.BytesIO(sheets.error_sheet(plan))).read("xl/worksheets/sheet1.xml").decode()
    assert "kesalahan" in mended or "Isi nama peserta." in mended
    assert len(sheets.read_sheet(io.BytesIO(sheets.error_sheet(plan))).rows) == 5


def test_a_kim_is_found_by_its_name() -> None:
    group = kim(NGADIREJO, "KIM Surya")
    heads = ["nama", "kim"]
    met = event()
    sheets.apply(_csv([["Ani", "kim surya"], ["Budi", ""]], heads), met, BY)
    assert Attendance.objects.get(name="Ani").group == group
    assert Attendance.objects.get(name="Ani").region_id == NGADIREJO
    wrong = sheets.preview(_csv([["Ani", "KIM Antah"]], heads), met, BY)
    assert "tidak ada dalam daftar" in wrong.errors[0].errors[0]


@pytest.mark.parametrize(
    ("heads", "rows", "message"),
    [
        (["kolom"], [["a"]], "Kolom nama tidak ada"),
        (["nama", "nama peserta"], [["a", "b"]], "dua kali"),
        (["nama", "desa"], [], "hanya berisi judul kolom"),
        (["nama"], [[f"Orang {number}"] for number in range(5001)], "paling banyak 5000"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(heads: list[str], rows: Any, message: str) -> None:
    with pytest.raises(Invalid, match=message):
        _csv(rows, heads)


def test_five_thousand_names_with_errors_are_looked_at_in_seconds() -> None:
    """Issue 3 §7: errors named by row, nothing written; mended, all are written; queries do not grow."""
    met = event(PATI)
    rows = [["", f"Peserta {number}", "P", "PKK", "Bermi", "Gembong", ""] for number in range(5000)]
    broken = [list(row) for row in rows]
    broken[10][1], broken[20][3], broken[4999][1] = "", "Alien", "Peserta 0"
    began = time.process_time()
    with CaptureQueriesContext(connection) as queries:
        plan = sheets.preview(_csv(broken), met, BY)
    assert [row.number for row in plan.errors] == [12, 22, 5001]
    assert len(queries) < 10
    with pytest.raises(Invalid):
        sheets.apply(_csv(broken), met, BY)
    with CaptureQueriesContext(connection) as queries:
        assert sheets.apply(_csv(rows), met, BY).created == 5000
    assert len(queries) < 200, "some fifty lines a statement on SQLite"
    assert time.process_time() - began < 30, "of computing, however busy the machine is"
    assert sheets.apply(_csv(rows), met, BY).created == 0


def test_a_kept_sheet_is_applied_once_by_who_handed_it_in() -> None:
    met, head = event(PATI), actor("division_head", PATI)
    kept = sheets.receive(_csv(GOOD), met, head)
    assert access.get_sheet(kept.pk, head) == kept
    with pytest.raises(Absent):
        access.get_sheet(kept.pk, actor("division_head", PATI))
    assert sheets.preview(sheets.kept_sheet(kept), met, head).created == 3
    done = sheets.apply_received(kept, head)
    assert (done.created, done.sheet) == (3, None)
    with pytest.raises(Stale):
        sheets.apply_received(kept, head)


def test_only_who_sees_the_people_of_the_event_brings_in_a_list_or_takes_it_out() -> None:
    met = event(PATI, groups=[kim(BERMI)])
    board = actor("group_board", BERMI, group=Event.objects.get().groups.get().pk)
    for who in (actor("district_officer", REBAN), board, actor("ministry_reader", "00")):
        with pytest.raises(Refused):
            sheets.receive(_csv(GOOD), met, who)
        with pytest.raises(Refused):
            sheets.list_sheet(met, who)


def test_the_list_goes_out_with_the_columns_it_came_in_with_and_no_formula_runs() -> None:
    met = event(PATI)
    come(met, '=HYPERLINK("http://jahat")', region=region(BERMI), sex="f", element="pkk", phone="0812")
    come(met, "Budi", group=kim(NGADIREJO, "KIM Surya"))
    out = sheets.list_sheet(met, actor("division_head", PATI))
    text = ZipFile(io.BytesIO(out)).read("xl/worksheets/sheet1.xml").decode()
    assert "&#39;=HYPERLINK" in text or "'=HYPERLINK" in text
    assert "<f>" not in text
    assert AuditEntry.objects.filter(act="export").count() == 1
    back = sheets.preview(sheets.read_sheet(io.BytesIO(out)), event(PATI), BY)
    assert [row.values["name"] for row in back.rows][1] == "Budi"
    assert sheets.list_lines(met, BY)[0] == list(sheets.COLUMNS)


def test_the_empty_sheet_holds_the_heads_alone() -> None:
    with pytest.raises(Invalid, match="hanya berisi judul kolom"):
        sheets.read_sheet(io.BytesIO(sheets.template()))
