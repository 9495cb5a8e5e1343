"""The list of decree drafts, one draft as it will read, its PDF and its scan."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design.formats import capitals
from kentongan.design.parts import Crumb, Link
from kentongan.domain.core import attachments
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent
from kentongan.domain.founding import access, issuing, papers
from kentongan.domain.founding.models import DecreeDraft, DraftState
from kentongan.doors.office.history import SHOWN, events
from kentongan.doors.office.pages import actor_of, page, with_params
from kentongan.doors.office.paging import page_after

SECTION = "decrees"
ORDER = ("-created_at", "-code")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The drafts of the person's offices, the latest first."""
    state = request.GET.get("keadaan", "")
    rows = access.visible_drafts(actor_of(request))
    if state in DraftState.values:
        rows = rows.in_state(state)
    found, following = page_after(
        rows.select_related("issuer_region").prefetch_related("groups"), request.GET, ORDER
    )
    context = {
        "rows": found,
        "chips": [Link(_("Semua"), "?", current=not state)]
        + [
            Link(label, "?" + with_params(request.GET, keadaan=value), current=value == state)
            for value, label in capitals(DraftState.choices)
        ],
        "next_url": following,
        "first_url": "?" + with_params(request.GET) if request.GET.get("sesudah") else "",
        "filtered": bool(state),
    }
    trail = [Crumb(_("SK"), reverse("office:decree-list")), Crumb(_("Konsep"))]
    return page(request, "office/drafts/list.html", context, section=SECTION, trail=trail)


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """The draft as it will read, what to look at twice, and the one next thing to do."""
    actor = actor_of(request)
    draft = access.get_draft(code, actor)
    groups = list(draft.groups.select_related("region").order_by("region_id", "name"))
    may_issue = all(actor.may("decrees.edit", group.region_id, group=group.pk) for group in groups)
    context = {
        "draft": draft,
        "state": draft.state,
        "groups": groups,
        "letter": papers.decree_data(draft, ""),
        "issuer": papers.issuer_title(draft.issuer_role, draft.issuer_region),
        "is_overridden": draft.proposed_role not in {"", draft.issuer_role},
        "lapsed": issuing.lapsed_bases(draft, timezone.localdate()),
        "may_issue": may_issue,
        "phone_url": request.build_absolute_uri(reverse("field:decree", args=[draft.code])),
        "events": events(Entry.objects.about(draft)[:SHOWN]),
    }
    return page(request, "office/drafts/detail.html", context, section=SECTION, trail=trail_to(draft))


@require_safe
def pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The decree as a PDF, with its annex; signed, with a QR to the page where it can be checked."""
    draft = access.get_draft(code, actor_of(request))
    address = request.build_absolute_uri(f"/sk/{draft.decree.code}/") if draft.decree else ""
    answer = HttpResponse(papers.decree_pdf(draft, address), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="sk-{draft.code}.pdf"'
    return answer


@require_safe
def file(request: HttpRequest, code: str) -> FileResponse:
    """The letter that was brought back."""
    draft = access.get_draft(code, actor_of(request))
    if draft.scan is None:
        raise Absent(_("SK ini belum memiliki pindaian."))
    return attachments.response(draft.scan)


def trail_to(draft: DecreeDraft, *, linked: bool = False) -> list[Crumb]:
    """The way to a draft, or to a page under it."""
    href = reverse("office:draft-detail", args=[draft.code]) if linked else ""
    return [
        Crumb(_("SK"), reverse("office:decree-list")),
        Crumb(_("Konsep"), reverse("office:draft-list")),
        Crumb(draft.code, href),
    ]
