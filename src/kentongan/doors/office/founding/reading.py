"""One path: its steps with their evidence, and the one next thing to do."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design.parts import Crumb, Link
from kentongan.domain.core import attachments
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent
from kentongan.domain.events.access import visible as visible_events
from kentongan.domain.founding import access
from kentongan.domain.founding.boards import state_of
from kentongan.domain.founding.models import Path, StepKind
from kentongan.domain.founding.models.queries import BRIEFINGS, VISITS
from kentongan.domain.founding.standing import Standing, standing_of
from kentongan.domain.groups.access import visible_decrees
from kentongan.domain.people.access import Authority
from kentongan.doors.office.founding.board import SECTION
from kentongan.doors.office.founding.words import course, next_act, step_word
from kentongan.doors.office.history import SHOWN, events
from kentongan.doors.office.pages import actor_of, page


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """The way so far, why the place was chosen, who was asked, what was decided."""
    actor = actor_of(request)
    path = access.get_path(code, actor)
    standing = standing_of(path)
    meetings = list(path.deliberations.select_related("event").order_by("-event__held_on", "-pk"))
    may_edit = actor.may("founding.edit", path.region_id)
    agreed = any(meeting.result == meeting.Result.AGREED for meeting in meetings)
    act = next_act(path, standing, agreed=agreed, may_draft=actor.may("decrees.draft", path.region_id))
    context: dict[str, Any] = {
        "path": path,
        "standing": standing,
        "state": state_of(standing),
        "still": standing.still_days(),
        "course": course(standing),
        "next": act if may_edit and not path.closed_on else None,
        "next_word": step_word(standing.next, path.way) if standing.next else "",
        "steps": _steps(path, standing, actor, may_edit=may_edit and not path.closed_on),
        "coordinations": list(path.coordinations.order_by("on", "pk")),
        "meetings": meetings,
        "acts": _acts(path, standing) if may_edit else [],
        "place": [
            {"name": area.title, "href": reverse("office:region-detail", args=[area.code])}
            for area in path.region.path
        ],
        "events": events(Entry.objects.about(path)[:SHOWN]) if may_edit else [],
    }
    trail = [
        Crumb(_("Pembentukan"), reverse("office:founding-board")),
        Crumb(_("Daftar"), reverse("office:founding-list")),
        Crumb(path.region.title),
    ]
    return page(request, "office/founding/detail.html", context, section=SECTION, trail=trail)


@require_safe
def file(request: HttpRequest, code: str, kind: str) -> FileResponse:
    """The photo or letter that proves a step, for whoever may read the path."""
    path = access.get_path(code, actor_of(request))
    step = path.steps.filter(kind=kind).select_related("attachment").first()
    if step is None or step.attachment is None:
        raise Absent(_("Langkah ini tidak memiliki berkas bukti."))
    return attachments.response(step.attachment)


def trail_of(path: Path) -> list[Crumb]:
    """The way to a page under a path."""
    return [
        Crumb(_("Pembentukan"), reverse("office:founding-board")),
        Crumb(path.region.title, reverse("office:founding-detail", args=[path.code])),
    ]


def _steps(path: Path, standing: Standing, actor: Authority, *, may_edit: bool) -> list[dict[str, Any]]:
    """Each step with its day, its evidence and what may be done with it."""
    noted = {step.kind: step for step in path.steps.select_related("event", "attachment")}
    proofs = _proofs(path, standing, actor)
    lines = []
    for kind, day in standing.days.items():
        step = noted.get(kind)
        typed = step if step and (not day or kind not in proofs) else None
        lines.append(
            {
                "kind": kind,
                "word": step_word(kind, path.way),
                "day": day,
                "step": typed,
                "reason": path.reason if kind == StepKind.SELECTED else "",
                "proof": proofs.get(kind),
                "is_gap": kind in standing.gaps,
                "may_skip": may_edit and not day and kind not in standing.skipped,
                "may_take_back": may_edit and step is not None,
            }
        )
    return lines


def _proofs(path: Path, standing: Standing, actor: Authority) -> dict[str, Link]:
    """The record behind each step that is read from one: an event or a decree the person may open."""
    proofs = {}
    for kind, kinds in ((StepKind.VISITED, VISITS), (StepKind.BRIEFED, BRIEFINGS)):
        day = standing.days.get(kind)
        if not day:
            continue
        held = visible_events(actor).filter(held_on=day, kind__in=kinds, cancelled_on=None)
        event = (
            held.filter(areas=path.region_id).first()
            or held.filter(region_id=path.region_id).first()
            or (held.filter(groups=path.group_id).first() if path.group_id else None)
        )
        if event:
            proofs[str(kind)] = Link(
                event.title, reverse("office:event-detail", args=[event.code]), "calendar"
            )
    if path.group_id and standing.days.get(StepKind.DECREE):
        decree = visible_decrees(actor).in_force().filter(groups=path.group_id).order_by("issued_on").first()
        if decree:
            proofs[str(StepKind.DECREE)] = Link(
                decree.number, reverse("office:decree-detail", args=[decree.code]), "decree"
            )
    if path.group:
        href = reverse("office:group-detail", args=[path.group.code])
        for kind in (StepKind.BOARD, StepKind.REGISTERED, StepKind.FIRST_ACTIVITY):
            if standing.days.get(kind):
                proofs[str(kind)] = Link(path.group.name, href, "group")
    return proofs


def _acts(path: Path, standing: Standing) -> list[Link]:
    """What else may be done with the path as a whole."""

    def link(name: str, label: str, icon: str) -> Link:
        return Link(label, reverse(f"office:founding-{name}", args=[path.code]), icon)

    if path.closed_on:
        return [link("reopening", _("Buka kembali"), "history")]
    offered = []
    if not standing.days["deliberation"]:
        offered.append(link("meeting", _("Jadwalkan musyawarah"), "calendar"))
    if not standing.days["coordinated"]:
        offered.append(link("coordination", _("Catat koordinasi"), "speak"))
    if path.group is None:
        offered.append(link("link", _("Hubungkan dengan KIM di register"), "group"))
    return [*offered, link("closing", _("Hentikan perjalanan"), "bad")]
