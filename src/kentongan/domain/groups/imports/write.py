"""A preview without errors, written in one transaction with few statements."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import make_code
from kentongan.domain.core.columns import Sheet
from kentongan.domain.core.history import audit, record, record_all
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.groups.imports.letters import PlannedDecree
from kentongan.domain.groups.imports.plan import PlannedRow, Preview, preview
from kentongan.domain.groups.models import BoardPost, BoardTerm, Decree, Group, ImportBatch
from kentongan.domain.groups.sheets import COLUMNS
from kentongan.domain.groups.standing import follow
from kentongan.domain.people.models import Person
from kentongan.domain.regions.models import Region

BATCH = 1000


def apply(sheet: Sheet, region: Region, by: Actor) -> ImportBatch:
    """Import the sheet: every row or none. A second run changes nothing.

    Raises ``Invalid`` when a row has an error; :func:`preview` names them all.
    """
    with transaction.atomic():
        return _apply(preview(sheet, region, by), by, ImportBatch())


def receive(sheet: Sheet, region: Region, by: Actor) -> ImportBatch:
    """Keep a sheet so that its preview can be looked at before it is applied."""
    by.require("groups.import", region.code)
    return ImportBatch.objects.create(
        sha256=sheet.sha256,
        file_name=sheet.name,
        region_code=region.code,
        sheet=sheet.to_json(),
        by_id=by.user_id,
    )


def kept_sheet(batch: ImportBatch) -> Sheet:
    """The sheet of a batch not yet applied. Raises ``Stale`` when it was."""
    if batch.sheet is None:
        raise Stale(_("Berkas ini sudah diimpor. Muat ulang halaman."))
    return COLUMNS.from_json(batch.sheet)


@transaction.atomic
def apply_received(batch: ImportBatch, by: Actor) -> ImportBatch:
    """Apply what was kept by :func:`receive`; once."""
    current = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    region = Region.objects.get(code=current.region_code)
    return _apply(preview(kept_sheet(current), region, by), by, current)


def _apply(plan: Preview, by: Actor, batch: ImportBatch) -> ImportBatch:
    if not plan.ok:
        raise Invalid(
            _("%(count)d baris masih salah; belum ada yang diimpor. Perbaiki, lalu unggah lagi.")
            % {"count": len(plan.errors)},
            field="file",
        )
    _write_groups(plan.rows)
    _write_decrees(plan.rows)
    _write_chairs(plan.rows)
    follow(row.group.pk for row in plan.rows if row.group and (row.is_new or row.changes))
    batch.sha256, batch.file_name = plan.sheet.sha256, plan.sheet.name
    batch.region_code, batch.by_id, batch.sheet = plan.region.code, by.user_id, None
    batch.created, batch.changed, batch.unchanged = plan.created, plan.changed, plan.unchanged
    batch.applied_at = timezone.now()
    batch.save()
    record("group.import", batch, by=by, region=plan.region.code, created=plan.created, changed=plan.changed)
    touched = [row for row in plan.rows if row.group and (row.is_new or row.changes)]
    record_all(
        "group.import",
        (
            (row.group, row.group.region_id, {"batch": batch.pk, "fields": row.changes})
            for row in touched
            if row.group
        ),
        by=by,
    )
    audit("import", name=by.name, region=plan.region.code, sha256=batch.sha256, rows=len(plan.rows))
    return batch


def _write_groups(rows: list[PlannedRow]) -> None:
    names: set[str] = set()
    for row in rows:
        for name, value in row.fields.items():
            setattr(row.group, name, value)
            names.add(name)
    new = [row.group for row in rows if row.group and row.is_new]
    for group, code in zip(
        new, _codes("K", len(new), Group.objects.values_list("code", flat=True)), strict=True
    ):
        group.code = code
    Group.objects.bulk_create(new, batch_size=BATCH)
    changed = [row.group for row in rows if row.group and row.fields and not row.is_new]
    if changed:
        Group.objects.bulk_update(changed, sorted(names), batch_size=BATCH)


def _write_decrees(rows: list[PlannedRow]) -> None:
    planned = {id(row.decree): row.decree for row in rows if row.decree}
    missing = [decree for decree in planned.values() if decree.known is None]
    codes = _codes("S", len(missing), Decree.objects.values_list("code", flat=True))
    for decree, code in zip(missing, codes, strict=True):
        decree.known = _decree(decree, code)
    Decree.objects.bulk_create([decree.known for decree in missing if decree.known], batch_size=BATCH)
    through: Any = Group.decrees.through
    naming = [row for row in rows if row.decree and "nomor_sk" in row.changes and row.group]
    through.objects.bulk_create(
        [through(group=row.group, decree=row.decree.known) for row in naming if row.decree],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    named = [row.group.pk for row in naming if row.group]
    for start in range(0, len(named), BATCH):
        Group.objects.filter(pk__in=named[start : start + BATCH], legal_form="none").update(
            legal_form="decree"
        )


def _decree(planned: PlannedDecree, code: str) -> Decree:
    if planned.issued_on is None or planned.valid_from is None:
        raise ValueError("a decree without dates passed the preview")
    return Decree(
        code=code,
        number=planned.number,
        issuer_role=planned.role,
        issuer_region_id=planned.region_code,
        issued_on=planned.issued_on,
        valid_from=planned.valid_from,
        valid_to=planned.valid_to,
    )


def _write_chairs(rows: list[PlannedRow]) -> None:
    """New terms with their chairs at once; the few changes of known terms one by one."""
    persons, terms, posts = [], [], []
    for row in rows:
        if row.chair is None or row.group is None:
            continue
        said = row.chair
        person = said.person
        if person is None:
            person = Person(name=said.name, phone=said.phone, region_id=row.group.region_id)
            persons.append(person)
        elif said.phone and said.phone != person.phone:
            Person.objects.filter(pk=person.pk).update(phone=said.phone)
        term = said.term
        if term is None:
            _close_earlier(row)
            term = BoardTerm(
                group=row.group,
                starts_on=said.starts_on,
                ends_on=said.ends_on,
                decree=row.decree.known if row.decree else None,
            )
            terms.append(term)
        else:
            BoardTerm.objects.filter(pk=term.pk).update(
                starts_on=said.starts_on or term.starts_on, ends_on=said.ends_on or term.ends_on
            )
        if said.term is None or said.person is None:
            posts.append(BoardPost(term=term, person=person, title="chair"))
    Person.objects.bulk_create(persons, batch_size=BATCH)
    BoardTerm.objects.bulk_create(terms, batch_size=BATCH)
    for post in posts:
        post.term_id = post.term.pk
    BoardPost.objects.bulk_create(posts, batch_size=BATCH)


def _close_earlier(row: PlannedRow) -> None:
    starts = row.chair.starts_on if row.chair else None
    if row.is_new or starts is None:
        return
    running = BoardTerm.objects.filter(Q(ends_on=None) | Q(ends_on__gte=starts), group=row.group)
    running.update(ends_on=starts - timedelta(days=1))


def _codes(kind: str, count: int, taken: Iterable[str]) -> list[str]:
    """So many codes nobody has; two statements at most in all."""
    if not count:
        return []
    known, codes = set(taken), set[str]()
    while len(codes) < count:
        code = make_code(kind)
        if code not in known:
            codes.add(code)
    return list(codes)
