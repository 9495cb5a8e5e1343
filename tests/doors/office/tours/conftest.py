"""The office of Batang with its fifteen districts, the days off of 2021, and the tour of the article."""

import pytest
from django.test import Client

from kentongan.domain.outreach.actions import plan_now
from kentongan.domain.outreach.models import Tour
from kentongan.domain.people.access import Authority
from tests.actors import actor
from tests.cast import BATANG, REBAN
from tests.doors.network import signed_in
from tests.outreach.making import lay_out_batang, tour
from tests.replay import once


@pytest.fixture
def batang(db: None) -> None:
    """Every village of Batang, and the packaged days off."""
    lay_out_batang()


@pytest.fixture
def chief(batang: None) -> Authority:
    """The division head."""
    return _chief()


@once
def _chief() -> Authority:
    return actor("division_head", BATANG, name="Ratna Kabid")


@pytest.fixture
def desk(chief: Authority) -> Client:
    """Her browser."""
    return signed_in(chief.user)


@pytest.fixture
def secretary(batang: None) -> Client:
    """The browser of the secretary of Reban."""
    return signed_in(actor("district_officer", REBAN).user)


@pytest.fixture
def draft(chief: Authority) -> Tour:
    """The tour of the article without a row yet."""
    return _draft(chief)


@once
def _draft(chief: Authority) -> Tour:
    return tour(by=chief)


@pytest.fixture
def planned(draft: Tour, chief: Authority) -> Tour:
    """The same, planned."""
    _plan(draft, chief)
    draft.refresh_from_db()
    return draft


@once
def _plan(draft: Tour, chief: Authority) -> None:
    plan_now(draft, by=chief)
