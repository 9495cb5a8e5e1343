"""The register of regulations: official titles, in force from and to, once per area."""

from datetime import date

import pytest

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Absent, Invalid, Refused
from kentongan.domain.groups import access
from kentongan.domain.groups.actions import end_regulation, register_regulation
from kentongan.domain.groups.models import Regulation
from tests.actors import actor
from tests.cast import BEJI, COUNTRY, GEMBONG, PATI, TUBAN
from tests.groups.making import decree, kim, region

pytestmark = pytest.mark.usefixtures("tree")
GUIDELINE = "Pedoman Pengembangan dan Pemberdayaan Lembaga Komunikasi Sosial"


def perbup(**changes: object) -> Regulation:
    facts: dict[str, object] = {
        "kind": "perbup",
        "number": "55",
        "year": 2020,
        "title": "Pembentukan Kelompok Informasi Masyarakat",
        "region": region(TUBAN),
        "by": System(),
    }
    return register_regulation(**(facts | changes))  # type: ignore[arg-type]


def test_perbup_55_of_2020_is_registered_in_tuban() -> None:
    """T1."""
    officer = actor("public_relations_officer", TUBAN)
    rule = perbup(by=officer)
    assert access.get_regulation(rule.code, officer) == rule
    assert (rule.get_kind_display(), rule.number, rule.year, rule.region_id) == (
        "Peraturan Bupati",
        "55",
        2020,
        TUBAN,
    )


def test_the_ministers_rule_of_2010_stands_under_its_official_title() -> None:
    """B14: 8/2010 is the guideline on social communication, not the SPM."""
    rule = perbup(
        kind="permen",
        number="08/PER/M.KOMINFO/6/2010",
        year=2010,
        title=GUIDELINE,
        region=region(COUNTRY),
        in_force_from=date(2010, 6, 1),
    )
    assert (rule.title, rule.number) == (GUIDELINE, "08/PER/M.KOMINFO/6/2010")


def test_a_rule_is_registered_once_and_only_in_the_own_area() -> None:
    perbup()
    with pytest.raises(Invalid) as failure:
        perbup(number="Nomor 55")
    assert failure.value.field == "number"
    with pytest.raises(Refused):
        perbup(number="56", by=actor("public_relations_officer", PATI))
    with pytest.raises(Refused):
        perbup(number="56", by=actor("district_officer", GEMBONG))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"number": ""}, "number"),
        ({"year": 2999}, "year"),
        ({"kind": "surat"}, "kind"),
        ({"in_force_from": date(2020, 2, 1), "in_force_to": date(2020, 1, 1)}, "in_force_to"),
    ],
)
def test_a_faulty_rule_is_refused_with_its_field(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as failure:
        perbup(**wrong)
    assert failure.value.field == field


def test_a_rule_revokes_another_and_ends() -> None:
    old = perbup(number="10", year=2012)
    new = perbup(revokes=[old])
    end_regulation(old, on=date(2020, 12, 31), by=System())
    old.refresh_from_db()
    assert (list(old.revoked_by.all()), old.in_force_to) == ([new], date(2020, 12, 31))


def test_an_unknown_code_is_absent() -> None:
    with pytest.raises(Absent):
        access.get_regulation("U-000000", actor("group_member", PATI))


def test_t1_a_lapsed_regulation_is_warned_of_when_a_decree_cites_it() -> None:
    """T1: the rule a decree rests on is linked to it; one no longer in force passes only when it is meant."""
    group = kim(BEJI)
    lapsed = perbup(number="12", in_force_to=date(2020, 11, 1))
    replaced = perbup(number="13")
    current = perbup(revokes=[replaced], in_force_from=date(2020, 11, 2))
    assert set(Regulation.objects.lapsed(date(2022, 3, 1))) == {lapsed, replaced}
    assert set(Regulation.objects.lapsed(date(2020, 11, 1))) == set()
    for old in (lapsed, replaced):
        with pytest.raises(Invalid) as failure:
            decree(group, basis=[current, old])
        assert failure.value.field == "basis"
        assert f"{old.number}/2020" in failure.value.message
    letter = decree(group, basis=[current])
    assert list(current.decrees.all()) == [letter]
    assert list(decree(group, number="2", basis=[lapsed], cite_lapsed=True).basis.all()) == [lapsed]
