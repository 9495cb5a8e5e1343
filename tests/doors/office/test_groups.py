"""The register of groups in the office: the list, one group, its acts; scope everywhere."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kentongan.domain.core.acting import System
from kentongan.domain.groups import actions
from kentongan.domain.groups.models import BoardPost, Group
from kentongan.domain.regions.actions import define_tag, tag_region
from tests.cast import BATANG, BERMI, GAJIHAN, GEMBONG, KEDUNGBULUS, NGADIREJO, PATI, REBAN
from tests.doors.network import member_of, signed_in
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.groups.making import decree, kim, region
from tests.releases.making import Office

LIST = "/kantor/kim/"
NEW = LIST + "baru/"


def page_of(group: Group, part: str = "") -> str:
    """The address of the group's page, or of an act on it."""
    return f"{LIST}{group.code}/{part}"


@pytest.fixture
def bermi(office: Office) -> Group:
    """KIM Bermi."""
    return office.groups[BERMI]


def names(client: Client, query: str = "") -> list[str]:
    """The names on the list, in order."""
    return [row.group.name for row in client.get(LIST + query).context["rows"]]


def test_the_list_is_that_of_the_own_area_with_its_count(office: Office, visit: Visitor) -> None:
    kim(NGADIREJO, "KIM Ngadirejo")

    assert len(names(visit("division_head", PATI))) == 5
    assert names(visit("district_officer", REBAN)) == ["KIM Ngadirejo"]
    assert "5 kelompok" in text_of(visit("division_head", PATI).get(LIST))


def test_filters_are_a_link(office: Office, writer: Client) -> None:
    today = timezone.localdate()
    bermi, gajihan = office.groups[BERMI], office.groups[GAJIHAN]
    decree(bermi, valid_to=today + timedelta(days=30))
    decree(gajihan, valid_to=today + timedelta(days=3000))
    red = define_tag(code="zona-merah", name="Zona merah", by=System())
    tag_region(region(GAJIHAN), red, starts_on=date(2023, 1, 1), by=System())

    assert names(writer, f"?wilayah={GEMBONG}") == ["KIM Bermi", "KIM Kedungbulus"]
    assert names(writer, "?sk=expiring") == ["KIM Bermi"]
    assert set(names(writer, "?sk=none")) == {"KIM Kedungbulus", "KIM Sumberrejo", "KIM Pati Wetan"}
    assert names(writer, "?label=zona-merah") == ["KIM Gajihan"]
    assert names(writer, "?tahap=recognised") == ["KIM Bermi", "KIM Gajihan"]
    assert names(writer, "?q=sumberejo") == ["KIM Sumberrejo"]
    assert len(names(writer, "?tahap=apa&wilayah=x&sesudah=%FF")) == 5


def test_pages_follow_one_another_without_a_gap(office: Office, writer: Client) -> None:
    for number in range(30):
        kim(BERMI, f"KIM Nomor {number:02}")

    first = writer.get(LIST)
    second = writer.get(LIST + first.context["next_url"])

    found = [row.group.code for answer in (first, second) for row in answer.context["rows"]]
    assert len(found) == len(set(found)) == 35
    assert second.context["next_url"] == ""


def test_the_list_takes_the_same_statements_at_one_and_three_rows(office: Office, writer: Client) -> None:
    writer.get(LIST)  # the session notes its first use
    one = queries_of(writer, LIST + "?q=bermi")
    three = queries_of(writer, LIST)

    assert one == three
    assert three <= 12


