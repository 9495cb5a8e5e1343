"""Who sees which package, in the office and in public: what is out of scope looks absent."""

import pytest

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Absent
from kentongan.domain.people.access import Visitor
from kentongan.domain.people.actions import create_agency
from kentongan.domain.releases import access
from kentongan.domain.releases.actions import correct, draft
from tests.actors import actor
from tests.cast import BATANG, BERMI, CENTRAL_JAVA, EAST_JAVA, GAJIHAN, GEMBONG, GUNUNGWUNGKAL, PATI
from tests.groups.making import region
from tests.releases.making import Office

ABSENT = "Paket ini tidak ditemukan"


def test_officers_of_the_area_see_drafts_and_others_do_not(office: Office) -> None:
    code = office.draft().release.code
    for inside in (office.head, actor("province_supervisor", CENTRAL_JAVA), actor("ministry_reader", "00")):
        assert access.get_release(code, inside).state == "draft"
    for outside in (
        actor("division_head", BATANG),
        actor("province_supervisor", EAST_JAVA),
        actor("district_officer", GEMBONG),
        actor("village_officer", BERMI),
        office.member(BERMI),
        Visitor(),
    ):
        assert list(access.visible(outside)) == []
        with pytest.raises(Absent, match=ABSENT):
            access.get_release(code, outside)


def test_offices_below_see_what_was_sent_to_their_area(office: Office) -> None:
    whole, one = office.published(), office.published(GUNUNGWUNGKAL)
    gembong, gajihan = actor("district_officer", GEMBONG), actor("village_officer", GAJIHAN)
    assert [version.pk for version in access.visible(gembong)] == [whole.version_id]
    assert [version.pk for version in access.visible(gajihan)] == [one.version_id, whole.version_id]
    assert list(access.visible(actor("division_head", BATANG))) == []


def test_offices_below_see_the_version_that_is_out_while_a_correction_is_written(office: Office) -> None:
    first = office.published()
    correct(first.release, note="Tanggal keliru", by=office.writer)
    below = access.get_release(first.release.code, actor("district_officer", GEMBONG))
    own = access.get_release(first.release.code, office.head)
    assert [(version.number, version.state) for version in (below, own)] == [(1, "published"), (2, "draft")]


def test_an_agency_sees_its_own_packages(office: Office) -> None:
    health = create_agency(
        region=region(PATI), name="Dinas Kesehatan", short_name="Dinkes", kind="regional_agency", by=System()
    )
    officer = actor("agency_officer", PATI, agency=health.pk)
    office.draft()
    theirs = draft(region=PATI, agency=health, title="Stunting", by=office.writer)
    assert [version.pk for version in access.visible(officer)] == [theirs.pk]


def test_a_code_is_read_as_typed(office: Office) -> None:
    version = office.draft()
    typed = version.release.code.lower().replace("r-", "r ")
    assert access.get_release(typed, office.head).pk == version.pk
    with pytest.raises(Absent):
        access.get_release("R-00000", office.head)


def test_a_package_to_decide_on_is_asked_for_with_the_verb(office: Office) -> None:
    release = office.draft().release
    assert access.get_own_release(release.code, "releases.approve", office.head) == release
    with pytest.raises(Absent):
        access.get_own_release(release.code, "releases.approve", office.writer)


def test_anybody_reads_what_is_out_and_public(office: Office) -> None:
    shown = office.published()
    office.published(information_class="restricted")
    office.draft()
    assert list(access.public_publications()) == [shown]
    assert access.public_release(shown.release.code) == shown
    assert list(access.public_for_area(BERMI)) == [shown]
    assert list(access.public_for_area(CENTRAL_JAVA)) == [shown]
    assert list(access.public_for_area(BATANG)) == []


def test_a_public_search_finds_only_what_is_public(office: Office) -> None:
    shown = office.published()
    office.published(information_class="restricted")
    assert list(access.public_publications().search("pangan murah")) == [shown]


def test_the_board_of_an_inbox_belongs_to_its_group(office: Office) -> None:
    publication = office.published()
    code, group = publication.release.code, office.groups[BERMI]
    assert access.inbox_item(code, group, office.member(BERMI)) == publication
    assert access.inbox_item(code, group, actor("village_officer", BERMI)) == publication
    with pytest.raises(Absent):
        access.inbox_item(code, group, office.member(GAJIHAN))
