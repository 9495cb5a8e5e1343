"""Sending the data of a regency's KIM on to the province, as a recorded act (domain.md T8, T9)."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups import rules
from kentongan.domain.groups.actions.register import report_to_province
from kentongan.domain.groups.models import Group, Transmission, TransmissionLine
from kentongan.domain.groups.transmissions import contents, last_of
from kentongan.domain.regions.models import Region


@transaction.atomic
def send_to_province(
    region: Region, *, on: date, by: Actor, letter_number: str = "", recipient: str = "", note: str = ""
) -> Transmission:
    """Record that the data of the regency's KIM with a decree went to the province on the day.

    Keeps each group as it was sent; those sent for the first time are noted as reported. Raises ``Invalid``
    for an area that is no regency or city, a day ahead or before the last one, or when there is nothing.
    """
    by.require("groups.edit", region.code)
    by.require("groups.export", region.code)
    if region.level != Region.Level.REGENCY:
        raise Invalid(_("Data dikirim ke provinsi per kabupaten atau kota."))
    rules.check_dates({"on": on}, timezone.localdate())
    last = last_of(Region.objects.select_for_update().get(pk=region.pk))
    if last and on < last.sent_on:
        raise Invalid(
            _("Pengiriman terakhir tercatat %(day)s. Tanggalnya tidak dapat lebih awal.")
            % {"day": last.sent_on.strftime("%d-%m-%Y")},
            field="on",
        )
    lines = contents(region)
    if not lines:
        raise Invalid(_("Belum ada KIM ber-SK di wilayah ini. Tidak ada yang dapat dikirim."))
    sent = Transmission.objects.create(
        region=region,
        sent_on=on,
        letter_number=rules.clean_number(letter_number)[:80],
        recipient=recipient.strip()[:150],
        note=note.strip(),
        by_id=by.user_id,
        by_name=by.name,
    )
    for line in lines:
        line.transmission = sent
    TransmissionLine.objects.bulk_create(lines, batch_size=500)
    _report_new(lines, on, by)
    record("groups.send_to_province", sent, by=by, region=region.code, number=len(lines))
    return sent


def _report_new(lines: list[TransmissionLine], on: date, by: Actor) -> None:
    """Note the first report of those whose decree held on that day already; the others follow next time."""
    new = Group.objects.filter(pk__in=[line.group_id for line in lines], reported_on=None).with_decree(on)
    if groups := list(new):
        report_to_province(groups, on=on, by=by)
