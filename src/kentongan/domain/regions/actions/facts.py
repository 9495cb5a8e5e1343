"""What offices note about a region: tags, connectivity, practices, how its office presents itself."""

import re
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid
from kentongan.domain.regions.models import Connectivity, Region, RegionBrand, RegionNote, RegionTag, Tag
from kentongan.domain.regions.rules import ROOT


def define_tag(
    *,
    code: str,
    name: str,
    kind: str = Tag.Kind.OTHER,
    issuer: str = "",
    year: int | None = None,
    by: Actor,
    region: str = ROOT,
) -> Tag:
    """Make a tag known, or bring its words up to date; ``region`` is where the definer's office sits."""
    by.require("regions.edit", region)
    _choice(kind, Tag.Kind.values, "kind")
    with transaction.atomic():
        tag, _created = Tag.objects.update_or_create(
            code=code, defaults={"name": name, "kind": kind, "issuer": issuer, "year": year}
        )
        record("regions.define_tag", tag, by=by, region=region, code=code)
    return tag


def tag_region(
    region: Region,
    tag: Tag,
    *,
    starts_on: date,
    ends_on: date | None = None,
    source: str = "",
    by: Actor,
) -> RegionTag:
    """Put a tag on a region for a time, both days included; areas below inherit it."""
    by.require("regions.edit", region.code)
    _dates_in_order(starts_on, ends_on)
    with transaction.atomic():
        Region.objects.select_for_update().get(pk=region.pk)  # two clerks at once cannot both pass the check
        others = RegionTag.objects.filter(region=region, tag=tag)
        if any(
            use.starts_on <= (ends_on or date.max) and (use.ends_on or date.max) >= starts_on
            for use in others
        ):
            raise Invalid(
                _("%(region)s sudah bertanda “%(tag)s” pada masa itu.") % {"region": region, "tag": tag},
                field="starts_on",
            )
        use = RegionTag.objects.create(
            region=region, tag=tag, starts_on=starts_on, ends_on=ends_on, source=source
        )
        record("regions.tag", region, by=by, region=region.code, tag=tag.code, starts_on=str(starts_on))
    return use


def untag(use: RegionTag, *, ends_on: date, by: Actor) -> RegionTag:
    """End a tag; ``ends_on`` is the last day it holds."""
    by.require("regions.edit", use.region_id)
    _dates_in_order(use.starts_on, ends_on)
    with transaction.atomic():
        use.ends_on = ends_on
        use.save(update_fields=["ends_on"])
        record(
            "regions.untag", use.region, by=by, region=use.region_id, tag=use.tag.code, ends_on=str(ends_on)
        )
    return use


def set_connectivity(
    region: Region, kind: str, *, measured_on: date, source: str = "", by: Actor
) -> Connectivity:
    """Note how a village is connected on a day. A second note for the same day corrects the first.

    A note also takes the place of what the phones measured on that day: a person's word goes before theirs.
    """
    by.require("regions.edit", region.code)
    _choice(kind, Connectivity.Kind.values, "kind")
    if measured_on > timezone.localdate():
        raise Invalid(_("Tanggal pengukuran tidak boleh di masa depan."), field="measured_on")
    with transaction.atomic():
        measure, _created = Connectivity.objects.update_or_create(
            region=region,
            measured_on=measured_on,
            defaults={"kind": kind, "source": source, "way": Connectivity.Way.NOTED, "figures": {}},
        )
        record(
            "regions.connectivity", region, by=by, region=region.code, kind=kind, measured_on=str(measured_on)
        )
    return measure


def measure_connectivity(
    region: Region, kind: str, *, measured_on: date, figures: dict[str, int | str], by: Actor
) -> Connectivity | None:
    """Keep how the phones of a village found its network; ``figures`` says what that rests on.

    ``None``, and nothing changes, when a person noted something for that day or a later one: only newer
    figures can follow a note. A day's class is kept once; reckoning the day again corrects it.
    """
    by.require("regions.edit", region.code)
    _choice(kind, Connectivity.Kind.values, "kind")
    said = {"kind": kind, "way": Connectivity.Way.MEASURED, "figures": figures}
    rows = Connectivity.objects.filter(region=region)
    with transaction.atomic():
        if rows.noted().filter(measured_on__gte=measured_on).exists():
            return None
        measure, made = rows.get_or_create(measured_on=measured_on, defaults=said | {"region": region})
        if made:
            day = str(measured_on)
            record("regions.measure", region, by=by, region=region.code, kind=kind, measured_on=day)
        elif not rows.filter(pk=measure.pk, way=Connectivity.Way.MEASURED).update(**said):
            return None  # somebody noted something in this very moment
    measure.kind, measure.figures = kind, figures
    return measure


def note_practice(
    region: Region,
    text: str,
    *,
    noted_on: date,
    source: str = "",
    kind: str = RegionNote.Kind.REFERENCE_PRACTICE,
    by: Actor,
) -> RegionNote:
    """Note a practice of another region worth learning from (domain.md M7), or another remark."""
    by.require("regions.edit", region.code)
    _choice(kind, RegionNote.Kind.values, "kind")
    if not text.strip():
        raise Invalid(_("Tulis praktik yang dicatat."), field="text")
    with transaction.atomic():
        note = RegionNote.objects.create(
            region=region, kind=kind, text=text.strip(), source=source, noted_on=noted_on
        )
        record("regions.note", region, by=by, region=region.code, note=note.pk)
    return note


def brand_region(
    region: Region, *, office_name: str, short_name: str = "", accent: str = "", motto: str = "", by: Actor
) -> RegionBrand:
    """Set how the region's office presents itself; ``accent`` is a colour such as #7A1F2B."""
    by.require("regions.edit", region.code)
    if accent and not re.fullmatch(r"#[0-9a-fA-F]{6}", accent):
        raise Invalid(_("Tulis warna seperti #7A1F2B."), field="accent")
    values = {"office_name": office_name, "short_name": short_name, "accent": accent, "motto": motto}
    with transaction.atomic():
        brand, _created = RegionBrand.objects.update_or_create(region=region, defaults=values)
        record("regions.brand", region, by=by, region=region.code, **values)
    return brand


def _choice(value: str, choices: list[str], field: str) -> None:
    if value not in choices:
        raise Invalid(_("Pilihan “%(value)s” tidak dikenal.") % {"value": value}, field=field)


def _dates_in_order(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise Invalid(_("Tanggal berakhir mendahului tanggal mulai."), field="ends_on")