def test_everything_about_a_group_is_on_one_page(bermi: Group, head: Client) -> None:
    given = decree(bermi, number="141/9/2022")
    term = actions.start_term(
        bermi,
        starts_on=date(2022, 3, 1),
        ends_on=date(2027, 2, 28),
        decree=given,
        posts=[actions.NewPost("chair", name="Wagiman", phone="081200000001")],
        by=System(),
    )
    actions.appoint_board(term, title="secretary", name="Sulastri", by=System())
    actions.add_member(bermi, name="Darmi", by=System())
    actions.add_equipment(bermi, name="Pelantang", by=System())

    page = text_of(head.get(page_of(bermi)))

    for word in (
        "Wagiman",
        "081200000001",
        "Sulastri",
        "Darmi",
        "Pelantang",
        "141/9/2022",
        "Diakui dengan SK",
    ):
        assert word in page
    assert "berbadan hukum" not in page
    assert unlabelled(head.get(page_of(bermi)).content.decode()) == []


def test_phones_and_members_are_for_those_who_foster_the_group(bermi: Group, visit: Visitor) -> None:
    actions.start_term(
        bermi,
        starts_on=date(2022, 3, 1),
        posts=[actions.NewPost("chair", name="Wagiman", phone="081200000001")],
        by=System(),
    )
    actions.add_member(bermi, name="Darmi", by=System())

    page = text_of(visit("ministry_reader", PATI).get(page_of(bermi)))

    assert "Wagiman" in page
    assert "081200000001" not in page
    assert "Darmi" not in page


def test_the_roster_is_read_as_of_any_day(bermi: Group, head: Client) -> None:
    early = actions.start_term(
        bermi, starts_on=date(2019, 1, 1), posts=[actions.NewPost("chair", name="Lama")], by=System()
    )
    actions.start_term(
        bermi, starts_on=date(2023, 1, 1), posts=[actions.NewPost("chair", name="Baru")], by=System()
    )

    then = head.get(page_of(bermi, "?pada=2020-05-05")).context["board"]
    now = head.get(page_of(bermi, "?pada=bukan-tanggal")).context["board"]

    assert (then.id, [post["name"] for post in then.posts]) == (early.pk, ["Lama"])
    assert [post["name"] for post in now.posts] == ["Baru"]


def test_the_page_of_a_group_takes_the_same_statements_however_much_it_has(
    bermi: Group, head: Client
) -> None:
    head.get(page_of(bermi))  # the session notes its first use
    few = queries_of(head, page_of(bermi))
    for number in range(3):
        actions.start_term(
            bermi,
            starts_on=date(2020 + number, 1, 1),
            posts=[actions.NewPost("chair", name="Ketua")],
            by=System(),
        )
        actions.add_member(bermi, name=f"Anggota {number}", by=System())
        decree(bermi, number=f"{number}")
    many = queries_of(head, page_of(bermi))

    assert many <= few + 1  # the issuing areas of decrees, when there are any
    assert many <= 12


def test_a_foreign_group_is_absent_everywhere(office: Office, visit: Visitor) -> None:
    foreign = kim(NGADIREJO, "KIM Ngadirejo")
    head = visit("division_head", PATI)

    for part in (
        "",
        "ubah/",
        "paket/",
        "pembubaran/",
        "masa-bakti/",
        "anggota/",
        "kontak/",
        "alat/",
        "akses/",
    ):
        assert head.get(page_of(foreign, part)).status_code == 404
        assert head.post(page_of(foreign, part)).status_code in {404, 405}


def test_who_may_only_read_is_refused_the_acts(bermi: Group, visit: Visitor) -> None:
    reader = visit("ministry_reader", PATI)

    assert reader.get(page_of(bermi)).status_code == 200
    assert "Tindakan" not in text_of(reader.get(page_of(bermi)))
    for part in ("ubah/", "pembubaran/", "masa-bakti/", "anggota/"):
        assert reader.post(page_of(bermi, part)).status_code == 403


def test_a_board_changes_its_own_contacts_and_nothing_of_the_register(bermi: Group, office: Office) -> None:
    board = signed_in(member_of(bermi))

    assert board.post(page_of(bermi, "kontak/"), {"phone": "081355550000"}).status_code == 302
    assert board.post(page_of(bermi, "ubah/"), {"name": "KIM Lain"}).status_code == 403
    assert board.post(page_of(office.groups[KEDUNGBULUS], "kontak/"), {"phone": "1"}).status_code == 404
    bermi.refresh_from_db()
    assert (bermi.phone, bermi.name) == ("081355550000", "KIM Bermi")


