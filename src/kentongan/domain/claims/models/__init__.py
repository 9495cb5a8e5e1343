"""Doubtful messages: who asked about them, what was found out, and how the answer went back."""

from kentongan.domain.claims.models.choices import AnswerTarget, Label, LabelScheme, Topic, UnclearReason
from kentongan.domain.claims.models.claims import Claim, ClaimQuerySet, Generation
from kentongan.domain.claims.models.reports import ClaimImage, ClaimLink, Report, ReportQuerySet
from kentongan.domain.claims.models.verdicts import CarryBack, Source, Verdict, VerdictQuerySet

__all__ = [
    "AnswerTarget",
    "CarryBack",
    "Claim",
    "ClaimImage",
    "ClaimLink",
    "ClaimQuerySet",
    "Generation",
    "Label",
    "LabelScheme",
    "Report",
    "ReportQuerySet",
    "Source",
    "Topic",
    "UnclearReason",
    "Verdict",
    "VerdictQuerySet",
]
