"""What a typed list would do, row by row, before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.columns import Row, Sheet
from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.texts import one_line
from kentongan.domain.events import rules
from kentongan.domain.events.models import Attendance, Element, Event
from kentongan.domain.groups.imports.cells import read_phone
from kentongan.domain.groups.imports.places import Places
from kentongan.domain.groups.models import Group
from kentongan.domain.groups.rules import name_key
from kentongan.domain.regions.access import get_region
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ancestor_at

CREATED, UNCHANGED, ERROR = "created", "unchanged", "error"
_SEXES = {
    "f": ("p", "pr", "perempuan", "wanita", "w", "f"),
    "m": ("l", "lk", "laki-laki", "laki", "pria", "m"),
}
_SEX_OF = {word: sex for sex, words in _SEXES.items() for word in words}


@dataclass
class PlannedRow:
    """A row of the sheet and what it would do."""

    row: Row
    name: str = ""
    region: Region | None = None
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_known: bool = False
    key: UUID | None = None

    @property
    def number(self) -> int:
        """The row's number in the spreadsheet."""
        return self.row.number

    @property
    def state(self) -> str:
        """``created``, ``unchanged`` or ``error``."""
        if self.errors:
            return ERROR
        return UNCHANGED if self.is_known else CREATED


@dataclass
class Preview:
    """What the import would do. It is applied only when no row has an error."""

    sheet: Sheet
    event: Event
    rows: list[PlannedRow]

    @property
    def errors(self) -> list[PlannedRow]:
        """The rows that have to be mended."""
        return [row for row in self.rows if row.errors]

    @property
    def ok(self) -> bool:
        """Whether it may be applied."""
        return not self.errors

    @property
    def created(self) -> int:
        """Names that would be new on the list."""
        return sum(row.state == CREATED for row in self.rows)

    @property
    def unchanged(self) -> int:
        """Names that stand on the list already, or were taken off it."""
        return sum(row.state == UNCHANGED for row in self.rows)


def require_import(event: Event, by: Actor) -> None:
    """Raise ``Refused`` for who may not take the attendance or not see who came."""
    by.require("events.attend", event.region_id)
    by.require("events.people", event.region_id)


def preview(sheet: Sheet, event: Event, by: Actor) -> Preview:
    """What the sheet would do to the event's list; writes nothing. A handful of queries."""
    require_import(event, by)
    planner = _Planner(event, sheet)
    return Preview(sheet, event, [planner.plan(row) for row in sheet.rows])


class _Planner:
    def __init__(self, event: Event, sheet: Sheet) -> None:
        self.event = event
        root = ancestor_at(event.region_id, 2) or event.region_id  # people come from all over the regency
        self.places = Places(get_region(root))
        self.elements = {word: element for element in Element.objects.all() for word in _words(element)}
        listed = Attendance.objects.filter(event=event)
        self.standing = set(listed.filter(removed_at=None).values_list("name_key", "region_id"))
        self.ids = set(listed.values_list("pk", flat=True))
        self.seen: dict[tuple[str, str | None], int] = {}
        self.groups: dict[str, list[Group]] = {}
        if any(row.values.get("kim") for row in sheet.rows):
            near = Group.objects.standing().filter(Q(events=event) | Q(pk__in=_in(root))).distinct()
            for group in near.select_related("region"):
                self.groups.setdefault(group.name_key, []).append(group)

    def plan(self, row: Row) -> PlannedRow:
        """The line a row would make, or what is wrong with it."""
        planned = PlannedRow(row, name=one_line(row.values.get("nama", "")))
        for cell in row.formulas[:3]:
            planned.errors.append(
                _("Sel %(cell)s berisi rumus. Salin, lalu tempel sebagai nilai.") % {"cell": cell}
            )
        for step in (self._name, self._place, self._texts, self._element, self._group):
            try:
                step(planned)
            except Invalid as error:
                planned.errors.append(error.message[:1].upper() + error.message[1:])
        if not planned.errors:
            self._settle(planned)
        return planned

    def _name(self, planned: PlannedRow) -> None:
        planned.name = rules.check_line(planned.name, 150, "nama", _("Isi nama peserta."))
        planned.values["name"] = planned.name
        planned.values["name_key"] = rules.person_key(planned.name)
        if not planned.values["name_key"]:
            raise Invalid(_("Nama peserta harus memuat huruf."), field="nama")

    def _place(self, planned: PlannedRow) -> None:
        columns = ("kode_wilayah", "desa", "kecamatan", "kabupaten")
        told = {name: planned.row.values.get(name, "") for name in columns}
        if any(told.values()):
            planned.region, planned.notes = self.places.find(told)

    def _texts(self, planned: PlannedRow) -> None:
        said = planned.row.values
        sex = said.get("jenis_kelamin", "").casefold().strip(" .")
        if sex and sex not in _SEX_OF:
            raise _unknown("jenis_kelamin", sex, ["L", "P"])
        planned.values |= {
            "sex": _SEX_OF.get(sex, ""),
            "title": rules.check_line(said.get("jabatan", ""), 120, "jabatan"),
            "phone": read_phone(said.get("telepon", "")),
            "on_behalf_of": rules.check_line(said.get("mewakili", ""), 200, "mewakili"),
        }

    def _element(self, planned: PlannedRow) -> None:
        told = " ".join(planned.row.values.get("unsur", "").casefold().split())
        if told and told not in self.elements:
            names = dict.fromkeys(element.name for element in self.elements.values())
            raise _unknown("unsur", told, names)
        planned.values["element"] = self.elements.get(told)

    def _group(self, planned: PlannedRow) -> None:
        told = planned.row.values.get("kim", "")
        found = self.groups.get(name_key(told)[:120], []) if told else []
        if len(found) > 1 and planned.region:
            found = [group for group in found if group.region_id == planned.region.code] or found
        if told and len(found) != 1:
            raise Invalid(
                (
                    _("kim: “%(text)s” tidak ada dalam daftar. Periksa namanya, atau kosongkan.")
                    if not found
                    else _("kim: ada beberapa “%(text)s”. Isi desanya.")
                )
                % {"text": told[:40]},
                field="kim",
            )
        planned.values["group"] = found[0] if found else None
        if found and planned.region is None:
            planned.region = found[0].region

    def _settle(self, planned: PlannedRow) -> None:
        """Whether the person is new, on the list, or twice in the sheet."""
        code = planned.region.code if planned.region else None
        line = (planned.values["name_key"], code)
        planned.key = rules.row_id(self.event.pk, *line)
        if line in self.seen:
            planned.errors.append(
                _("%(name)s sudah ada di baris %(number)s. Hapus salah satunya, atau bedakan desanya.")
                % {"name": planned.name, "number": self.seen[line]}
            )
            return
        self.seen[line] = planned.number
        planned.values["region"] = planned.region
        planned.is_known = line in self.standing or planned.key in self.ids
        if planned.is_known and line not in self.standing:
            planned.notes.append(_("Nama ini pernah dihapus atau diperbaiki; daftar tidak diubah."))


def _words(element: Element) -> tuple[str, ...]:
    return (element.code, " ".join(element.name.casefold().split()))


def _unknown(column: str, text: str, names: Iterable[str]) -> Invalid:
    return Invalid(
        _("%(column)s: “%(text)s” tidak dikenal. Tulis salah satu: %(names)s.")
        % {"column": column, "text": text[:40], "names": ", ".join(names)},
        field=column,
    )


def _in(root: str) -> Any:
    return Group.objects.for_region(root).values("pk")
