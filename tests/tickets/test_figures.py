"""The figures of an area are what one counts by hand, after any history, from the roll-up as from rows."""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from random import Random
from statistics import median
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Problem
from kentongan.domain.people.access import Visitor
from kentongan.domain.tickets import actions, boards, clocks, counting, tasks
from kentongan.domain.tickets.boards import Overview
from kentongan.domain.tickets.models import Category, Ticket, TicketCount
from kentongan.domain.tickets.models.kinds import OPEN
from tests.cast import BATANG, BEJI, CENTRAL_JAVA, COUNTRY, NGADIREJO, PATI, REBAN
from tests.groups.making import region
from tests.tickets.making import Desk

BY = System()
KINDS = ("complaint", "aspiration", "information", "obstacle", "infrastructure", "need")
CATEGORIES = ("jalan", "lainnya", "perangkat-desa", "perilaku-petugas")
PLACES = (NGADIREJO, REBAN, BATANG, PATI, BEJI, CENTRAL_JAVA)
TODAY = timezone.localdate()


class Life:
    """Random verbs on random tickets, on days that go on; what the rules refuse changes nothing."""

    def __init__(self, desk: Desk, rng: Random, patch: pytest.MonkeyPatch) -> None:
        self.desk, self.rng = desk, rng
        self.today = TODAY - timedelta(days=rng.randrange(400))
        patch.setattr(clocks, "today_in", lambda *_: self.today)

    def step(self, number: int) -> None:
        """A day or so later, one more verb."""
        self.today = min(self.today + timedelta(days=self.rng.randrange(20)), TODAY + timedelta(days=1))
        tickets = list(Ticket.objects.order_by("code"))
        if len(tickets) < 3 or self.rng.random() < 0.2:
            self._raise(number)
            return
        verbs = [self._sort, self._send, self._answer, self._end, self._join, self._national]
        with suppress(Problem), transaction.atomic():
            self.rng.choice(verbs)(self.rng.choice(tickets))

    def _raise(self, number: int) -> None:
        here = self.rng.choice(PLACES)
        self.desk.told(
            self.rng.choice((BY, Visitor())),
            "public",
            title=f"Laporan {number}",
            region=here,
            kind=self.rng.choice(KINDS),
            category=self.rng.choice(CATEGORIES),
            content=self.rng.choice(("public", "restricted")),
            identity=self.rng.choice(("named", "hidden", "none")),
        )

    def _sort(self, ticket: Ticket) -> None:
        match self.rng.randrange(6):
            case 0:
                category = Category.objects.get(pk=self.rng.choice(CATEGORIES))
                actions.amend(ticket, category=category, kind=self.rng.choice(KINDS), by=BY)
            case 1:
                actions.amend(ticket, content=self.rng.choice(("public", "restricted")), by=BY)
            case 2:
                actions.return_ticket(ticket, "Kurang jelas.", by=BY)
            case 3:
                actions.complete(ticket, "Di depan SD.")
            case 4:
                actions.out_of_scope(ticket, "Ke kepolisian.", by=BY)
            case _:
                actions.verify(ticket, by=BY)

    def _send(self, ticket: Ticket) -> None:
        if ticket.state == "received":
            actions.verify(ticket, by=BY)
        match self.rng.randrange(4):
            case 0:
                actions.disposition(ticket, "Tinjau.", region=region(REBAN), by=BY)
            case 1:
                actions.send_back(ticket, "Bukan di sini.", by=BY)
            case 2:
                actions.start(ticket, by=BY)
            case _:
                agency = self.rng.choice((self.desk.public_works, self.desk.health))
                actions.disposition(ticket, "Jawab.", agency=agency, by=BY)

    def _answer(self, ticket: Ticket) -> None:
        if ticket.state == "received":
            actions.verify(ticket, by=BY)
        met = self.rng.choice((True, False)) if ticket.demand_open else None
        actions.answer(ticket, "Sudah diperbaiki.", met=met, by=BY)

    def _end(self, ticket: Ticket) -> None:
        rating = self.rng.choice((None, 1, 3, 5))
        match self.rng.randrange(5):
            case 0:
                actions.tell(ticket, way="spoken", told_on=self.today, by=BY)
            case 1:
                actions.confirm(ticket, accepted=True, rating=rating, way="code", by=Visitor())
            case 2:
                actions.confirm(ticket, accepted=False, rating=rating, comment="Belum.", way="office", by=BY)
            case 3:
                actions.close(ticket, by=BY)
            case _:
                actions.reopen(ticket, "Rusak lagi.", by=BY)

    def _join(self, ticket: Ticket) -> None:
        actions.merge(ticket, self.rng.choice(list(Ticket.objects.order_by("code"))), by=BY)

    def _national(self, ticket: Ticket) -> None:
        match self.rng.randrange(3):
            case 0:
                actions.note_national(ticket, ticket.code, registered_on=self.today, by=BY)
            case 1:
                actions.escalate(ticket, "Mendesak.", by=BY)
            case _:
                tasks.daily.call()


