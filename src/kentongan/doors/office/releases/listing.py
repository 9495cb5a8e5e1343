"""The list of packages: filters as a link that can be shared, paged by cursor."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kentongan.design.parts import Link
from kentongan.domain.people.access import Authority
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import lineage, subtree_q, valid_code
from kentongan.domain.releases import access
from kentongan.domain.releases.models import Campaign, State, Topic, Version
from kentongan.domain.releases.models.releases import VersionQuerySet
from kentongan.doors.office.pages import actor_of, next_page, page, with_params
from kentongan.doors.office.releases.wording import state_of


class FilterForm(forms.Form):
    """The filters; what is not understood filters nothing."""

    q = forms.CharField(label=_("Cari kata"), required=False, max_length=100)
    keadaan = forms.ChoiceField(label=_("Keadaan"), required=False)
    wilayah = forms.ChoiceField(label=_("Wilayah sasaran"), required=False)
    topik = forms.ChoiceField(label=_("Topik"), required=False)
    kampanye = forms.ChoiceField(label=_("Kampanye"), required=False)
    instansi = forms.ChoiceField(label=_("Instansi"), required=False)

    def __init__(self, params: QueryDict, *, by: Authority) -> None:
        super().__init__(params)
        roots = by.areas("releases.read")
        above = {code for root in roots for code in lineage(root)}
        inside = Q(pk__in=[])
        for root in roots:
            inside |= Q(code=root) | Q(parent_id=root)
        chosen = params.get("wilayah", "")
        if valid_code(chosen):
            inside |= Q(code=chosen)
        regions = Region.objects.filter(inside)
        self._offer("keadaan", State.choices)
        self._offer("wilayah", [(region.code, region.title) for region in regions])
        self._offer("topik", list(Topic.objects.values_list("code", "name")))
        campaigns = Campaign.objects.filter(region_id__in=above).order_by("name")
        self._offer("kampanye", list(campaigns.values_list("code", "name")))
        agencies = Agency.objects.filter(region_id__in=above).order_by("short_name")
        self._offer("instansi", [(str(agency.pk), agency.short_name) for agency in agencies])

    def _offer(self, name: str, choices: Any) -> None:
        self.fields[name].choices = [("", _("Semua")), *choices]  # type: ignore[attr-defined]  # a ChoiceField


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    version: Version
    state: str


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The packages the person may read, newest first."""
    actor = actor_of(request)
    form = FilterForm(request.GET, by=actor)
    form.is_valid()
    rows = _filtered(access.visible(actor).with_state(), form.cleaned_data)
    versions, following = next_page(rows.prefetch_related("areas"), request.GET, field="release_id")
    context = {
        "form": form,
        "rows": [Row(version, state_of(version)) for version in versions],
        "active": _active(form, request.GET),
        "next_url": following,
        "first_url": "?" + with_params(request.GET) if request.GET.get("sesudah") else "",
        "may_write": actor.may("releases.write"),
    }
    return page(request, "office/releases/list.html", context, section="releases")


def _filtered(rows: VersionQuerySet, wanted: dict[str, str]) -> VersionQuerySet:
    if wanted.get("q"):
        rows = rows.search(wanted["q"])
    if wanted.get("keadaan"):
        rows = rows.filter(Q(state=wanted["keadaan"]))
    if wanted.get("wilayah"):
        code = wanted["wilayah"]
        touching = Version.areas.through.objects.filter(Q(region_id__in=lineage(code)) | subtree_q(code))
        rows = rows.filter(pk__in=touching.values("version_id"))
    if wanted.get("topik"):
        rows = rows.filter(release__topics=wanted["topik"])
    if wanted.get("kampanye"):
        rows = rows.filter(release__campaign=wanted["kampanye"])
    if wanted.get("instansi"):
        rows = rows.filter(release__agency_id=UUID(wanted["instansi"]))
    return rows


def _active(form: FilterForm, params: QueryDict) -> list[Link]:
    """The filters in force, each a link without it."""
    links = []
    for name, value in form.cleaned_data.items():
        if value:
            choices = dict(getattr(form.fields[name], "choices", ()))
            label = f"{form.fields[name].label}: {choices.get(value, value)}"
            links.append(Link(label, "?" + with_params(params, **{name: ""})))
    return links
