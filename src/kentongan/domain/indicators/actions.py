"""The verbs of the plan: a target is set, changed, carried over, cancelled; a figure is cited."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.indicators import rules
from kentongan.domain.indicators.boards import first_days, plan_of
from kentongan.domain.indicators.models import CitedFigure, Goal, Target, TargetLevel, Unit
from kentongan.domain.regions.models import Region


@transaction.atomic
def set_target(
    *,
    region: Region,
    level: str,
    year: int,
    reason: str,
    by: Actor,
    stage: str = Goal.FOUNDED,
    areas: Collection[Region] = (),
    count: int | None = None,
    source: str = "",
) -> Target:
    """Plan for a year: the places named, or so many. Raises ``Invalid`` when the year has one already."""
    by.require("targets.edit", region.code)
    _check(region, level, stage, year, areas, count)
    rules.check_reason(reason)
    if _of_year(region, level, stage, year):
        raise Invalid(_("Target tahun ini sudah ada. Buka target itu lalu ubah dengan alasan."), field="year")
    target = Target.objects.create(
        region=region,
        level=level,
        year=year,
        stage=stage,
        count=count,
        reason=reason.strip(),
        source=source.strip()[:200],
        by_name=by.name,
    )
    target.areas.set(areas)
    _note("target.set", target, by, reason, count=count, added=_codes(areas))
    return target


@transaction.atomic
def change_target(
    target: Target, *, reason: str, by: Actor, areas: Collection[Region] = (), count: int | None = None
) -> Target:
    """Put other places or another count in a target; who, when and why stay in its history."""
    current = _locked(target, by)
    rules.check_reason(reason)
    _check(current.region, current.level, current.stage, current.year, areas, count)
    before, after = set(current.areas.values_list("code", flat=True)), {area.code for area in areas}
    if before == after and current.count == count:
        raise Invalid(_("Belum ada yang diubah."), field="areas")
    was, current.count = current.count, count
    current.save(update_fields=["count"])
    current.areas.set(areas)
    _note(
        "target.change",
        current,
        by,
        reason,
        added=sorted(after - before),
        removed=sorted(before - after),
        count=count,
        count_before=was,
    )
    return current


@transaction.atomic
def carry_over(target: Target, *, reason: str, by: Actor, year: int | None = None) -> Target:
    """Take what was not reached into a later year (the next unless told); the old target stays as it was.

    A target that year has already grows by it. Raises ``Invalid`` when nothing is left, ``Stale`` when it was
    carried over before.
    """
    current = _locked(target, by)
    rules.check_reason(reason)
    into = current.year + 1 if year is None else year
    rules.check_year(into)
    if into <= current.year:
        raise Invalid(_("Pilih tahun sesudah %(year)d.") % {"year": current.year}, field="year")
    if current.carried_to.filter(cancelled_on=None).exists():
        raise Stale(_("Sisa target ini sudah dialihkan. Muat ulang halaman."))
    left, short = rules.unmet(plan_of(current), first_days(current.region, current.level, current.stage))
    if not short:
        raise Invalid(_("Target ini sudah tercapai; tidak ada yang dialihkan."), field="reason")
    count = None if left else short
    later = _of_year(current.region, current.level, current.stage, into)
    if later is None:
        later = Target(
            region=current.region, level=current.level, stage=current.stage, year=into, by_name=by.name
        )
        later.count, later.reason = count, reason.strip()
    elif (later.count is None) != (count is None):
        raise Invalid(
            _("Target tahun %(year)d disusun dengan cara lain. Ubah target itu langsung.") % {"year": into},
            field="year",
        )
    elif count is not None:
        later.count = (later.count or 0) + count
    later.carried_from = current
    later.save()
    later.areas.add(*left)
    _note("target.carry_over", current, by, reason, year=into, areas=sorted(left), count=count)
    _note("target.receive", later, by, reason, year=current.year, areas=sorted(left), count=count)
    return later


@transaction.atomic
def cancel_target(target: Target, *, reason: str, by: Actor) -> Target:
    """Take a target out of the plan; it stays readable with the reason."""
    current = _locked(target, by)
    rules.check_reason(reason)
    current.cancelled_on = timezone.localdate()
    current.save(update_fields=["cancelled_on"])
    _note("target.cancel", current, by, reason)
    return current


@transaction.atomic
def cite_figure(
    *, region: Region, unit: str, number: int, on: date, source: str, by: Actor, note: str = ""
) -> CitedFigure:
    """Note a published number with its unit, date and source (domain.md M10); entered once."""
    by.require("targets.edit", region.code)
    if unit not in Unit.values:
        raise Invalid(_("Pilih satuan dari daftar."), field="unit")
    if on > timezone.localdate():
        raise Invalid(_("Tanggal ini belum tiba. Periksa tahunnya."), field="on")
    if not source.strip():
        raise Invalid(_("Sebutkan sumber angkanya."), field="source")
    figure, made = CitedFigure.objects.get_or_create(
        region=region,
        unit=unit,
        on=on,
        source=source.strip()[:200],
        defaults={"number": number, "note": note.strip()[:300]},
    )
    if not made and figure.number != number:
        raise Invalid(_("Sumber ini sudah dicatat dengan angka lain pada tanggal itu."), field="number")
    if made:
        record("figure.cite", figure, by=by, region=region.code, unit=unit, number=number)
    return figure


def _check(
    region: Region, level: str, stage: str, year: int, areas: Collection[Region], count: int | None
) -> None:
    if level not in TargetLevel.values:
        raise Invalid(_("Pilih tingkat target dari daftar."), field="level")
    if stage not in Goal.values:
        raise Invalid(_("Pilih yang hendak dicapai dari daftar."), field="stage")
    rules.check_year(year)
    inside = Region.objects.current().within(region.code).at_level(rules.LEVELS[level])
    places = inside.count() if count is not None else 0
    rules.check_amount([area.code for area in areas], count, region.code, level, places)


def _of_year(region: Region, level: str, stage: str, year: int) -> Target | None:
    found = Target.objects.standing().select_for_update()
    return found.filter(region=region, level=level, stage=stage, year=year).first()


def _locked(target: Target, by: Actor) -> Target:
    current = Target.objects.select_for_update(of=("self",)).select_related("region").get(pk=target.pk)
    by.require("targets.edit", current.region_id)
    if current.cancelled_on:
        raise Stale(_("Target ini sudah dibatalkan. Muat ulang halaman."))
    return current


def _codes(areas: Iterable[Region]) -> list[str]:
    return sorted(area.code for area in areas)


def _note(verb: str, target: Target, by: Actor, reason: str, **detail: object) -> None:
    record(verb, target, by=by, region=target.region_id, reason=reason.strip(), **detail)
