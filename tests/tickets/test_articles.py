"""The founding articles and the phone: B10, M6, P8, and what goes up from a village without signal."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from kentongan.domain.activities.actions import load_media, record
from kentongan.domain.activities.models import Activity
from kentongan.domain.core.problems import Invalid
from kentongan.domain.people.access import Visitor, authority_of
from kentongan.domain.sync.actions import take
from kentongan.domain.sync.registry import Holder, feeds
from kentongan.domain.tickets import actions, demands
from kentongan.domain.tickets.models import Ticket
from tests.cast import NGADIREJO
from tests.tickets.making import Desk


def sent(desk: Desk, verb: str, data: dict[str, Any], **more: Any) -> Any:
    """One operation from the member's phone."""
    item = {"id": str(uuid4()), "verb": verb, "v": 1, "at": "2026-03-17T10:00:00+07:00", "data": data} | more
    return take(desk.member.user, uuid4(), [item])[0]


def obstacle(desk: Desk) -> Ticket:
    """The sekcam of Reban reports the internet of Ngadirejo."""
    return actions.raise_ticket(
        desk.word(
            kind="infrastructure",
            category="internet",
            title="Internet Ngadirejo tidak stabil",
            text="Jaringan internet di Ngadirejo tidak stabil, mohon dibantu sarananya.",
        ),
        by=desk.district,
        door="office",
    ).ticket


def test_b10_the_obstacle_of_ngadirejo_is_followed_until_answered_and_met(desk: Desk) -> None:
    ticket = obstacle(desk)
    assert (ticket.demand_open, ticket.by) == (True, desk.district.user)
    actions.verify(ticket, by=desk.officer)
    visitor = Client()
    page = f"/kim/{desk.group.code}/"
    assert "Internet Ngadirejo tidak stabil" in visitor.get(page).content.decode()
    assert "Internet Ngadirejo tidak stabil" in visitor.get(f"/wilayah/{NGADIREJO}/").content.decode()
    with pytest.raises(Invalid, match="terpenuhi, ditolak, atau dijanjikan"):
        actions.answer(ticket, "Kami usulkan.", by=desk.officer)
    day = timezone.localdate() + timedelta(days=60)
    actions.answer(ticket, "BTS diusulkan ke kementerian.", promised_on=day, by=desk.officer)
    actions.confirm(ticket, accepted=True, way="office", by=desk.head)
    assert ticket.state == "closed"
    assert demands.demands_of(NGADIREJO) == [ticket]  # answered is not yet met
    actions.fulfil(ticket, met=True, reason="BTS menyala.", by=desk.officer)
    assert demands.demands_of(NGADIREJO) == []
    assert "Internet Ngadirejo tidak stabil" not in Client().get(f"{page}?x=1").content.decode()
    kinds = list(ticket.steps.values_list("kind", flat=True))
    assert kinds == ["verified", "pledged", "answered", "accepted", "closed", "met"]


def test_b10_a_refusal_needs_a_reason(desk: Desk) -> None:
    ticket = actions.verify(obstacle(desk), by=desk.officer)
    with pytest.raises(Invalid):
        actions.fulfil(ticket, met=False, reason=" ", by=desk.officer)
    actions.fulfil(ticket, met=False, reason="Bukan lokasi prioritas tahun ini.", by=desk.officer)
    assert demands.demands_of(NGADIREJO) == []
    with pytest.raises(Invalid):
        actions.pledge(ticket, timezone.localdate(), "Segera.", by=desk.officer)


def test_b10_a_demand_gathers_evidence(desk: Desk) -> None:
    ticket = actions.verify(obstacle(desk), by=desk.officer)
    actions.support(ticket, group=desk.group, by=desk.member)
    found = demands.evidence_of(ticket)
    assert (found.tickets, found.supporters, found.groups) == (1, 1, 1)


def test_m6_one_group_carries_down_and_brings_up(desk: Desk) -> None:
    load_media()
    record(
        group=desk.group,
        kind="dissemination",
        title="Gerakan pangan murah",
        medium="masjid",
        held_on=timezone.localdate(),
        by=desk.member,
    )
    result = sent(desk, "ticket.raise", _aspiration(desk))
    assert result.result == "applied"
    ticket = Ticket.objects.get()
    assert (ticket.group, ticket.kind) == (desk.group, "aspiration")
    assert Activity.objects.get().group == ticket.group


def test_p8_down_and_up_are_both_counted(desk: Desk) -> None:
    load_media()
    for number in range(2):
        record(
            group=desk.group,
            kind="dissemination",
            title=f"Kabar {number}",
            medium="masjid",
            held_on=timezone.localdate(),
            by=desk.member,
        )
    for number in range(3):
        desk.raised(title=f"Usul {number}", text=f"Usul warga nomor {number}.")
    flows = demands.flows_of(desk.group)
    assert (flows.down, flows.up) == (2, 3)


def test_the_word_goes_up_from_a_phone_and_the_answer_is_told_by_it(desk: Desk) -> None:
    result = sent(desk, "ticket.raise", _aspiration(desk) | {"name": "Pak Darto", "consent": "spoken"})
    ticket = Ticket.objects.get(code=result.code)
    assert ticket.reporter.name == "Pak Darto"
    actions.verify(ticket, by=desk.officer)
    actions.answer(ticket, "Ditambal bulan ini.", by=desk.officer)
    held = dict(feeds()["ticket"](Holder(desk.member, timezone.now())))
    assert (held[ticket.code]["state"], held[ticket.code]["answer"]) == ("answered", "Ditambal bulan ini.")
    day = str(timezone.localdate())
    told = sent(desk, "ticket.tell", {"ticket": ticket.code, "way": "meeting", "told_on": day})
    agreed = sent(desk, "ticket.confirm", {"ticket": ticket.code, "accepted": True, "rating": 4})
    assert (told.result, agreed.result) == ("applied", "applied")
    ticket.refresh_from_db()
    assert (ticket.state, ticket.reactions.get().way) == ("closed", "group")


def test_a_ticket_is_taken_even_when_the_role_has_ended(desk: Desk) -> None:
    from kentongan.domain.people.models import Grant

    Grant.objects.filter(user=desk.member.user).update(revoked_at=timezone.now())
    assert not authority_of(desk.member.user).grants
    result = sent(desk, "ticket.raise", _aspiration(desk) | {"region": NGADIREJO})
    assert result.result == "applied"
    assert Ticket.objects.get().group is None


def test_a_phone_holds_only_what_its_own_group_brought(desk: Desk) -> None:
    mine = desk.raised()
    desk.raised(content="restricted", title="Terbatas")
    desk.raised(Visitor(), "public", title="Orang lain", text="Lampu di balai mati.")
    assert list(dict(feeds()["ticket"](Holder(desk.member, timezone.now())))) == [mine.code]


def test_what_lacks_words_is_rejected_and_kept_in_no_log(desk: Desk) -> None:
    from kentongan.domain.sync.models import Operation

    result = sent(desk, "ticket.raise", {"text": "", "identity": "none", "content": "public"})
    assert result.result == "rejected"
    assert not Operation.objects.exclude(data={}).exists()


def _aspiration(desk: Desk) -> dict[str, Any]:
    return {
        "group": desk.group.code,
        "kind": "aspiration",
        "category": "jalan",
        "text": "Mohon jalan ke sekolah ditambal.",
        "identity": "named",
        "content": "public",
    }
