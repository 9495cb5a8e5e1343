"""The data sent on to the province: what was sent, what changed since, the list on paper and as a file."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.design.formats import short_day
from kentongan.design.parts import Crumb
from kentongan.domain.core.problems import Absent
from kentongan.domain.groups import actions
from kentongan.domain.groups.models import Transmission
from kentongan.domain.groups.transmissions import (
    changes_since,
    contents,
    last_of,
    lines_of,
    visible_transmissions,
)
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import level_of
from kentongan.doors.office import sheets
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.fields import day_field
from kentongan.doors.office.pages import actor_of, next_page, page, posted

REGENCY_LEVEL = 2
LABELS = {
    "name": gettext_lazy("Nama"),
    "region_code": gettext_lazy("Kode wilayah"),
    "register_number": gettext_lazy("Nomor Induk KIM"),
    "decree_number": gettext_lazy("Nomor SK"),
    "decree_valid_to": gettext_lazy("SK berlaku sampai"),
    "chair": gettext_lazy("Ketua"),
}


class SendForm(forms.Form):
    """A transmission: when, to whom, by which letter."""

    on = day_field(gettext_lazy("Dikirim pada"))
    letter_number = forms.CharField(
        label=gettext_lazy("Nomor surat pengantar"), required=False, max_length=80
    )
    recipient = forms.CharField(label=gettext_lazy("Kepada"), required=False, max_length=150)
    note = forms.CharField(
        label=gettext_lazy("Catatan"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "low"}),
    )


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What was sent, latest first; for one's own regency also what changed since."""
    actor = actor_of(request)
    rows, following = next_page(visible_transmissions(actor), request.GET)
    region = _own_regency(actor)
    last = last_of(region) if region else None
    since = changes_since(last) if last else None
    context = {
        "rows": rows,
        "next_url": following,
        "region": region,
        "last": last,
        "since": since,
        "changed": [
            (row.line, [(LABELS[name], _shown(was), _shown(now)) for name, was, now in row.fields])
            for row in since.changed
        ]
        if since
        else [],
        "waiting": len(contents(region)) if region and not last else 0,
        "may_send": bool(region and actor.may("groups.edit", region.code)),
    }
    trail = [_trail()[0], Crumb(_("Data ke provinsi"))]
    return page(request, "office/groups/sending.html", context, section="groups", trail=trail)


@require_http_methods(ASKED_AND_DONE)
def send(request: HttpRequest) -> HttpResponse:
    """Record that the data went to the province."""
    actor = actor_of(request)
    region = _own_regency(actor)
    if region is None:
        raise Absent(_("Data dikirim ke provinsi oleh kabupaten atau kota."))
    first = {"on": timezone.localdate(), "recipient": _("Diskominfo Provinsi")}
    form = SendForm(posted(request), initial=first)
    count = len(contents(region))
    return ask(
        request,
        form,
        lambda: actions.send_to_province(region, by=actor, **form.cleaned_data),
        section="groups",
        trail=_trail(),
        back=reverse("office:group-sending"),
        question=_("Catat pengiriman data ke provinsi"),
        consequence=_(
            "%(count)d KIM ber-SK di %(place)s masuk data ini. KIM tanpa SK yang berlaku belum ikut dikirim."
        )
        % {"count": count, "place": region.title},
        button=_("Catat pengiriman"),
        done=_("Pengiriman ke provinsi tercatat."),
    )


@require_safe
def detail(request: HttpRequest, number: int) -> HttpResponse:
    """One transmission with its contents as they were sent."""
    sent = _get(request, number)
    context = {"sent": sent, "lines": list(lines_of(sent))}
    trail = [*_trail(), Crumb(short_day(sent.sent_on))]
    return page(request, "office/groups/sent.html", context, section="groups", trail=trail)


@require_safe
def paper(request: HttpRequest, number: int) -> HttpResponse:
    """The list on paper, as an annex of the covering letter."""
    sent = _get(request, number)
    context = {
        "sent": sent,
        "lines": list(lines_of(sent)),
        "back_url": reverse("office:group-sent", args=[sent.pk]),
    }
    return page(request, "office/groups/sent_paper.html", context, section="groups")


@require_safe
def sheet(request: HttpRequest, number: int) -> HttpResponse:
    """The list as a spreadsheet."""
    sent = _get(request, number)
    head = ["kode", "nama_kim", "kode_wilayah", "nomor_induk", "tanggal_dibentuk"]
    head += ["nomor_sk", "tanggal_sk", "berlaku_sampai", "ketua"]
    lines = [
        [
            line.group.code,
            line.name,
            line.region_code,
            line.register_number,
            _iso(line.founded_on),
            line.decree_number,
            _iso(line.decree_issued_on),
            _iso(line.decree_valid_to),
            line.chair,
        ]
        for line in lines_of(sent)
    ]
    return sheets.answer("xlsx", f"kim-{sent.region_id}-{sent.sent_on}", "KIM", head, lines)


def _get(request: HttpRequest, number: int) -> Transmission:
    found = visible_transmissions(actor_of(request)).filter(pk=number).first()
    if found is None:
        raise Absent(_("Pengiriman ini tidak ditemukan."))
    return found


def _own_regency(actor: Authority) -> Region | None:
    """The regency whose data the person takes out: the first of theirs, none for a province."""
    roots = sorted(root for root in actor.areas("groups.export") if level_of(root) == REGENCY_LEVEL)
    return Region.objects.filter(code=roots[0]).first() if roots else None


def _trail() -> list[Crumb]:
    return [
        Crumb(_("KIM"), reverse("office:group-list")),
        Crumb(_("Data ke provinsi"), reverse("office:group-sending")),
    ]


def _shown(value: Any) -> str:
    return short_day(value) if hasattr(value, "isoformat") else str(value or "–")


def _iso(value: Any) -> str:
    return value.isoformat() if value else ""
