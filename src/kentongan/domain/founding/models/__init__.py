"""Tables of the way to a group: paths with their steps, deliberations, decree templates and drafts."""

from kentongan.domain.founding.models.decrees import DecreeDraft, DecreeTemplate, DraftState
from kentongan.domain.founding.models.paths import Path, Way
from kentongan.domain.founding.models.steps import Coordination, Deliberation, Elected, Step, StepKind

__all__ = [
    "Coordination",
    "DecreeDraft",
    "DecreeTemplate",
    "Deliberation",
    "DraftState",
    "Elected",
    "Path",
    "Step",
    "StepKind",
    "Way",
]
