"""Photos as proof, material, signed papers; the number and signatory of letters; the budget line cited."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.domain.core import attachments
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid
from kentongan.domain.events import rules
from kentongan.domain.events.access import may_attend
from kentongan.domain.events.models import AgendaItem, Event, EventFile, FundingLine, Letter
from kentongan.domain.regions.models import Region

MOST_FILES = 60
LETTER_LINES = {
    "number": 80,
    "place": 80,
    "subject": 200,
    "signatory_name": 150,
    "signatory_title": 150,
    "signatory_rank": 80,
    "signatory_number": 30,
    "on_behalf_of": 150,
}


def add_file(
    event: Event,
    upload: UploadedFile[Any],
    *,
    kind: str,
    by: Actor,
    item: AgendaItem | None = None,
    caption: str = "",
) -> EventFile:
    """Keep a photo, material or signed paper; its SHA-256 is that of what was handed in.

    The same file again is the row that is there. Whoever takes the attendance may add photos.
    """
    if not (kind == EventFile.Kind.PHOTO and may_attend(event, by)):
        by.require("events.edit", event.region_id)
    if kind not in EventFile.Kind.values:
        raise Invalid(_("Pilih jenis berkas dari daftar."), field="kind")
    if event.files.count() >= MOST_FILES:
        raise Invalid(_("Acara ini sudah memuat %(count)d berkas.") % {"count": MOST_FILES}, field="file")
    line = rules.check_line(caption, 200, "caption")
    stored = attachments.store(upload, by=by, region=event.region_id)
    with transaction.atomic():
        known = event.files.filter(attachment__sha256=stored.sha256).first()
        if known:
            return known
        row = EventFile.objects.create(
            event=event, attachment=stored, kind=kind, item=item, caption=line, by_name=by.name
        )
        record("events.add_file", event, by=by, region=event.region_id, kind=kind, sha256=stored.sha256)
    return row


@transaction.atomic
def remove_file(row: EventFile, *, by: Actor) -> None:
    """Take a file off the event; the stored bytes and their hash stay."""
    event = row.event
    by.require("events.edit", event.region_id)
    record(
        "events.remove_file",
        event,
        by=by,
        region=event.region_id,
        kind=row.kind,
        sha256=row.attachment.sha256,
    )
    row.delete()


@transaction.atomic
def write_letter(
    event: Event,
    *,
    kind: str,
    number: str,
    dated: date,
    signatory_name: str,
    signatory_title: str,
    by: Actor,
    text: str = "",
    copies: str = "",
    **lines: str,
) -> Letter:
    """Number, date and signatory of the invitation, minutes or certificate; ``on_behalf_of`` after "a.n."."""
    by.require("events.edit", event.region_id)
    if kind not in Letter.Kind.values:
        raise Invalid(_("Pilih surat undangan, berita acara, atau sertifikat."), field="kind")
    needs = {
        "number": _("Isi nomor surat."),
        "signatory_name": _("Isi nama yang menandatangani."),
        "signatory_title": _("Isi jabatan yang menandatangani."),
    }
    told = lines | {
        "number": number,
        "signatory_name": signatory_name,
        "signatory_title": signatory_title,
    }
    values = {
        name: rules.check_line(told.get(name, ""), limit, name, needs.get(name, ""))
        for name, limit in LETTER_LINES.items()
    }
    letter, _made = Letter.objects.update_or_create(
        event=event,
        kind=kind,
        defaults={
            **values,
            "dated": dated,
            "text": rules.check_length(text.strip(), 5000, "text"),
            "copies": rules.check_length(copies.strip(), 1000, "copies"),
        },
    )
    record("events.write_letter", event, by=by, region=event.region_id, kind=kind, number=values["number"])
    return letter


@transaction.atomic
def add_funding_line(
    *,
    region: Region,
    kind: str,
    document_number: str,
    by: Actor,
    document_date: date | None = None,
    programme: str = "",
    sub_activity: str = "",
    amount: int | None = None,
) -> FundingLine:
    """Enter a line of a budget document once; the same line again is the row that is there.

    ``amount`` is whole rupiah, ``None`` where nobody knows it.
    """
    by.require("events.edit", region.code)
    if kind not in FundingLine.Kind.values:
        raise Invalid(_("Pilih sumber dana dari daftar."), field="kind")
    if amount is not None and not 0 <= amount <= rules.MOST_RUPIAH:
        raise Invalid(_("Jumlah dana tidak masuk akal. Periksa angkanya."), field="amount")
    line, made = FundingLine.objects.get_or_create(
        region=region,
        document_number=rules.check_line(
            document_number, 80, "document_number", _("Isi nomor dokumen anggaran.")
        ),
        sub_activity=rules.check_line(sub_activity, 200, "sub_activity"),
        defaults={
            "kind": kind,
            "document_date": document_date,
            "programme": rules.check_line(programme, 200, "programme"),
            "amount": amount,
        },
    )
    if made:
        record("events.add_funding_line", line, by=by, region=region.code, number=line.document_number)
    return line
