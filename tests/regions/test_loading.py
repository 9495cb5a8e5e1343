"""Loading the official list, and newer ones."""

from datetime import date

import pytest

from kentongan.domain.core.acting import System
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Invalid
from kentongan.domain.regions.access import code_today
from kentongan.domain.regions.actions import load_bundled, load_list, read_list
from kentongan.domain.regions.boards import totals_by_area
from kentongan.domain.regions.models import AreaTotal, Region, RegionChange, RegionNote
from kentongan.domain.regions.official import OfficialRow
from tests import cast

pytestmark = pytest.mark.django_db
NEWER = {"source": "Kepmendagri contoh", "on": date(2027, 1, 1), "by": System()}


def rows(tree):
    return [OfficialRow(code, name) for code, name in tree.items()]


@pytest.fixture
def tree(db):
    cast.plant_regions()
    return cast.small_tree()


def test_the_same_list_changes_nothing(tree):
    assert not load_list(rows(tree), **NEWER).changed
    assert RegionChange.objects.count() == 0


def test_a_newer_list_adds_renames_recodes_and_retires(tree):
    tree["33.18.13.2003"] = "Semirejo"
    tree[cast.BERMI] = "Bermi Baru"
    tree["33.18.17.2099"] = tree.pop(cast.GAJIHAN)
    del tree[cast.KEDUNGBULUS]

    report = load_list(rows(tree), **NEWER)

    assert report.counts() == {"added": 1, "renamed": 1, "recoded": 1, "gone": 1}
    assert Region.objects.get(code=cast.BERMI).title == "Desa Bermi Baru"
    assert Region.objects.get(code=cast.KEDUNGBULUS).gone_on == date(2027, 1, 1)
    assert Region.objects.get(code=cast.GAJIHAN).gone_on == date(2027, 1, 1)
    assert code_today(cast.GAJIHAN) == "33.18.17.2099"
    assert [region.code for region in Region.objects.search("gajihan")] == ["33.18.17.2099"]
    assert [region.code for region in Region.objects.search("bermi baru")] == [cast.BERMI]
    assert Entry.objects.get(verb="regions.load").detail["gone"] == 1
    assert not load_list(rows(tree), **NEWER).changed


def test_a_dry_run_tells_and_writes_nothing(tree):
    del tree[cast.BERMI]
    report = load_list(rows(tree), **NEWER, dry_run=True)
    assert [change.old_code for change in report.gone] == [cast.BERMI]
    assert Region.objects.current().filter(code=cast.BERMI).exists()
    assert not RegionChange.objects.exists()


def test_records_stay_on_a_region_that_went(tree):
    note = RegionNote.objects.create(region_id=cast.BERMI, text="Catatan", noted_on=date(2026, 1, 1))
    del tree[cast.BERMI]
    load_list(rows(tree), **NEWER)
    note.refresh_from_db()
    assert note.region.title == "Desa Bermi"


def test_a_code_that_comes_back_is_official_again(tree):
    shorter = {code: name for code, name in tree.items() if code != cast.BERMI}
    load_list(rows(shorter), **NEWER)
    report = load_list(rows(tree), **NEWER)
    assert [change.new_code for change in report.added] == [cast.BERMI]
    assert Region.objects.current().filter(code=cast.BERMI).exists()


def test_a_recoded_district_takes_its_villages_along(tree):
    moved = {code.replace(cast.GEMBONG, "33.18.30"): name for code, name in tree.items()}
    report = load_list(rows(moved), **NEWER)
    assert [(change.old_code, change.new_code) for change in report.recoded] == [
        (cast.GEMBONG, "33.18.30"),
        (cast.BERMI, "33.18.30.2001"),
        (cast.KEDUNGBULUS, "33.18.30.2002"),
    ]
    assert not report.added
    assert not report.gone


def test_a_desa_that_becomes_kelurahan_is_recoded(tree):
    tree["33.18.13.1001"] = tree.pop(cast.BERMI)
    report = load_list(rows(tree), **NEWER)
    assert [change.new_code for change in report.recoded] == ["33.18.13.1001"]
    assert Region.objects.get(code="33.18.13.1001").kind == Region.Kind.KELURAHAN


def test_a_list_of_one_regency_says_nothing_about_the_others(tree):
    pati = {code: name for code, name in tree.items() if code.startswith(cast.PATI) and code != cast.BERMI}
    assert load_list(rows(pati), **NEWER).counts() == {"added": 0, "renamed": 0, "recoded": 0, "gone": 1}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (OfficialRow("3318", "Pati"), "3318"),
        (OfficialRow("33.18.77.2001", "Yatim"), "33.18.77"),
        (OfficialRow("33.18.78", ""), "33.18.78"),
        (OfficialRow(cast.BERMI, "Bermi Dua"), "dua kali"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_loaded(tree, row, said):
    with pytest.raises(Invalid, match=said):
        load_list([*rows(tree | {"33.18.99": "Baru"}), row], **NEWER)
    assert not Region.objects.filter(code="33.18.99").exists()


def test_an_empty_list_is_refused(tree):
    with pytest.raises(Invalid):
        load_list([], **NEWER)


def test_a_csv_file_is_read_with_or_without_postal_codes(tmp_path):
    file = tmp_path / "daftar.csv"
    file.write_text("\ufeffcode,name\n33.18, Kabupaten Pati \n", encoding="utf-8")
    assert read_list(file) == [OfficialRow("33.18", "Kabupaten Pati")]
    file.write_text("kode;nama\n", encoding="utf-8")
    with pytest.raises(Invalid, match="code dan name"):
        read_list(file)


def test_all_of_indonesia_loads_and_is_searched():
    """The one test that loads the whole country: counts, titles, zones, corrections, searches."""
    assert load_bundled().counts()["added"] == 91_600
    assert [Region.objects.at_level(level).count() for level in range(5)] == [1, 38, 514, 7_285, 83_762]
    assert [Region.objects.filter(kind=kind).count() for kind in ("regency", "city", "desa_adat")] == [
        416,
        98,
        14,
    ]
    assert not load_bundled().changed

    assert Region.objects.get(code="63.01.02.2011").name == "Simpang Empat Sungai Baru"
    assert Region.objects.get(code="34.04.01").title.startswith("Kapanewon ")
    assert Region.objects.get(code="95.01.01").title.startswith("Distrik ")
    assert Region.objects.get(code="91").time_zone == "Asia/Jayapura"
    assert Region.objects.get(code=cast.BERMI).postal_code == "59162"

    for text, code in (
        ("gajihan gunungwungkal", cast.GAJIHAN),
        ("sumberejo gunungwungkal", cast.SUMBERREJO),
        ("ngadirejo reban", cast.NGADIREJO),
        ("beji tuban", cast.BEJI),
        ("pati", cast.PATI),
        ("kota bima", "52.72"),
    ):
        assert Region.objects.search(text)[0].code == code, text


def test_the_totals_of_wide_areas_are_those_of_the_tree_after_every_list(tree):
    counted = {code: totals_by_area(Region.objects.get(pk=code)) for code in ("00", "33")}
    assert counted["33"][cast.PATI] == {"districts": 10, "desa": 17, "kelurahan": 1}
    load_list(rows(tree | {"33.18.13.2003": "Semirejo"}), **NEWER)
    assert AreaTotal.objects.get(pk="00").desa == Region.objects.filter(level=4, kind="desa").count()
    counted["33"][cast.PATI]["desa"] += 1
    counted["00"]["33"]["desa"] += 1
    from_then = {code: totals_by_area(Region.objects.get(pk=code), on=NEWER["on"]) for code in ("00", "33")}
    assert from_then == counted
