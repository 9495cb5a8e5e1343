"""The verbs of the register of regulations."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import unused_code
from kentongan.domain.core.history import record
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups import rules
from kentongan.domain.groups.models import Regulation
from kentongan.domain.regions.models import Region


@transaction.atomic
def register_regulation(
    *,
    kind: str,
    number: str,
    year: int,
    title: str,
    region: Region,
    by: Actor,
    in_force_from: date | None = None,
    in_force_to: date | None = None,
    revokes: Sequence[Regulation] = (),
    file: Attachment | None = None,
    note: str = "",
    source: str = "",
) -> Regulation:
    """Enter a rule under its official title. Raises ``Invalid`` when the area has it already."""
    by.require("regulations.edit", region.code)
    number = rules.clean_number(number)
    _check(kind, number, year, title)
    rules.check_period(in_force_from, in_force_to, "in_force_to")
    if Regulation.objects.filter(region=region, kind=kind, number__iexact=number, year=year).exists():
        raise Invalid(_("Peraturan dengan nomor dan tahun ini sudah terdaftar."), field="number")
    regulation = Regulation.objects.create(
        code=unused_code("U", lambda code: Regulation.objects.filter(code=code).exists()),
        kind=kind,
        number=number,
        year=year,
        title=rules.clean_name(title),
        region=region,
        in_force_from=in_force_from,
        in_force_to=in_force_to,
        file=file,
        note=note.strip(),
        source=source.strip(),
    )
    regulation.revokes.set(revokes)
    record("regulation.register", regulation, by=by, region=region.code, title=regulation.title)
    return regulation


@transaction.atomic
def end_regulation(regulation: Regulation, *, on: date, by: Actor) -> Regulation:
    """Note the last day the rule is in force."""
    current = Regulation.objects.select_for_update().get(pk=regulation.pk)
    by.require("regulations.edit", current.region_id)
    rules.check_period(current.in_force_from, on, "on")
    current.in_force_to = on
    current.save(update_fields=["in_force_to"])
    record("regulation.end", current, by=by, region=current.region_id, on=on.isoformat())
    return current


def check_cited(regulations: Sequence[Regulation], on: date, *, accepted: bool = False) -> None:
    """Warn of a regulation that is no longer in force on the day (domain.md T1); ``accepted`` lets it pass.

    Raises ``Invalid`` on ``basis`` that names them.
    """
    lapsed = Regulation.objects.lapsed(on).filter(pk__in=[one.pk for one in regulations])
    names = [f"{one.get_kind_display()} {one.number}/{one.year}" for one in lapsed]
    if names and not accepted:
        raise Invalid(
            _(
                "Tidak berlaku lagi pada tanggal itu: %(names)s. Pilih peraturan yang berlaku, atau nyatakan"
                " tetap dicantumkan."
            )
            % {"names": ", ".join(names)},
            field="basis",
        )


def _check(kind: str, number: str, year: int, title: str) -> None:
    if kind not in Regulation.Kind.values:
        raise Invalid(_("Pilih jenis peraturan dari daftar."), field="kind")
    if not number:
        raise Invalid(_("Isi nomor peraturan."), field="number")
    if not 1945 <= year <= timezone.localdate().year:
        raise Invalid(_("Tahun peraturan tidak wajar. Periksa tahunnya."), field="year")
    if not title.strip():
        raise Invalid(_("Isi judul resmi peraturan: tentang apa."), field="title")
