"""The calendar of days off: by year, regional days added and taken away, examples marked (domain.md B7)."""

from datetime import date

import pytest
from django.test import Client

from kentongan.domain.core.acting import System
from kentongan.domain.regions.actions import add_holiday, load_holidays
from kentongan.domain.regions.models import Holiday
from tests.cast import BATANG, GEMBONG, PATI
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.groups.making import region
from tests.releases.making import Office

LIST = "/kantor/wilayah/hari-libur/"
ADD = f"{LIST}tambah/"
ANNIVERSARY = {"region": PATI, "on": "2021-08-07", "name": "Hari Jadi Pati", "kind": "regional", "source": ""}


@pytest.fixture
def lists(office: Office) -> None:
    """The lists the program brings."""
    load_holidays()


def test_a_year_shows_its_days_off_with_the_examples_marked(lists: None, head: Client) -> None:
    page = head.get(f"{LIST}?wilayah={PATI}&tahun=2021")
    words = text_of(page)

    assert "Kamis, 11 Maret 2021 Isra Mikraj" in words
    assert "Contoh" in words
    assert unlabelled(page.content.decode()) == []


def test_b7_the_working_days_of_a_year_are_counted(lists: None, head: Client) -> None:
    before = head.get(f"{LIST}?tahun=2021").context["working_days"]
    head.post(ADD, ANNIVERSARY | {"on": "2021-08-06"})  # a Friday

    assert head.get(f"{LIST}?tahun=2021").context["working_days"] == before - 1


def test_a_year_without_a_national_list_says_so(lists: None, head: Client) -> None:
    assert "belum dimuat" in text_of(head.get(f"{LIST}?tahun=1999"))
    assert "belum dimuat" not in text_of(head.get(f"{LIST}?tahun=2021"))


def test_a_regional_day_is_added_and_taken_away(head: Client, office: Office) -> None:
    assert head.post(ADD, ANNIVERSARY).status_code == 302
    day = Holiday.objects.get()
    assert (day.region_id, day.on, day.is_example) == (PATI, date(2021, 8, 7), False)

    assert "Hapus Hari Jadi Pati" in text_of(head.get(f"{LIST}{day.pk}/hapus/"))
    assert head.post(f"{LIST}{day.pk}/hapus/").status_code == 302
    assert not Holiday.objects.exists()


def test_a_day_without_a_name_is_refused_and_kept(head: Client, office: Office) -> None:
    answer = head.post(ADD, ANNIVERSARY | {"name": ""})

    assert answer.status_code == 422
    assert "2021-08-07" in answer.content.decode()


def test_a_national_day_is_not_an_office_s_to_remove(lists: None, head: Client) -> None:
    day = Holiday.objects.filter(region_id="00").first()
    assert day is not None

    assert f"{day.pk}/hapus" not in head.get(f"{LIST}?tahun={day.on.year}").content.decode()
    assert head.post(f"{LIST}{day.pk}/hapus/").status_code == 404


def test_a_day_of_another_regency_is_out_of_reach(head: Client, office: Office) -> None:
    day = add_holiday(region(BATANG), on=date(2021, 4, 8), name="Hari Jadi Batang", by=System())

    assert head.post(f"{LIST}{day.pk}/hapus/").status_code == 404
    assert head.post(ADD, ANNIVERSARY | {"region": BATANG}).status_code == 403


def test_a_district_officer_reads_and_does_not_add(visit: Visitor) -> None:
    secretary = visit("district_officer", GEMBONG)

    assert "Tambah hari libur" not in text_of(secretary.get(LIST))
    assert secretary.get(ADD).status_code == 403


@pytest.mark.parametrize("query", ["?tahun=9999999999999999", "?tahun=x", "?wilayah=apa", "?tahun=0"])
def test_an_address_nobody_made_shows_this_year(head: Client, office: Office, query: str) -> None:
    assert head.get(LIST + query).status_code == 200


def test_the_page_takes_as_many_queries_for_many_days_as_for_few(head: Client, office: Office) -> None:
    add_holiday(region(PATI), on=date(2021, 1, 4), name="Satu", by=System())
    head.get(LIST)  # the session learns that there is no mandate
    few = queries_of(head, f"{LIST}?tahun=2021")
    for day in range(5, 20):
        add_holiday(region(PATI), on=date(2021, 1, day), name=f"Hari {day}", by=System())

    assert queries_of(head, f"{LIST}?tahun=2021") == few <= 12
