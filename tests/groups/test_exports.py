"""Exporting groups: safe to open, the same when imported again, written with today's authority."""

import io
import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from python_calamine import CalamineWorkbook

from kentongan.domain.core.acting import System
from kentongan.domain.core.models import AuditEntry
from kentongan.domain.core.problems import Absent, Refused
from kentongan.domain.groups import access
from kentongan.domain.groups.actions import NewPost, add_function, change_group, start_term
from kentongan.domain.groups.exports import (
    FOLDER,
    KEEP_HOURS,
    delete_old_files,
    export_file,
    request_export,
    write_groups,
)
from kentongan.domain.groups.imports import apply
from kentongan.domain.groups.imports.answers import safe
from kentongan.domain.groups.models import Export, Group
from kentongan.domain.groups.tasks import sweep_exports
from kentongan.domain.people.models import Grant
from tests.actors import actor
from tests.cast import BATANG, BERMI, CENTRAL_JAVA, GEMBONG, KEDUNGBULUS, NGADIREJO, PATI
from tests.groups.making import decree, kim, region
from tests.groups.making_sheets import BIMA, bima_file, pati_file, plant_bima, sheet_of

pytestmark = pytest.mark.usefixtures("tree")


def written(path: Path, by: Any = None, root: str = PATI) -> list[dict[str, Any]]:
    write_groups(Group.objects.for_region(root), path, by or System())
    heads, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def full_group() -> Group:
    group = kim(
        BERMI,
        "KIM Surya",
        founded_on=date(2022, 1, 5),
        phone="+62295123456",
        address="Balai Desa",
        hamlet="Krajan",
        register_number="33.18/007",
    )
    letter = decree(group, valid_to=date(2027, 2, 28))
    posts = [NewPost("chair", name="Sutrisno", phone="081234567890")]
    start_term(
        group, starts_on=date(2022, 3, 1), ends_on=date(2027, 2, 28), decree=letter, posts=posts, by=System()
    )
    return group


def test_what_is_exported_changes_nothing_when_imported(tmp_path: Path) -> None:
    full_group()
    kim(GEMBONG, "KIM Gembong", level="district")
    other = kim(KEDUNGBULUS, "Karang Taruna")
    add_function(other, on=date(2019, 1, 10), parent_body="Karang Taruna", by=System())
    apply(sheet_of(pati_file()), region(PATI), System())
    path = tmp_path / "kim.xlsx"
    assert len(written(path)) == 21
    batch = apply(sheet_of(path.read_bytes()), region(PATI), System())
    assert (batch.created, batch.changed, batch.unchanged) == (0, 0, 21)


def test_a_city_under_one_decree_comes_back_unchanged(tmp_path: Path) -> None:
    apply(sheet_of(bima_file(plant_bima())), region(BIMA), System())
    path = tmp_path / "bima.xlsx"
    assert {row["penerbit_sk"] for row in written(path, root=BIMA)} == {"Wali Kota"}
    batch = apply(sheet_of(path.read_bytes()), region(BIMA), System())
    assert (batch.created, batch.changed, batch.unchanged) == (0, 0, 41)


def test_the_row_says_what_is_known(tmp_path: Path) -> None:
    full_group()
    row = written(tmp_path / "kim.xlsx")[0]
    picked = (
        "nama_kim",
        "kode_wilayah",
        "desa",
        "kecamatan",
        "kabupaten",
        "nomor_sk",
        "berlaku_sampai",
        "ketua",
    )
    assert [row[name] for name in picked] == [
        "KIM Surya",
        BERMI,
        "Bermi",
        "Gembong",
        "Kabupaten Pati",
        "141/5/2022",
        date(2027, 2, 28),
        "Sutrisno",
    ]


