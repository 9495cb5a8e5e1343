"""A group as anybody sees it, and the check of a decree."""

from datetime import date

import pytest
from django.test import Client

from kentongan.domain.core.acting import System
from kentongan.domain.groups.actions import dissolve_group, revoke_decree
from kentongan.domain.groups.models import Decree, Group
from kentongan.domain.people.models import Person
from tests.cast import BERMI
from tests.doors import network
from tests.doors.pages import text_of
from tests.groups.making import decree as make_decree


@pytest.fixture
def decree(bermi: Group) -> Decree:
    """A decree of the village head that names the group."""
    return make_decree(bermi)


def test_a_group_tells_its_place_its_decree_and_its_legal_form(
    client: Client, bermi: Group, decree: Decree
) -> None:
    words = text_of(client.get(f"/kim/{bermi.code}/"))

    assert "Desa Bermi, Kecamatan Gembong, Kabupaten Pati, Jawa Tengah" in words
    assert "Nomor 141/5/2022, 1 Maret 2022 · kepala desa Bermi Berlaku" in words
    assert "Bentuk hukum diakui dengan SK" in words
    assert "berbadan hukum" not in words


def test_a_body_that_took_up_the_task_keeps_its_name_and_purpose(client: Client, tree: None) -> None:
    """domain.md G5."""
    group = network.group(
        BERMI,
        "KIM Karang Taruna Bermi",
        origin="function_added",
        parent_body="Karang Taruna Bermi",
        parent_body_purpose="olahraga dan seni",
        function_added_on=date(2023, 1, 1),
    )

    words = text_of(client.get(f"/kim/{group.code}/"))

    assert "Karang Taruna Bermi tetap dengan nama dan tujuannya semula" in words
    assert "Tujuan semula: olahraga dan seni." in words


def test_an_invented_group_is_labelled(client: Client, tree: None) -> None:
    group = network.group(BERMI, is_demo=True)

    assert "data peragaan" in text_of(client.get(f"/kim/{group.code}/"))


def test_a_dissolved_group_has_no_page(client: Client, bermi: Group) -> None:
    dissolve_group(group=bermi, on=date(2024, 1, 1), reason="Tidak ada pengurus.", by=System())

    assert client.get(f"/kim/{bermi.code}/").status_code == 404


@pytest.mark.parametrize("spelling", ["{}", " {} ", "{lower}", "{bare}", "{spaced}"])
def test_the_code_of_a_decree_may_be_typed_in_any_way(client: Client, decree: Decree, spelling: str) -> None:
    code = decree.code
    typed = spelling.format(code, lower=code.lower(), bare=code[2:], spaced=" ".join(code))

    answer = client.get("/sk/", {"kode": typed})

    assert (answer.status_code, answer["Location"]) == (302, f"/sk/{code}/")


def test_a_wrong_code_is_answered_on_the_spot_with_what_was_typed(client: Client, decree: Decree) -> None:
    answer = client.get("/sk/", {"kode": "S-00000X"})

    assert answer.status_code == 404
    assert "Tidak ada SK dengan kode ini" in text_of(answer)
    assert 'value="S-00000X"' in answer.content.decode()


def test_a_decree_tells_issuer_dates_and_groups_and_no_person(
    client: Client, bermi: Group, decree: Decree
) -> None:
    Person.objects.create(name="Nama Rahasia", region_id=BERMI)

    words = text_of(client.get(f"/sk/{decree.code}/"))

    assert "SK ini tercatat dan berlaku Tanpa batas waktu." in words
    assert "kepala desa · Desa Bermi" in words
    assert "1 kelompok disebut dalam SK ini KIM Bermi Jaya" in words
    assert "Nama Rahasia" not in words


def test_a_revoked_decree_and_one_that_ended_say_so(client: Client, bermi: Group, decree: Decree) -> None:
    revoke_decree(decree=decree, on=date(2023, 1, 1), by=System())
    ended = make_decree(bermi, number="1/2020", valid_from=date(2022, 3, 1), valid_to=date(2023, 3, 1))

    assert "SK ini sudah dicabut" in text_of(client.get(f"/sk/{decree.code}/"))
    assert "Masa berlaku SK ini sudah habis" in text_of(client.get(f"/sk/{ended.code}/"))
