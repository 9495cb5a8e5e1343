"""Visits with scores, follow-ups carried from one to the next, and needs of the demonstration."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from kentongan.demo import sources
from kentongan.domain.core.acting import System
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring import actions
from kentongan.domain.mentoring.access import offered_editions, usable_edition
from kentongan.domain.mentoring.answers import Given, questions_of
from kentongan.domain.mentoring.boards import open_follow_ups
from kentongan.domain.mentoring.models import Question
from kentongan.domain.people.models import Agency

BY = System("Demonstrasi")


def build() -> None:
    """Everything in mentoring.toml, with the visit form shipped as an example."""
    actions.load_example()
    told = sources.toml("mentoring.toml")
    for entry in told["visits"]:
        _visit(entry)
    for entry in told["needs"]:
        _need(entry)


def _visit(entry: dict[str, Any]) -> None:
    group = _group(entry["group"])
    offered = offered_editions(group.region_id)[0]
    edition = usable_edition(offered.pk, group.region_id) or offered
    questions = zip(questions_of(edition), entry["answers"], strict=True)
    actions.record_visit(
        group=group,
        edition=edition,
        held_on=_day(entry["days"]),
        answers={question.pk: _given(question, value) for question, value in questions if value != ""},
        visitors=[("Petugas pendamping (contoh)", "Dinas Kominfo")],
        met=[(name, title) for name, title in entry["met"]],
        agreements=_agreements(group, entry),
        by=BY,
    )


def _given(question: Question, value: Any) -> Given:
    if question.kind == Question.Kind.NUMBER:
        return Given(number=Decimal(value))
    if question.kind == Question.Kind.TEXT:
        return Given(text=value)
    return Given(point=list(question.points.all())[value].pk)


def _agreements(group: Group, entry: dict[str, Any]) -> list[actions.Agreement]:
    waiting = {row.text: row for row in open_follow_ups(group)}
    made = [actions.Agreement("closed", result, waiting[text]) for text, result in entry.get("closed", ())]
    made += [
        actions.Agreement("prolonged", reason, waiting[text], due_on=_day(days))
        for text, reason, days in entry.get("prolonged", ())
    ]
    return made + [
        actions.Agreement("opened", text, owner_name=owner, due_on=_day(days))
        for text, owner, days in entry.get("new", ())
    ]


def _need(entry: dict[str, Any]) -> None:
    need = actions.raise_need(
        group=_group(entry["group"]),
        kind=entry["kind"],
        title=entry["title"],
        text=entry["text"],
        by=BY,
    )
    if "agency" in entry:
        agency = Agency.objects.get(region_id=entry["agency"], kind=Agency.Kind.REGIONAL_AGENCY)
        actions.forward_need(need, agency, text=entry["message"], by=BY)
        actions.answer_need(need, "answered", entry["answer"], by=BY)


def _group(village: str) -> Group:
    return Group.objects.select_related("region").filter(region_id=village).order_by("pk")[0]


def _day(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)
