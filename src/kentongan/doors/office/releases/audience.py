"""Choosing whom a package reaches: the areas one can tick, and the groups this reaches right now."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from kentongan.design.parts import Part
from kentongan.domain.core.problems import Problem
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.domain.releases.audience import preview
from kentongan.doors.office.releases.forms import AudienceForm

FOUND = 12


@dataclass(frozen=True)
class AreaChoices:
    """The areas to tick: the sender's whole, those directly under it, others chosen or found."""

    whole: Region | None = None
    parts: Sequence[Region] = ()
    others: Sequence[Region] = ()
    found: Sequence[Region] = ()
    unknown: Sequence[str] = ()
    searched: str = ""
    none_found: bool = False
    chosen: frozenset[str] = field(default_factory=frozenset)


def area_choices(whole: Region | None, chosen: Sequence[str], searched: str = "") -> AreaChoices:
    """What the form offers; five queries at most, however many areas."""
    sender = whole.code if whole else ""
    parts = list(Region.objects.current().children_of(sender))
    listed = {sender, *(region.code for region in parts)}
    other_codes = [code for code in chosen if code not in listed]
    others = Region.objects.filter(code__in=other_codes).with_paths() if other_codes else []
    found = search_areas(sender, searched) if searched else []
    known = listed | {region.code for region in others}
    return AreaChoices(
        unknown=[code[:20] for code in chosen if code not in known],
        whole=whole,
        parts=parts,
        others=others,
        found=[region for region in found if region.code not in listed | set(chosen)],
        searched=searched,
        none_found=bool(searched) and not found,
        chosen=frozenset(chosen),
    )


def searched_in(request: HttpRequest) -> str:
    """What to search for: the text in the box counts for its own button alone."""
    return request.POST.get("cari_wilayah", "") if "cari" in request.POST else ""


def search_areas(sender: str, text: str) -> list[Region]:
    """The sender's areas meant by what was typed, their paths at hand."""
    return Region.objects.search(text, within=sender, limit=FOUND) if text.strip() else []


def reached(form: AudienceForm, by: Authority) -> dict[str, Any]:
    """The panel beside the form: how many groups, which, where; or what is wrong with the areas."""
    if not form.chosen or not form.sender:
        return {"reached": None}
    try:
        found = preview(form.chosen, form.audience_filter, region=form.sender, by=by)
    except Problem as problem:
        return {"reached": None, "reached_problem": problem.message}
    return {
        "reached": found,
        "reached_bars": [Part(area.region.title, area.count) for area in found.by_district],
        "reached_at": timezone.now(),
    }
