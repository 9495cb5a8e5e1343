"""The office's menu: sections under their groups, one disclosure on a narrow screen, no script."""

import re

from django.test import Client

from kentongan.doors.office.navigation import GROUPS, SECTIONS, navigation
from tests.actors import actor
from tests.cast import GEMBONG, PATI
from tests.doors.office.conftest import Visitor
from tests.releases.making import Office

HEADING = re.compile(r'<h2 id="(bagian-\d)">([^<]+)</h2><ul aria-labelledby="\1">')


def menu(client: Client, path: str) -> str:
    """The menu of a page."""
    found = re.search(r'<nav class="side".*?</nav>', client.get(path).content.decode(), flags=re.DOTALL)
    assert found
    return found[0]


def test_every_section_stands_in_a_group_that_exists() -> None:
    assert {section.group for section in SECTIONS} <= set(GROUPS)
    assert len({section.key for section in SECTIONS}) == len(SECTIONS)


def test_home_stands_first_without_a_heading_and_the_groups_follow_in_order(office: Office) -> None:
    groups = navigation(office.head, "releases")

    assert [group.label for group in groups][:1] == [""]
    assert [link.label for link in groups[0].links] == ["Beranda"]
    order = [str(label) for label in GROUPS.values()]
    assert [group.label for group in groups] == [
        label for label in order if label in {g.label for g in groups}
    ]


def test_each_group_is_a_list_named_by_its_heading(head: Client) -> None:
    names = [name for _id, name in HEADING.findall(menu(head, "/kantor/kim/"))]

    assert {"Informasi", "Register"} <= set(names)


def test_the_closed_menu_names_the_section_one_is_in(head: Client) -> None:
    page = menu(head, "/kantor/kim/")

    assert page.index("<summary>") < page.index('<span class="here">KIM</span>') < page.index("</summary>")
    assert page.count('aria-current="page"') == 1


def test_a_page_outside_all_sections_has_a_menu_without_a_current_one(head: Client) -> None:
    page = menu(head, "/kantor/cari/?q=bermi")

    assert '<span class="here">' not in page
    assert "aria-current" not in page


def test_a_group_none_of_whose_sections_one_may_open_is_not_shown(visit: Visitor) -> None:
    page = menu(visit("district_officer", GEMBONG), "/kantor/")

    assert "Orang dan akun" not in page
    assert ">Kantor</h2>" not in page
    assert ">Kantor</h2>" in menu(visit("administrator", PATI), "/kantor/orang/")


def test_a_village_officer_sees_what_the_village_is_sent(office: Office) -> None:
    groups = navigation(actor("village_officer", "33.18.13.2001"), "village")

    assert [group.current.label for group in groups if group.current] == ["Kabar untuk desa"]
