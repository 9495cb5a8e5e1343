"""A doubtful message at a desk with its verdict and picture, for the addresses of claims."""

from dataclasses import dataclass
from typing import Any

from kentongan.domain.claims import actions
from kentongan.domain.claims.actions.verdicts import Draft
from kentongan.domain.claims.models import Claim, ClaimImage, Label, Report
from kentongan.domain.core.acting import System
from kentongan.domain.core.models import Attachment
from kentongan.domain.groups.models import Group

BY = System("Uji")


@dataclass(frozen=True)
class Doubt:
    """A claim with a draft verdict."""

    claim: Claim
    image: ClaimImage

    def values(self, endpoint: str) -> dict[str, Any]:
        """What stands in the placeholders of the room's addresses."""
        _door, _colon, name = endpoint.partition(":")
        if not name.startswith("claim"):
            return {}
        if endpoint == "field:claim":
            return {"claim": self.claim.code}
        if endpoint.startswith("field:"):
            return {}
        if name == "claim-voice":
            return {"code": self.claim.code, "report": self.image.report_id}
        if name.startswith("claim-choice"):
            return {"kind": "topik", "choice": "other"}
        return {"code": self.claim.code, "number": self.image.pk if name == "claim-picture" else 1}


def doubt_of(group: Group, photo: Attachment, mark: str) -> Doubt:
    """Asked by the group, with a screenshot and a draft."""
    actions.load_choices()
    report = actions.report(
        actions.Question(text=f"Pesan {mark} tentang {group.name}", note=f"Catatan {mark}"),
        by=BY,
        way="phone",
        group=group,
    )
    claim = report.claim
    image = ClaimImage.objects.create(claim=claim, report=report, file=photo, whole="0" * 16)
    Report.objects.filter(pk=report.pk).update(voice=photo)
    draft = Draft(
        label=Label.objects.get(pk="hoax"),
        why=f"Sebab {mark}",
        short=f"Singkat {mark}",
        sources=[(f"Sumber {mark}", "")],
    )
    actions.draft_verdict(claim, draft, by=BY)
    return Doubt(claim, image)
