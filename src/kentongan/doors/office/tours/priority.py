"""Which villages come first, by weights one chooses, with the reasons of each; narrowed by labels."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.core.texts import number_of
from kentongan.domain.outreach.priority import narrowed, rank_villages
from kentongan.domain.outreach.rules import DEFAULT_WEIGHTS
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.boards import facts_for
from kentongan.domain.regions.models import Region, Tag
from kentongan.domain.regions.queries import attach_paths
from kentongan.domain.regions.rules import ROOT
from kentongan.doors.office.fields import day_field
from kentongan.doors.office.pages import actor_of, page, with_params
from kentongan.doors.office.places import AreaField, area_text
from kentongan.doors.office.tours.weights import PREFIX, WeightsForm, as_fields

SHOWN = 50


class PriorityForm(WeightsForm):
    """The area, the weights, and what narrows the list."""

    wilayah = AreaField(label=gettext_lazy("Wilayah"), required=False, help_text="")
    label = forms.MultipleChoiceField(
        label=gettext_lazy("Hanya desa berlabel"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tanpa_kim = forms.BooleanField(label=gettext_lazy("Hanya desa tanpa KIM"), required=False)
    pada = day_field(gettext_lazy("Keadaan per tanggal"), required=False)

    def __init__(self, *args: Any, area: str, **kwargs: Any) -> None:
        super().__init__(*args, area=area, **kwargs)
        tags = {
            name.removeprefix(PREFIX + "tag:"): "" for name in self.fields if name.startswith(PREFIX + "tag:")
        }
        named = Tag.objects.filter(code__in=tags).values_list("code", "name")
        self.fields["label"].choices = list(named)  # type: ignore[attr-defined]  # a MultipleChoiceField


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The villages of an area in the order of their points."""
    actor = actor_of(request)
    area = _area(request.GET, actor)
    form = PriorityForm(_asked(request.GET, area), area=area.code)
    form.is_valid()
    said = form.cleaned_data
    day = said.get("pada") or timezone.localdate()
    found = _ranked(area, form, day)
    begin = number_of(request.GET.get("mulai", "")) or 0
    rows = found[begin : begin + SHOWN]
    attach_paths([row.region for row in rows], Region)
    facts = facts_for([row.region.code for row in rows], day)
    following = with_params(request.GET, mulai=str(begin + SHOWN)) if len(found) > begin + SHOWN else ""
    context = {
        "form": form,
        "area": area,
        "day": day,
        "rows": [(row, facts[row.region.code].tags) for row in rows],
        "total": len(found),
        "next_url": f"?{following}" if following else "",
        "first_url": "?" + with_params(request.GET, mulai="") if begin else "",
        "too_wide": area.code == ROOT,
        "may_plan": actor.may("tours.edit", area.code),
        "plan_query": _plan_query(area, form),
        "uses_htmx": True,
    }
    trail = [Crumb(_("Keliling"), reverse("office:tour-list")), Crumb(_("Prioritas desa"))]
    return page(request, "office/tours/priority.html", context, section="tours", trail=trail)


def _ranked(area: Region, form: PriorityForm, day: date) -> list[Any]:
    if area.code == ROOT:
        return []
    said = form.cleaned_data
    rows = rank_villages(area, form.weights(), day)
    return narrowed(rows, tags=said.get("label", ()), without_kim=said.get("tanpa_kim", False), on=day)


def _asked(params: QueryDict, area: Region) -> QueryDict:
    """What the address says; the usual weights where it names none."""
    asked = params.copy()
    asked["wilayah"] = area_text(area)
    if not any(name.startswith(PREFIX) for name in params):
        asked.update(as_fields(DEFAULT_WEIGHTS))
    return asked


def _area(params: QueryDict, actor: Authority) -> Region:
    """The area asked for, else the person's own."""
    field = AreaField(required=False)
    try:
        asked = field.clean(params.get("wilayah", ""))
    except forms.ValidationError:
        asked = None
    if isinstance(asked, Region):
        return asked
    home = min(actor.areas("tours.read"), key=len, default=ROOT)
    return Region.objects.get(pk=home)


def _plan_query(area: Region, form: PriorityForm) -> str:
    query = QueryDict(mutable=True)
    query.update({"wilayah": area.code, **as_fields(form.weights())})
    return query.urlencode()
