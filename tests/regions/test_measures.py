"""Numbers of areas from a sheet: all rows or none, dated, with their source."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Invalid, Refused
from kentongan.domain.regions.actions import define_measure, import_measures, load_measure_kinds
from kentongan.domain.regions.actions.measures import MeasureReport
from kentongan.domain.regions.models import Measure, MeasureKind, Region
from tests.actors import actor
from tests.cast import BERMI, GAJIHAN, GEMBONG, NGADIREJO, PATI, plant_regions

BY = System()
DAY = date(2020, 5, 1)


@pytest.fixture(autouse=True)
def kinds(db: None) -> None:
    plant_regions()
    load_measure_kinds()


def load(text: str, **fields: Any) -> MeasureReport:
    facts: dict[str, Any] = {
        "kind": MeasureKind.objects.get(code="poverty"),
        "area": Region.objects.get(code=PATI),
        "measured_on": DAY,
        "source": "BPS",
        "by": BY,
    }
    return import_measures(io.BytesIO(text.encode()), **facts | fields)


def test_a_sheet_is_kept_and_a_second_run_writes_nothing() -> None:
    sheet = f"kode_wilayah;nilai\n{BERMI};12,5\n{GAJIHAN};1.234,25\n"
    assert load(sheet) == MeasureReport(2, 0)
    assert load(sheet) == MeasureReport(0, 2)
    assert load(f"Kode Wilayah;Persen\n{BERMI};13%\n") == MeasureReport(1, 0)
    values = dict(Measure.objects.values_list("region_id", "value"))
    assert values == {BERMI: Decimal("13"), GAJIHAN: Decimal("1234.25")}


def test_the_newest_measure_by_the_day_holds() -> None:
    load(f"kode_wilayah;nilai\n{BERMI};10\n")
    load(f"kode_wilayah;nilai\n{BERMI};20\n", measured_on=date(2021, 5, 1))
    for day, value in ((date(2020, 12, 31), 10), (date(2021, 5, 1), 20)):
        assert [row.value for row in Measure.objects.holding(day)] == [value]
    assert not Measure.objects.holding(date(2019, 1, 1)).exists()


def test_wrong_rows_are_named_and_nothing_is_kept() -> None:
    rows = [f"{BERMI};banyak", f"{GAJIHAN};5", f"{GAJIHAN};6", f"{NGADIREJO};5", "33.18.99;5", ";5"]
    with pytest.raises(Invalid) as refusal:
        load("kode_wilayah;nilai\n" + "\n".join(rows))
    assert refusal.value.message == (
        "Baris 2: nilai “banyak” bukan angka. "
        f"Baris 4: wilayah {GAJIHAN} tertulis dua kali. "
        f"Baris 5: wilayah {NGADIREJO} di luar Kabupaten Pati. "
        "Baris 6: kode wilayah “33.18.99” tidak dikenal. "
        "Baris 7: kode wilayah “” tidak dikenal."
    )
    assert Measure.objects.count() == 0


def test_many_wrong_rows_are_counted() -> None:
    with pytest.raises(Invalid, match=r"Dan 3 baris lain\."):
        load("kode_wilayah;nilai\n" + "\n".join(f"33.18.9{number};5" for number in range(8)))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"source": " "}, "source"),
        ({"measured_on": date(2199, 1, 1)}, "measured_on"),
    ],
)
def test_source_and_day_are_asked_for(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        load(f"kode_wilayah;nilai\n{BERMI};1\n", **fields)
    assert refusal.value.field == field


@pytest.mark.parametrize("text", ["desa;nilai\nBermi;1\n", "kode_wilayah;nilai\n"])
def test_a_sheet_without_the_columns_or_rows_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="kolom kode_wilayah dan nilai"):
        load(text)


def test_only_officers_of_the_area_import() -> None:
    sheet = f"kode_wilayah;nilai\n{BERMI};1\n"
    load(sheet, by=actor("public_relations_officer", PATI))
    with pytest.raises(Refused):
        load(sheet, by=actor("district_officer", GEMBONG))


def test_kinds_are_data() -> None:
    kind = define_measure(code="listrik", name="Rumah berlistrik", unit="%", first="low", by=BY)
    assert (kind.first, str(kind)) == ("low", "Rumah berlistrik")
    for wrong in ({"code": "L I"}, {"name": " "}, {"first": "middle"}):
        with pytest.raises(Invalid):
            define_measure(**{"code": "listrik", "name": "Listrik"} | wrong, by=BY)  # type: ignore[arg-type]
    MeasureKind.objects.filter(code="poverty").update(name="Kemiskinan")
    load_measure_kinds()
    assert MeasureKind.objects.get(code="poverty").name == "Kemiskinan"  # an office's word stays
