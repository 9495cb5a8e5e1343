"""The office's desk for the villagers' word: queue, one ticket, acts, rules."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from kentongan.domain.people.access import Visitor
from kentongan.domain.tickets import actions
from kentongan.domain.tickets.models import Category, RoutingRule, Ticket
from tests.actors import actor
from tests.cast import BATANG, CENTRAL_JAVA, NGADIREJO
from tests.doors.network import signed_in
from tests.doors.office.ticket_pages import QUEUE, act
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.groups.making import region
from tests.tickets.making import Desk


def test_a_ticket_goes_through_the_desk_by_its_pages(desk: Desk, officer: Client, chief: Client) -> None:
    ticket = desk.raised(Visitor(), "public")
    page = officer.get(f"{QUEUE}{ticket.code}/")
    assert unlabelled(page.content.decode()) == []
    assert page["Referrer-Policy"] == "no-referrer"
    act(officer, ticket, "verifikasi")
    form = officer.get(f"{QUEUE}{ticket.code}/tindakan/disposisi/")
    assert unlabelled(form.content.decode()) == []
    assert act(officer, ticket, "disposisi", agency="", region="", instruction="Periksa").status_code == 422
    act(officer, ticket, "disposisi", agency=str(desk.public_works.pk), region="", instruction="Periksa.")
    engineer = signed_in(desk.engineer.user)
    assert "Pekerjaan Umum" in text_of(engineer.get(f"{QUEUE}{ticket.code}/"))
    act(engineer, ticket, "mulai", note="")
    act(engineer, ticket, "jawab", text="Ditambal hari ini.")
    ticket.refresh_from_db()
    assert (ticket.state, ticket.stage) == ("answered", "respond")
    act(chief, ticket, "tanggapan", accepted="ya", rating="4")
    ticket.refresh_from_db()
    assert ticket.state == "closed"


def test_the_queue_shows_the_most_urgent_first_and_filters_by_link(desk: Desk, officer: Client) -> None:
    late = desk.raised(Visitor(), "public", title="Jembatan putus")
    fresh = desk.raised(Visitor(), "public", title="Lampu mati", category="listrik")
    yesterday = timezone.localdate() - timedelta(days=3)
    Ticket.objects.filter(pk=late.pk).update(due_on=yesterday, very_due_on=yesterday)
    page = text_of(officer.get(QUEUE))
    assert page.index("Jembatan putus") < page.index("Lampu mati")
    assert "Jauh lewat batas" in page
    assert "Lampu mati" not in text_of(officer.get(f"{QUEUE}?tumpukan=lewat"))
    assert "Jembatan putus" not in text_of(officer.get(f"{QUEUE}?kategori=listrik"))
    assert fresh.code in text_of(officer.get(f"{QUEUE}?cari={fresh.code.lower()}"))
    for query in (
        "?tumpukan=" + pile
        for pile in (
            "meja",
            "kantor",
            "warga",
            "jauh",
            "naik",
            "sarana",
            "ditahan",
            "selesai",
            "semua",
            "lain",
        )
    ):
        assert officer.get(QUEUE + query).status_code == 200


def test_the_queue_asks_as_much_for_many_as_for_one(desk: Desk, officer: Client) -> None:
    desk.raised(Visitor(), "public", title="Satu")
    officer.get(QUEUE)
    one = queries_of(officer, QUEUE)
    for number in range(5):
        desk.raised(title=f"Laporan {number}", group=desk.group)
    assert queries_of(officer, QUEUE) == one
    assert one <= 12


def test_many_are_verified_and_sent_on_by_the_rules_at_once(desk: Desk, officer: Client) -> None:
    actions.save_route(region=region(BATANG), agency=desk.public_works, by=desk.head)
    tickets = [desk.raised(Visitor(), "public", title=f"Laporan {n}") for n in range(3)]
    data = {
        "tindakan": "keduanya",
        "kode": [f"{one.code}:{one.version}" for one in tickets] + ["T-XXXXXX:1"],
        "kembali": "jenis=complaint",
    }
    answer = officer.post(f"{QUEUE}massal/", data)
    assert "3 dari 4 laporan selesai diolah" in text_of(answer)
    assert f"{QUEUE}?jenis=complaint" in answer.content.decode()
    assert "T-XXXXXX" in text_of(answer)
    states = set(Ticket.objects.values_list("state", "agency__short_name"))
    assert states == {("dispositioned", "DPUPR")}


def test_a_filter_is_kept_under_a_name(desk: Desk, officer: Client) -> None:
    officer.post(f"{QUEUE}tampilan/", {"nama": "Jalan Reban", "kueri": "kategori=jalan&wilayah=33.25.04&x=1"})
    page = officer.get(QUEUE).content.decode()
    assert "Jalan Reban" in page
    assert "?kategori=jalan&amp;wilayah=33.25.04" in page
    assert "Jalan Reban" not in text_of(signed_in(desk.head.user).get(QUEUE))
    officer.post(f"{QUEUE}tampilan/", {"hapus": "Jalan Reban", "kueri": ""})
    assert "Jalan Reban" not in text_of(officer.get(QUEUE))


def test_a_rule_is_tried_before_it_is_relied_on(desk: Desk, officer: Client) -> None:
    path = f"{QUEUE}aturan/tujuan/"
    tried = f"{path}?wilayah={NGADIREJO}&kategori=jalan&jenis=complaint"
    assert "Tidak ada aturan yang cocok" in text_of(officer.get(tried))
    rule = {"region": BATANG, "category": "", "kind": "", "agency": str(desk.health.pk), "instruction": ""}
    officer.post(f"{path}baru/", rule)
    officer.post(f"{path}baru/", rule | {"category": "jalan", "agency": str(desk.public_works.pk)})
    assert "Ke Dinas Pekerjaan Umum" in text_of(officer.get(tried))
    assert "Ke Dinas Kesehatan" in text_of(officer.get(tried.replace("jalan", "air")))
    ticket = desk.raised(Visitor(), "public")
    assert Ticket.objects.get().agency is None  # a test sends nothing
    rows = RoutingRule.objects.order_by("pk")
    officer.post(f"{path}{rows[1].pk}/hapus/")
    assert rows.count() == 1
    assert "Ke Dinas Kesehatan" in text_of(officer.get(tried))
    assert "Dinas Kesehatan" in text_of(officer.get(f"{QUEUE}{ticket.code}/"))


def test_categories_shared_by_all_areas_are_changed_by_none_of_them_alone(
    desk: Desk, officer: Client
) -> None:
    """Red when any regency could take "perangkat desa" out of what starts hidden, for everybody (33)."""
    path = f"{QUEUE}aturan/kategori/"
    page = officer.get(path).content.decode()
    assert "Jalan" in page
    assert f"{path}perangkat-desa/" not in page
    data = {"code": "perangkat-desa", "name": "Perangkat desa", "about": "matter"}
    assert officer.post(f"{path}perangkat-desa/", data).status_code == 403
    admin = signed_in(actor("administrator", "00").user)
    assert f"{path}perangkat-desa/" in admin.get(path).content.decode()
    assert admin.post(f"{path}perangkat-desa/", data | {"about": "village"}).status_code == 302
    assert Category.objects.get(pk="perangkat-desa").is_sensitive


def test_deadlines_and_categories_are_data_with_examples_named_so(
    desk: Desk, officer: Client, settings: Any
) -> None:
    settings.HOME_REGION = BATANG
    page = text_of(officer.get(f"{QUEUE}aturan/batas-waktu/"))
    assert "contoh" in page
    data = {
        "region": BATANG,
        "stage": "verify",
        "days": "2",
        "counted": "working",
        "grace": "1",
        "valid_from": "2021-01-01",
    }
    officer.post(f"{QUEUE}aturan/batas-waktu/baru/", data)
    assert "2 hari kerja" in text_of(officer.get(f"{QUEUE}aturan/batas-waktu/"))
    officer.post(
        f"{QUEUE}aturan/kategori/baru/", {"code": "jalan-desa", "name": "Jalan desa", "about": "matter"}
    )
    assert "Jalan desa" in text_of(officer.get(f"{QUEUE}aturan/kategori/"))
    assert officer.get(f"{QUEUE}aturan/kategori/jalan-desa/").status_code == 200


def test_somebody_elses_word_is_written_down_with_their_consent(desk: Desk, officer: Client) -> None:
    path, key = f"{QUEUE}baru/", str(uuid4())
    data = {
        "id": key,
        "region": NGADIREJO,
        "kind": "complaint",
        "category": "jalan",
        "title": "Jalan rusak",
        "text": "Jalan berlubang.",
        "identity": "named",
        "name": "Pak Darto",
        "content": "public",
        "paper": "on",
    }
    assert unlabelled(officer.get(path).content.decode()) == []
    refused = officer.post(path, data)
    assert refused.status_code == 422
    assert "Jalan berlubang." in refused.content.decode()
    for _twice in range(2):
        assert officer.post(path, data | {"consent": "spoken"}).status_code == 200
    ticket = Ticket.objects.get()
    assert (ticket.door, ticket.reporter.name, ticket.reporter.consent) == ("paper", "Pak Darto", "spoken")
    assert ticket.reporter.consent_wording


def test_the_paper_prints_without_a_name(desk: Desk, officer: Client) -> None:
    ticket = desk.sent(name="Pak Darto", on_behalf=True, consent="spoken")
    page = text_of(officer.get(f"{QUEUE}{ticket.code}/cetak/"))
    assert "Periksa dan jawab." in page
    assert "Darto" not in page


def test_the_heads_home_lists_what_waits_longest(desk: Desk, chief: Client) -> None:
    ticket = desk.raised(Visitor(), "public", title="Sudah lama menunggu")
    Ticket.objects.filter(pk=ticket.pk).update(received_on=timezone.localdate() - timedelta(days=90))
    assert "Sudah lama menunggu" in text_of(chief.get("/kantor/"))


def test_what_went_up_is_seen_in_the_queue_and_by_the_province(desk: Desk, chief: Client) -> None:
    ticket = desk.sent(title="Jembatan putus")
    actions.escalate(ticket, "Sudah dua kali ditanya.", by=desk.officer)
    supervisor = signed_in(actor("province_supervisor", CENTRAL_JAVA).user)
    assert "Naik ke atasan" in text_of(chief.get("/kantor/"))
    assert "Jembatan putus" not in text_of(supervisor.get("/kantor/"))
    actions.escalate(ticket, "Belum ada jawaban.", by=desk.officer)
    home = text_of(supervisor.get("/kantor/"))
    assert "Laporan warga yang naik ke provinsi" in home
    assert "Jembatan putus" in home
    assert "Naik ke atasan" in text_of(supervisor.get(f"{QUEUE}?tumpukan=naik"))
