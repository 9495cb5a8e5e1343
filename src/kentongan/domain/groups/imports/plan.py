"""What a spreadsheet would do, row by row, before anything is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.columns import Row, Sheet
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups import rules
from kentongan.domain.groups.imports import cells
from kentongan.domain.groups.imports.chairs import ChairPlan, Chairs
from kentongan.domain.groups.imports.letters import Letters, PlannedDecree
from kentongan.domain.groups.imports.places import Places
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region

CREATED, CHANGED, UNCHANGED, ERROR = "created", "changed", "unchanged", "error"
_TEXTS = {  # column: field, copied as it stands
    "padukuhan": "hamlet",
    "nomor_induk": "register_number",
    "kelompok_asal": "parent_body",
    "surel": "email",
    "situs": "website",
    "alamat": "address",
    "catatan": "note",
    "sumber": "source",
}
_DATES = {
    "tanggal_dibentuk": "founded_on",
    "tanggal_terdaftar": "registered_on",
    "tanggal_fungsi_ditambahkan": "function_added_on",
}
_COLUMNS = {name: column for column, name in (_TEXTS | _DATES).items()}
_COLUMNS |= {"level": "tingkat", "phone": "telepon_kim"}


@dataclass
class PlannedRow:
    """A row of the sheet and what it would do. ``changes`` names the columns that would change."""

    row: Row
    name: str = ""
    region: Region | None = None
    group: Group | None = None
    is_new: bool = False
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    decree: PlannedDecree | None = None
    chair: ChairPlan | None = None

    def refuse(self, message: str) -> None:
        """Note what is wrong, as a sentence: the name of a column at its start gets a capital."""
        self.errors.append(message[:1].upper() + message[1:])

    @property
    def number(self) -> int:
        """The row's number in the spreadsheet."""
        return self.row.number

    @property
    def state(self) -> str:
        """``created``, ``changed``, ``unchanged`` or ``error``."""
        if self.errors:
            return ERROR
        if self.is_new:
            return CREATED
        return CHANGED if self.changes else UNCHANGED


@dataclass
class Preview:
    """What the import would do. It is applied only when no row has an error."""

    sheet: Sheet
    region: Region
    rows: list[PlannedRow]

    @property
    def errors(self) -> list[PlannedRow]:
        """The rows that have to be mended."""
        return [row for row in self.rows if row.errors]

    @property
    def ok(self) -> bool:
        """Whether it may be applied."""
        return not self.errors

    def count(self, state: str) -> int:
        """How many rows would be ``created``, ``changed``, ``unchanged``, or have an ``error``."""
        return sum(row.state == state for row in self.rows)

    @property
    def created(self) -> int:
        """Groups that would be new."""
        return self.count(CREATED)

    @property
    def changed(self) -> int:
        """Groups that would change."""
        return self.count(CHANGED)

    @property
    def unchanged(self) -> int:
        """Rows that say what is known already."""
        return self.count(UNCHANGED)


def preview(sheet: Sheet, region: Region, by: Actor) -> Preview:
    """What the sheet would do inside the region; writes nothing.

    A handful of queries however many rows. Raises ``Refused`` for somebody who may not import there.
    """
    by.require("groups.import", region.code)
    planner = _Planner(region, sheet)
    rows = [planner.plan(row) for row in sheet.rows]
    planner.letters.settle(rows)
    for planned in rows:
        planner.finish(planned)
    return Preview(sheet, region, rows)


class _Planner:
    def __init__(self, region: Region, sheet: Sheet) -> None:
        self.places = Places(region)
        entries = Group.objects.for_region(region.code).undissolved().select_related("merged_into__region")
        merged_first = sorted(entries, key=lambda group: group.merged_into_id is None)  # own names win
        self.known = {(one.region_id, one.kind, one.name_key): one.survivor for one in merged_first}
        self.seen: dict[tuple[str, str, str], int] = {}
        self.letters = Letters(region, used=sheet.says("nomor_sk"))
        self.chairs = Chairs(region, used=sheet.says("ketua"))
        self.today = timezone.localdate()

    def plan(self, row: Row) -> PlannedRow:
        """The group and the fields of the row."""
        planned = PlannedRow(row, name=rules.clean_name(row.values.get("nama_kim", "")))
        for cell in row.formulas[:3]:
            planned.errors.append(
                _("Sel %(cell)s berisi rumus. Salin, lalu tempel sebagai nilai.") % {"cell": cell}
            )
        with _noting(planned):
            planned.region, planned.notes = self.places.find(row.values)
        with _noting(planned):
            rules.check_name(planned.name)
        if planned.region and planned.name and not planned.errors:
            with _noting(planned):
                self._group(planned, planned.region)
            self._fields(planned)
            with _noting(planned):
                self.letters.note(planned)
        return planned

    def _group(self, planned: PlannedRow, region: Region) -> None:
        kind = cells.read_kind(planned.row.values.get("jenis", ""))
        key = (region.code, kind, rules.name_key(planned.name)[:120])
        if key in self.seen:
            raise Invalid(
                _("Kelompok ini sudah ada di baris %(number)s. Hapus salah satunya.")
                % {"number": self.seen[key]}
            )
        self.seen[key] = planned.number
        planned.group = self.known.get(key)
        planned.is_new = planned.group is None
        if planned.group is None:
            level = rules.LEVEL_OF_DEPTH[region.level]
            planned.group = Group(name=planned.name, kind=kind, region=region, level=level)

    def _fields(self, planned: PlannedRow) -> None:
        """The fields that differ from what is known; an empty cell says nothing."""
        values, group = planned.row.values, planned.group
        if group is None:
            return
        said: dict[str, Any] = {fields: values[name] for name, fields in _TEXTS.items() if values.get(name)}
        for column, name in _DATES.items():
            with _noting(planned):
                said |= {name: cells.read_date(values.get(column, ""), column)} if values.get(column) else {}
        with _noting(planned):
            level = cells.read_level(values.get("tingkat", ""))
            said |= {"level": level} if level else {}
        if values.get("kelompok_asal"):
            said["origin"] = "function_added"
        phone = values.get("telepon_kim") or ("" if values.get("ketua") else values.get("telepon", ""))
        if phone:
            said["phone"] = cells.read_phone(phone)
        planned.fields = {name: value for name, value in said.items() if getattr(group, name) != value}
        planned.changes += [_COLUMNS[name] for name in planned.fields if name in _COLUMNS]
        with _noting(planned):
            self._check(planned, group)

    def _check(self, planned: PlannedRow, group: Group) -> None:
        for name, value in planned.fields.items():
            limit = getattr(Group._meta.get_field(name), "max_length", None)
            if limit and isinstance(value, str) and len(value) > limit:
                raise Invalid(
                    _("Isi kolom untuk %(name)s terlalu panjang; paling banyak %(limit)d huruf.")
                    % {"name": name, "limit": limit}
                )
        facts = {name: planned.fields.get(name, getattr(group, name)) for name in (*_DATES.values(), "level")}
        if planned.region:
            rules.check_seat(facts.pop("level"), planned.region.level)
        rules.check_dates({**facts, "proposed_on": group.proposed_on}, self.today)

    def finish(self, planned: PlannedRow) -> None:
        """The board, once the decrees are known."""
        if planned.errors or planned.group is None:
            return
        with _noting(planned):
            planned.chair = self.chairs.plan(planned)
        if planned.chair:
            planned.changes.append("ketua")


@contextmanager
def _noting(planned: PlannedRow) -> Iterator[None]:
    """Keep a refusal as the row's error and go on."""
    try:
        yield
    except Invalid as error:
        planned.refuse(error.message)
