"""What ends, who prepares it, forums, and the data for the province, in the office and on the phone."""

import io
from datetime import date, timedelta

from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from kentongan.domain.core.acting import System
from kentongan.domain.groups.actions import NewPost, merge_groups, register_regulation, start_term
from kentongan.domain.groups.models import BoardTerm, Decree, ForumMembership, Group, Transmission
from tests.actors import actor
from tests.cast import BATANG, BERMI, CENTRAL_JAVA, GAJIHAN, GEMBONG, KEDUNGBULUS, NGADIREJO, PATI
from tests.doors.network import signed_in
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.groups.making import decree, kim, region
from tests.releases.making import Office

ENDINGS = "/kantor/kim/masa-bakti/"
SENDING = "/kantor/kim/lapor-provinsi/"
SYSTEM = System("Uji")


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def ending_term(group: Group, days: int) -> BoardTerm:
    posts = [NewPost("chair", name="Endah"), NewPost("secretary", name="Rukmini")]
    return start_term(group, starts_on=date(2020, 1, 1), ends_on=in_days(days), posts=posts, by=SYSTEM)


def test_what_ends_within_eight_months_is_listed_with_the_next_act(
    office: Office, head: Client, visit: Visitor
) -> None:
    ending_term(office.groups[BERMI], 25)
    ending_term(office.groups[GAJIHAN], 200)
    ending_term(office.groups[KEDUNGBULUS], -40)
    ending_term(kim(NGADIREJO), 5)
    shown = head.get(ENDINGS)
    assert [row.ending.days_left for row in shown.context["rows"]] == [-40, 25, 200]
    words = text_of(shown)
    assert "tinggal 25 hari, melewati pengingat 30 hari" in words
    assert "lewat 40 hari, belum ada penggantinya" in words
    code = office.groups[BERMI].code
    assert f"/kantor/kim/{code}/masa-bakti/" in shown.content.decode()
    assert f"?kim={code}&amp;jenis=board_replacement" in shown.content.decode()
    assert shown.content.decode().count("Siapkan masa bakti baru") == 3
    assert head.get(ENDINGS + "?jenis=sk").context["rows"] == []
    reader = visit("village_officer", BERMI).get(ENDINGS)
    assert [row.acts for row in reader.context["rows"]] == [[]]


def test_the_lists_take_as_many_statements_for_many(office: Office, head: Client) -> None:
    head.get(ENDINGS)
    ending_term(office.groups[BERMI], 25)
    one = queries_of(head, ENDINGS)
    for code in (GAJIHAN, KEDUNGBULUS):
        ending_term(office.groups[code], 25)
        decree(office.groups[code], valid_to=in_days(20))
    assert queries_of(head, ENDINGS) == one
    assert one <= 12
    assert queries_of(head, "/kantor/kim/?bakti=90") <= 12
    assert len(head.get("/kantor/kim/?bakti=90").context["rows"]) == 3
    assert len(head.get("/kantor/kim/?sk=expiring_30").context["rows"]) == 2
    assert head.get("/kantor/kim/?sk=expiring_7").context["rows"] == []


def test_home_reminds_regency_district_and_village_and_the_phone_its_kim(
    office: Office, head: Client, visit: Visitor
) -> None:
    group = office.groups[BERMI]
    decree(group, valid_to=in_days(6))
    ending_term(group, 89)
    for client in (head, visit("district_officer", GEMBONG), visit("village_officer", BERMI)):
        words = text_of(client.get("/kantor/"))
        assert "tinggal 6 hari, melewati pengingat 7 hari" in words
        assert "tinggal 89 hari, melewati pengingat 90 hari" in words
    assert "pengingat" not in text_of(visit("division_head", BATANG).get("/kantor/"))
    assert visit("province_supervisor", CENTRAL_JAVA).get("/kantor/").context["waiting"].endings is None
    phone = signed_in(actor("group_board", BERMI, group=group.pk).user)
    told = text_of(phone.get(f"/k/{group.code}/kelompok/"))
    assert "tinggal 6 hari (pengingat 7 hari)" in told
    assert "Musyawarahkan pengurus berikutnya" in told


