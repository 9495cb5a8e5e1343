"""The decrees a spreadsheet names: one number on many rows is one decree over many groups."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups import rules
from kentongan.domain.groups.imports import cells
from kentongan.domain.groups.models import Decree, Group
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import lineage, subtree_q

if TYPE_CHECKING:
    from uuid import UUID

    from kentongan.domain.groups.imports.plan import PlannedRow

_DATES = {"tanggal_sk": "issued_on", "berlaku_dari": "valid_from", "berlaku_sampai": "valid_to"}
_Key = tuple[str, str, str]  # issuer's region, issuer's role, number without case


@dataclass
class PlannedDecree:
    """A decree with what its rows say of it; ``known`` is the one on record."""

    number: str
    role: str
    region_code: str
    known: Decree | None = None
    dates: dict[str, date] = field(default_factory=dict)
    rows: list["PlannedRow"] = field(default_factory=list)
    proposed: bool = False  # no row named the issuer

    @property
    def issued_on(self) -> date | None:
        """The day of the decree."""
        return self.known.issued_on if self.known else self.dates.get("issued_on")

    @property
    def valid_from(self) -> date | None:
        """The first day it holds: that of the decree unless told."""
        return self.known.valid_from if self.known else self.dates.get("valid_from", self.issued_on)

    @property
    def valid_to(self) -> date | None:
        """The last day it holds, if it ends."""
        return self.known.valid_to if self.known else self.dates.get("valid_to")


class Letters:
    """The decrees on record for an area, and those the sheet adds; two queries."""

    def __init__(self, root: Region, *, used: bool) -> None:
        above = Q(issuer_region_id__in=lineage(root.code))
        decrees = Decree.objects.filter(above | subtree_q(root.code, "issuer_region_id")) if used else []
        self.known: dict[_Key, Decree] = {
            (decree.issuer_region_id, decree.issuer_role, decree.number.casefold()): decree
            for decree in decrees
        }
        named = Group.decrees.through.objects.filter(subtree_q(root.code, "group__region_id"))
        self.named: set[tuple[UUID, UUID]] = set(named.values_list("group_id", "decree_id") if used else [])
        self.planned: dict[_Key, PlannedDecree] = {}
        self.numbers: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for seat, role, number in self.known:
            self.numbers[number].add((seat, role))

    def note(self, planned: "PlannedRow") -> None:
        """Put the row's decree beside the others of that number. Raises ``Invalid``."""
        values, region = planned.row.values, planned.region
        number = rules.clean_number(values.get("nomor_sk", ""))
        if not number or region is None:
            if any(values.get(column) for column in (*_DATES, "penerbit_sk")):
                raise Invalid(_("Isi nomor_sk, atau kosongkan kolom SK yang lain."), field="nomor_sk")
            return
        role, proposed = self._issuer(planned, number)
        seat = rules.issuer_region(role, region.code) if role else None
        if seat is None:
            raise Invalid(
                _("Penerbit SK tidak cocok dengan wilayah kelompok ini. Periksa penerbit_sk."),
                field="penerbit_sk",
            )
        key = (seat, role, number.casefold())
        decree = self.planned.setdefault(
            key, PlannedDecree(number, role, seat, known=self.known.get(key), proposed=proposed)
        )
        decree.proposed &= proposed
        self.numbers[number.casefold()].add((seat, role))
        decree.rows.append(planned)
        planned.decree = decree
        for column, name in _DATES.items():
            self._date(decree, name, column, planned)

    def settle(self, rows: list["PlannedRow"]) -> None:
        """Check every decree as a whole; what is wrong is told on each of its rows."""
        issuers: dict[str, set[str]] = defaultdict(set)
        for decree in self.planned.values():
            if decree.proposed and not decree.known:
                issuers[decree.number.casefold()].add(decree.region_code)
        for decree in self.planned.values():
            try:
                if decree.proposed and len(issuers[decree.number.casefold()]) > 1:
                    raise Invalid(_several(decree.number, len(issuers[decree.number.casefold()])))
                _check(decree)
            except Invalid as error:
                for planned in decree.rows:
                    planned.refuse(error.message)
        for planned in rows:
            if planned.decree and not self._names(planned):
                planned.changes.append("nomor_sk")

    def _names(self, planned: "PlannedRow") -> bool:
        known = planned.decree.known if planned.decree else None
        return bool(known and planned.group and (planned.group.pk, known.pk) in self.named)

    def _issuer(self, planned: "PlannedRow", number: str) -> tuple[str, bool]:
        """The issuer's role: as written, else as known for that number, else as the level proposes (T7)."""
        region = planned.region
        if region is None:
            return "", True
        role = cells.read_issuer(planned.row.values.get("penerbit_sk", ""), region.kind)
        if role:
            return role, False
        path = lineage(region.code)
        found = {role for seat, role in self.numbers[number.casefold()] if seat in path}
        if len(found) == 1:
            return found.pop(), False
        level = planned.fields.get("level") or (planned.group.level if planned.group else "village")
        return rules.proposed_issuer(level, region.kind), True

    def _date(self, decree: PlannedDecree, name: str, column: str, planned: "PlannedRow") -> None:
        day = cells.read_date(planned.row.values.get(column, ""), column)
        if day is None:
            return
        other = getattr(decree.known, name) if decree.known else decree.dates.setdefault(name, day)
        if other != day:
            raise Invalid(
                _(
                    "%(column)s: SK nomor %(number)s sudah tercatat dengan %(other)s."
                    " Samakan, atau perbaiki nomornya."
                )
                % {
                    "column": column,
                    "number": decree.number,
                    "other": other.strftime("%d-%m-%Y") if other else _("tanpa tanggal"),
                },
                field=column,
            )


def _several(number: str, count: int) -> str:
    return _(
        "SK nomor %(number)s dipakai di %(count)d wilayah."
        " Isi penerbit_sk, misalnya Camat, Bupati, atau Wali Kota."
    ) % {"number": number, "count": count}


def _check(decree: PlannedDecree) -> None:
    if decree.known:
        return
    if decree.issued_on is None or decree.valid_from is None:
        raise Invalid(_("Isi tanggal_sk untuk SK nomor %(number)s.") % {"number": decree.number})
    rules.check_decree(
        decree.number, decree.issued_on, decree.valid_from, decree.valid_to, timezone.localdate()
    )
