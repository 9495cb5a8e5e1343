"""A tour to carry along: its calendar as a feed, its schedule and letters as PDF."""

from datetime import UTC
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from icalendar import Calendar
from icalendar import Event as Meeting

from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Invalid
from kentongan.domain.events.models import Invitation, Letter
from kentongan.domain.outreach import access, actions
from kentongan.domain.outreach.actions.stops import event_times
from kentongan.domain.outreach.models import Stop, Tour
from kentongan.domain.outreach.papers import letters_pdf, report_pdf, schedule_pdf
from kentongan.doors.office.asking import ASKED_AND_DONE
from kentongan.doors.office.pages import actor_of, page, posted, run
from kentongan.doors.office.tours.forms import LettersForm
from kentongan.doors.office.tours.rows import editable
from kentongan.doors.office.tours.words import trail_of


@require_safe
def feed(request: HttpRequest, code: str) -> HttpResponse:
    """The rows with a day as an iCalendar file, those of one's own area."""
    actor = actor_of(request)
    tour = access.get_tour(code, actor)
    calendar = Calendar()
    calendar.add("prodid", "-//Kentongan//Keliling//ID")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", tour.title)
    for stop in access.stops(tour, actor):
        if stop.date:
            calendar.add_component(_entry(tour, stop))
    answer = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{tour.code}.ics"'
    return answer


@require_safe
def schedule(request: HttpRequest, code: str) -> HttpResponse:
    """The schedule to print, of one district where the address names it."""
    actor = actor_of(request)
    tour = access.get_tour(code, actor)
    district = request.GET.get("kecamatan", "")
    return _pdf(schedule_pdf(tour, actor, district=district), f"jadwal-{tour.code}")


@require_safe
def report(request: HttpRequest, code: str) -> HttpResponse:
    """What came of it, to print."""
    actor = actor_of(request)
    tour = access.get_tour(code, actor)
    return _pdf(report_pdf(tour, actor), f"laporan-{tour.code}")


@require_http_methods(ASKED_AND_DONE)
def letters(request: HttpRequest, code: str) -> HttpResponse:
    """Number, signatory and seats of all letters of the tour; then the letters to print."""
    actor = actor_of(request)
    tour = editable(code, actor)
    form = LettersForm(posted(request), initial=_first(request, tour))
    status = 200
    if request.method == "POST":
        status = run(form, lambda: actions.write_letters(tour, by=actor, **form.cleaned_data))
        if status == 200:
            messages.success(request, _("Undangan siap dicetak."))
            return redirect("office:tour-letters", code=tour.code)
    waiting = tour.stops.filter(event__held_on=None, event__cancelled_on=None, event__isnull=False)
    context = {
        "tour": tour,
        "form": form,
        "events": waiting.count(),
        "invited": Invitation.objects.filter(event__stop__in=waiting).count(),
    }
    trail = trail_of(tour, _("Surat undangan"))
    return page(request, "office/tours/letters.html", context, section="tours", trail=trail, status=status)


@require_safe
def letters_file(request: HttpRequest, code: str) -> HttpResponse:
    """The letters themselves."""
    actor = actor_of(request)
    tour = editable(code, actor)
    try:
        return _pdf(letters_pdf(tour, actor), f"undangan-{tour.code}")
    except Invalid as problem:
        messages.error(request, problem.message)
        return redirect("office:tour-letters", code=tour.code)


def _first(request: HttpRequest, tour: Tour) -> dict[str, Any]:
    """The last letter's words, else today's date and whom one acts for."""
    kept = Letter.objects.filter(event__stop__tour=tour, kind=Letter.Kind.INVITATION).order_by("-pk").first()
    if kept:
        told = Entry.objects.about(tour).filter(verb="tours.letters").first()
        return LettersForm.words_of(kept) | {"number": told.detail["number"] if told else kept.number}
    actor = actor_of(request)
    behalf = actor.on_behalf_of
    return {
        "dated": timezone.localdate(),
        "number": "005/{urut}",
        "place": tour.region.name.removeprefix("Kabupaten ").removeprefix("Kota "),
        "signatory_name": actor.name,
        "on_behalf_of": behalf[behalf.find("(") + 1 :].rstrip(")") if "(" in behalf else "",
    }


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _entry(tour: Tour, stop: Stop) -> Meeting:
    starts_at, ends_at = event_times(tour, stop)
    district = stop.district.region
    villages = ", ".join(row.village.name for row in stop.villages.all())
    entry = Meeting()
    entry.add("uid", f"{stop.pk}@{urlsplit(settings.BASE_URL).hostname}")
    entry.add("dtstamp", tour.created_at.astimezone(UTC))
    entry.add("dtstart", starts_at.astimezone(UTC))
    entry.add("dtend", ends_at.astimezone(UTC))
    entry.add("summary", _("%(district)s: %(tour)s") % {"district": district.title, "tour": tour.title})
    entry.add("location", ", ".join(part for part in (stop.place, district.title) if part))
    entry.add("description", villages)
    entry.add("url", settings.BASE_URL + reverse("office:tour-detail", args=[tour.code]) + f"#p-{stop.pk}")
    return entry
