"""The places that a pasted list means: one name or code a line, within one area."""

from dataclasses import dataclass, field

from kentongan.domain.indicators.rules import LEVELS
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import name_words, normalise

_TITLES = ("kecamatan ", "kec ", "desa ", "kelurahan ", "kel ")


@dataclass
class Meant:
    """What was understood, and the lines that were not: unknown, or the name of several places."""

    areas: list[Region] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    several: list[str] = field(default_factory=list)


def places_meant(text: str, region: Region, level: str) -> Meant:
    """The places of the level in the region that a pasted list names; one query. Numbering is ignored."""
    by_name: dict[str, list[Region]] = {}
    places = Region.objects.current().within(region.code).at_level(LEVELS[level])
    by_code = {}
    for place in places:
        by_code[place.code] = place
        by_name.setdefault(_key(place.name), []).append(place)
    meant = Meant()
    for line in text.replace(";", "\n").replace(",", "\n").splitlines():
        words = line.strip().strip("-•*0123456789.) \t") or line.strip()
        if not words:
            continue
        found = [by_code[line.strip()]] if line.strip() in by_code else by_name.get(_key(words), [])
        if len(found) == 1:
            if found[0] not in meant.areas:
                meant.areas.append(found[0])
        else:
            (meant.several if found else meant.unknown).append(words[:60])
    return meant


def _key(name: str) -> str:
    key = normalise(name)
    for title in _TITLES:
        key = key.removeprefix(title)
    return "".join(name_words(key))
