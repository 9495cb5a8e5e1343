"""The desk: its queue with what rises, and one claim with all that was asked and said."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design.parts import Crumb, Event, Link, Part
from kentongan.domain.claims import access, boards, finding
from kentongan.domain.claims.models import Claim, UnclearReason, Verdict
from kentongan.domain.core import attachments
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent
from kentongan.domain.regions.models import Region
from kentongan.domain.sync.actions import mark_seen
from kentongan.doors.office.claims.words import VERBS
from kentongan.doors.office.pages import actor_of, next_page, page, with_params

REPORTS = 50
SIMILAR = 4


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The queue: what waits first, and a warning above for what rises."""
    actor = actor_of(request)
    rows = access.desk(actor)
    state, words = request.GET.get("keadaan", ""), request.GET.get("q", "").strip()
    states = boards.counts_by_state(rows.own())
    if state == "lewat":
        rows = rows.overdue()
    elif state == "impor":
        rows = rows.exclude(source_name="")
    elif state in Claim.State.values:
        rows = rows.own().filter(state=state)
    else:
        rows = rows.waiting()
    if words:
        rows = rows.filter(title__icontains=words) | rows.filter(code__iexact=words)
    found, following = next_page(rows, request.GET, field="raised_at")
    context = {
        "rows": found,
        "next_url": following,
        "chips": _chips(request, state, states),
        "rising": boards.rising(actor),
        "words": words,
        "state": state,
        "now": timezone.now(),
        "may_import": actor.may("claims.draft"),
    }
    return page(request, "office/claims/list.html", context, section="claims")


def _chips(request: HttpRequest, state: str, counts: dict[str, int]) -> list[Link]:
    waiting = sum(counts.get(value, 0) for value in Claim.WAITING)
    chips = [Link(_("Menunggu (%(count)d)") % {"count": waiting}, "?", current=not state)]
    chips.append(
        Link(_("Lewat batas"), "?" + with_params(request.GET, keadaan="lewat"), current=state == "lewat")
    )
    chips += [
        Link(
            f"{str(label).capitalize()} ({counts.get(value, 0)})",
            "?" + with_params(request.GET, keadaan=value),
            current=value == state,
        )
        for value, label in Claim.State.choices
        if counts.get(value)
    ]
    return [
        *chips,
        Link(
            _("Dari pemeriksa lain"),
            "?" + with_params(request.GET, keadaan="impor"),
            current=state == "impor",
        ),
    ]


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


def detail_page(request: HttpRequest, claim: Claim, *, problem: str = "", status: int = 200) -> HttpResponse:
    """The claim's page, with the sentence of a refusal above."""
    actor = actor_of(request)
    verdicts = list(claim.verdicts.select_related("label", "release").prefetch_related("sources"))
    latest = verdicts[0] if verdicts else None
    found = finding.find(claim.text or claim.title, most=SIMILAR + 1)
    known = access.readable([one.claim for one in found], actor)
    similar = [one for one in found if one.claim in known and one.claim != claim]
    may_draft = actor.may("claims.draft", claim.region_id)
    images = list(claim.images.order_by("pk")[:12])
    pictured = access.readable(finding.by_picture(images[0]), actor) if images else []
    reports = list(claim.reports.select_related("region", "group").order_by("-at", "pk")[:REPORTS])
    mark_seen(*reports, by=actor)
    context: dict[str, Any] = {
        "claim": claim,
        "verdicts": verdicts,
        "latest": latest,
        "out": next((one for one in verdicts if one.state == Verdict.State.PUBLISHED), None),
        "reports": reports,
        "images": images,
        "pictured": pictured[:SIMILAR],
        "similar": similar[:SIMILAR],
        "round": boards.round_of(claim),
        "districts": _districts(claim),
        "days": [Part(day.strftime("%d/%m"), count, "strong") for day, count in boards.by_day(claim)][-30:],
        "late": claim.due_at is not None and claim.state in Claim.WAITING and claim.due_at < timezone.now(),
        "may_draft": may_draft,
        "may_approve": actor.may("claims.approve", claim.region_id),
        "mine": latest is not None and latest.author_id == actor.user_id,
        "open": claim.state in (Claim.State.REPORTED, Claim.State.NEEDS_DATA, Claim.State.CHECKING),
        "reasons": list(UnclearReason.objects.all()) if may_draft else [],
        "events": [_event(entry) for entry in Entry.objects.about(claim)[:50]],
        "problem": problem,
    }
    trail = [Crumb(_("Cek fakta"), reverse("office:claim-list")), Crumb(claim.code)]
    return page(request, "office/claims/detail.html", context, section="claims", trail=trail, status=status)


def _districts(claim: Claim) -> list[Part]:
    counts = boards.by_district(claim)
    names = Region.objects.in_bulk([code for code, _count in counts])
    return [Part(names[code].title if code in names else code, count, "strong") for code, count in counts]


def _event(entry: Entry) -> Event:
    what = str(VERBS.get(entry.verb, entry.verb))
    note = entry.detail.get("note") or entry.detail.get("reason") or ""
    return Event(what, entry.at, entry.name, entry.on_behalf_of, str(note))
