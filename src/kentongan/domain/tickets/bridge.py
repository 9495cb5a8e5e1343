"""SP4N-LAPOR! by spreadsheet while no interface is granted: a batch goes out, numbers and answers come back.

Both numbers and both clocks stand side by side; nothing here rebuilds that register (domain.md §6.2).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Absent, Invalid, Problem, Stale
from kentongan.domain.core.sheets import plain_head, read_table
from kentongan.domain.tickets import access
from kentongan.domain.tickets.actions import answer, note_national
from kentongan.domain.tickets.models import ReceivedSheet, Ticket
from kentongan.domain.tickets.models.kinds import AT_AGENCY, Content, State

KEPT = timedelta(hours=1)  # between looking at a sheet and taking it in
HEAD = (
    "Nomor laporan",
    "Jenis",
    "Kategori",
    "Kode wilayah",
    "Wilayah",
    "Tempat",
    "Perihal",
    "Isi",
    "Diterima",
    "Keadaan",
    "Batas jawaban",
    "Nomor SP4N-LAPOR!",
    "Terdaftar SP4N-LAPOR!",
    "Batas SP4N-LAPOR!",
    "Keadaan SP4N-LAPOR!",
    "Jawaban",
)
_COLUMNS = {
    plain_head("Nomor laporan"): "code",
    plain_head("Nomor SP4N-LAPOR!"): "number",
    plain_head("Terdaftar SP4N-LAPOR!"): "registered_on",
    plain_head("Batas SP4N-LAPOR!"): "due_on",
    plain_head("Keadaan SP4N-LAPOR!"): "status",
    plain_head("Jawaban"): "answer",
}


@dataclass(frozen=True)
class Line:
    """One row of the sheet, and what became of it."""

    row: int
    ticket: Ticket | None
    values: dict[str, str]
    problem: str = ""


@dataclass(frozen=True)
class Plan:
    """What a sheet would change, or did; the same sheet again changes nothing."""

    lines: list[Line] = field(default_factory=list)
    changed: int = 0


def lines(rows: Iterable[Ticket]) -> list[list[str]]:
    """The tickets as rows; of restricted ones the text stays here. Never a name or contact."""
    listed = list(rows)
    known = {
        one.pk: one.national
        for one in Ticket.objects.filter(
            pk__in=[row.pk for row in listed], national__isnull=False
        ).select_related("national")
    }
    out = []
    for row in listed:
        national = known.get(row.pk)
        shown = row.content == Content.PUBLIC
        out.append(
            [
                row.code,
                str(row.get_kind_display()),
                row.category.name,
                row.region_id,
                row.region.title,
                row.public_place if shown else "",
                row.public_title if shown else _("terbatas"),
                row.public_text if shown else _("terbatas"),
                row.received_on.isoformat(),
                str(row.get_state_display()),
                row.answer_due_on.isoformat() if row.answer_due_on else "",
                national.number if national else "",
                national.registered_on.isoformat() if national else "",
                national.due_on.isoformat() if national and national.due_on else "",
                national.status if national else "",
                "",
            ]
        )
    return out


def receive(file: BinaryIO, *, by: Actor) -> ReceivedSheet:
    """Keep what a sheet says until its plan was looked at; no ticket is touched.

    Raises ``Invalid`` for a sheet without our columns.
    """
    by.require("tickets.verify")
    ReceivedSheet.objects.filter(at__lt=timezone.now() - KEPT).delete()
    assert by.user_id is not None  # noqa: S101 - officers have accounts
    return ReceivedSheet.objects.create(by_id=by.user_id, rows=_rows(file))


def get_received(number: int, *, by: Actor) -> ReceivedSheet:
    """A sheet of one's own that was handed in within the hour. Raises ``Stale``."""
    rows = ReceivedSheet.objects.filter(by_id=by.user_id, at__gte=timezone.now() - KEPT, pk=number)
    found = rows.first()
    if found is None:
        raise Stale(_("Berkas ini sudah diterapkan atau sudah terlalu lama. Pilih berkasnya lagi."))
    return found


