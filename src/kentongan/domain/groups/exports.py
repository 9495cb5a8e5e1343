"""Groups as a spreadsheet with the columns of the import, written in the background."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import xlsxwriter
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import audit
from kentongan.domain.core.problems import Absent
from kentongan.domain.groups.access import visible, with_contacts
from kentongan.domain.groups.imports.answers import safe
from kentongan.domain.groups.imports.cells import ISSUER_NAMES, KIND_NAMES, LEVEL_NAMES
from kentongan.domain.groups.imports.chairs import chair_of
from kentongan.domain.groups.models import BoardPost, BoardTerm, Decree, Export, Group
from kentongan.domain.groups.models.groups import GroupQuerySet
from kentongan.domain.groups.sheets import COLUMNS
from kentongan.domain.regions.models import Region

CHUNK = 500
KEEP_HOURS = 24  # phone numbers do not lie about: long enough to fetch the file the next morning
FOLDER = "ekspor"
FILTERS = frozenset({"text", "level", "kind", "stage", "tag", "decree", "term"})


@transaction.atomic
def request_export(region: Region, by: Actor, **filters: str) -> Export:
    """Ask for the groups of the area, narrowed by the filters of the list; a worker writes the file."""
    by.require("groups.export", region.code)
    kept = {name: value for name, value in filters.items() if name in FILTERS and value}
    export = Export.objects.create(region_code=region.code, filters=kept, by_id=by.user_id)
    audit("export", name=by.name, region=region.code, filters=kept)
    from kentongan.domain.groups.tasks import write_export  # late: the job calls this module

    transaction.on_commit(partial(write_export.enqueue, str(export.pk)))
    return export


def export_now(export: Export, by: Actor) -> None:
    """Write the file of an export with the authority its person has now, and note how it went."""
    started = Export.objects.filter(pk=export.pk, state=Export.State.WAITING).update(
        state=Export.State.RUNNING
    )
    if not started:
        return
    groups = (
        visible(by).filter(by.within("groups.export")).matching(region=export.region_code, **export.filters)
    )
    relative = f"{FOLDER}/{export.pk}.xlsx"
    path = Path(settings.DATA_DIR) / relative
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = write_groups(groups, path, by)
    except Exception:
        Export.objects.filter(pk=export.pk).update(state=Export.State.FAILED, finished_at=timezone.now())
        raise
    Export.objects.filter(pk=export.pk).update(
        state=Export.State.DONE, rows=rows, path=relative, finished_at=timezone.now()
    )


def export_file(export: Export) -> Path:
    """Where the finished file lies. Raises ``Absent`` while there is none."""
    path = Path(settings.DATA_DIR) / export.path
    if export.state != Export.State.DONE or not path.is_file():
        raise Absent(
            _("Berkas ekspor tidak ada: belum selesai, atau sudah dihapus. Buat ekspor baru bila perlu.")
        )
    return path


def delete_old_files(now: datetime | None = None) -> int:
    """Delete the files of exports after a day, half-written ones among them; how many. May run twice."""
    oldest = ((now or timezone.now()) - timedelta(hours=KEEP_HOURS)).timestamp()
    gone = 0
    for path in Path(settings.DATA_DIR, FOLDER).glob("*.xlsx"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def write_groups(groups: GroupQuerySet, path: Path, by: Actor) -> int:
    """Write the groups as XLSX; how many. Phones only of those whose contacts the actor may read."""
    readable = set(Group.objects.filter(with_contacts(by)).values_list("pk", flat=True))
    rows = groups.select_related("region__parent__parent").order_by("region_id", "name", "pk")
    count = 0
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        day_format = book.add_format({"num_format": "dd-mm-yyyy"})
        sheet = book.add_worksheet("KIM")
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(COLUMNS):
            sheet.write_string(0, place, column)
        for values in _rows(rows, readable):
            count += 1
            for place, column in enumerate(COLUMNS):
                value = values.get(column)
                if isinstance(value, date):
                    sheet.write_datetime(count, place, datetime.combine(value, time()), day_format)
                elif value:
                    sheet.write_string(count, place, safe(str(value)))
    return count


def _rows(groups: GroupQuerySet, readable: set[UUID]) -> Iterator[dict[str, Any]]:
    """A handful of queries for each chunk of groups."""
    stream = groups.iterator(chunk_size=CHUNK)
    while chunk := list(islice(stream, CHUNK)):
        terms, decrees = _terms(chunk), _decrees(chunk)
        for group in chunk:
            yield _values(group, terms.get(group.pk), decrees.get(group.pk), group.pk in readable)


def _values(group: Group, term: BoardTerm | None, decree: Decree | None, readable: bool) -> dict[str, Any]:
    holder = chair_of(term)
    chair = holder.survivor if holder else None
    values: dict[str, Any] = {
        "nama_kim": group.name,
        "kode_wilayah": group.region_id,
        **_above(group.region),
        "padukuhan": group.hamlet,
        "jenis": KIND_NAMES[group.kind],
        "tingkat": LEVEL_NAMES[group.level],
        "tanggal_dibentuk": group.founded_on,
        "tanggal_terdaftar": group.registered_on,
        "nomor_induk": group.register_number,
        "kelompok_asal": group.parent_body,
        "tanggal_fungsi_ditambahkan": group.function_added_on,
        "situs": group.website,
        "catatan": group.note,
        "sumber": group.source,
        "ketua": chair.name if chair else "",
    }
    if term and chair:
        values |= {"masa_bakti_dari": term.starts_on, "masa_bakti_sampai": term.ends_on}
    if decree:
        values |= {
            "nomor_sk": decree.number,
            "tanggal_sk": decree.issued_on,
            "penerbit_sk": ISSUER_NAMES[decree.issuer_role],
            "berlaku_dari": decree.valid_from,
            "berlaku_sampai": decree.valid_to,
        }
    if readable:
        values |= {"telepon": chair.phone if chair else "", "telepon_kim": group.phone}
        values |= {"surel": group.email, "alamat": group.address}
    return values


def _above(region: Region) -> dict[str, str]:
    """The names of the region and those above it, for people; the code is what counts."""
    names: dict[str, str] = {}
    here: Region | None = region
    while here is not None and here.level >= 2:
        names[{4: "desa", 3: "kecamatan", 2: "kabupaten"}[here.level]] = here.name
        here = here.parent if here.level > 2 else None
    return names


def _terms(groups: list[Group]) -> dict[UUID, BoardTerm]:
    terms = {
        term.group.merged_into_id or term.group_id: term
        for term in sorted(
            BoardTerm.objects.filter(Q(group__in=groups) | Q(group__merged_into__in=groups))
            .select_related("group")
            .order_by("pk"),
            key=lambda term: term.starts_on or date.min,
        )
    }
    chairs = BoardPost.objects.filter(term__in=terms.values(), title="chair", ends_on=None)
    held: dict[int, list[BoardPost]] = {}
    for post in chairs.select_related("person__merged_into").order_by("pk"):
        held.setdefault(post.term_id, []).append(post)
    for term in terms.values():
        term.chairs = held.get(term.pk, [])  # type: ignore[attr-defined]  # as latest_terms does
    return terms


def _decrees(groups: list[Group]) -> dict[UUID, Decree]:
    """The decree in force of each group, else its latest."""
    in_force = set(Decree.objects.in_force().filter(groups__in=groups).values_list("pk", flat=True))
    links = Group.decrees.through.objects.filter(group__in=groups).select_related("decree")
    ordered = sorted(links, key=lambda link: (link.decree_id in in_force, link.decree.issued_on, link.pk))
    return {link.group_id: link.decree for link in ordered}
