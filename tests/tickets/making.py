"""The desk of Batang, its agencies and the KIM of Ngadirejo: short ways to make tickets through the verbs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kentongan.domain.core.acting import Actor, System
from kentongan.domain.groups.models import Group
from kentongan.domain.people.access import Authority, Visitor
from kentongan.domain.people.actions import create_agency
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Holiday, Region
from kentongan.domain.tickets import actions
from kentongan.domain.tickets.actions import Raised, Word
from kentongan.domain.tickets.models import Category, Ticket
from tests.actors import actor
from tests.cast import BATANG, NGADIREJO, REBAN, plant_regions
from tests.groups.making import kim, region
from tests.replay import once

ROAD = "Jalan menuju SD Ngadirejo berlubang dan licin. Anak-anak jatuh saat hujan."


@dataclass
class Desk:
    """The communications office of Batang, two agencies, and who works there."""

    public_works: Agency
    health: Agency
    officer: Authority
    head: Authority
    engineer: Authority
    nurse: Authority
    district: Authority
    village: Authority
    member: Authority
    group: Group

    def word(self, **changes: Any) -> Word:
        """The road to the school is broken, told by a villager to the KIM."""
        said: dict[str, Any] = {
            "kind": "complaint",
            "region": Region.objects.get(code=changes.pop("region", NGADIREJO)),
            "text": ROAD,
            "title": "Jalan ke sekolah rusak",
            "identity": "named",
            "content": "public",
            "category": Category.objects.get(code=changes.pop("category", "jalan")),
        }
        return Word(**(said | changes))

    def raised(self, by: Actor | None = None, door: str = "field", **changes: Any) -> Ticket:
        """A ticket the KIM brought."""
        return self.told(by, door, **changes).ticket

    def told(self, by: Actor | None = None, door: str = "field", **changes: Any) -> Raised:
        """The same, with its tracking code."""
        changes.setdefault("group", self.group if door == "field" else None)
        return actions.raise_ticket(self.word(**changes), by=by or self.member, door=door)

    def anonymous(self, **changes: Any) -> Raised:
        """Somebody without a name, at the public page."""
        return self.told(Visitor(), "public", identity="none", **changes)

    def sent(self, **changes: Any) -> Ticket:
        """A ticket verified and sent to the public works."""
        ticket = actions.verify(self.raised(**changes), by=self.officer)
        actions.disposition(ticket, "Periksa dan jawab.", agency=self.public_works, by=self.officer)
        return ticket

    def answered(self, **changes: Any) -> Ticket:
        """The same, answered by the public works."""
        ticket = self.sent(**changes)
        actions.answer(ticket, "Jalan ditambal hari ini.", by=self.engineer)
        return ticket


@once
def desk_of_batang() -> Desk:
    """The regions of the cast, the packaged examples, the people."""
    plant_regions()
    actions.load_examples()
    works = _agency("Dinas Pekerjaan Umum dan Penataan Ruang", "DPUPR")
    health = _agency("Dinas Kesehatan", "Dinkes")
    group = kim(NGADIREJO, "KIM Ngadirejo")
    return Desk(
        works,
        health,
        actor("public_relations_officer", BATANG, name="Sri Penulis"),
        actor("division_head", BATANG, name="Budi Kabid"),
        actor("agency_officer", BATANG, agency=works.pk, name="Joko Jalan"),
        actor("agency_officer", BATANG, agency=health.pk, name="Rini Sehat"),
        actor("district_officer", REBAN, name="Sekcam Reban"),
        actor("village_officer", NGADIREJO, name="Kaur Ngadirejo"),
        actor("group_member", NGADIREJO, group=group.pk, name="Wati Anggota"),
        group,
    )


def _agency(name: str, short: str) -> Agency:
    return create_agency(
        region=region(BATANG), name=name, short_name=short, kind="regional_agency", by=System()
    )


def holiday(code: str, on: date, name: str = "Libur", kind: str = "national") -> Holiday:
    """A day off."""
    return Holiday.objects.create(region_id=code, on=on, name=name, kind=kind)


Today = Callable[[date], None]
