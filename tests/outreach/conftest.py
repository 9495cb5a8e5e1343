"""Batang as it is: fifteen districts with all their villages, and the days off of 2021."""

import pytest

from kentongan.domain.core.acting import System
from kentongan.domain.events.actions import register_speaker
from kentongan.domain.events.models import Sector, Speaker
from tests.cast import BATANG
from tests.outreach.making import lay_out_batang, region


@pytest.fixture
def batang(db: None) -> None:
    """The small tree of the cast with every village of Batang, and the packaged days off."""
    lay_out_batang()


@pytest.fixture
def speaker(batang: None) -> Speaker:
    """Somebody of the register who speaks in Batang."""
    sector = Sector.objects.create(code="komunikasi", name="Komunikasi")
    return register_speaker(name="Budi Santoso", sector=sector, region=region(BATANG), by=System())