def one_by_one(rows: Iterable[Ticket], length: int, since: date, until: date) -> dict[str, Any]:
    """The figures as a person would count them on paper."""
    found = [one for one in rows if since <= one.received_on <= until and not one.merged_into]
    answered = [one for one in found if one.answered_on]
    timed = [one for one in answered if one.in_time is not None]
    days = [one.answer_days for one in answered if one.answer_days is not None]
    marks = [one.rating for one in found if one.rating]
    return {
        "total": len(found),
        "answered": len(answered),
        "median_days": median(days) if days else None,
        "timed": len(timed),
        "in_time": sum(1 for one in timed if one.in_time),
        "told": sum(1 for one in answered if one.told_on),
        "open": sum(1 for one in found if one.state in OPEN),
        "overdue": sum(1 for one in found if one.state in OPEN and one.due_on and one.due_on < TODAY),
        "rating": sum(marks) / len(marks) if marks else None,
        "rated": len(marks),
        "categories": Counter(one.category_id for one in found),
        "kinds": Counter(one.kind for one in found),
        "states": Counter(one.state for one in found),
        "agencies": Counter(one.agency_id for one in found),
        "areas": Counter(one.region_id[:length] for one in found),
        "months": Counter(one.received_on.replace(day=1) for one in found),
    }


def said(found: Overview) -> dict[str, Any]:
    """The same of the board."""
    lists = ("categories", "kinds", "states", "agencies", "areas", "months")
    sums = {name: value for name, value in vars(found.sums).items() if name not in {"since", "until"}}
    return sums | {name: Counter(dict(getattr(found, name))) for name in lists}


def expect_equal(rng: Random) -> None:
    """The country, a province and a regency; what is public, and everything; whole months and parts."""
    since = TODAY - timedelta(days=rng.randrange(500))
    for period in ((since, TODAY), (since.replace(day=1), TODAY), (since, TODAY - timedelta(days=40))):
        last = period[1] + timedelta(days=period[1] == TODAY)  # in the east it may be tomorrow
        for contents in (["public"], ["public", "restricted"]):
            rows = Ticket.objects.filter(content__in=contents)
            for place, length in ((COUNTRY, 2), (CENTRAL_JAVA, 5), (BATANG, 8)):
                wanted = one_by_one(rows.for_region(place), length, period[0], last)
                assert said(boards.overview(rows, region(place), *period)) == wanted
                assert said(boards.overview(rows, region(place), *period, whole=contents)) == wanted


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), folded=st.booleans())
def test_any_history_leaves_the_figures_equal_to_counting(
    seed: int, folded: bool, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Red when a merging was not noted."""
    rng = Random(seed)  # noqa: S311 - what hypothesis chose
    with transaction.atomic():
        life = Life(desk, rng, monkeypatch)
        for number in range(36):
            life.step(number)
            if folded and number % 12 == 11:
                counting.fold()
        expect_equal(rng)
        kept = sums()
        counting.rebuild()
        assert sums() == kept
        transaction.set_rollback(True)


def sums() -> Counter[tuple[Any, ...]]:
    """What the roll-up says, whatever rows it has."""
    found: Counter[tuple[Any, ...]] = Counter()
    for *sort, number in TicketCount.objects.values_list(*counting._COLUMNS):
        found[tuple(sort)] += number
    return Counter({key: number for key, number in found.items() if number})
