"""The style guide: every component at work, with invented data."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kentongan.design import gallery
from kentongan.doors.office.pages import page


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What the pages are put together from."""
    return page(request, "design/gaya.html", gallery.context(), section="gaya")
