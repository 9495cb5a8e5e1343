"""The answer goes back: asked offline, answered, sent as a package, told again where it went round."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from kentongan.domain.activities.actions import load_media
from kentongan.domain.activities.models import Activity
from kentongan.domain.claims import actions, boards
from kentongan.domain.claims.feeds import claims as provider
from kentongan.domain.claims.models import CarryBack, Claim, Report
from kentongan.domain.core.problems import Invalid, Refused
from kentongan.domain.groups.models import Group
from kentongan.domain.people.access import Authority
from kentongan.domain.people.actions import create_agency
from kentongan.domain.people.models import Agency
from kentongan.domain.releases import actions as releases
from kentongan.domain.sync import actions as sync
from kentongan.domain.sync.registry import Holder
from tests.actors import actor
from tests.cast import KEDUNGBULUS, PATI
from tests.claims.making import BY, VACCINE, asked, published
from tests.groups.making import kim, region

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(tree: None) -> Agency:
    """The communication office of Pati."""
    return create_agency(
        region=region(PATI),
        name="Dinas Kominfo",
        short_name="Kominfo",
        kind=Agency.Kind.COMMUNICATIONS_OFFICE,
        by=BY,
    )


def taken(by: Authority, verb: str, data: dict[str, Any]) -> Any:
    """What the server says to one operation of a phone."""
    item = {"id": str(uuid4()), "verb": verb, "v": 1, "at": "2026-11-01T08:00:00+07:00", "data": data}
    return sync.take(by.user, uuid4(), [item], way="api")[0]


def held(by: Authority) -> dict[str, dict[str, Any]]:
    return dict(provider(Holder(by, timezone.now())))


def test_b11_a_question_written_offline_is_asked_once_the_phone_is_heard(
    bermi: Group, chair: Authority
) -> None:
    result = taken(chair, "claim.ask", {"group": bermi.code, "text": VACCINE, "seen_in": "whatsapp"})
    assert result.result == "applied"
    report = Report.objects.get()
    assert (report.group, report.way, report.region_id) == (bermi, "phone", bermi.region_id)
    shown = held(chair)[report.claim.code]
    assert (shown["state"], shown["asked"]) == ("reported", True)


def test_everyone_who_asked_holds_the_answer_and_carries_it_back(
    bermi: Group, chair: Authority, humas: Authority, head: Authority, office: Agency
) -> None:
    load_media()
    taken(chair, "claim.ask", {"group": bermi.code, "text": VACCINE})
    claim = Claim.objects.get()
    verdict = published(claim, author=humas, head=head)
    shown = held(chair)[claim.code]
    assert (shown["tone"], shown["state"]) == ("false", "published")
    assert len(shown["send"]) <= 160
    version = actions.ask_to_carry(verdict, office, by=humas)
    with pytest.raises(Refused):  # who wrote the package does not let it out
        releases.approve(version.release, version.number, by=humas)
    releases.approve_and_publish(version.release, version.number, by=head)
    assert held(chair)[claim.code]["release"] == version.release.code
    result = taken(
        chair,
        "claim.carry_back",
        {"group": bermi.code, "claim": claim.code, "medium": "grup-whatsapp", "held_on": "2026-11-01"},
    )
    assert result.result == "applied", result
    activity = Activity.objects.get()
    assert activity.publication is not None
    assert activity.carried_back.claim == claim
    assert held(chair)[claim.code]["carried"] is True
    claim.refresh_from_db()
    spread = boards.spread_of(claim)
    assert (spread.round.villages, spread.round.reached) == (1, 1)
    assert [(area.code, area.reports, area.reached) for area in spread.areas] == [(bermi.region_id, 1, True)]
    assert [count for _day, count in spread.days] == [1]


def test_the_same_carrying_back_sent_twice_is_one(
    bermi: Group, chair: Authority, humas: Authority, head: Authority
) -> None:
    load_media()
    claim = asked(by=chair, group=bermi, region=bermi.region).claim
    carried = actions.carrying.Carried(held_on=timezone.localdate(), medium="grup-whatsapp")
    with pytest.raises(Invalid):  # nothing to tell yet
        actions.carry_back(claim, bermi, carried, by=chair)
    published(claim, author=humas, head=head)
    key = uuid4()
    assert actions.carry_back(claim, bermi, carried, by=chair, id=key) == actions.carry_back(
        claim, bermi, carried, by=chair, id=key
    )
    assert CarryBack.objects.count() == 1


def test_what_rises_in_three_villages_warns_the_head_and_two_villages_do_not(
    tree: None, head: Authority, bermi: Group
) -> None:
    other = kim(KEDUNGBULUS, "KIM Kedungbulus")
    claim = asked(by=BY, region=bermi.region).claim
    for place in (bermi.region, other.region, other.region, bermi.region):
        asked(by=BY, region=place)
    assert boards.rising(head) == []
    asked(by=BY, region=region(PATI))
    assert [(one.claim, one.reports, one.villages) for one in boards.rising(head)] == [(claim, 6, 3)]
    far = actor("division_head", "33.25")
    assert boards.rising(far) == []
    assert boards.rising(head, datetime(2030, 1, 1, tzinfo=UTC)) == []
