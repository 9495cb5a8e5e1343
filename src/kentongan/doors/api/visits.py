"""Visits to groups with scored answers, and the forms they are held with."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring import access, actions, boards
from kentongan.domain.mentoring.answers import Given
from kentongan.domain.mentoring.models import Edition, Visit
from kentongan.domain.regions.rules import subtree_q
from kentongan.doors.api.common.fields import (
    Page,
    files_of,
    known,
    known_region,
    moment,
)
from kentongan.doors.api.common.paging import page
from kentongan.doors.api.common.service import actor_of
from kentongan.doors.api.visit_shapes import (
    FollowUpIn,
    FollowUpOut,
    FormFilter,
    FormOut,
    LineOut,
    PartOut,
    PointOut,
    QuestionOut,
    SectionOut,
    VisitFilter,
    VisitIn,
    VisitInFull,
    VisitOut,
)

router = Router(tags=["visits"])


@router.get("/visit-forms", response=list[FormOut], url_name="visit-forms", summary="Forms to visit a group")
def list_forms(request: HttpRequest, filters: Query[FormFilter]) -> Any:
    """The forms in force to visit the group with, with their questions."""
    group = access.get_visitable(filters.group, actor_of(request))
    offered = [edition.pk for edition in access.offered_editions(group.region_id)]
    rows = Edition.objects.filter(pk__in=offered).with_questions().select_related("instrument")
    return [_show_form(edition) for edition in rows.order_by("instrument__name", "pk")]


@router.get("/visits", response=Page[VisitOut], url_name="visits", summary="List visits")
def list_visits(request: HttpRequest, filters: Query[VisitFilter]) -> Any:
    """The visits to groups in your area, latest recorded first."""
    known_region(filters.region)
    wanted = {
        "group__code": filters.group,
        "held_on__gte": filters.since,
        "held_on__lte": filters.until,
    }
    rows = access.visible(actor_of(request)).filter(
        **{name: value for name, value in wanted.items() if value is not None}
    )
    if filters.region:
        rows = rows.filter(subtree_q(filters.region))
    order = ["-recorded_at", "pk"]
    return page(request, rows, order, filters, lambda found: [VisitOut(**_fields(row)) for row in found])


@router.post("/visits", response={201: VisitInFull}, url_name="visits", summary="Record a visit")
def create_visit(request: HttpRequest, payload: VisitIn) -> Any:
    """Record a visit; the score follows from the answers."""
    by = actor_of(request)
    group = access.get_visitable(payload.group, by)
    edition = access.usable_edition(payload.form, group.region_id)
    if edition is None:
        raise Invalid(_("Instrumen ini belum berlaku untuk KIM ini. Pilih instrumen lain."), field="form")
    visit = actions.record_visit(
        id=payload.id,
        group=group,
        edition=edition,
        held_on=payload.held_on,
        answers={
            row.question: Given(point=row.point, number=row.number, text=row.text or "")
            for row in payload.answers
        },
        note=payload.note or "",
        visitors=[(person.name, person.title or "") for person in payload.visitors],
        met=[(person.name, person.title or "") for person in payload.met],
        agreements=[_agreement(row, group, by) for row in payload.follow_ups],
        photos=files_of(payload.photos, "photos", by.user_id),
        by=by,
    )
    return Status(201, _in_full(visit))


@router.get("/visits/{key}", response=VisitInFull, url_name="visit", summary="One visit")
def read_visit(request: HttpRequest, key: str) -> Any:
    """A visit with every answer's score explained."""
    return _in_full(access.get_visit(key, actor_of(request)))


def _agreement(row: FollowUpIn, group: Group, by: Actor) -> actions.Agreement:
    found = None
    if row.follow_up is not None:
        found = boards.follow_ups_of(group).filter(pk=row.follow_up).first()
        if found is None:
            raise Invalid(_("Tindak lanjut ini bukan milik KIM yang dikunjungi."), field="follow_ups")
    return actions.Agreement(row.act, row.text, found, row.owner or "", row.due_on)


def _fields(visit: Visit) -> dict[str, Any]:
    return {
        "id": visit.pk,
        "group": visit.group.code,
        "region": visit.region_id,
        "form": visit.edition_id,
        "form_version": visit.edition.number,
        "held_on": visit.held_on,
        "score": visit.score,
        "note": known(visit.note),
        "by": visit.by_name,
        "on_behalf_of": known(visit.on_behalf_of),
        "recorded_at": moment(visit.recorded_at),
    }


def _in_full(visit: Visit) -> VisitInFull:
    people = list(visit.people.all())
    return VisitInFull(
        **_fields(visit),
        sections=[_show_part(now) for now in boards.explain(visit).parts],
        follow_ups=[
            FollowUpOut(
                act=row.act,
                follow_up=row.follow_up_id,
                text=row.follow_up.text,
                owner=row.follow_up.owner_name,
                due_on=row.due_on,
                note=known(row.text),
            )
            for row in visit.outcomes.select_related("follow_up")
        ],
        visitors=[person.name for person in people if person.side == "visitor"],
        met=[person.name for person in people if person.side == "met"],
        photos=[file.pk for file in visit.photos.order_by("uploaded_at", "pk")],
    )


def _show_part(now: boards.Now) -> PartOut:
    return PartOut(
        title=now.part.section.title,
        score=now.score,
        lines=[
            LineOut(
                question=line.question.pk,
                text=line.question.text,
                answer=known(line.words),
                got=line.earned.got,
                possible=line.earned.possible,
                why=line.why,
            )
            for line, _before in now.lines
        ],
    )


def _show_form(edition: Edition) -> FormOut:
    return FormOut(
        id=edition.pk,
        name=edition.instrument.name,
        version=edition.number,
        is_example=edition.instrument.is_example,
        in_force_from=edition.in_force_from or date.min,
        sections=[
            SectionOut(
                title=section.title,
                questions=[
                    QuestionOut(
                        id=question.pk,
                        key=question.key,
                        text=question.text,
                        help=known(question.help),
                        kind=question.kind,
                        weight=question.weight,
                        is_required=question.is_required,
                        points=[
                            PointOut(
                                id=point.pk,
                                label=point.label,
                                points=point.points,
                                at_least=point.at_least,
                                meaning=known(point.meaning),
                            )
                            for point in question.points.all()
                        ],
                    )
                    for question in section.questions.all()
                ],
            )
            for section in edition.sections.all()
        ],
    )
