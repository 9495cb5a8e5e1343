"""An author, an officer, and verbs that only tests know."""

import pytest

from kentongan.domain.core.problems import Invalid
from kentongan.domain.people.access import Authority
from kentongan.domain.sync import registry
from kentongan.domain.sync.registry import Envelope, Outcome
from tests.actors import actor
from tests.cast import BERMI, GEMBONG, plant_regions
from tests.sync.rescue.phone import Phone


class Probe:
    """What the test verbs did."""

    def __init__(self) -> None:
        self.done: list[tuple[str, str]] = []

    def note(self, envelope: Envelope, by: Authority) -> Outcome:
        self.done.append((by.user.username, str(envelope.data.get("text", ""))))
        return Outcome(None, code="P-1")


@pytest.fixture
def probe(monkeypatch: pytest.MonkeyPatch) -> Probe:
    """``probe.add`` does something, ``probe.photo`` needs a file, ``probe.secret`` names nobody."""
    monkeypatch.setattr(registry, "_operations", dict(registry._operations))
    found = Probe()

    def refuse(envelope: Envelope, by: Authority) -> Outcome:
        raise Invalid("Tanggal ini belum tiba.", field="held_on")

    registry.operation("probe.add")(found.note)
    registry.operation("probe.photo", file=True)(found.note)
    registry.operation("probe.wrong")(refuse)
    registry.operation("probe.secret", private=True)(
        lambda envelope, by: Outcome(None, forget=True) if found.note(envelope, by) else Outcome(None)
    )
    return found


@pytest.fixture
def officer(db: None) -> Authority:
    plant_regions()
    return actor("district_officer", GEMBONG)


@pytest.fixture
def phone(officer: Authority) -> Phone:
    return Phone(actor("group_member", BERMI).user)