NEW_GROUP = {
    "token": "7e0f1f5e-4c7c-4d0e-9a55-0242ac120002",
    "name": "KIM Melati",
    "region": "bermi gembong",
    "kind": "kim",
    "level": "village",
    "origin": "new",
    "legal_form": "none",
}


def test_a_group_is_registered_once_however_often_the_form_is_sent(office: Office, writer: Client) -> None:
    first = writer.post(NEW, NEW_GROUP)
    second = writer.post(NEW, NEW_GROUP)

    made = Group.objects.get(name="KIM Melati")
    assert first.headers["Location"] == second.headers["Location"] == page_of(made)
    assert made.region_id == BERMI


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"region": "33.18.99.2001"}, "Tidak ada wilayah dengan kode 33.18.99.2001"),
        ({"region": "tidak adanya"}, "Tidak ada wilayah “tidak adanya”"),
        ({"region": "jepat"}, "Ada beberapa wilayah bernama itu"),
        ({"name": ""}, "Bidang ini"),
        ({"name": "KIM Bermi"}, "sudah ada kelompok bernama sama"),
        ({"founded_on": "2020-01-01", "proposed_on": "2021-01-01"}, "lebih awal dari tanggal diusulkan"),
        ({"legal_form": "legal_entity"}, "Sebutkan dokumen"),
        ({"level": "district"}, "Wilayah tidak cocok dengan tingkat"),
    ],
)
def test_a_wrong_entry_says_what_to_mend_and_keeps_the_rest(
    office: Office, writer: Client, change: dict[str, str], sentence: str
) -> None:
    answer = writer.post(NEW, NEW_GROUP | {"hamlet": "Dukuh Krajan"} | change)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "Dukuh Krajan" in answer.content.decode()
    assert Group.objects.count() == 5


def test_an_unclear_area_is_chosen_from_those_offered(office: Office, writer: Client) -> None:
    unclear = writer.post(NEW, NEW_GROUP | {"region": "jepat"})
    assert 'name="region_pilih"' in unclear.content.decode()

    chosen = NEW_GROUP | {"region": "jepat", "region_untuk": "jepat", "region_pilih": "33.18.19.2008"}
    assert writer.post(NEW, chosen).status_code == 302
    assert Group.objects.get(name="KIM Melati").region_id == "33.18.19.2008"


def test_a_group_outside_the_own_area_is_refused(office: Office, writer: Client) -> None:
    answer = writer.post(NEW, NEW_GROUP | {"region": NGADIREJO})

    assert answer.status_code == 403
    assert not Group.objects.filter(name="KIM Melati").exists()


def test_the_course_of_a_group_from_the_register_to_its_end(bermi: Group, head: Client) -> None:
    today = timezone.localdate().isoformat()
    refused = head.post(page_of(bermi, "laporan/"), {"on": today})
    assert refused.status_code == 422
    assert "Belum ber-SK: KIM Bermi" in text_of(refused)

    decree(bermi)
    assert head.post(page_of(bermi, "pendaftaran/"), {"on": today, "number": "3318-1"}).status_code == 302
    assert head.post(page_of(bermi, "laporan/"), {"on": today}).status_code == 302
    assert head.post(page_of(bermi, "pembubaran/"), {"on": today, "reason": " "}).status_code == 422
    assert head.post(page_of(bermi, "pembubaran/"), {"on": today, "reason": "Pindah"}).status_code == 302
    assert "Kelompok ini bubar" in text_of(head.get(page_of(bermi)))
    assert head.post(page_of(bermi, "pembubaran/"), {"on": today, "reason": "Pindah"}).status_code == 409
    assert head.post(page_of(bermi, "pemulihan/"), {"reason": "Aktif lagi"}).status_code == 302
    bermi.refresh_from_db()
    assert (bermi.register_number, bermi.dissolved_on) == ("3318-1", None)


