"""G9: speakers by sector and agency, searched by a group, invited to it; their days off count."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kentongan.domain.core.problems import Absent, Invalid, Refused, Stale
from kentongan.domain.events import access
from kentongan.domain.events.actions import (
    add_absence,
    add_speaker,
    change_speaker,
    end_speaker,
    register_speaker,
    remove_absence,
    remove_speaker,
)
from kentongan.domain.events.models import Event, Speaker
from kentongan.domain.people.actions import create_agency
from kentongan.domain.people.models import Agency
from kentongan.domain.releases.actions import load_topics
from tests.actors import actor
from tests.cast import BATANG, BERMI, PATI, PURBALINGGA, REBAN, SELAKAMBANG
from tests.events.making import BY, event, past
from tests.groups.making import kim, region

pytestmark = pytest.mark.usefixtures("places")


@pytest.fixture
def health(places: None) -> Agency:
    """The health office of Purbalingga."""
    load_topics()
    return create_agency(
        region=region(PURBALINGGA),
        name="Dinas Kesehatan",
        short_name="Dinkes",
        kind=Agency.Kind.REGIONAL_AGENCY,
        by=BY,
    )


def _nurse(health: Agency, **fields: Any) -> Speaker:
    facts: dict[str, Any] = {
        "name": "Perawat (contoh)",
        "sector": "kesehatan",
        "region": region(PURBALINGGA),
        "agency": health,
        "topics": ["stunting"],
        "expertise": "Gizi balita",
        "phone": "081200000000",
        "by": BY,
    }
    return register_speaker(**facts | fields)


def test_g9_a_kim_finds_speakers_by_sector_and_agency_and_has_one_invited(health: Agency) -> None:
    """G9: the group needs speakers from many sectors."""
    nurse = _nurse(health)
    register_speaker(name="Penyuluh (contoh)", sector="pertanian", region=region(PURBALINGGA), by=BY)
    register_speaker(name="Dosen (contoh)", sector="kampus", region=region(BATANG), by=BY)
    group = kim(SELAKAMBANG)
    board = actor("group_board", SELAKAMBANG, group=group.pk)
    near = access.speakers(board).reaching(group.region_id)
    assert {speaker.name for speaker in near} == {"Perawat (contoh)", "Penyuluh (contoh)"}
    for wanted in (
        {"sector": "kesehatan"},
        {"topic": "stunting"},
        {"text": "DINKES gizi"},
        {"text": "stunting"},
    ):
        assert list(near.matching(**wanted)) == [nurse]
    assert not near.matching(text="gizi sapi").exists()
    assert not access.may_see_contact(nurse, board)
    met = event(PURBALINGGA, kind="mentoring", groups=[group])
    row = add_speaker(met, speaker=nurse, material_title="Mencegah stunting", by=BY)
    assert (row.name, list(Event.objects.serving(group).filter(speakers__speaker=nurse))) == (
        nurse.name,
        [met],
    )


def test_phones_are_for_who_may_see_people_where_the_speaker_goes(health: Agency) -> None:
    nurse = _nurse(health)
    seen = [
        ("division_head", PURBALINGGA),
        ("village_officer", SELAKAMBANG),
        ("division_head", PATI),
        ("agency_officer", PURBALINGGA),
        ("ministry_reader", "00"),
    ]
    assert [access.may_see_contact(nurse, actor(*who)) for who in seen] == [True, True, False, False, False]


def test_a_speaker_away_on_that_day_is_refused_and_offered_to_nobody(health: Agency) -> None:
    nurse = _nurse(health)
    away = add_absence(nurse, starts_on=past(8), ends_on=past(6), reason="Cuti", by=BY)
    met = event(PURBALINGGA)
    with pytest.raises(Invalid, match="berhalangan"):
        add_speaker(met, speaker=nurse, by=BY)
    assert not Speaker.objects.free(past(7), past(7)).exists()
    assert Speaker.objects.free(past(5), past(5)).get() == nurse
    with pytest.raises(Invalid):
        add_absence(nurse, starts_on=past(6), ends_on=past(5), by=BY)
    with pytest.raises(Invalid):
        add_absence(nurse, starts_on=past(3), ends_on=past(4), by=BY)
    remove_absence(away, by=BY)
    remove_speaker(add_speaker(met, speaker=nurse, by=BY), by=BY)


def test_a_moderator_may_be_named_without_standing_in_the_register() -> None:
    met = event(agenda=["Pembukaan"])
    item = met.agenda.get()
    for role in ("opener", "moderator"):
        add_speaker(met, name="Kepala dinas (contoh)", role=role, item=item, by=BY)
    assert met.speakers.count() == 2
    for wrong in ({"name": ""}, {"name": "A", "role": "penyanyi"}):
        with pytest.raises(Invalid):
            add_speaker(met, by=BY, **wrong)
    with pytest.raises(Refused):
        add_speaker(met, name="A", by=actor("district_officer", REBAN))


def test_an_agency_keeps_its_own_people_and_no_others(health: Agency) -> None:
    officer = actor("agency_officer", PURBALINGGA, agency=health.pk)
    nurse = _nurse(health, by=officer)
    change_speaker(nurse, name="Bidan (contoh)", topics=["kesehatan"], by=officer)
    assert list(access.speakers(officer).matching(text="bidan kesehatan")) == [nurse]
    assert not access.speakers(officer).matching(text="stunting").exists()
    other = create_agency(
        region=region(PURBALINGGA),
        name="Dinas Pertanian",
        short_name="Dinpertan",
        kind=Agency.Kind.REGIONAL_AGENCY,
        by=BY,
    )
    farmer = register_speaker(
        name="Penyuluh", sector="pertanian", region=region(PURBALINGGA), agency=other, by=BY
    )
    for refused in (
        lambda: change_speaker(farmer, name="X", by=officer),
        lambda: change_speaker(nurse, agency=other, by=officer),
        lambda: end_speaker(farmer, by=officer),
        lambda: register_speaker(name="X", sector="hukum", region=region(BERMI), by=officer),
    ):
        with pytest.raises(Refused):
            refused()


def test_a_name_stands_once_in_the_register_of_an_area(health: Agency) -> None:
    nurse = _nurse(health)
    with pytest.raises(Invalid, match="sudah ada"):
        _nurse(health)
    with pytest.raises(IntegrityError), transaction.atomic():
        Speaker.objects.create(code="N-X", name=nurse.name, sector_id="kesehatan", region_id=PURBALINGGA)
    end_speaker(nurse, by=BY)
    with pytest.raises(Stale):
        end_speaker(nurse, by=BY)
    with pytest.raises(Absent):
        access.get_speaker(nurse.code, actor("division_head", PURBALINGGA))
    again = _nurse(health)
    assert access.get_speaker(again.code, actor("division_head", PURBALINGGA)) == again


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"sector": "sihir"}, "sector"),
        ({"topics": ["sihir"]}, "topics"),
        ({"phone": "0" * 30}, "phone"),
        ({"region": BATANG}, "agency"),
    ],
)
def test_what_is_entered_wrongly_is_named(health: Agency, fields: dict[str, Any], field: str) -> None:
    if "region" in fields:
        fields = {"region": region(fields["region"])}
    with pytest.raises(Invalid) as refused:
        _nurse(health, **fields)
    assert refused.value.field == field
