"""Taking attendance on a phone: names from the register to tick, new ones to type, thirty at a time."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.domain.core.problems import Absent, Invalid, Problem
from kentongan.domain.events import access, actions
from kentongan.domain.events.models import Attendance, Element, Event
from kentongan.domain.events.offering import areas_of, offered
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.doors.field.events.forms import Line, Row, Tick, spare_rows, ticks_of, typed_rows
from kentongan.doors.field.pages import actor_of, open_page

SHOWN = 40  # names already written down, the last first


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, event: str) -> HttpResponse:
    """The list of one event. What can be kept is kept; what cannot stays in the form with the reason."""
    actor = actor_of(request)
    found = access.get_attendable(event, actor)
    listed = list(access.attendance(found, actor).standing())
    elements, areas = list(Element.objects.all()), areas_of(found, actor)
    offers = offered(found, actor, listed, areas)
    if request.method != "POST":
        rows = spare_rows(listed[-1] if listed else None)
        return _page(request, found, listed, ticks_of(offers), rows, elements, areas)
    ticks, rows = ticks_of(offers, request.POST), typed_rows(request.POST)
    kept = _keep(found, ticks, rows, elements, areas, actor)
    if kept:
        words = ngettext("%(count)d orang tercatat hadir.", "%(count)d orang tercatat hadir.", kept)
        messages.success(request, words % {"count": kept}, extra_tags=_key(found))
    lines: list[Line] = [*ticks, *rows]
    if not any(line.error for line in lines):
        if not kept:
            messages.info(request, _("Belum ada nama yang dicentang atau ditulis."))
        return redirect("field:roll", event=found.code)
    listed = list(access.attendance(found, actor).standing())
    return _page(request, found, listed, ticks, rows, elements, areas, status=422)


@require_POST
def undo(request: HttpRequest, event: str, row: UUID) -> HttpResponse:
    """Take a name off the list again."""
    actor = actor_of(request)
    found = access.get_attendable(event, actor)
    line = access.get_attendance(row, actor)
    if line.event_id != found.pk:
        raise Absent(_("Nama ini tidak ada di daftar hadir."))
    if not line.removed_at:
        actions.remove_attendance(line, reason=_("Dibatalkan di telepon"), by=actor)
    messages.success(request, _("%(name)s dihapus dari daftar hadir.") % {"name": line.name})
    return redirect("field:roll", event=found.code)


def _keep(
    event: Event,
    ticks: Sequence[Tick],
    rows: Sequence[Row],
    elements: Sequence[Element],
    areas: Sequence[Region],
    actor: Authority,
) -> int:
    """Write the names down, each by itself; returns how many stand on the list now."""
    kept = 0
    ticked = [tick for tick in ticks if tick.checked and not tick.offer.is_listed]
    told: list[tuple[Line, dict[str, Any]]] = [(tick, tick.facts(elements)) for tick in ticked]
    told += [(row, row.facts(elements, areas)) for row in rows]
    for line, facts in told:
        try:
            row = actions.record_attendance(event=event, by=actor, **facts)
        except Problem as problem:
            if problem.status not in {409, 422}:
                raise
            line.error = problem.message
            if problem.field is None and isinstance(problem, Invalid):
                break  # the event takes no names: the same would be said of each
        else:
            line.is_kept = True
            kept += row.removed_at is None
    return kept


def _page(
    request: HttpRequest,
    event: Event,
    listed: Sequence[Attendance],
    ticks: Sequence[Tick],
    rows: Sequence[Row],
    elements: Sequence[Element],
    areas: Sequence[Region],
    status: int = 200,
) -> HttpResponse:
    counts = _counts(event, listed, actor_of(request))
    left = [row for row in rows if not row.is_kept] or spare_rows(listed[-1] if listed else None)
    lines: list[Line] = [*ticks, *rows]
    context = {
        "event": event,
        "total": sum(count for _name, count in counts),
        "counts": counts,
        "last": listed[-1] if listed else None,
        "listed": list(reversed(listed))[:SHOWN],
        "villages": _by_village(ticks),
        "rows": left,
        "elements": elements,
        "areas": areas,
        "problems": list(dict.fromkeys(line.error for line in lines if line.error)),
        "keep_key": _key(event),
    }
    back = (reverse("field:event", args=[event.code]), _("Acara"))
    return open_page(
        request, "field/events/roll.html", context, region=event.region, back=back, status=status
    )


def _counts(event: Event, listed: Sequence[Attendance], actor: Authority) -> list[tuple[str, int]]:
    """How many came of each element, the most first; of all, also where the names of others are not shown."""
    if access.may_see_people(event, actor):
        counted = Counter(row.element.name if row.element else "" for row in listed)
    else:
        rows = Attendance.objects.standing().filter(event=event).order_by().values_list("element__name")
        counted = Counter({name or "": count for name, count in rows.annotate(count=Count("pk"))})
    return [(name or _("Tanpa unsur"), count) for name, count in counted.most_common()]


def _by_village(ticks: Sequence[Tick]) -> list[tuple[str, list[Tick]]]:
    """The offers that are not on the list yet, under the names of their areas."""
    villages: dict[str, list[Tick]] = {}
    for tick in ticks:
        if not tick.offer.is_listed and not tick.is_kept:
            place = tick.offer.region.title if tick.offer.region else ""
            villages.setdefault(place, []).append(tick)
    return list(villages.items())


def _key(event: Event) -> str:
    return f"hadir-{event.code}"