def test_a_term_with_its_posts_is_begun_and_a_post_ended(bermi: Group, head: Client) -> None:
    reversed_days = {"starts_on": "2023-01-01", "ends_on": "2022-01-01", "chair": "Sri"}
    answer = head.post(page_of(bermi, "masa-bakti/"), reversed_days)
    assert answer.status_code == 422
    assert "Tanggal akhir lebih awal" in text_of(answer)
    assert 'value="Sri"' in answer.content.decode()

    begun = {"starts_on": "2023-01-01", "ends_on": "2028-01-01", "chair": "Sri", "secretary": "Tono"}
    assert head.post(page_of(bermi, "masa-bakti/"), begun).status_code == 302
    chair = BoardPost.objects.get(title="chair")
    second = {"title": "chair", "name": "Lain"}
    assert head.post(page_of(bermi, f"masa-bakti/{chair.term_id}/pengurus/"), second).status_code == 422
    assert head.post(page_of(bermi, f"pengurus/{chair.pk}/akhir/"), {"on": "2024-01-01"}).status_code == 302
    assert head.post(page_of(bermi, f"masa-bakti/{chair.term_id}/pengurus/"), second).status_code == 302


def test_members_and_equipment_come_and_go(bermi: Group, head: Client) -> None:
    assert head.post(page_of(bermi, "anggota/"), {"name": "Darmi"}).status_code == 302
    member = bermi.memberships.get()
    assert head.post(page_of(bermi, f"anggota/{member.pk}/akhir/"), {"on": "2024-01-01"}).status_code == 302
    assert head.post(page_of(bermi, "alat/"), {"name": "Kamera", "count": "0"}).status_code == 422
    assert head.post(page_of(bermi, "alat/"), {"name": "Kamera", "count": "2"}).status_code == 302
    thing = bermi.equipment.get()
    for _again in range(2):
        assert head.post(page_of(bermi, f"alat/{thing.pk}/hapus/")).status_code == 302
    assert not bermi.equipment.exists()


def test_access_is_given_to_an_account_of_the_own_area_alone(
    bermi: Group, office: Office, head: Client
) -> None:
    near, far = member_of(office.groups[KEDUNGBULUS]), member_of(kim(NGADIREJO, "KIM Ngadirejo"))

    refused = head.post(page_of(bermi, "akses/"), {"user": far.username, "role": "group_board"})
    assert refused.status_code == 422
    assert "Tidak ada akun aktif" in text_of(refused)
    given = head.post(page_of(bermi, "akses/"), {"user": near.username, "role": "group_board"})
    assert given.status_code == 302
    assert near.person.name in text_of(head.get(page_of(bermi, "akses/")))


def test_packages_and_activities_come_as_a_part_or_as_a_page(
    bermi: Group, office: Office, head: Client
) -> None:
    office.published(GEMBONG, title="Kabar untuk Gembong")

    whole = head.get(page_of(bermi, "paket/"))
    part = head.get(page_of(bermi, "paket/"), headers={"HX-Request": "true"})

    assert "Kabar untuk Gembong" in text_of(whole)
    assert b"<html" in whole.content
    assert b"<html" not in part.content


def test_a_regency_elsewhere_has_its_own_list(office: Office, visit: Visitor) -> None:
    assert names(visit("public_relations_officer", BATANG)) == []


def test_a_proposed_group_is_not_said_to_be_founded(office: Office, head: Client) -> None:
    proposed = kim(GAJIHAN, "KIM Usulan", proposed_on=date(2024, 1, 2))

    page = text_of(head.get(f"/kantor/kim/{proposed.code}/"))

    assert "Kelompok ini masih diusulkan" in page
    assert "berstatus dibentuk" not in page
