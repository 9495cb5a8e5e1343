"""Every list: scoped, narrowed to a subtree, paged by cursor; the fields that outsiders rely on."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kentongan.domain.groups.actions import add_member
from kentongan.domain.releases.actions import load_topics
from tests.cast import BATANG, BERMI, GAJIHAN, GEMBONG, KEDUNGBULUS, NGADIREJO, PATI, SUMBERREJO
from tests.doors.api.caller import Caller, caller
from tests.groups.making import decree, kim
from tests.releases.making import PATI_KIM, Office

FIELDS = {
    "regions": "code name kind level parent local_title tags connectivity groups",
    "groups": "code name kind level region origin legal_form register_number founded_on stage parent_body "
    "members_count current_decree",
    "decrees": "code number issued_on issuer_role issuer_region kind valid_from valid_until groups",
    "releases": "code title summary body short_text spoken_text version state agency topics campaign areas "
    "audience_filter valid_until published_at corrects",
    "receipts": "id release version group kind at by reason",
    "activities": "id group kind release medium held_on place reach_low reach_high counted_how note "
    "proofs by",
}


@pytest.fixture
def busy(office: Office) -> Office:
    """Something in every list."""
    decree(office.groups[BERMI])
    code = office.published().release.code
    member = Caller(office.member(BERMI))
    member.post("receipts", {"release": code, "kind": "received"})
    member.post("activities", {"release": code, "medium": "masjid", "held_on": "2026-01-07"})
    return office


def everything(who: Caller, path: str) -> list[Any]:
    """All items, page by page."""
    items, following = [], path
    while following:
        answer = who.get(following)
        assert answer.status == 200, answer.body
        items += answer.body["items"]
        following = answer.body["next"]
    return items


@pytest.mark.parametrize("noun", FIELDS)
def test_the_fields_that_outsiders_rely_on(busy: Office, noun: str) -> None:
    item = Caller(busy.writer).get(f"{noun}?limit=1").body["items"][0]
    assert set(FIELDS[noun].split()) - set(item) == set()


@pytest.mark.parametrize("noun", ["groups", "decrees", "releases", "receipts", "activities", "requests"])
def test_a_list_shows_ones_own_area_alone(busy: Office, noun: str) -> None:
    own, stranger = Caller(busy.writer), caller("public_relations_officer", BATANG)
    assert own.get(noun).body["count"] == len(own.get(noun).body["items"])
    assert stranger.get(noun).body == {"items": [], "next": None, "count": 0, "count_is_exact": True}


@pytest.mark.parametrize("noun", ["groups", "decrees", "receipts", "activities"])
def test_a_list_is_narrowed_to_a_subtree(busy: Office, noun: str) -> None:
    writer = Caller(busy.writer)
    there = [
        item.get("group") or item.get("region")
        for item in writer.get(f"{noun}?region={GEMBONG}").body["items"]
    ]
    assert (len(there) > 0, writer.get(f"{noun}?region={SUMBERREJO[:8]}.2003").body["items"]) == (True, [])
    assert list(writer.get(f"{noun}?region=33.99").messages) == ["region"]


def test_pages_together_are_the_list(office: Office, writer: Caller) -> None:
    whole = [item["code"] for item in writer.get("groups").body["items"]]
    paged = [item["code"] for item in everything(writer, "groups?limit=2")]
    assert (len(whole), paged) == (5, whole)


def test_rows_that_come_and_go_make_none_appear_twice_or_vanish(office: Office, writer: Caller) -> None:
    first = writer.get("groups?limit=2").body
    before = [item["code"] for item in writer.get("groups").body["items"]]
    kim(min(PATI_KIM), "KIM Aaa")  # stands before everything shown
    office.groups[max(PATI_KIM)].delete()
    rest = [item["code"] for item in everything(writer, first["next"])]
    gone = office.groups[max(PATI_KIM)].code
    assert [item["code"] for item in first["items"]] + rest == [code for code in before if code != gone]


def test_packages_are_paged_newest_first(office: Office, writer: Caller) -> None:
    codes = [office.published().release.code for _ in range(3)]
    for who in (writer, Caller(office.member(BERMI))):
        assert [item["code"] for item in everything(who, "releases?limit=1")] == codes[::-1]


def test_a_cursor_fits_its_own_list_alone(office: Office, writer: Caller) -> None:
    cursor = writer.get("groups?limit=1").body["next"].split("cursor=")[1].split("&")[0]
    assert list(writer.get(f"decrees?cursor={cursor}").messages) == ["cursor"]
    assert list(writer.get("groups?cursor=abc").messages) == ["cursor"]
    assert list(writer.get("groups?limit=201").messages) == ["limit"]


@pytest.mark.parametrize("noun", ["groups", "decrees", "releases", "receipts", "activities", "regions"])
def test_a_list_asks_the_store_as_often_for_three_rows_as_for_one(busy: Office, noun: str) -> None:
    for village in (KEDUNGBULUS, GAJIHAN):
        decree(busy.groups[village], number=f"141/{village}")
        code = busy.published().release.code
        member = Caller(busy.member(village))
        member.post("receipts", {"release": code, "kind": "received"})
        member.post("activities", {"release": code, "medium": "masjid", "held_on": "2026-01-07"})
    writer = Caller(busy.writer)
    writer.get(noun)
    counts = []
    for limit in (1, 3):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = writer.get(f"{noun}?limit={limit}&region={GEMBONG if noun == 'regions' else PATI}").body[
                "items"
            ]
        assert len(found) == limit
        counts.append(len(queries))
    assert counts[1] <= counts[0] + (1 if noun == "regions" else 0)  # regions: one more for the villages


def test_an_unknown_is_null_and_never_zero(office: Office, writer: Caller) -> None:
    group = office.groups[BERMI]
    shown = writer.get(f"groups/{group.code}").body
    unknown = ("founded_on", "register_number", "parent_body", "members_count", "current_decree")
    assert [shown[name] for name in unknown] == [None] * 5
    add_member(group, name="Siti", by=office.writer)
    assert writer.get(f"groups/{group.code}").body["members_count"] == 1


def test_contacts_are_for_those_who_may_read_them(office: Office, writer: Caller) -> None:
    code = office.groups[BERMI].code
    board = Caller(office.member(BERMI))
    changed = board.patch(f"groups/{code}", {"phone": "081234567890"})
    assert (changed.status, changed.body["contacts"]["phone"]) == (200, "081234567890")
    assert writer.get(f"groups/{code}").body["contacts"]["phone"] == "081234567890"
    assert (
        caller("agency_officer", PATI, agency=office.agency.pk).get(f"groups/{code}").body["contacts"] is None
    )
    assert board.patch(f"groups/{code}", {"name": "KIM Lain"}).status == 403


def test_a_region_is_found_by_what_people_type(office: Office, writer: Caller) -> None:
    found = writer.get("regions?q=sumberejo gunungwungkal").body["items"]
    assert [(region["code"], region["name"], region["groups"]) for region in found] == [
        (SUMBERREJO, "Sumberrejo", 1)
    ]
    assert found[0]["path"] == "Kecamatan Gunungwungkal, Kabupaten Pati, Jawa Tengah"


def test_regions_count_the_groups_under_them(office: Office, writer: Caller) -> None:
    kim(NGADIREJO, "KIM Reban")
    counts = {
        code: writer.get(f"regions/{code}").body["groups"] for code in ("00", "33", PATI, GEMBONG, BERMI)
    }
    assert counts == {"00": 6, "33": 6, PATI: 5, GEMBONG: 2, BERMI: 1}
    listed = {row["code"]: row["groups"] for row in everything(writer, f"regions?region={PATI}&limit=5")}
    assert (listed[PATI], listed[GEMBONG], listed[BERMI], listed["33.18.19.2006"]) == (5, 2, 1, 0)
    villages = writer.get(f"regions?region={GEMBONG}&level=village").body["items"]
    assert [row["code"] for row in villages] == [BERMI, KEDUNGBULUS]


def test_the_short_lists(office: Office, writer: Caller) -> None:
    load_topics()
    assert "masjid" in [medium["code"] for medium in writer.get("media").body]
    assert "pangan" in [topic["code"] for topic in writer.get("topics").body]
    assert writer.get("tags").body == []
    assert [row["short_name"] for row in writer.get(f"agencies?region={PATI}").body["items"]] == [
        "Diskominfo"
    ]
    assert writer.get("campaigns").body["items"] == []


def test_a_regulation_is_entered_and_read(writer: Caller) -> None:
    rule = {
        "kind": "perbup",
        "number": "55",
        "year": 2020,
        "title": "Pembentukan Kelompok Informasi Masyarakat",
        "region": PATI,
    }
    made = writer.post("regulations", rule)
    assert (made.status, {name: made.body[name] for name in rule}) == (201, rule)
    assert writer.get(f"regulations/{made.body['code']}").body == made.body
    assert list(writer.post("regulations", rule).messages) == ["number"]
    revoking = writer.post("regulations", rule | {"number": "60", "revokes": [made.body["code"]]})
    assert (revoking.status, revoking.body["revokes"]) == (201, [made.body["code"]])


def test_moments_carry_their_offset(office: Office, writer: Caller) -> None:
    code = office.published().release.code
    assert writer.get(f"releases/{code}").body["published_at"].endswith("+07:00")
