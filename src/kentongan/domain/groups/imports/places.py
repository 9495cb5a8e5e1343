"""Which region a row means: by its code, or by names people write, inside the importer's area."""

import re
from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import override
from rapidfuzz import fuzz

from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups.imports.cells import read_code
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ancestor_at, normalise

NEAR = 82  # of 100; "Sumberejo" and "Sumberrejo" are one already by the common spelling rules
_TITLES = {
    2: re.compile(r"^(?:kabupaten|kab|kota)\b\.?\s*"),
    3: re.compile(r"^(?:kecamatan|kec|distrik|kapanewon)\b\.?\s*"),
    4: re.compile(r"^(?:desa|ds|kelurahan|kel|kalurahan)\b\.?\s*"),
}


class Places:
    """The current regions of an area, found by code or name; one query."""

    def __init__(self, root: Region) -> None:
        self.root = root
        self.by_code = {region.code: region for region in Region.objects.current().within(root.code)}
        self._named: dict[tuple[int, str], list[Region]] = defaultdict(list)
        for region in self.by_code.values():
            self._named[region.level, _own_key(region)].append(region)

    def find(self, values: dict[str, str]) -> tuple[Region, list[str]]:
        """The region of a row, and what to tell about how it was read. Raises ``Invalid``."""
        if values.get("kode_wilayah"):
            return self._by_code(read_code(values["kode_wilayah"])), []
        notes: list[str] = []
        inside: Region | None = None
        for level, column in ((2, "kabupaten"), (3, "kecamatan"), (4, "desa")):
            if values.get(column):
                inside = self._by_name(level, values[column], column, inside, notes)
        if inside is None:
            raise Invalid(_("Isi kode_wilayah, atau desa dan kecamatan."), field="kode_wilayah")
        return inside, notes

    def _by_code(self, code: str) -> Region:
        region = self.by_code.get(code)
        if region is None:
            raise Invalid(
                _("Kode wilayah %(code)s tidak ada di %(area)s. Periksa kodenya.")
                % {"code": code[:20], "area": self.root.title},
                field="kode_wilayah",
            )
        return region

    def _by_name(self, level: int, text: str, column: str, inside: Region | None, notes: list[str]) -> Region:
        above = ancestor_at(self.root.code, level)
        if above and above in self.by_code and level == self.root.level:
            candidates = [self.by_code[above]]
        elif above:  # the root lies lower than this column: "Kabupaten Pati" written by a district officer
            return self.root
        else:
            candidates = [
                region for key in _keys(level, text) for region in self._named.get((level, key), [])
            ]
        fitting = [
            region
            for region in candidates
            if _lies_in(region, inside) and _own_key(region) in _keys(level, text)
        ]
        if len(fitting) > 1:
            fitting = [region for region in fitting if _titled(region, text)] or fitting
        if not fitting:
            fitting = self._near(level, text, inside)
        if len(fitting) == 1:
            if _plain(level, fitting[0].name) != _plain(level, text):
                notes.append(
                    _("“%(text)s” dibaca sebagai %(name)s (%(code)s).")
                    % {"text": text, "name": fitting[0].title, "code": fitting[0].code}
                )
            return fitting[0]
        raise _unclear(text, column, fitting, inside or self.root)

    def _near(self, level: int, text: str, inside: Region | None) -> list[Region]:
        """Regions named nearly so, looked for in a district or regency that is known."""
        if level == 4 and (inside or self.root).level < 3:
            return []
        near = [
            (max(fuzz.ratio(key, _own_key(region)) for key in _keys(level, text)), region.code)
            for region in self.by_code.values()
            if region.level == level and _lies_in(region, inside)
        ]
        found = sorted((score, code) for score, code in near if score >= NEAR)
        return [self.by_code[code] for _score, code in reversed(found)][:5]


def _own_key(region: Region) -> str:
    """Official names carry a title only where it tells Kabupaten Malang from Kota Malang."""
    name = _plain(2, region.name) if region.level == 2 else region.name
    return normalise(name).replace(" ", "")


def _keys(level: int, text: str) -> list[str]:
    """With and without the title people write before a name: "Desa Bermi", and a village called Desa Baru."""
    keys = (normalise(form).replace(" ", "") for form in (text, _plain(level, text)))
    return list(dict.fromkeys(keys))


def _plain(level: int, text: str) -> str:
    return _TITLES[level].sub("", " ".join(text.casefold().split()))


def _lies_in(region: Region, inside: Region | None) -> bool:
    return inside is None or region.code == inside.code or region.code.startswith(f"{inside.code}.")


def _titled(region: Region, text: str) -> bool:
    """Whether the title that was written is the region's: "Kelurahan …" is no desa."""
    with override("id"):  # sheets are written in Indonesian, whatever the reader chose
        return text.casefold().startswith(str(region.get_kind_display()).casefold())


def _unclear(text: str, column: str, found: list[Region], area: Region) -> Invalid:
    if not found:
        return Invalid(
            _("%(column)s “%(text)s” tidak ditemukan di %(area)s. Periksa ejaannya, atau isi kode_wilayah.")
            % {"column": column, "text": text[:40], "area": area.title},
            field=column,
        )
    offered = ", ".join(f"{region.title} ({region.code})" for region in found[:5])
    return Invalid(
        _("%(column)s “%(text)s” dapat berarti: %(offered)s. Isi kode_wilayah.")
        % {"column": column, "text": text[:40], "offered": offered},
        field=column,
    )
