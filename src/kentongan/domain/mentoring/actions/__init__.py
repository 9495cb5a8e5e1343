"""The verbs of mentoring: visit forms, visits, and what groups need."""

from kentongan.domain.mentoring.actions.agreements import Agreement
from kentongan.domain.mentoring.actions.instruments import (
    draft_edition,
    load_example,
    make_instrument,
    publish_edition,
    retire_instrument,
)
from kentongan.domain.mentoring.actions.needs import (
    answer_need,
    forward_need,
    invite_speaker,
    keep_need_photo,
    raise_need,
)
from kentongan.domain.mentoring.actions.questions import (
    NewPoint,
    remove_question,
    remove_section,
    write_question,
    write_section,
)
from kentongan.domain.mentoring.actions.reviving import revive_dormant
from kentongan.domain.mentoring.actions.visiting import add_photo, keep_photo, record_visit

__all__ = [
    "Agreement",
    "NewPoint",
    "add_photo",
    "answer_need",
    "draft_edition",
    "forward_need",
    "invite_speaker",
    "keep_need_photo",
    "keep_photo",
    "load_example",
    "make_instrument",
    "publish_edition",
    "raise_need",
    "record_visit",
    "remove_question",
    "remove_section",
    "retire_instrument",
    "revive_dormant",
    "write_question",
    "write_section",
]
