"""Visits with scored answers, the instruments they are held with, and what groups need."""

from kentongan.domain.mentoring.models.instruments import Edition, Instrument, Point, Question, Section
from kentongan.domain.mentoring.models.needs import Need, NeedQuerySet, NeedStep
from kentongan.domain.mentoring.models.revivals import Revival
from kentongan.domain.mentoring.models.visits import Answer, Outcome, Visit, VisitPerson, VisitQuerySet

__all__ = [
    "Answer",
    "Edition",
    "Instrument",
    "Need",
    "NeedQuerySet",
    "NeedStep",
    "Outcome",
    "Point",
    "Question",
    "Revival",
    "Section",
    "Visit",
    "VisitPerson",
    "VisitQuerySet",
]
