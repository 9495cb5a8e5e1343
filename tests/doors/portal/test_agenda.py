"""The public agenda: what comes, area by area, one event, the calendar feed; nobody's name."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from kentongan.domain.core.acting import System
from kentongan.domain.events.actions import cancel_event, invite, load_lists
from kentongan.domain.events.models import Event
from tests.cast import BATANG, BERMI, GEMBONG, PATI, REBAN
from tests.doors.pages import queries_of, text_of, unlabelled, weight_of
from tests.events import making

BY = System()


@pytest.fixture
def coming(tree: None) -> Event:
    """An outreach in Gembong in three days, of two matters."""
    load_lists()
    return making.event(
        GEMBONG,
        on=making.past(-3),
        title="Sosialisasi KIM Gembong",
        place="Pendopo Kecamatan",
        link="https://rapat.contoh.id/rahasia",
        mode="hybrid",
        agenda=["Pembentukan KIM", "Penjelasan Perbup 55/2020"],
    )


def entries(answer: object) -> list[object]:
    """The events of a feed."""
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_an_area_shows_what_comes_in_it_and_where_more_is(client: Client, coming: Event) -> None:
    making.event(REBAN, on=making.past(-2), title="Rapat Reban")
    making.event(PATI, on=making.past(5), title="Yang sudah lewat")

    words = text_of(client.get(f"/wilayah/{PATI}/agenda/"))

    assert "Sosialisasi KIM Gembong" in words
    assert "Kecamatan Gembong 1" in words
    assert "Rapat Reban" not in words
    assert "Yang sudah lewat" not in words


def test_an_event_tells_when_where_and_what_about_but_not_the_room_nor_who_comes(
    client: Client, coming: Event
) -> None:
    invite(coming, names=["Ibu Rahasia"], by=BY)
    Event.objects.filter(pk=coming.pk).update(starts_at=timezone.now() - timedelta(hours=1))
    coming.refresh_from_db()
    making.come(coming, "Bapak Rahasia")

    page = client.get(f"/agenda/{coming.code}/").content.decode()

    assert "Pendopo Kecamatan" in page
    assert "Penjelasan Perbup 55/2020" in page
    assert "ahasia" not in page


def test_what_is_not_public_is_absent(client: Client, coming: Event) -> None:
    inside = making.event(GEMBONG, on=making.past(-3), title="Rapat koordinasi", kind="coordination_meeting")

    assert client.get(f"/agenda/{inside.code}/").status_code == 404
    assert "Rapat koordinasi" not in text_of(client.get(f"/wilayah/{GEMBONG}/agenda/"))
    assert len(entries(client.get(f"/wilayah/{GEMBONG}/agenda.ics"))) == 1


def test_a_cancelled_event_says_so_to_readers_and_to_calendars(client: Client, coming: Event) -> None:
    cancel_event(coming, reason="Banjir di jalan utama.", by=BY)

    assert "Acara ini dibatalkan Banjir di jalan utama." in text_of(client.get(f"/agenda/{coming.code}/"))
    assert "Gembong" not in text_of(client.get(f"/wilayah/{PATI}/agenda/")).replace("Kecamatan Gembong", "")
    entry = entries(client.get(f"/wilayah/{PATI}/agenda.ics"))[0]
    assert entry["status"] == "CANCELLED"


def test_the_feed_is_a_calendar_of_the_area(client: Client, coming: Event) -> None:
    making.event(BATANG, on=making.past(-2), title="Di kabupaten lain")

    answer = client.get(f"/wilayah/{PATI}/agenda.ics")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    (entry,) = entries(answer)
    assert entry["summary"] == "Sosialisasi KIM Gembong"
    assert entry["location"] == "Pendopo Kecamatan, Kecamatan Gembong"
    assert entry["dtstart"].dt == coming.starts_at
    assert b"rahasia" not in answer.content
    assert (
        client.get(f"/wilayah/{PATI}/agenda.ics", headers={"If-None-Match": answer["ETag"]}).status_code
        == 304
    )


def test_the_agenda_goes_on_page_by_page(client: Client, tree: None) -> None:
    for number in range(31):
        making.event(BERMI, on=making.past(-1 - number), title=f"Pelatihan ke-{number:02}", kind="training")

    first = client.get(f"/wilayah/{BERMI}/agenda/").content.decode()
    following = re.findall(r'href="(\?sesudah=[^"]+)"', first)[0]
    second = client.get(f"/wilayah/{BERMI}/agenda/{following}").content.decode()

    assert "Pelatihan ke-29" in first
    assert "Pelatihan ke-30" not in first
    assert "Pelatihan ke-30" in second
    assert "Pelatihan ke-29" not in second


@pytest.mark.parametrize("path", ["/agenda/", f"/wilayah/{GEMBONG}/agenda/", "/agenda/{code}/"])
def test_the_pages_are_light_labelled_and_cost_the_same_however_many(
    client: Client, coming: Event, path: str
) -> None:
    address = path.format(code=coming.code)
    client.get(address)
    few = queries_of(client, address)
    for number in range(25):
        making.event(GEMBONG, on=making.past(-1 - number), title=f"Sosialisasi {number}", agenda=["Satu"])

    assert queries_of(client, address) == few <= 12
    page = client.get(address).content
    assert weight_of(page) < 10_000
    assert unlabelled(page.decode()) == []


@pytest.mark.parametrize("path", ["/agenda/A-000000/", "/wilayah/99.99/agenda/", "/wilayah/99.99/agenda.ics"])
def test_what_is_not_there_is_absent(client: Client, tree: None, path: str) -> None:
    assert client.get(path).status_code == 404
