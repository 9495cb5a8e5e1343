"""An officer sees what they took in, and what came from authors of their area."""

import pytest

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Absent
from kentongan.domain.people.access import Authority
from kentongan.domain.sync.rescue.access import get_intake, visible_intakes
from kentongan.domain.sync.rescue.taking import take_file
from tests.actors import actor
from tests.cast import BATANG, BERMI, PATI
from tests.sync.rescue.conftest import Probe
from tests.sync.rescue.phone import Phone, item

pytestmark = pytest.mark.django_db


def test_the_carrier_and_the_officers_of_the_author_see_it(
    phone: Phone, officer: Authority, probe: Probe
) -> None:
    carrier = actor("district_officer", BATANG)
    intake = take_file(phone.save(item()), by=carrier).intake
    for by in (carrier, officer, actor("village_officer", BERMI), actor("administrator", PATI)):
        assert get_intake(intake.key, by) == intake
        assert list(visible_intakes(by)) == [intake]


def test_nobody_else_does(phone: Phone, probe: Probe) -> None:
    intake = take_file(phone.save(item()), by=System()).intake
    for by in (actor("district_officer", BATANG), actor("group_board", BERMI)):
        assert not visible_intakes(by).exists()
        with pytest.raises(Absent):
            get_intake(intake.key, by)
