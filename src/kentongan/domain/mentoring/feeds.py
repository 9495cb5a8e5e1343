"""What a phone holds for visits (whom, with which questions, what is still open) and of needs."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q

from kentongan.domain.events.models import FollowUp
from kentongan.domain.groups.feeds import own
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring.access import visible
from kentongan.domain.mentoring.boards import visit_plan
from kentongan.domain.mentoring.models import Edition, Need, NeedStep, Question
from kentongan.domain.regions.rules import ROOT, level_of, lineage, subtree_q
from kentongan.domain.sync.handling import lean
from kentongan.domain.sync.registry import Holder, feed

MOST_GROUPS = 500  # of a regency: Pati has 406 villages
DAYS = 90
OWN_VISITS = 20


@feed("visit-form")
def forms(holder: Holder) -> Iterator[tuple[str, dict[str, Any]]]:
    """The forms in force for the areas one visits, with their questions; four queries."""
    for edition in _editions(holder).with_questions():
        sections = [
            lean(
                {
                    "title": section.title,
                    "help": section.help,
                    "questions": [_question(question) for question in section.questions.all()],
                }
            )
            for section in edition.sections.all()
        ]
        told = {
            "form": edition.pk,
            "name": edition.instrument.name,
            "version": edition.number,
            "region": edition.instrument.region_id,
            "in_force_from": edition.in_force_from,
            "is_example": edition.instrument.is_example,
            "sections": sections,
        }
        yield str(edition.pk), lean(told)


@feed("visit-group")
def plan(holder: Holder) -> Iterator[tuple[str, dict[str, Any]]]:
    """Whom one may visit, with what is still open there and the forms that fit; three queries."""
    if not holder.by.may("visits.record"):
        return
    rows = list(visit_plan(ROOT, holder.by).select_related("region__parent")[:MOST_GROUPS])
    editions = list(_editions(holder))
    waiting: dict[object, list[dict[str, Any]]] = {}
    for row in FollowUp.objects.open().filter(group__in=rows).order_by("due_on", "created_at"):
        told = {"id": row.pk, "text": row.text, "owner": row.owner_name, "due_on": row.due_on}
        waiting.setdefault(row.group_id, []).append(lean(told))
    for group in rows:
        above = f", {group.region.parent.title}" if group.region.parent else ""
        told = {
            "code": group.code,
            "name": group.name,
            "region": group.region_id,
            "place": f"{group.region.title}{above}",
            "last_visit": group.last_visit,  # type: ignore[attr-defined]  # annotated
            "follow_ups": waiting.get(group.pk),
            "forms": _fitting(editions, group),
        }
        yield group.code, lean(told)


@feed("visit")
def visits(holder: Holder) -> Iterator[tuple[str, dict[str, Any]]]:
    """The person's own latest visits with the score they came to; one query."""
    by = holder.by
    if not by.may("visits.record"):
        return
    for row in visible(by).filter(by_id=by.user_id).newest()[:OWN_VISITS]:
        told = {"group": row.group.code, "group_name": row.group.name, "held_on": row.held_on}
        yield str(row.pk), lean(told | {"form_name": row.edition.instrument.name, "score": row.score})


@feed("need")
def needs(holder: Holder) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the person's groups need and what they raised themselves: open, or of 90 days; three queries."""
    by = holder.by
    if not by.may("needs.raise"):
        return
    groups = own(holder)
    mine = Q(group__in=groups) | Q(group__merged_into__in=groups) | Q(by_id=by.user_id)
    recent = Q(state__in=Need.WAITING) | Q(raised_at__gte=holder.now - timedelta(days=DAYS))
    rows = Need.objects.filter(mine, recent, by.within("needs.raise", "region_id", group="group_id"))
    for need in rows.select_related("group", "agency").prefetch_related("steps").order_by("-raised_at", "pk"):
        steps = list(need.steps.all())
        names = ("code", "kind", "title", "text", "wanted_by", "state", "raised_at")
        told = {name: getattr(need, name) for name in names} | {
            "group": need.group.code,
            "agency": need.agency.short_name if need.agency else "",
            "by": need.by_name,
            "answer": _last_words(steps),
            "planned_for": next((step.planned_for for step in reversed(steps) if step.planned_for), None),
        }
        yield str(need.pk), lean(told)


def _editions(holder: Holder) -> Any:
    """The forms in force that reach an area the person visits in."""
    roots = holder.by.areas("visits.record")
    reach = Q(instrument__region_id__in={code for root in roots for code in lineage(root)})
    for root in roots:
        reach |= subtree_q(root, "instrument__region_id")
    rows = Edition.objects.in_force().filter(reach) if roots else Edition.objects.none()
    return rows.select_related("instrument").order_by("instrument__name", "pk")


def _fitting(editions: Sequence[Edition], group: Group) -> list[int]:
    """Those of the nearest area above the group that has any, as ``access.offered_editions``."""
    above = lineage(group.region_id)
    found = [edition for edition in editions if edition.instrument.region_id in above]
    nearest = max((level_of(edition.instrument.region_id) for edition in found), default=0)
    return [edition.pk for edition in found if level_of(edition.instrument.region_id) == nearest]


def _question(question: Question) -> dict[str, Any]:
    """A question with its answers and what they are worth: the phone explains the score as we do."""
    points = [
        lean(
            {
                "id": point.pk,
                "label": point.label,
                "points": point.points,
                "at_least": point.at_least,
                "meaning": point.meaning,
            }
        )
        for point in question.points.all()
    ]
    told = {
        "id": question.pk,
        "text": question.text,
        "help": question.help,
        "kind": question.kind,
        "weight": question.weight or None,
        "required": question.is_required,
        "points": points,
    }
    return lean(told)


def _last_words(steps: Sequence[NeedStep]) -> str:
    return next((step.text for step in reversed(steps) if step.text), "")
