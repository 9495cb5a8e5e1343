"""The pairs that may be one group or one person, and what was merged of late."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kentongan.design.parts import Crumb, Link
from kentongan.domain.core.problems import Absent, Problem
from kentongan.domain.groups import access as groups_access
from kentongan.domain.groups.duplicates import REGENCY_LEVEL, suggested_groups, suggested_persons
from kentongan.domain.people import access as people_access
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import is_within, valid_code
from kentongan.doors.office.pages import actor_of, page, with_params

SHOWN = 50
PERSONS = "orang"


class PairForm(forms.Form):
    """Two codes, for a pair nobody suggested."""

    satu = forms.CharField(label=gettext_lazy("Kode KIM pertama"), max_length=16)
    dua = forms.CharField(label=gettext_lazy("Kode KIM kedua"), max_length=16)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The suggested pairs of one regency, of groups or (``?jenis=orang``) of persons."""
    actor = actor_of(request)
    wants_persons = request.GET.get("jenis") == PERSONS
    form = PairForm(request.GET if "satu" in request.GET else None)
    if form.is_bound and (pair := _asked_pair(form, actor)):
        return redirect("office:duplicate-group", *pair)
    region = _asked_region(request, actor)
    small = region.level >= REGENCY_LEVEL
    find = suggested_persons if wants_persons else suggested_groups
    pairs, total = find(region, SHOWN) if small else ([], 0)
    open_merges = people_access.open_person_merges if wants_persons else groups_access.open_merges
    context = {
        "region": region,
        "persons": wants_persons,
        "tabs": [
            Link(_("KIM"), "?" + with_params(request.GET, jenis=""), current=not wants_persons),
            Link(_("Orang"), "?" + with_params(request.GET, jenis=PERSONS), current=wants_persons),
        ],
        "areas": _areas(request, actor, region),
        "small": small,
        "pairs": pairs,
        "total": total,
        "merges": list(open_merges(region, actor)[:SHOWN]),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return page(request, "office/duplicates/list.html", context, section="duplicates", status=status)


def trail() -> list[Crumb]:
    """The way to the list."""
    return [Crumb(_("Data ganda"), reverse("office:duplicate-list"))]


def _asked_pair(form: PairForm, actor: Authority) -> tuple[str, str] | None:
    """The codes as they are written, when both are groups the person may read."""
    if not form.is_valid():
        return None
    codes = []
    for name in ("satu", "dua"):
        try:
            codes.append(groups_access.get_group(form.cleaned_data[name], actor).code)
        except Problem as problem:
            form.add_error(name, problem.message)
    if len(set(codes)) == 1 and len(codes) == 2:
        form.add_error("dua", _("Kedua kode menunjuk kelompok yang sama."))
    return (codes[0], codes[1]) if len(set(codes)) == 2 else None


def _asked_region(request: HttpRequest, actor: Authority) -> Region:
    """The area asked for, inside those the person answers for; else the first of theirs."""
    roots = actor.areas("duplicates.merge")
    code = request.GET.get("wilayah", "")
    inside = valid_code(code) and any(is_within(code, root) for root in roots)
    found = Region.objects.filter(code=code if inside else next(iter(roots), "")).first()
    if found is None:
        raise Absent(_("Wilayah ini tidak ditemukan."))
    return found


def _areas(request: HttpRequest, actor: Authority, region: Region) -> list[Link]:
    """The areas to choose from: those below a province or the country; one's own when there are several."""
    if region.level < REGENCY_LEVEL:
        offered = list(Region.objects.current().children_of(region.code))
    else:
        roots = actor.areas("duplicates.merge")
        offered = list(Region.objects.filter(code__in=roots).order_by("code")) if len(set(roots)) > 1 else []
    return [
        Link(area.title, "?" + with_params(request.GET, wilayah=area.code), current=area == region)
        for area in offered
    ]
