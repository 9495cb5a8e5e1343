"""The register of speakers: found, kept by office and agency, invited when they are free."""

from typing import Any

import pytest
from django.test import Client

from kentongan.domain.core.acting import System
from kentongan.domain.events.actions import add_absence, load_lists, register_speaker
from kentongan.domain.events.models import Speaker
from kentongan.domain.people.actions import create_agency
from kentongan.domain.people.models import Agency
from tests.actors import actor
from tests.cast import BATANG, BERMI, GEMBONG, PATI
from tests.doors import network
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.events import making
from tests.releases.making import Office, place

LIST = "/kantor/narasumber/"
BY = System()


@pytest.fixture
def health(office: Office) -> Agency:
    """The health office of Pati."""
    load_lists()
    return create_agency(
        region=place(PATI), name="Dinas Kesehatan", short_name="Dinkes", kind="regional_agency", by=BY
    )


@pytest.fixture
def nurse(health: Agency) -> Speaker:
    """Somebody of the health office who tells about stunting."""
    facts = {"title": "Bidan", "expertise": "stunting", "phone": "0812-000-111"}
    return register_speaker(
        name="Siti Aminah", sector="kesehatan", region=place(PATI), agency=health, by=BY, **facts
    )


def typed(**changes: Any) -> dict[str, Any]:
    """A form as somebody fills it in."""
    return {"name": "Joko", "sector": "hukum", "region": PATI, "expertise": "Perdes"} | changes


def test_g9_speakers_are_found_by_sector_office_words_area_and_free_days(
    writer: Client, nurse: Speaker
) -> None:
    """domain.md G9: speakers of many sectors, in a register."""
    register_speaker(name="Joko", sector="hukum", region=place(BERMI), by=BY)
    add_absence(nurse, starts_on=making.past(-1), ends_on=making.past(-3), by=BY)

    def found(query: str) -> list[str]:
        words = text_of(writer.get(f"{LIST}?{query}"))
        return [name for name in ("Joko", "Siti Aminah") if name in words]

    assert found("") == ["Joko", "Siti Aminah"]
    assert found("bidang=kesehatan") == ["Siti Aminah"]
    assert found("q=stunting") == ["Siti Aminah"]
    assert found("q=dinkes") == ["Siti Aminah"]
    assert found(f"wilayah={GEMBONG}") == ["Siti Aminah"]
    assert found(f"wilayah={BERMI}") == ["Joko", "Siti Aminah"]
    assert found(f"dari={making.past(-2)}") == ["Joko"]
    assert found("bidang=tidak-ada&topik=x&wilayah=zzz") == ["Joko", "Siti Aminah"]


def test_somebody_is_entered_once_and_changed(writer: Client, health: Agency) -> None:
    writer.post(f"{LIST}baru/", typed())
    twice = writer.post(f"{LIST}baru/", typed())
    speaker = Speaker.objects.get()
    writer.post(f"{LIST}{speaker.code}/ubah/", typed(title="Advokat"))

    assert twice.status_code == 422
    assert "sudah ada di daftar narasumber" in text_of(twice)
    assert "Advokat" in text_of(writer.get(f"{LIST}{speaker.code}/"))


def test_an_agency_keeps_its_own_people_alone(health: Agency, nurse: Speaker) -> None:
    other = register_speaker(name="Joko", sector="hukum", region=place(PATI), by=BY)
    client = network.signed_in(actor("agency_officer", PATI, agency=health.pk).user)

    client.post(f"{LIST}baru/", typed(name="Rini", sector="kesehatan", agency=str(health.pk)))
    alone = client.post(f"{LIST}baru/", typed(name="Tanpa kantor"))

    assert Speaker.objects.filter(name="Rini", agency=health).exists()
    assert client.get(f"{LIST}{nurse.code}/ubah/").status_code == 200
    assert client.get(f"{LIST}{other.code}/ubah/").status_code == 403
    assert alone.status_code == 422
    assert not Speaker.objects.filter(name="Tanpa kantor").exists()


def test_a_kim_and_other_regencies_find_speakers_but_not_their_phones(
    office: Office, nurse: Speaker, writer: Client, visit: Visitor
) -> None:
    member = network.signed_in(network.member_of(office.groups[BERMI]))

    for client in (member, visit("public_relations_officer", BATANG)):
        page = text_of(client.get(f"{LIST}{nurse.code}/"))
        assert "Siti Aminah" in page
        assert "0812" not in page
    assert "0812-000-111" in text_of(writer.get(f"{LIST}{nurse.code}/"))


def test_a_speaker_is_invited_to_a_coming_event_unless_away(writer: Client, nurse: Speaker) -> None:
    event = making.event(GEMBONG, on=making.past(-5), title="Rembuk stunting")
    path = f"{LIST}{nurse.code}/"
    day = making.past(-5).isoformat()
    writer.post(f"{path}berhalangan/", {"starts_on": day, "ends_on": day, "reason": "Cuti"})
    form = {"event": str(event.pk), "role": "speaker", "material_title": "Isi piringku"}

    away = writer.post(f"{path}undang/", form)
    writer.post(f"{path}berhalangan/{nurse.absences.get().pk}/hapus/")
    writer.post(f"{path}undang/", form)

    assert away.status_code == 422
    assert "berhalangan" in text_of(away)
    assert "Rembuk stunting" in text_of(writer.get(path))
    assert "Siti Aminah" in text_of(writer.get(f"/kantor/acara/{event.code}/"))


def test_who_is_taken_out_is_no_longer_found(writer: Client, nurse: Speaker, visit: Visitor) -> None:
    abroad = visit("public_relations_officer", BATANG)

    assert abroad.post(f"{LIST}{nurse.code}/keluar/").status_code == 403
    writer.post(f"{LIST}{nurse.code}/keluar/")

    assert writer.get(f"{LIST}{nurse.code}/").status_code == 404


def test_the_pages_cost_the_same_however_many(writer: Client, nurse: Speaker) -> None:
    for path in (LIST, f"{LIST}{nurse.code}/"):
        writer.get(path)
        few = queries_of(writer, path)
        for number in range(3):
            register_speaker(name=f"Guru {path}{number}", sector="hukum", region=place(PATI), by=BY)
        assert queries_of(writer, path) == few <= 13
        assert unlabelled(writer.get(path).content.decode()) == []
