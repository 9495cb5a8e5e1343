"""Tuban's programme as the article tells it (domain.md §10.2), through the verbs."""

from datetime import date

from kentongan.domain.core.acting import System
from kentongan.domain.indicators.actions import set_target
from kentongan.domain.indicators.models import Target
from kentongan.domain.regions.models import Region
from tests.cast import TUBAN
from tests.groups.making import kim, region

FOUNDED = {
    2020: ["Montong", "Bangilan", "Jatirogo"],
    2021: ["Kenduruan", "Senori", "Singgahan", "Bancar", "Tambakboyo", "Semanding", "Jenu"],
}
PLANNED_2022 = [
    "Palang", "Widang", "Plumpang", "Rengel", "Soko", "Parengan", "Grabagan", "Merakurak", "Tuban",
]  # fmt: skip
ARTICLE = date(2021, 12, 2)


def districts(names: list[str]) -> list[Region]:
    """The districts of Tuban with these names."""
    found = {area.name: area for area in Region.objects.children_of(TUBAN)}
    return [found[name] for name in names]


def found_groups() -> None:
    """The district groups of both years, Jenu the seventh of 2021."""
    for year, names in FOUNDED.items():
        for number, area in enumerate(districts(names), start=1):
            day = ARTICLE if area.name == "Jenu" else date(year, number, 10)
            kim(area.code, f"KIM {area.name}", level="district", founded_on=day)


def plan(year: int, names: list[str]) -> Target:
    """The target of a year."""
    return set_target(
        region=region(TUBAN), level="district", year=year, areas=districts(names),
        reason="Program pembentukan KIM kecamatan", by=System(),
    )  # fmt: skip