def test_a_null_byte_does_not_hide_a_formula() -> None:
    """Security 31."""
    assert safe("\0=1+1") == "'=1+1"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_starts_like_a_formula(start: str, tmp_path: Path) -> None:
    """Security 31."""
    group = kim(BERMI)
    Group.objects.filter(pk=group.pk).update(note=f'{start}HYPERLINK("x")')
    note = written(tmp_path / "kim.xlsx")[0]["catatan"]
    assert note.startswith(f"'{start.strip()}")
    assert sheet_of((tmp_path / "kim.xlsx").read_bytes()).rows[0].formulas == []


def test_phones_go_only_to_those_who_may_read_them(tmp_path: Path) -> None:
    full_group()
    officer = written(tmp_path / "a.xlsx", actor("public_relations_officer", PATI))[0]
    province = written(tmp_path / "b.xlsx", actor("province_supervisor", CENTRAL_JAVA))[0]
    columns = ("telepon", "telepon_kim", "alamat", "ketua")
    assert [officer[name] for name in columns] == ["081234567890", "'+62295123456", "Balai Desa", "Sutrisno"]
    assert [province[name] for name in columns] == ["", "", "", "Sutrisno"]


def test_an_export_takes_as_many_queries_for_many_groups(
    tmp_path: Path, django_assert_num_queries: Any
) -> None:
    full_group()
    for number in range(2):
        with django_assert_num_queries(6):
            write_groups(Group.objects.all(), tmp_path / "kim.xlsx", System())
        kim(BERMI, f"KIM {number}")
        kim(KEDUNGBULUS, f"KIM {number}")


def test_an_export_is_asked_for_and_written_in_the_background(
    django_capture_on_commit_callbacks: Any, settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    officer = actor("public_relations_officer", PATI)
    full_group()
    kim(NGADIREJO)
    with django_capture_on_commit_callbacks(execute=True):
        export = request_export(region(PATI), officer, decree="in_force", unknown="x")
    found = access.get_export(export.pk, officer)
    assert (found.state, found.rows, found.filters) == ("done", 1, {"decree": "in_force"})
    assert CalamineWorkbook.from_filelike(io.BytesIO(export_file(found).read_bytes()))
    assert AuditEntry.objects.filter(act="export").count() == 1
    with pytest.raises(Absent):
        access.get_export(export.pk, actor("public_relations_officer", PATI))
    with pytest.raises(Absent):
        export_file(export)  # as it was before the file


def test_only_who_may_export_asks_and_a_lost_right_yields_no_rows(
    django_capture_on_commit_callbacks: Any, settings: Any, tmp_path: Path
) -> None:
    """Security 6: the right is judged again when the job runs."""
    settings.DATA_DIR = tmp_path
    full_group()
    for by in (actor("district_officer", GEMBONG), actor("public_relations_officer", BATANG)):
        with pytest.raises(Refused):
            request_export(region(PATI), by)
    officer = actor("public_relations_officer", PATI)
    with django_capture_on_commit_callbacks(execute=True):
        request_export(region(PATI), officer)
        Grant.objects.filter(user=officer.user).delete()
    assert Export.objects.get().rows == 0


def test_a_renamed_group_is_exported_under_its_name(tmp_path: Path) -> None:
    group = kim(BERMI)
    change_group(group, name="KIM Mentari", by=System())
    assert written(tmp_path / "kim.xlsx")[0]["nama_kim"] == "KIM Mentari"


def test_files_of_exports_are_deleted_after_a_day() -> None:
    folder = Path(settings.DATA_DIR) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    old, fresh = folder / "lama.xlsx", folder / "baru.xlsx"
    for path, hours in ((old, KEEP_HOURS + 1), (fresh, KEEP_HOURS - 1)):
        path.write_bytes(b"")
        moment = (timezone.now() - timedelta(hours=hours)).timestamp()
        os.utime(path, (moment, moment))
    sweep_exports.enqueue()
    assert (old.exists(), fresh.exists()) == (False, True)
    assert delete_old_files(timezone.now() + timedelta(hours=KEEP_HOURS)) >= 1  # others' files lie there too
    assert not fresh.exists()
