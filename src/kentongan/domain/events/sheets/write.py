"""A preview without errors, written in one transaction with few statements."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.columns import Sheet
from kentongan.domain.core.history import audit, record, record_all
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.events.actions.attending import digest_of
from kentongan.domain.events.actions.planning import require_standing
from kentongan.domain.events.models import Attendance, AttendanceSheet, Event
from kentongan.domain.events.sheets.columns import COLUMNS
from kentongan.domain.events.sheets.plan import CREATED, Preview, preview, require_import

BATCH = 1000


def receive(sheet: Sheet, event: Event, by: Actor) -> AttendanceSheet:
    """Keep a sheet so that its preview can be looked at before it is applied."""
    require_import(event, by)
    return AttendanceSheet.objects.create(
        event=event, sha256=sheet.sha256, file_name=sheet.name, sheet=sheet.to_json(), by_id=by.user_id
    )


def kept_sheet(kept: AttendanceSheet) -> Sheet:
    """The sheet of a list not yet applied. Raises ``Stale`` when it was."""
    if kept.sheet is None:
        raise Stale(_("Berkas ini sudah diimpor. Muat ulang halaman."))
    return COLUMNS.from_json(kept.sheet)


@transaction.atomic
def apply_received(kept: AttendanceSheet, by: Actor) -> AttendanceSheet:
    """Apply what was kept by :func:`receive`; once, every row or none.

    A second list with the same names adds nothing. Raises ``Invalid`` when a row has an error.
    """
    current = AttendanceSheet.objects.select_for_update().get(pk=kept.pk)
    return _apply(preview(kept_sheet(current), current.event, by), by, current)


@transaction.atomic
def apply(sheet: Sheet, event: Event, by: Actor) -> AttendanceSheet:
    """Import a sheet without a preview: every row or none."""
    return _apply(preview(sheet, event, by), by, AttendanceSheet(event=event))


def _apply(plan: Preview, by: Actor, kept: AttendanceSheet) -> AttendanceSheet:
    require_standing(plan.event)
    if not plan.ok:
        raise Invalid(
            _("%(count)d baris masih salah; belum ada yang diimpor. Perbaiki, lalu unggah lagi.")
            % {"count": len(plan.errors)},
            field="file",
        )
    rows = [
        Attendance(
            pk=planned.key,
            event=plan.event,
            source=Attendance.Source.SHEET,
            digest=digest_of(plan.event, planned.values),
            by_id=by.user_id,
            by_name=by.name,
            **planned.values,
        )
        for planned in plan.rows
        if planned.state == CREATED
    ]
    try:
        with transaction.atomic():
            Attendance.objects.bulk_create(rows, batch_size=BATCH)
    except IntegrityError as error:
        raise Stale(_("Daftar hadir baru saja diubah orang lain. Coba sekali lagi.")) from error
    kept.sha256, kept.file_name, kept.sheet = plan.sheet.sha256, plan.sheet.name, None
    kept.created, kept.unchanged, kept.by_id = plan.created, plan.unchanged, by.user_id
    kept.applied_at = timezone.now()
    kept.save()
    _note(plan.event, rows, kept, by)
    return kept


def _note(event: Event, rows: list[Attendance], kept: AttendanceSheet, by: Actor) -> None:
    region = event.region_id
    record("events.import_attendance", event, by=by, region=region, created=kept.created, sheet=kept.pk)
    detail = {"event": event.code, "sheet": kept.pk}
    record_all("events.attend", ((row, region, detail) for row in rows), by=by)
    audit("import", name=by.name, region=region, sha256=kept.sha256, rows=kept.created + kept.unchanged)
