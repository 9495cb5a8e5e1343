"""The board of the funnel and its list; each number of the board opens its list."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kentongan.design.formats import capitals
from kentongan.design.parts import Crumb, Link
from kentongan.domain.core.codes import read_code
from kentongan.domain.founding import boards
from kentongan.domain.founding.models import StepKind, Way
from kentongan.domain.founding.rules import STEPS
from kentongan.domain.founding.standing import STILL_DAYS, Standing
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import is_within, valid_code
from kentongan.doors.office.founding.words import STATE_WORDS, rows_of, short_word
from kentongan.doors.office.pages import PAGE_SIZE, actor_of, page, with_params

SECTION = "founding"
PRINTED = 1000  # lines on paper
STATES = [("still", gettext_lazy("Tidak bergerak")), *STATE_WORDS.items()]


class FilterForm(forms.Form):
    """The filters; what is not understood filters nothing."""

    wilayah = forms.CharField(required=False, widget=forms.HiddenInput)
    keliling = forms.CharField(label=gettext_lazy("Keliling"), required=False, widget=forms.HiddenInput)
    langkah = forms.ChoiceField(label=gettext_lazy("Langkah"), required=False)
    cara = forms.ChoiceField(label=gettext_lazy("Cara"), required=False)
    keadaan = forms.ChoiceField(label=gettext_lazy("Keadaan"), required=False)
    hari = forms.IntegerField(
        label=gettext_lazy("Tidak bergerak selama (hari)"), required=False, min_value=1, max_value=3650
    )

    def __init__(self, params: QueryDict) -> None:
        super().__init__(params)
        for name, choices in (
            ("langkah", capitals(StepKind.choices)),
            ("cara", capitals(Way.choices)),
            ("keadaan", STATES),
        ):
            self.fields[name].choices = [("", _("Semua")), *choices]  # type: ignore[attr-defined]  # a ChoiceField
        self.is_valid()

    def wanted(self) -> dict[str, Any]:
        """The filters as the room names them."""
        data = self.cleaned_data
        code = data.get("wilayah", "")
        return {
            "region": code if valid_code(code) else "",
            "tour": read_code(data.get("keliling", ""), "J") or "",
            "step": data.get("langkah", ""),
            "way": data.get("cara", ""),
            "state": data.get("keadaan") or ("still" if data.get("hari") else ""),
            "still_days": data.get("hari") or STILL_DAYS,
        }


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """How many places of each area stand at which step."""
    actor = actor_of(request)
    region = _region(request, actor)
    way = request.GET.get("cara", "")
    way = way if way in Way.values else ""
    board = boards.funnel(region, actor, way=way) if region else None
    address = reverse("office:founding-list")
    context = {
        "region": region,
        "steps": [(kind, short_word(kind)) for kind in STEPS],
        "rows": [_cells(row, address, way) for row in board.rows] if board else [],
        "total": _cells(board.total, address, way) if board else None,
        "today": timezone.localdate(),
        "still_days": STILL_DAYS,
        "chips": [Link(_("Semua cara"), "?" + with_params(request.GET, cara=""), current=not way)]
        + [
            Link(label, "?" + with_params(request.GET, cara=value), current=value == way)
            for value, label in capitals(Way.choices)
        ],
        "may_open": actor.may("founding.edit"),
    }
    trail = [Crumb(_("Pembentukan"))]
    return page(request, "office/founding/board.html", context, section=SECTION, trail=trail)


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The paths by area, with the filters of the address."""
    actor = actor_of(request)
    form = FilterForm(request.GET)
    found = boards.found_paths(actor, **form.wanted())
    shown, following = _page_of(found, request.GET)
    context = {
        "form": form,
        "rows": rows_of(shown),
        "total": len(found),
        "active": _active(form, request.GET),
        "next_url": following,
        "first_url": "?" + with_params(request.GET) if request.GET.get("sesudah") else "",
        "print_url": f"{reverse('office:founding-print')}?{with_params(request.GET)}",
        "may_open": actor.may("founding.edit"),
    }
    trail = [Crumb(_("Pembentukan"), reverse("office:founding-board")), Crumb(_("Daftar"))]
    return page(request, "office/founding/list.html", context, section=SECTION, trail=trail)


@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """The same list on paper."""
    form = FilterForm(request.GET)
    found = boards.found_paths(actor_of(request), **form.wanted())
    context = {
        "rows": rows_of(found[:PRINTED]),
        "total": len(found),
        "active": _active(form, request.GET),
        "today": timezone.localdate(),
        "back_url": f"{reverse('office:founding-list')}?{request.GET.urlencode()}",
    }
    return render(request, "office/founding/print.html", context)


def _cells(row: boards.FunnelRow, address: str, way: str) -> dict[str, Any]:
    """The numbers of a row, each with the address of its list."""
    code = row.region.code if row.region else ""

    def link(**more: str) -> str:
        params = {"wilayah": code, "cara": way} | more
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in params.items() if value})
        return f"{address}?{query.urlencode()}"

    return {
        "region": row.region,
        "href": link(),
        "cells": [
            (short_word(kind), number, link(langkah=kind, keadaan="open"))
            for kind, number in row.steps.items()
        ],
        "open": row.open,
        "arrived": (row.arrived, link(keadaan="arrived")),
        "still": (row.still, link(keadaan="still")),
    }


def _region(request: HttpRequest, actor: Authority) -> Region | None:
    """The area asked for, when it lies in the person's; else the widest of theirs."""
    code = request.GET.get("wilayah", "")
    roots = actor.areas("founding.read")
    if valid_code(code) and any(is_within(code, root) for root in roots):
        found = Region.objects.filter(code=code).first()
        if found:
            return found
    return boards.default_region(actor)


def _page_of(found: list[Standing], params: QueryDict) -> tuple[list[Standing], str]:
    """One page of paths in the order of areas, beginning after the one the address names."""
    after = params.get("sesudah", "")
    start = next((place + 1 for place, one in enumerate(found) if one.code == after), 0)
    shown = found[start : start + PAGE_SIZE]
    if start + PAGE_SIZE >= len(found):
        return shown, ""
    query = params.copy()
    query["sesudah"] = shown[-1].code
    return shown, "?" + query.urlencode()


def _active(form: FilterForm, params: QueryDict) -> list[Link]:
    """The filters in force, each with the list without it."""
    links = []
    code = form.cleaned_data.get("wilayah", "")
    if valid_code(code):
        region = Region.objects.filter(code=code).first()
        if region:
            links.append(Link(region.title, "?" + with_params(params, wilayah="")))
    for name, value in form.cleaned_data.items():
        if not value or name == "wilayah":
            continue
        field = form.fields[name]
        word = dict(getattr(field, "choices", ())).get(value, value)
        links.append(Link(f"{field.label}: {word}", "?" + with_params(params, **{name: ""})))
    return links
