"""The office's home: what waits for the person who opened it."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kentongan.doors.office.home.waiting import waiting_for
from kentongan.doors.office.pages import actor_of, page


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits for me."""
    actor = actor_of(request)
    context = {
        "waiting": waiting_for(actor),
        "roles": list(dict.fromkeys((grant.role_name, grant.region.title) for grant in actor.grants)),
        "may_write": actor.may("releases.write"),
        "may_request": actor.may("requests.make"),
        "now": timezone.now(),
    }
    return page(request, "office/home/index.html", context, section="home")
