"""The signed decree comes back as a photo, taken where it was signed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.domain.founding import access, actions
from kentongan.domain.founding.models import DecreeDraft, DraftState
from kentongan.domain.regions.access import get_region
from kentongan.doors.field.decrees.forms import LetterForm
from kentongan.doors.field.pages import actor_of, open_page, run

SHOWN = 50


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """The decrees whose signed letter the person may bring, the latest first."""
    actor = actor_of(request)
    drafts = access.deliverable(actor).select_related("issuer_region").order_by("-created_at", "pk")
    rows = list(drafts[:SHOWN])
    roots = actor.areas("decrees.deliver")
    place = rows[0].issuer_region if rows else get_region(roots[0] if roots else actor.grants[0].region_id)
    return open_page(request, "field/decrees/list.html", {"rows": rows}, region=place)


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, draft: str) -> HttpResponse:
    """One decree: take its photo, type its number and day."""
    actor = actor_of(request)
    found = access.get_deliverable(draft, actor)
    if found.state == DraftState.DELIVERED:
        return _page(request, found, {"form": None})
    form = LetterForm(
        request.POST or None,
        request.FILES or None,
        by=actor,
        initial={"issued_on": timezone.localdate()},
    )
    if request.method != "POST":
        return _page(request, found, {"form": form})
    form.keep_photo(found.issuer_region_id)

    def bring() -> object:
        return actions.deliver(
            found,
            number=form.cleaned_data["number"],
            issued_on=form.cleaned_data["issued_on"],
            scan=form.chosen(),
            by=actor,
        )

    status = run(form, bring)
    if status != 200:
        return _page(request, found, {"form": form}, status)
    messages.success(request, _("Foto SK terkirim. Terima kasih."))
    return redirect("field:decrees")


def _page(
    request: HttpRequest, draft: DecreeDraft, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    context |= {"draft": draft, "groups": access.own_groups_of(draft, actor_of(request))}
    back = (reverse("field:decrees"), _("SK"))
    return open_page(
        request, "field/decrees/letter.html", context, region=draft.issuer_region, back=back, status=status
    )
