"""The list of groups: filters as a link that can be shared, search, paged by cursor, with a count."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kentongan.design.formats import capitals
from kentongan.design.parts import Link
from kentongan.domain.groups import access, boards
from kentongan.domain.groups.models import Group
from kentongan.domain.groups.models.groups import Kind, Level, Stage
from kentongan.domain.people.access import Authority
from kentongan.domain.people.models import Person
from kentongan.domain.regions.models import Region, Tag
from kentongan.domain.regions.queries import attach_paths
from kentongan.domain.regions.rules import level_of, valid_code
from kentongan.doors.office.groups.words import Badge, DecreeRow, decree_rows, stage_badge
from kentongan.doors.office.pages import actor_of, page, with_params
from kentongan.doors.office.paging import bounded_count, page_after

ORDER = ("region_id", "name", "pk")
DECREES = [
    ("in_force", _("Ber-SK yang berlaku")),
    ("expiring", _("SK berakhir dalam 90 hari")),
    ("expiring_30", _("SK berakhir dalam 30 hari")),
    ("expiring_7", _("SK berakhir dalam 7 hari")),
    ("none", _("Tanpa SK yang berlaku")),
]
TERMS = [
    ("244", _("Berakhir dalam 8 bulan")),
    ("90", _("Berakhir dalam 90 hari")),
    ("30", _("Berakhir dalam 30 hari")),
    ("7", _("Berakhir dalam 7 hari")),
]
FEW = 1000  # groups at a stage: a page of so few is found quicker from their side
FILTERS = {  # the room's name of each parameter
    "q": "text",
    "wilayah": "region",
    "tingkat": "level",
    "tahap": "stage",
    "label": "tag",
    "sk": "decree",
    "jenis": "kind",
    "bakti": "term",
}


class FilterForm(forms.Form):
    """The filters; what is not understood filters nothing."""

    q = forms.CharField(label=_("Nama KIM atau desa"), required=False, max_length=100)
    wilayah = forms.ChoiceField(label=_("Wilayah"), required=False)
    tahap = forms.ChoiceField(label=_("Tahap"), required=False)
    sk = forms.ChoiceField(label=_("SK"), required=False)
    bakti = forms.ChoiceField(label=_("Masa bakti pengurus"), required=False)
    tingkat = forms.ChoiceField(label=_("Tingkat"), required=False)
    label = forms.ChoiceField(label=_("Label wilayah"), required=False)
    jenis = forms.ChoiceField(label=_("Jenis"), required=False)

    def __init__(self, params: QueryDict, *, by: Authority) -> None:
        super().__init__(params)
        inside = Q(pk__in=[])
        for root in by.areas("groups.read"):
            inside |= Q(code=root) | Q(parent_id=root)
        chosen = params.get("wilayah", "")
        if valid_code(chosen):
            inside |= Q(code=chosen)
        self._offer("wilayah", [(area.code, area.title) for area in Region.objects.current().filter(inside)])
        self._offer("tahap", capitals(Stage.choices))
        self._offer("sk", DECREES)
        self._offer("bakti", TERMS)
        self._offer("tingkat", capitals(Level.choices))
        self._offer("label", list(Tag.objects.values_list("code", "name")))
        self._offer("jenis", capitals(Kind.choices))

    def _offer(self, name: str, choices: Sequence[Any]) -> None:
        self.fields[name].choices = [("", _("Semua")), *choices]  # type: ignore[attr-defined]  # a ChoiceField

    def wanted(self) -> dict[str, str]:
        """The filters as the groups room names them."""
        self.is_valid()
        return {FILTERS[name]: value for name, value in self.cleaned_data.items() if value}


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    group: Group
    place: str  # where its area lies: the nearest area above, all of them for whoever sees several regencies
    badge: Badge
    chair: Person | None
    decree: DecreeRow | None


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The groups the person may read, by area."""
    actor = actor_of(request)
    form = FilterForm(request.GET, by=actor)
    wanted = form.wanted()
    total, more = bounded_count(access.visible(actor).matching(**wanted, stage_first=True))
    found = access.visible(actor).matching(**wanted, stage_first=total < FEW)
    groups, following = page_after(found.select_related("region"), request.GET, ORDER)
    context = {
        "form": form,
        "rows": _rows(groups, is_wide=any(level_of(root) < 2 for root in actor.areas("groups.read"))),
        "active": _active(form, request.GET),
        "total": total,
        "more": more,
        "next_url": following,
        "first_url": "?" + with_params(request.GET) if request.GET.get("sesudah") else "",
        "may_add": actor.may("groups.edit"),
        "may_import": actor.may("groups.import"),
        "may_export": actor.may("groups.export"),
        "may_merge": actor.may("duplicates.merge"),
    }
    return page(request, "office/groups/list.html", context, section="groups")


def _rows(groups: Sequence[Group], *, is_wide: bool) -> list[Row]:
    """The lines with chair and decree: three queries however many."""
    attach_paths([group.region for group in groups], Region)
    chairs, decrees = boards.chairs(groups), boards.current_decrees(groups)
    rows = []
    for group in groups:
        chair, decree = chairs.get(group.pk), decrees.get(group.pk)
        rows.append(
            Row(
                group,
                group.region.path_text if is_wide else _above(group.region),
                stage_badge(group.stage),  # type: ignore[attr-defined]  # annotated by with_stage
                chair.person.survivor if chair else None,
                decree_rows([decree])[0] if decree else None,
            )
        )
    return rows


def _above(region: Region) -> str:
    return region.path[-2].title if len(region.path) > 1 else ""


def _active(form: FilterForm, params: QueryDict) -> list[Link]:
    """The filters in force, each a link without it."""
    links = []
    for name, value in form.cleaned_data.items():
        if value:
            choices = dict(getattr(form.fields[name], "choices", ()))
            label = f"{form.fields[name].label}: {choices.get(value, value)}"
            links.append(Link(label, "?" + with_params(params, **{name: ""})))
    return links
