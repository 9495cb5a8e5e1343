"""Short ways to make packages in tests, through the verbs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kentongan.domain.activities.actions import load_media
from kentongan.domain.core.acting import System
from kentongan.domain.groups.models import Group
from kentongan.domain.people.access import Authority
from kentongan.domain.people.actions import create_agency
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.releases.actions import approve_and_publish, draft, submit
from kentongan.domain.releases.models import Publication, Version
from tests.actors import actor
from tests.cast import BERMI, GAJIHAN, KEDUNGBULUS, PATI, PATI_WETAN, SUMBERREJO, plant_regions
from tests.groups.making import kim, region
from tests.replay import once

PATI_KIM = {
    BERMI: "KIM Bermi",
    KEDUNGBULUS: "KIM Kedungbulus",
    GAJIHAN: "KIM Gajihan",
    SUMBERREJO: "KIM Sumberrejo",
    PATI_WETAN: "KIM Pati Wetan",
}
TEXTS = {
    "title": "Gerakan Pangan Murah di Alun-Alun",
    "summary": "Beras dan minyak dijual di bawah harga pasar.",
    "body": "Warga membawa **KTP**. Mulai pukul 07.00.",
}


@dataclass
class Office:
    """The communications office of Pati with its people, and five KIM in three districts."""

    agency: Agency
    writer: Authority
    head: Authority
    groups: dict[str, Group]

    def draft(self, *areas: str, by: Authority | None = None, **changes: Any) -> Version:
        """A draft of the writer's, for the regency unless areas are told."""
        texts = TEXTS | {"areas": areas or (PATI,)} | changes
        return draft(region=PATI, agency=self.agency, by=by or self.writer, **texts)

    def submitted(self, *areas: str, **changes: Any) -> Version:
        """The same, handed in."""
        return submit(self.draft(*areas, **changes), by=changes.get("by") or self.writer)

    def published(self, *areas: str, at: datetime | None = None, **changes: Any) -> Publication:
        """The same, approved and published by the head."""
        version = self.submitted(*areas, **changes)
        return approve_and_publish(version.release, version.number, at, by=self.head)

    def member(self, village: str) -> Authority:
        """Somebody of the board of the KIM in the village."""
        return actor("group_board", village, group=self.groups[village].pk)


@once
def office_of_pati() -> Office:
    """The regions of the cast, the office, its KIM and the media."""
    plant_regions()
    load_media()
    agency = office_at(PATI)
    return Office(
        agency,
        actor("public_relations_officer", PATI, name="Sri Penulis"),
        actor("division_head", PATI, name="Budi Kabid"),
        {code: kim(code, name) for code, name in PATI_KIM.items()},
    )


def office_at(code: str) -> Agency:
    """The communications office of a region."""
    return create_agency(
        region=region(code),
        name="Dinas Komunikasi dan Informatika",
        short_name="Diskominfo",
        kind=Agency.Kind.COMMUNICATIONS_OFFICE,
        by=System(),
    )


def place(code: str) -> Region:
    """The region with the code."""
    return Region.objects.get(pk=code)
