"""The verbs of the way to a group: paths, steps, deliberations, decree templates and drafts."""

from kentongan.domain.founding.actions.deliberations import (
    establish,
    plan_deliberation,
    record_deliberation,
)
from kentongan.domain.founding.actions.drafts import (
    change_draft,
    deliver,
    discard,
    draft_decree,
    issue,
    mark_printed,
    send_back,
)
from kentongan.domain.founding.actions.paths import (
    Opened,
    Place,
    close_path,
    link_group,
    open_from_tour,
    open_path,
    open_paths,
    reopen_path,
)
from kentongan.domain.founding.actions.steps import coordinate, record_step, skip_step, take_back_step
from kentongan.domain.founding.actions.templates import load_examples, save_template

__all__ = [
    "Opened",
    "Place",
    "change_draft",
    "close_path",
    "coordinate",
    "deliver",
    "discard",
    "draft_decree",
    "establish",
    "issue",
    "link_group",
    "load_examples",
    "mark_printed",
    "open_from_tour",
    "open_path",
    "open_paths",
    "plan_deliberation",
    "record_deliberation",
    "record_step",
    "reopen_path",
    "save_template",
    "send_back",
    "skip_step",
    "take_back_step",
]
