"""The desk of Batang, and a day that tests choose."""

from datetime import date

import pytest

from kentongan.domain.tickets import clocks
from tests.tickets.making import Desk, Today, desk_of_batang


@pytest.fixture
def desk(db: None) -> Desk:
    """The office with its people and the KIM of Ngadirejo."""
    return desk_of_batang()


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Today:
    """Make the verbs believe that it is this day in the village."""

    def become(day: date) -> None:
        monkeypatch.setattr(clocks, "today_in", lambda *_: day)

    return become
