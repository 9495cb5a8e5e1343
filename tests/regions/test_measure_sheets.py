"""Reading a sheet of numbers before it is kept: what it says, and what is wrong in which row."""

import io
from datetime import date
from decimal import Decimal

import pytest

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Invalid
from kentongan.domain.regions.actions import import_measures, load_measure_kinds, read_measures
from kentongan.domain.regions.models import Measure, MeasureKind, Region
from tests.cast import BERMI, GEMBONG, KEDUNGBULUS, NGADIREJO, plant_regions


@pytest.fixture
def gembong(db: None) -> Region:
    """The district, with the packaged kinds of numbers."""
    plant_regions()
    load_measure_kinds()
    return Region.objects.get(pk=GEMBONG)


def sheet(*rows: str) -> io.BytesIO:
    return io.BytesIO("\n".join(["Kode Wilayah,Nama,Nilai", *rows]).encode())


def test_a_sheet_gives_its_numbers_and_leaves_alone_what_is_not_filled_in(gembong: Region) -> None:
    found = read_measures(sheet(f'{BERMI},Bermi,"12,5"', f"{KEDUNGBULUS},Kedungbulus,"), gembong)

    assert found.values == {BERMI: Decimal("12.5")}
    assert found.wrong == []
    assert not Measure.objects.exists()


def test_what_is_wrong_is_told_by_row(gembong: Region) -> None:
    found = read_measures(
        sheet(f"{BERMI},Bermi,banyak", f"{NGADIREJO},Ngadirejo,3", f"{BERMI},,4", f"{BERMI},,5"), gembong
    )

    assert found.wrong == [
        (2, "nilai “banyak” bukan angka."),
        (3, f"wilayah {NGADIREJO} di luar Kecamatan Gembong."),
        (5, f"wilayah {BERMI} tertulis dua kali."),
    ]


def test_a_sheet_with_a_wrong_row_is_not_imported(gembong: Region) -> None:
    kind = MeasureKind.objects.get(pk="poverty")
    facts = {"kind": kind, "area": gembong, "measured_on": date(2021, 1, 1), "source": "BPS"}

    with pytest.raises(Invalid, match="Baris 3: nilai “x” bukan angka"):
        import_measures(sheet(f"{BERMI},,7", f"{KEDUNGBULUS},,x"), by=System(), **facts)

    assert not Measure.objects.exists()
    assert import_measures(sheet(f"{BERMI},,7"), by=System(), **facts).written == 1
