"""A visit, its form and a need in a regency, for the addresses of mentoring."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kentongan.domain.core.acting import System
from kentongan.domain.core.models import Attachment
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring import actions
from kentongan.domain.mentoring.models import Instrument, Need, Question, Section, Visit
from kentongan.domain.regions.models import Region

BY = System("Uji")


@dataclass(frozen=True)
class Care:
    """One record of each noun of mentoring."""

    visit: Visit
    photo: Attachment
    instrument: Instrument
    section: Section
    question: Question
    need: Need

    def values(self, endpoint: str) -> dict[str, Any]:
        """What stands in the placeholders of the room's addresses, where others mean something else."""
        name = endpoint.partition(":")[2]
        if name.startswith("instrument"):
            row = self.question if "question-e" in name else self.section
            return {"number": self.instrument.pk, "version": 2, "row": row.pk}
        if name.startswith("visit"):
            return {"key": self.visit.pk, "file": self.photo.pk}
        if name.startswith("need"):
            own = {} if endpoint.startswith("field:") else {"code": self.need.code}
            return {"need": self.need.code, "file": self.photo.pk} | own
        return {}


def care_for(group: Group, region: str, photo: Attachment, mark: str) -> Care:
    """A visit with an instrument of the regency, whose next version is being written, and a need."""
    edition = actions.make_instrument(region=Region.objects.get(pk=region), name=f"Instrumen {mark}", by=BY)
    part = actions.write_section(edition, title=f"Bagian {mark}", by=BY)
    actions.write_question(part, text=f"Kesan {mark}", kind="text", is_required=False, by=BY)
    actions.publish_edition(edition, in_force_from=date(2024, 1, 1), by=BY)
    visit = actions.record_visit(
        group=group,
        edition=edition,
        held_on=date(2025, 1, 2),
        note=f"Catatan {mark}",
        agreements=[
            actions.Agreement("opened", f"Janji {mark}", owner_name="Ketua", due_on=date(2025, 2, 1))
        ],
        photos=[photo],
        by=BY,
    )
    draft = actions.draft_edition(edition.instrument, by=BY)
    section = Section.objects.get(edition=draft)
    need = actions.raise_need(group=group, kind="speaker", title=f"Kebutuhan {mark}", by=BY)
    actions.keep_need_photo(need, photo, by=BY)
    return Care(
        visit=visit,
        photo=photo,
        instrument=edition.instrument,
        section=section,
        question=section.questions.get(),
        need=need,
    )
