"""The list of events and the calendar of a month: filters as a link that can be shared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kentongan.design.formats import capitals, month_name
from kentongan.design.months import YEARS, beside, month_of, month_start
from kentongan.design.parts import Link
from kentongan.domain.events import access
from kentongan.domain.events.boards import counts_of
from kentongan.domain.events.models import Event, EventQuerySet, Kind, State
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.calendar import holidays
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT, valid_code
from kentongan.doors.office.events.words import look_of, when
from kentongan.doors.office.fields import day_field
from kentongan.doors.office.pages import actor_of, page, with_params
from kentongan.doors.office.paging import bounded_count, page_after

ORDER = ("-starts_at", "pk")
FIRST_DAY, LAST_DAY = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
IN_MONTH = 400  # events drawn in one month


class FilterForm(forms.Form):
    """The filters; what is not understood filters nothing."""

    q = forms.CharField(label=gettext_lazy("Judul, tempat, atau kode"), required=False, max_length=80)
    keadaan = forms.ChoiceField(label=gettext_lazy("Keadaan"), required=False)
    jenis = forms.ChoiceField(label=gettext_lazy("Jenis"), required=False)
    wilayah = forms.ChoiceField(label=gettext_lazy("Wilayah"), required=False)
    dari = day_field(gettext_lazy("Dari"), required=False)
    sampai = day_field(gettext_lazy("Sampai"), required=False)

    def __init__(self, params: QueryDict, *, by: Authority) -> None:
        super().__init__(params)
        inside = Q(pk__in=[])
        for root in by.areas("events.read"):
            inside |= Q(code=root) | Q(parent_id=root)
        chosen = params.get("wilayah", "")
        if valid_code(chosen):
            inside |= Q(code=chosen)
        areas = [(area.code, area.title) for area in Region.objects.current().filter(inside)]
        self._offer("wilayah", areas)
        self._offer("keadaan", capitals(State.choices))
        self._offer("jenis", capitals(Kind.choices))

    def _offer(self, name: str, choices: Sequence[Any]) -> None:
        self.fields[name].choices = [("", _("Semua")), *choices]  # type: ignore[attr-defined]  # a ChoiceField

    def narrowed(self, rows: EventQuerySet) -> EventQuerySet:
        """The rows that fit every filter."""
        self.is_valid()
        wanted = self.cleaned_data
        if wanted.get("wilayah"):
            rows = rows.for_region(wanted["wilayah"])
        if wanted.get("jenis"):
            rows = rows.filter(kind=wanted["jenis"])
        if wanted.get("keadaan"):
            rows = rows.in_state(wanted["keadaan"])
        if wanted.get("q"):
            rows = rows.matching(wanted["q"])
        if wanted.get("dari") or wanted.get("sampai"):
            start = max(wanted.get("dari") or FIRST_DAY, FIRST_DAY)
            rows = rows.between(start, min(wanted.get("sampai") or LAST_DAY, LAST_DAY))
        return rows

    def active(self, params: QueryDict) -> list[Link]:
        """The filters in force, each a link without it."""
        links = []
        for name, value in self.cleaned_data.items():
            if value:
                choices = dict(getattr(self.fields[name], "choices", ()))
                label = f"{self.fields[name].label}: {choices.get(value, value)}"
                links.append(Link(label, "?" + with_params(params, **{name: ""})))
        return links


@dataclass(frozen=True)
class Row:
    """A line of the list, with the three numbers."""

    event: Event
    look: str
    when: str
    counts: Any


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The events the person may read, the latest first."""
    actor = actor_of(request)
    form = FilterForm(request.GET, by=actor)
    found = form.narrowed(access.visible(actor))
    events, following = page_after(found.select_related("region", "parent"), request.GET, ORDER)
    total, more = bounded_count(found)
    counts = counts_of(events)
    context = {
        "form": form,
        "rows": [Row(event, look_of(event), when(event), counts[event.pk]) for event in events],
        "active": form.active(request.GET),
        "views": _views(request.GET, "list"),
        "total": total,
        "more": more,
        "next_url": following,
        "first_url": "?" + with_params(request.GET) if request.GET.get("sesudah") else "",
        "may_add": actor.may("events.edit"),
    }
    return page(request, "office/events/list.html", context, section="events")


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """A month of events as a table; the same filters, the month in the address."""
    actor = actor_of(request)
    form = FilterForm(request.GET, by=actor)
    first = month_start(request.GET.get("bulan", ""), timezone.localdate())
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    found = form.narrowed(access.visible(actor)).between(first, last)
    events = list(found.select_related("region").order_by("starts_at", "pk")[: IN_MONTH + 1])
    area = form.cleaned_data.get("wilayah") or next(iter(actor.areas("events.read")), ROOT)
    weeks = month_of(
        first,
        _entries(events[:IN_MONTH], first, last),
        holidays=holidays(area, first, last),
        today=timezone.localdate(),
    )
    context = {
        "form": form,
        "active": form.active(request.GET),
        "views": _views(request.GET, "calendar"),
        "weeks": weeks,
        "month": month_name(first),
        "earlier": "?" + with_params(request.GET, bulan=beside(first, -1)),
        "later": "?" + with_params(request.GET, bulan=beside(first, 1)),
        "hidden_month": request.GET.get("bulan", ""),
        "count": min(len(events), IN_MONTH),
        "more": len(events) > IN_MONTH,
        "may_add": actor.may("events.edit"),
    }
    return page(request, "office/events/calendar.html", context, section="events")


def _entries(events: Sequence[Event], first: date, last: date) -> Iterator[tuple[date, Link]]:
    """A link on each day of the month an event lasts."""
    for event in events:
        href = reverse("office:event-detail", args=[event.code])
        title = _("Batal: %(title)s") % {"title": event.title} if event.cancelled_on else event.title
        on, end = max(event.starts_on, first), min(event.ends_on, last)
        while on <= end:
            yield on, Link(title, href)
            on += timedelta(days=1)


def _views(params: QueryDict, here: str) -> list[Link]:
    """List or calendar, with the same filters."""
    query = with_params(params)
    tail = f"?{query}" if query else ""
    return [
        Link(_("Daftar"), reverse("office:event-list") + tail, current=here == "list"),
        Link(_("Kalender"), reverse("office:event-calendar") + tail, current=here == "calendar"),
    ]