def plan_of(sheet: ReceivedSheet, *, by: Actor) -> Plan:
    """What the sheet would change now; nothing is written."""
    found = [_line(number, values, by) for number, values in sheet.rows]
    return Plan(found, sum(not one.problem for one in found))


def _rows(file: BinaryIO) -> list[tuple[int, dict[str, str]]]:
    table = read_table(file)
    head = [_COLUMNS.get(plain_head(cell), "") for cell in table.rows[0][1]]
    if "code" not in head or not {"number", "answer"} & set(head):
        raise Invalid(
            _("Berkas ini tidak memuat kolom “Nomor laporan” dan “Nomor SP4N-LAPOR!” atau “Jawaban”."),
            field="file",
        )
    found = [(number, dict(zip(head, cells, strict=False))) for number, cells in table.rows[1:]]
    return [(number, values) for number, values in found if values.get("number") or values.get("answer")]


@transaction.atomic
def apply(sheet: ReceivedSheet, *, by: Actor) -> Plan:
    """Take the sheet in, once, all or nothing. Raises ``Invalid`` while a row has a problem, ``Stale``."""
    plan = plan_of(sheet, by=by)
    bad = next((one for one in plan.lines if one.problem), None)
    if bad:
        raise Invalid(
            _("Baris %(row)d: %(problem)s") % {"row": bad.row, "problem": bad.problem}, field="file"
        )
    changed, done = 0, []
    for one in plan.lines:
        try:
            changed += _take(one, by)
        except Problem as problem:
            raise Invalid(
                _("Baris %(row)d: %(problem)s") % {"row": one.row, "problem": problem.message}, field="file"
            ) from problem
        done.append(replace(one))
    if not ReceivedSheet.objects.filter(pk=sheet.pk).delete()[0]:
        raise Stale(_("Berkas ini sudah diterapkan. Muat ulang halaman."))
    return Plan(done, changed)


def _line(number: int, values: dict[str, str], by: Actor) -> Line:
    try:
        ticket = access.get_ticket(values.get("code", ""), by)
    except Absent as problem:
        return Line(number, None, values, problem.message)
    for name in ("registered_on", "due_on"):
        if values.get(name) and _day(values[name]) is None:
            return Line(number, ticket, values, _("Tulis tanggal seperti 2026-03-17."))
    if values.get("number") and not values.get("registered_on"):
        return Line(number, ticket, values, _("Isi tanggal terdaftar di SP4N-LAPOR!."))
    if values.get("answer") and not _may_be_answered(ticket, values["answer"]):
        return Line(number, ticket, values, _("Laporan ini tidak sedang menunggu jawaban."))
    return Line(number, ticket, values)


def _may_be_answered(ticket: Ticket, text: str) -> bool:
    waits = ticket.state in {State.VERIFIED, State.REOPENED, *AT_AGENCY}
    return waits or ticket.answers.filter(text=text.strip()).exists()


def _take(line: Line, by: Actor) -> int:
    """Write what differs from what is known; returns 1 if anything did."""
    ticket, values = line.ticket, line.values
    assert ticket is not None  # noqa: S101 - a line without a ticket has a problem
    changed = 0
    known = getattr(ticket, "national", None)
    registered = _day(values.get("registered_on", ""))
    if values.get("number") and registered:
        due, status = _day(values.get("due_on", "")), values.get("status", "")[:60]
        wanted = (values["number"], registered, due, status)
        if known is None or wanted != (known.number, known.registered_on, known.due_on, known.status):
            note_national(
                ticket, values["number"], registered_on=registered, due_on=due, status=status, by=by
            )
            changed = 1
    text = values.get("answer", "").strip()
    if text and not ticket.answers.filter(text=text).exists():
        answer(ticket, text, stays_open=True, by=by)
        changed = 1
    return changed


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
