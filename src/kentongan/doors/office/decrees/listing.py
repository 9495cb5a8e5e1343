"""The list of decrees, and one decree with the groups it names."""

from typing import Any

from django import forms
from django.db.models import Count
from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kentongan.design.parts import Crumb, Link
from kentongan.domain.core import attachments
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent
from kentongan.domain.groups import access
from kentongan.domain.groups.models import Decree
from kentongan.domain.groups.models.decrees import DecreeQuerySet
from kentongan.domain.groups.models.queries import EXPIRING_DAYS
from kentongan.domain.people.access import Authority
from kentongan.doors.office.groups.words import decree_rows, decree_state
from kentongan.doors.office.history import SHOWN, events
from kentongan.doors.office.pages import actor_of, page, with_params
from kentongan.doors.office.paging import bounded_count, page_after
from kentongan.doors.office.regulations.forms import short_title

ORDER = ("-issued_on", "-code")
STATES = [
    ("", gettext_lazy("Semua")),
    ("berlaku", gettext_lazy("Berlaku")),
    ("berakhir", gettext_lazy("Berakhir dalam 90 hari")),
    ("lewat", gettext_lazy("Tidak berlaku lagi")),
]


class FilterForm(forms.Form):
    """The filters; what is not understood filters nothing."""

    q = forms.CharField(label=gettext_lazy("Nomor SK atau nama KIM"), required=False, max_length=80)
    keadaan = forms.ChoiceField(label=gettext_lazy("Keadaan"), required=False, choices=STATES)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The decrees the person may read, the latest first."""
    actor = actor_of(request)
    form = FilterForm(request.GET)
    form.is_valid()
    found = _filtered(access.visible_decrees(actor), form.cleaned_data, actor)
    total, more = bounded_count(found)
    rows, following = page_after(
        found.select_related("issuer_region").annotate(named=Count("groups", distinct=True)),
        request.GET,
        ORDER,
    )
    active = [
        Link(
            f"{form.fields[name].label}: {dict(getattr(form.fields[name], 'choices', ())).get(value, value)}",
            "?" + with_params(request.GET, **{name: ""}),
        )
        for name, value in form.cleaned_data.items()
        if value
    ]
    context = {
        "form": form,
        "rows": decree_rows(rows),
        "active": active,
        "total": total,
        "more": more,
        "next_url": following,
        "first_url": "?" + with_params(request.GET) if request.GET.get("sesudah") else "",
        "may_add": actor.may("decrees.edit"),
    }
    return page(request, "office/decrees/list.html", context, section="decrees")


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One decree, the groups it names that the person may see, and its history."""
    actor = actor_of(request)
    decree = access.get_decree(code, actor)
    named = list(
        access.visible(actor).filter(decrees=decree).select_related("region").order_by("region_id", "name")
    )
    may_edit = _may_edit(decree, actor, named)
    context = {
        "decree": decree,
        "row": decree_rows([decree])[0],
        "groups": named,
        "basis": [(one, short_title(one)) for one in decree.basis.all()],
        "may_edit": may_edit,
        "may_revoke": may_edit and decree_state(decree, timezone.localdate()) not in {"revoked", "expired"},
        "events": events(Entry.objects.about(decree)[:SHOWN]) if may_edit else [],
        "address": request.build_absolute_uri(f"/sk/{decree.code}/"),
    }
    trail = [Crumb(_("SK"), reverse("office:decree-list")), Crumb(decree.number)]
    return page(request, "office/decrees/detail.html", context, section="decrees", trail=trail)


@require_safe
def file(request: HttpRequest, code: str) -> FileResponse:
    """The scanned letter, for whoever may read the decree."""
    decree = access.get_decree(code, actor_of(request))
    if decree.scan is None:
        raise Absent(_("SK ini belum memiliki pindaian."))
    return attachments.response(decree.scan)


def _filtered(rows: DecreeQuerySet, wanted: dict[str, Any], actor: Authority) -> DecreeQuerySet:
    text = wanted.get("q", "").strip()
    if text:
        named = access.visible(actor).named(text)
        rows = rows.filter(number__icontains=text) | rows.filter(groups__in=named)
    state = wanted.get("keadaan")
    if state == "berlaku":
        rows = rows.in_force()
    elif state == "berakhir":
        rows = rows.expiring(EXPIRING_DAYS)
    elif state == "lewat":
        rows = rows.exclude(pk__in=Decree.objects.in_force().values("pk"))
    return rows.distinct()


def _may_edit(decree: Decree, actor: Authority, named: list[Any]) -> bool:
    if actor.may("decrees.edit", decree.issuer_region_id):
        return True
    inside = all(actor.may("decrees.edit", group.region_id, group=group.pk) for group in named)
    return bool(named) and inside and decree.groups.filter(merged_into=None).count() == len(named)
