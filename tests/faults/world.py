"""Villages with a KIM each, and a member with a phone and a token in each; made through the verbs."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from kentongan.domain.activities.actions import load_media
from kentongan.domain.core.acting import System
from kentongan.domain.people.actions import issue_token
from kentongan.domain.people.models import Grant, User
from kentongan.domain.regions.models import Region
from tests.actors import account
from tests.groups.making import kim


@dataclass(frozen=True)
class Member:
    """Who sends, and for which group."""

    token: str
    group: str
    username: str

    def as_json(self) -> dict[str, str]:
        """For another process."""
        return asdict(self)


def plant_members(count: int) -> list[Member]:
    """So many members, each on the board of a KIM of its own; the regions and media are there already."""
    villages = list(Region.objects.filter(level=4).order_by("code").values_list("code", flat=True)[:count])
    return [_member(village) for village in villages]


def load_lists() -> None:
    """What an installation has before anybody signs in."""
    load_media()


def dissemination(member: Member, number: int) -> dict[str, Any]:
    """The data of a record that tells itself apart from every other by its title."""
    return {
        "group": member.group,
        "kind": "discussion",
        "title": f"Catatan {number}",
        "held_on": str(date(2026, 1, 5)),
        "place": "Balai desa",
        "reach_low": 12,
        "reach_high": 20,
        "counted_how": "estimate",
        "note": "Warga bertanya tentang jadwal.",
    }


def _member(village: str) -> Member:
    group = kim(village, f"KIM {village}")
    user: User = account(region=village)
    Grant.objects.create(
        user=user, role="group_board", region_id=village, group_id=group.pk, starts_on=date(2020, 1, 1)
    )
    return Member(issue_token(user=user, label="uji", by=System()), group.code, user.username)