def test_the_calendar_rings_90_30_and_7_days_before(office: Office, head: Client) -> None:
    ending_term(office.groups[BERMI], 120)
    answer = head.get(ENDINGS + "kalender.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    entry = next(part for part in Calendar.from_ical(answer.content).walk("VEVENT"))
    assert entry["SUMMARY"] == f"Masa bakti berakhir: {office.groups[BERMI].name}"
    assert sorted(alarm["TRIGGER"].dt.days for alarm in entry.walk("VALARM")) == [-90, -30, -7]


def test_the_next_board_is_prepared_with_those_who_stay(office: Office, head: Client) -> None:
    group = office.groups[BERMI]
    old = ending_term(group, 100)
    address = f"/kantor/kim/{group.code}/masa-bakti/"
    opened = head.get(address).content.decode()
    assert unlabelled(opened) == []
    assert "Rukmini, sekretaris" in opened
    secretary = old.posts.get(title="secretary")
    sent = {"starts_on": in_days(101).isoformat(), "stays": [secretary.pk], "chair": "Sutrisno"}
    assert head.post(address, sent).status_code == 302
    following = BoardTerm.objects.order_by("-pk")[0]
    named = {post.title: post.person.name for post in following.posts.select_related("person")}
    assert named == {"chair": "Sutrisno", "secretary": "Rukmini"}
    assert following.posts.get(title="secretary").person == secretary.person
    assert [row.ending.is_prepared for row in head.get(ENDINGS).context["rows"]] == [True]

    letter = decree(group, kind="board_replacement")
    cite = f"/kantor/kim/{group.code}/masa-bakti/{following.pk}/sk/"
    assert head.post(cite, {}).status_code == 422
    assert head.post(cite, {"decree": letter.pk}).status_code == 302
    following.refresh_from_db()
    assert following.decree == letter


def test_more_groups_are_named_on_a_decree_that_stands(office: Office, head: Client, visit: Visitor) -> None:
    letter = decree(office.groups[BERMI], issuer_role="regent", issuer_region=region(PATI))
    address = f"/kantor/sk/{letter.code}/kelompok/"
    opened = head.get(address)
    assert office.groups[BERMI] not in opened.context["offered"]
    assert unlabelled(opened.content.decode()) == []
    chosen = [office.groups[GAJIHAN].code]
    again = head.post(address, {"groups": chosen, "cari_nama": "wetan", "tampilkan": "1"})
    assert again.status_code == 200
    assert again.context["chosen"] == set(chosen)
    for wrong in ([], [kim(NGADIREJO).code], ["K-000000"]):
        assert head.post(address, {"groups": wrong}).status_code == 422
    assert head.post(address, {"groups": chosen}).status_code == 302
    assert letter.groups.count() == 2
    assert visit("division_head", BATANG).get(address).status_code == 404
    assert visit("village_officer", GAJIHAN).get(address).status_code == 403


def test_t1_a_lapsed_regulation_is_warned_of_where_a_decree_is_entered(office: Office, head: Client) -> None:
    rule = register_regulation(
        kind="perbup",
        number="55",
        year=2020,
        title="KIM",
        region=region(PATI),
        in_force_to=date(2021, 1, 1),
        by=SYSTEM,
    )
    sent = {
        "number": "141/9",
        "issued_on": "2023-03-01",
        "kind": "founding",
        "valid_from": "2023-03-01",
        "groups": [office.groups[BERMI].code],
        "basis": [rule.pk],
    }
    assert "(tidak berlaku lagi)" in head.get("/kantor/sk/baru/").content.decode()
    warned = head.post("/kantor/sk/baru/", sent)
    assert warned.status_code == 422
    assert "Tidak berlaku lagi pada tanggal itu: Peraturan Bupati 55/2020" in text_of(warned)
    done = head.post("/kantor/sk/baru/", sent | {"cite_lapsed": "on"})
    assert done.status_code == 302
    assert list(Decree.objects.get().basis.all()) == [rule]
    assert "Nomor 55 Tahun 2020" in text_of(head.get(done["Location"]))


def test_a_forum_shows_its_groups_in_the_office_and_to_everybody(
    office: Office, head: Client, visit: Visitor
) -> None:
    forum = kim(PATI, "Forum KIM Pati", kind="kim_forum", level="regency")
    members = [office.groups[BERMI], office.groups[GAJIHAN]]
    address = f"/kantor/kim/{forum.code}/forum/"
    assert unlabelled(head.get(address).content.decode()) == []
    assert head.post(address, {"members": []}).status_code == 422
    assert head.post(address, {"members": [kim(NGADIREJO).pk]}).status_code == 422
    sent = {"members": [group.pk for group in members], "joined_on": "2021-07-01"}
    assert head.post(address, sent).status_code == 302
    for page in (head.get(f"/kantor/kim/{forum.code}/"), Client().get(f"/kim/{forum.code}/")):
        assert all(group.name in text_of(page) for group in members)
    for page in (head.get(f"/kantor/kim/{members[0].code}/"), Client().get(f"/kim/{members[0].code}/")):
        assert "Forum KIM Pati" in text_of(page)
    row = ForumMembership.objects.get(member=members[0])
    leave = f"/kantor/kim/{forum.code}/forum/{row.pk}/keluar/"
    assert visit("district_officer", GEMBONG).get(leave).status_code == 404
    assert head.post(leave, {"on": "2020-01-01"}).status_code == 422
    assert head.post(leave, {"on": "2024-01-01"}).status_code == 302
    assert members[0].name not in text_of(Client().get(f"/kim/{forum.code}/"))


def test_t9_a_transmission_is_recorded_printed_and_compared(
    office: Office, head: Client, visit: Visitor
) -> None:
    for code in (BERMI, GAJIHAN):
        decree(office.groups[code])
    assert "2 KIM ber-SK di Kabupaten Pati siap dikirim" in text_of(head.get(SENDING))
    today = timezone.localdate().isoformat()
    assert head.post(SENDING + "baru/", {"on": in_days(3).isoformat()}).status_code == 422
    assert head.post(SENDING + "baru/", {"on": today, "letter_number": "480/12"}).status_code == 302
    sent = Transmission.objects.get()
    assert "Tidak ada yang berubah" in text_of(head.get(SENDING))
    kept = office.groups[BERMI]
    Group.objects.filter(pk=kept.pk).update(name="KIM Baru Nama")
    merge_groups(office.groups[GAJIHAN], kim(GAJIHAN, "KIM Lain"), by=SYSTEM)
    decree(office.groups[KEDUNGBULUS])
    words = text_of(head.get(SENDING))
    assert "1 KIM baru, 0 tidak lagi ber-SK atau bubar, 1 berubah datanya" in words
    assert queries_of(head, SENDING) <= 14
    address = f"{SENDING}{sent.pk}/"
    for page in (head.get(address), head.get(address + "cetak/")):
        assert kept.name in text_of(page)
        assert "KIM Baru Nama" not in text_of(page)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(head.get(address + "kim.xlsx").content))
    assert len(rows.get_sheet_by_index(0).to_python()) == 3
    assert visit("province_supervisor", CENTRAL_JAVA).get(address).status_code == 200
    assert visit("province_supervisor", CENTRAL_JAVA).get(SENDING + "baru/").status_code == 404
    assert visit("division_head", BATANG).get(address).status_code == 404
    assert visit("district_officer", GEMBONG).get(SENDING).status_code == 403
