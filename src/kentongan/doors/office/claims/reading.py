"""One claim with all that was asked and said: the message, the verdict, where it went round."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design.parts import Crumb, Event
from kentongan.domain.claims import access, boards, finding, seeing
from kentongan.domain.claims.matching import pictures
from kentongan.domain.claims.models import Claim, UnclearReason, Verdict
from kentongan.domain.core import attachments
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent
from kentongan.domain.people.access import Authority
from kentongan.domain.sync.actions import mark_seen
from kentongan.doors.office.claims import whereabouts
from kentongan.doors.office.claims.words import VERBS
from kentongan.doors.office.pages import actor_of, page

REPORTS = 50
SIMILAR = 4
AREAS = 25
PICTURES = 3
NAMING = (Claim.State.CHECKING, Claim.State.DRAFTED)  # when a title is due, and may still be given


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One claim."""
    return detail_page(request, access.get_at_desk(code, actor_of(request)))


@require_safe
def picture(request: HttpRequest, code: str, number: int) -> FileResponse:
    """A screenshot of the message, for the desk alone."""
    claim = access.get_at_desk(code, actor_of(request))
    found = claim.images.filter(pk=number).select_related("file").first()
    if found is None:
        raise Absent(_("Gambar ini tidak ditemukan."))
    return attachments.response(found.file)


@require_safe
def voice(request: HttpRequest, code: str, report: UUID) -> FileResponse:
    """A voice note, for the desk alone."""
    claim = access.get_at_desk(code, actor_of(request))
    found = claim.reports.filter(pk=report).exclude(voice=None).select_related("voice").first()
    if found is None or found.voice is None:
        raise Absent(_("Pesan suara ini tidak ditemukan."))
    return attachments.response(found.voice)


def detail_page(request: HttpRequest, claim: Claim, *, problem: str = "", status: int = 200) -> HttpResponse:
    """The claim's page, with the sentence of a refusal above."""
    actor = actor_of(request)
    verdicts = list(claim.verdicts.select_related("label", "release").prefetch_related("sources"))
    latest = verdicts[0] if verdicts else None
    may_draft = actor.may("claims.draft", claim.region_id)
    judged = any(one.state not in (Verdict.State.DRAFT, Verdict.State.RETURNED) for one in verdicts)
    opened = claim.state in (Claim.State.REPORTED, Claim.State.NEEDS_DATA, Claim.State.CHECKING)
    reports = list(claim.reports.select_related("region", "group").order_by("-at", "pk")[:REPORTS])
    mark_seen(*reports, by=actor)
    spread = boards.spread_of(claim)
    searched = "cari" in request.GET  # by hand: it takes seconds where there are pictures
    context: dict[str, Any] = {
        "claim": claim,
        "verdicts": verdicts,
        "latest": latest,
        "out": next((one for one in verdicts if one.state == Verdict.State.PUBLISHED), None),
        "reports": reports,
        "images": list(claim.images.order_by("pk")[:12]),
        "similar": _similar(claim, actor, widely=searched)
        if claim.state == Claim.State.REPORTED or searched
        else [],
        "pictured": _pictured(claim, actor) if searched else [],
        "searched": searched,
        "spread": spread,
        "areas": spread.areas[:AREAS],
        "map": whereabouts.drawn_map(spread.areas),
        "days": whereabouts.timeline(spread.days),
        "late": claim.due_at is not None and claim.state in Claim.WAITING and claim.due_at < timezone.now(),
        "may_draft": may_draft,
        "may_approve": actor.may("claims.approve", claim.region_id),
        "mine": latest is not None and latest.writers.filter(pk=actor.user_id).exists(),
        "open": opened,
        "reasons": list(UnclearReason.objects.filter(retired=False)) if may_draft and opened else [],
        "events": [_event(entry) for entry in Entry.objects.about(claim).exclude(verb="claims.report")[:50]],
        "problem": problem,
        "typed": request.POST if problem else {"into": request.GET.get("ke", "")[:20]},
        "judged": judged,
        "unnamed": claim.title.endswith(" …") and not judged and claim.state in NAMING,
    }
    trail = [Crumb(_("Cek fakta"), reverse("office:claim-list")), Crumb(claim.code)]
    return page(request, "office/claims/detail.html", context, section="claims", trail=trail, status=status)


def _similar(claim: Claim, by: Authority, *, widely: bool) -> list[Claim]:
    """Claims of like text; asked for by hand, unlikely ones too. One without text has only our title."""
    if not claim.text:
        return []
    found = finding.alike(claim.text, most=SIMILAR + 1, widely=widely)
    return [one for one in access.readable(found, by) if one != claim][:SIMILAR]


def _pictured(claim: Claim, by: Authority) -> list[Claim]:
    """Other claims with a picture of this one; asked for by a link, since it takes seconds."""
    found: list[Claim] = []
    for image in claim.images.select_related("file").order_by("pk")[:PICTURES]:
        with attachments.open_file(image.file) as content:
            picture = seeing.Picture(content.read(), pictures.Marks(image.whole, tuple(image.parts)))
        found += [one.claim for one in seeing.find(picture, without=claim)]
    return access.readable(found, by)[:SIMILAR]


def _event(entry: Entry) -> Event:
    what = str(VERBS.get(entry.verb, entry.verb))
    note = entry.detail.get("note") or entry.detail.get("reason") or ""
    return Event(what, entry.at, entry.name, entry.on_behalf_of, str(note))
