"""What came of a tour: per district and village, those that had a KIM apart from new ones (domain.md B8)."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design.parts import Part
from kentongan.domain.outreach import access
from kentongan.domain.outreach.boards import TourReport, tour_report
from kentongan.doors.office.pages import actor_of, page
from kentongan.doors.office.tours.words import period, trail_of, views_of


@require_safe
def index(request: HttpRequest, code: str) -> HttpResponse:
    """The report as of today, of the districts one reads."""
    actor = actor_of(request)
    tour = access.get_tour(code, actor)
    report = tour_report(tour, actor)
    context = {
        "tour": tour,
        "period": period(tour.starts_on, tour.ends_on),
        "views": views_of(tour, "report"),
        "report": report,
        "total": report.totals,
        "rows": [(row, row.totals) for row in report.districts],
        "elements": [Part(name or _("Tidak dicatat"), count, "strong") for name, count in report.elements],
        "sexes": _sexes(report),
    }
    return page(request, "office/tours/report.html", context, section="tours", trail=trail_of(tour))


def _sexes(report: TourReport) -> list[tuple[str, int]]:
    words = {"f": _("Perempuan"), "m": _("Laki-laki"), "": _("Tidak dicatat")}
    return [(words[sex], count) for sex, count in report.sexes.items() if count]
