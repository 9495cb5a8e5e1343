"""A claim as anybody reads it: what is said, what is true, why, where it stands written."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kentongan.domain.claims import access
from kentongan.domain.claims.actions.carrying import text_to_send
from kentongan.domain.claims.cards import card_of
from kentongan.domain.claims.models import Claim, Verdict
from kentongan.domain.core.problems import Absent
from kentongan.doors.portal.pages import carried, public, show

RATINGS = {"false": 1, "misleading": 2, "unclear": 3, "true": 5}  # schema.org: 1 worst, 5 best


@public
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """The claim with the verdict that holds; without one, how far it is."""
    found = access.get_public(code)
    kept = found.merged_into or found
    if kept.code != code:
        return redirect(f"/cek/{kept.code}/{carried(request)}", permanent=True)
    return _page(request, kept, access.verdict_out(kept))


@public
def edition(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version at its own address; a superseded one says so."""
    found = access.get_public(code)
    return _page(request, found, access.get_edition(found, number))


@public
def card(request: HttpRequest, code: str) -> HttpResponse:
    """The verdict as a picture to send back into a chat."""
    found = access.get_public(code)
    verdict = access.verdict_out(found)
    if verdict is None:
        raise Absent(_("Klaim ini belum dijawab."))
    response = HttpResponse(card_of(verdict, _address(found)), content_type="image/png")
    response["Content-Disposition"] = f'inline; filename="cek-{found.code}.png"'
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _page(request: HttpRequest, found: Claim, verdict: Verdict | None) -> HttpResponse:
    known = found.state == Claim.State.PUBLISHED or verdict is not None
    context = {
        "claim": found,
        "verdict": verdict,
        "superseded": verdict is not None and verdict.state == Verdict.State.SUPERSEDED,
        "rating": RATINGS.get(verdict.label.tone, 3) if verdict else None,
        "send": text_to_send(verdict) if verdict else "",
        "address": _address(found),
        # what people pasted is shown once a person has looked at it
        "text": found.text if known else "",
        "heading": found.title if known else _("Pesan yang ditanyakan"),
        "versions": found.verdicts.ever_out().only("number", "published_at") if verdict else [],
    }
    return show(request, "portal/claims/claim.html", context, place=found.region, here="claims")


def _address(found: Claim) -> str:
    return settings.BASE_URL + reverse("portal:claim", args=[found.code])
