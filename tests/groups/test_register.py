"""The register: a group comes, changes, is registered, reported, dissolved and revived."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kentongan.domain.core.acting import System
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.groups.actions import (
    add_function,
    add_member,
    change_group,
    dissolve_group,
    register_at_office,
    report_to_province,
    return_function,
    revive_group,
)
from kentongan.domain.groups.models import Group
from tests.actors import actor
from tests.cast import BERMI, GEMBONG, KEDUNGBULUS, NGADIREJO, PATI, PATI_WETAN, REBAN, SELAKAMBANG
from tests.groups.making import decree, kim, region

pytestmark = pytest.mark.usefixtures("tree")


def stage(group: Group, on: date | None = None) -> str:
    return Group.objects.with_stage(on).get(pk=group.pk).stage  # type: ignore[attr-defined,no-any-return]


def test_a_registered_group_has_a_code_and_one_history_entry() -> None:
    officer = actor("public_relations_officer", PATI, name="Sari", on_behalf_of="Kepala Dinas")
    group = kim(BERMI, by=officer)
    entry = Entry.objects.about(group).get()
    assert (group.code[:2], group.kind, group.level, group.legal_form) == ("K-", "kim", "village", "none")
    assert (entry.verb, entry.name, entry.on_behalf_of, entry.region_code) == (
        "group.register",
        "Sari",
        "Kepala Dinas",
        BERMI,
    )


def test_an_officer_of_another_regency_cannot_register_a_group() -> None:
    with pytest.raises(Refused):
        kim(NGADIREJO, by=actor("public_relations_officer", PATI))
    assert not Group.objects.exists()


def test_the_same_name_in_the_same_village_is_refused_however_it_is_written() -> None:
    kim(BERMI, "KIM Surya Gambo")
    with pytest.raises(Invalid) as failure:
        kim(BERMI, "kim  SURYA gambo ")
    assert failure.value.field == "name"
    assert "KIM Surya Gambo" in failure.value.message
    kim(KEDUNGBULUS, "KIM Surya Gambo")  # names are not unique beyond the village


def test_a_village_may_have_several_groups() -> None:
    kim(BERMI, "KIM Surya")
    kim(BERMI, "KIM Mentari")
    assert Group.objects.for_region(BERMI).count() == 2


@pytest.mark.parametrize(
    ("level", "code", "fits"),
    [
        ("village", BERMI, True),
        ("hamlet", BERMI, True),
        ("district", GEMBONG, True),
        ("regency", PATI, True),
        ("village", GEMBONG, False),
        ("district", BERMI, False),
    ],
)
def test_the_level_of_a_group_fits_its_region(level: str, code: str, fits: bool) -> None:
    if fits:
        assert kim(code, level=level).level == level
    else:
        with pytest.raises(Invalid) as failure:
            kim(code, level=level)
        assert failure.value.field == "region"


def test_reversed_and_future_dates_are_refused_with_their_field() -> None:
    with pytest.raises(Invalid) as failure:
        kim(BERMI, proposed_on=date(2023, 2, 17), founded_on=date(2023, 2, 1))
    assert failure.value.field == "founded_on"
    with pytest.raises(Invalid) as failure:
        kim(BERMI, founded_on=timezone.localdate() + timedelta(days=1))
    assert failure.value.field == "founded_on"


def test_legal_form_is_never_assumed_and_asks_for_its_document() -> None:
    """B14: a decree is recognition; "berbadan hukum" stands only where a document shows it."""
    group = kim(BERMI)
    assert group.legal_form == "none"
    with pytest.raises(Invalid) as failure:
        change_group(group, legal_form="legal_entity", by=System())
    assert failure.value.field == "legal_document"
    change_group(group, legal_form="lkd", legal_document="Perdes Bermi 4/2022", by=System())
    decree(group)
    group.refresh_from_db()
    assert (group.legal_form, group.legal_document) == ("lkd", "Perdes Bermi 4/2022")


def test_a_decree_makes_the_standing_recognised_and_no_more() -> None:
    """B14."""
    group = kim(BERMI)
    decree(group)
    group.refresh_from_db()
    assert group.legal_form == "decree"


def test_a_field_that_is_not_open_is_refused_by_name() -> None:
    group = kim(BERMI)
    with pytest.raises(Invalid) as failure:
        change_group(group, code="K-AAAAAA", by=System())
    assert failure.value.field == "code"
    assert "code" in failure.value.message


def test_a_change_names_its_fields_in_the_history_and_no_change_writes_nothing() -> None:
    group = kim(BERMI)
    change_group(group, name="KIM  Surya Baru", note="dari karang taruna", by=System())
    change_group(group, name="KIM Surya Baru", by=System())
    group.refresh_from_db()
    entries = Entry.objects.about(group)
    assert (group.name, group.name_key) == ("KIM Surya Baru", "surya baru")
    assert [entry.detail.get("fields") for entry in entries] == [["name", "note"], None]


def test_a_sekcam_edits_the_district_and_no_other() -> None:
    """B4."""
    sekcam = actor("district_officer", REBAN)
    own, other = kim(NGADIREJO), kim(BERMI)
    assert change_group(own, note="jaringan lemah", by=sekcam).note == "jaringan lemah"
    with pytest.raises(Refused):
        change_group(other, note="bukan wilayah saya", by=sekcam)
    other.refresh_from_db()
    assert other.note == ""


def test_a_group_moves_only_with_the_right_in_both_regions() -> None:
    sekcam = actor("district_officer", GEMBONG)
    group = kim(BERMI)
    with pytest.raises(Refused):
        change_group(group, region=region(PATI_WETAN), by=sekcam)
    moved = change_group(group, region=region(KEDUNGBULUS), by=sekcam)
    assert moved.region_id == KEDUNGBULUS


def test_an_existing_group_takes_on_the_function_and_keeps_name_members_and_purpose() -> None:
    """G5."""
    group = kim(SELAKAMBANG, "Karang Taruna Bina Remaja", kind="kim", proposed_on=date(2018, 11, 1))
    member = add_member(group, name="Warsito", by=System())
    assert stage(group) == "proposed"
    group = add_function(
        group,
        on=date(2019, 1, 10),
        parent_body="Karang Taruna Bina Remaja",
        parent_body_purpose="kepemudaan",
        by=System(),
    )
    assert (group.name, group.origin, group.parent_body, group.parent_body_purpose) == (
        "Karang Taruna Bina Remaja",
        "function_added",
        "Karang Taruna Bina Remaja",
        "kepemudaan",
    )
    assert list(group.memberships.all()) == [member]
    assert stage(group) == "founded"
    assert stage(group, date(2019, 1, 9)) == "proposed"


def test_the_added_function_names_the_body_it_was_added_to() -> None:
    """G5."""
    with pytest.raises(Invalid) as failure:
        add_function(kim(SELAKAMBANG), on=date(2019, 1, 10), parent_body=" ", by=System())
    assert failure.value.field == "parent_body"


def test_the_stage_follows_from_dated_facts() -> None:
    """T8: founded, and not yet legal, until a decree is in force."""
    group = kim(BERMI, proposed_on=date(2022, 1, 5), founded_on=date(2022, 2, 1))
    assert stage(group) == "founded"
    assert stage(group, date(2022, 1, 20)) == "proposed"
    decree(group, valid_from=date(2022, 3, 1), valid_to=date(2024, 2, 29))
    assert stage(group, date(2022, 3, 1)) == "recognised"
    register_at_office(group, on=date(2022, 4, 1), number="33.18/007", by=System())
    report_to_province([group], on=date(2022, 6, 1), by=System())
    on_day = {day: stage(group, day) for day in (date(2022, 2, 28), date(2022, 4, 1), date(2022, 6, 1))}
    assert list(on_day.values()) == ["founded", "registered", "reported"]
    assert stage(group, date(2024, 3, 1)) == "founded"  # the decree ran out
    group.refresh_from_db()
    assert group.register_number == "33.18/007"


def test_a_group_stays_founded_when_registered_without_a_decree() -> None:
    """B2, T8: registered and legal are two things."""
    group = kim(BERMI, founded_on=date(2022, 2, 1))
    register_at_office(group, on=date(2022, 4, 1), by=System())
    assert stage(group) == "founded"


def test_registration_does_not_precede_founding() -> None:
    with pytest.raises(Invalid) as failure:
        register_at_office(kim(BERMI, founded_on=date(2022, 2, 1)), on=date(2022, 1, 1), by=System())
    assert failure.value.field == "on"


def test_only_groups_with_a_decree_enter_the_data_for_the_province() -> None:
    """T8."""
    with_decree, without = kim(BERMI), kim(KEDUNGBULUS, "KIM Mentari", founded_on=date(2022, 1, 1))
    decree(with_decree)
    with pytest.raises(Invalid) as failure:
        report_to_province([with_decree, without], on=date(2022, 6, 1), by=System())
    assert "KIM Mentari" in failure.value.message
    with_decree.refresh_from_db()
    assert with_decree.reported_on is None
    assert report_to_province([with_decree], on=date(2022, 6, 1), by=System()) == 1
    assert report_to_province([with_decree], on=date(2022, 7, 1), by=System()) == 0
    with_decree.refresh_from_db()
    assert with_decree.reported_on == date(2022, 6, 1)


def test_a_dissolved_group_keeps_its_records_and_can_be_revived() -> None:
    group = kim(BERMI, founded_on=date(2016, 1, 1))
    with pytest.raises(Invalid):
        dissolve_group(group, on=date(2018, 1, 1), reason=" ", by=System())
    with pytest.raises(Invalid):
        dissolve_group(group, on=date(2015, 1, 1), reason="vakum", by=System())
    dissolve_group(group, on=date(2018, 1, 1), reason="vakum", by=System())
    assert stage(group) == "dissolved"
    assert stage(group, date(2017, 1, 1)) == "founded"
    with pytest.raises(Stale):
        dissolve_group(group, on=date(2018, 1, 1), reason="vakum", by=System())
    with pytest.raises(Invalid) as failure:
        revive_group(group, reason=" ", by=System())
    assert failure.value.field == "reason"
    revive_group(group, reason="pemuda baru", by=System())
    assert stage(group) == "founded"
    assert Entry.objects.about(group)[0].detail["reason"] == "pemuda baru"
    with pytest.raises(Stale):
        revive_group(group, reason="lagi", by=System())


def test_a_group_is_not_revived_beside_its_namesake() -> None:
    group = kim(BERMI)
    dissolve_group(group, on=date(2018, 1, 1), reason="vakum", by=System())
    kim(BERMI)
    with pytest.raises(Invalid) as failure:
        revive_group(group, reason="pemuda baru", by=System())
    assert failure.value.field == "name"


def test_g5_a_body_gives_the_function_back_on_a_day_with_a_reason_and_goes_on_itself() -> None:
    body = kim(BERMI, "Karang Taruna Karya Muda")
    add_function(body, on=date(2022, 1, 1), parent_body="Karang Taruna Karya Muda", by=System())
    with pytest.raises(Invalid) as failure:
        return_function(body, on=date(2021, 1, 1), reason="Kembali ke kegiatan pemuda", by=System())
    assert failure.value.field == "on"

    return_function(body, on=date(2024, 6, 1), reason="Kembali ke kegiatan pemuda", by=System())

    assert Group.objects.existing(date(2024, 5, 31)).filter(pk=body.pk).exists()
    assert not Group.objects.existing(date(2024, 6, 1)).filter(pk=body.pk).exists()
    body.refresh_from_db()
    assert (body.name, body.parent_body) == ("Karang Taruna Karya Muda", "Karang Taruna Karya Muda")
    with pytest.raises(Stale):
        return_function(body, on=date(2024, 6, 1), reason="Dua kali", by=System())
    with pytest.raises(Stale):
        return_function(kim(BERMI, "KIM Baru"), on=date(2024, 6, 1), reason="Bukan tambahan", by=System())
