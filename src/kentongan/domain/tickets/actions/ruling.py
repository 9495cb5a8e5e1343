"""The office's rules about tickets: categories, deadlines, routes, kept views."""

import csv
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.texts import one_line
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT, lineage
from kentongan.domain.tickets.models import Category, DeadlineRule, RoutingRule
from kentongan.domain.tickets.models.kinds import About, Kind, Stage

DATA = Path(__file__).parent.parent / "data"
EXAMPLES_FROM = date(2019, 1, 1)


def load_examples() -> int:
    """Write the packaged categories and deadlines where there are none; what an office changed stays."""
    made = 0
    with (DATA / "categories.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            flags = {name: bool(row.pop(name)) for name in ("supervision", "is_example")}
            values = row | flags | {"sort": int(row["sort"])}
            made += Category.objects.get_or_create(code=values.pop("code"), defaults=values)[1]
    with (DATA / "deadlines.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = {
                "region_id": ROOT,
                "stage": row["stage"],
                "kind": row["kind"],
                "supervision": bool(row["supervision"]),
            }
            if DeadlineRule.objects.filter(**key).exists():
                continue
            DeadlineRule.objects.create(
                **key,
                days=int(row["days"]),
                counted=row["counted"],
                grace=int(row["grace"]),
                source=row["source"],
                valid_from=EXAMPLES_FROM,
                is_example=True,
            )
            made += 1
    return made


@transaction.atomic
def save_category(
    *,
    code: str,
    name: str,
    by: Actor,
    about: str = About.MATTER,
    supervision: bool = False,
    elsewhere: str = "",
    retired: bool = False,
) -> Category:
    """Make or change a category. Its code stays, since tickets are filed under it.

    All areas share the categories, and with them what starts hidden: only who rules all of them changes one.
    """
    by.require("tickets.lists", settings.HOME_REGION)
    plain, words = one_line(code).lower(), one_line(name)
    if not plain.replace("-", "").isalnum() or len(plain) > 40:
        raise Invalid(_("Kode berisi huruf kecil, angka, dan tanda hubung."), field="code")
    if not words or len(words) > 80:
        raise Invalid(_("Tulis nama kategori, paling banyak 80 huruf."), field="name")
    if about not in About.values:
        raise Invalid(_("Pilih salah satu dari daftar."), field="about")
    made, _new = Category.objects.update_or_create(
        code=plain,
        defaults={
            "name": words,
            "about": about,
            "supervision": supervision,
            "elsewhere": one_line(elsewhere)[:200],
            "retired": retired,
            "is_example": False,
        },
    )
    record("tickets.category", made, by=by, name=words)
    return made


@transaction.atomic
def save_deadline(
    *,
    region: Region,
    stage: str,
    days: int,
    valid_from: date,
    by: Actor,
    kind: str = "",
    supervision: bool = False,
    counted: str = DeadlineRule.Counted.WORKING,
    grace: int = 5,
    source: str = "",
) -> DeadlineRule:
    """Rule how long a stage may take from a day on. Clocks that run already keep the day they were given."""
    by.require("tickets.rules", region.code)
    if stage not in Stage.values or (kind and kind not in Kind.values):
        raise Invalid(_("Pilih salah satu dari daftar."), field="stage")
    if counted not in DeadlineRule.Counted.values:
        raise Invalid(_("Pilih hari kerja atau hari kalender."), field="counted")
    if not 1 <= days <= 400 or not 0 <= grace <= 400:
        raise Invalid(_("Jumlah hari dari 1 sampai 400."), field="days")
    made, _new = DeadlineRule.objects.update_or_create(
        region=region,
        stage=stage,
        kind=kind,
        supervision=supervision,
        valid_from=valid_from,
        defaults={
            "days": days,
            "counted": counted,
            "grace": grace,
            "source": one_line(source)[:200],
            "is_example": False,
        },
    )
    record("tickets.deadline", made, by=by, region=region.code, stage=stage, days=days)
    return made


@transaction.atomic
def save_route(
    *,
    region: Region,
    agency: Agency,
    by: Actor,
    category: Category | None = None,
    kind: str = "",
    instruction: str = "",
) -> RoutingRule:
    """Rule who gets the tickets of an area, a category and a kind; ruled again, it changes."""
    by.require("tickets.rules", region.code)
    if kind and kind not in Kind.values:
        raise Invalid(_("Pilih salah satu dari daftar."), field="kind")
    if agency.region_id not in lineage(region.code):
        raise Invalid(_("Perangkat daerah ini tidak melayani wilayah itu."), field="agency")
    made, _new = RoutingRule.objects.update_or_create(
        region=region,
        category=category,
        kind=kind,
        defaults={"agency": agency, "instruction": one_line(instruction)[:300], "is_example": False},
    )
    record("tickets.route", made, by=by, region=region.code, agency=agency.short_name)
    return made


@transaction.atomic
def remove_route(route: RoutingRule, *, by: Actor) -> None:
    """Take a route out; tickets already sent stay where they are."""
    by.require("tickets.rules", route.region_id)
    record("tickets.remove_route", route, by=by, region=route.region_id, agency=route.agency.short_name)
    route.delete()
