"""Each refusal beside its success: a clear Indonesian sentence, the field to mend, and nothing changed."""

from typing import Any

import pytest
from django.core.cache import cache

from kentongan.domain.activities.models import Activity
from kentongan.domain.groups.models import Decree, Group
from kentongan.domain.releases.models import Receipt, Release
from kentongan.doors.api.common import service
from tests.cast import BATANG, BERMI, GAJIHAN, KEDUNGBULUS, NGADIREJO, PATI, PATI_DISTRICT
from tests.doors.api.caller import Answer, Caller, caller
from tests.groups.making import kim
from tests.releases.making import Office

WEDNESDAY = "2026-01-07"


def refused(answer: Answer, status: int, field: str, sentence: str) -> None:
    """The problem document of RFC 9457, with our headers."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.status, answer.body["status"]) == (status, status)
    assert answer.messages == {field: sentence}
    assert answer.body["type"].endswith(f"/api/v1/docs#{'invalid' if status == 422 else 'stale'}")


def package(**changes: Any) -> dict[str, Any]:
    return {"title": "Pangan murah", "summary": "Hari Rabu.", "areas": [BERMI]} | changes


def test_an_audience_outside_ones_area(writer: Caller) -> None:
    answer = writer.post("releases", package(areas=[BERMI, BATANG]))
    refused(
        answer, 422, "areas", "Kabupaten Batang berada di luar wilayah Anda. Hapus wilayah itu dari sasaran."
    )
    assert Release.objects.count() == 0
    assert writer.post("releases", package()).status == 201


def test_an_unknown_area(writer: Caller) -> None:
    answer = writer.post("releases", package(areas=["33.18.99"]))
    refused(answer, 422, "areas", "Tidak ada wilayah dengan kode “33.18.99”. Pilih wilayah dari daftar.")


def test_a_text_of_161_letters_for_sms(writer: Caller) -> None:
    answer = writer.post("releases", package(short_text="a" * 161))
    refused(answer, 422, "short_text", "Teks SMS 161 huruf, paling banyak 160.")
    assert writer.post("releases", package(short_text="a" * 160)).status == 201


def test_ones_own_text_is_approved_by_somebody_else(office: Office, head: Caller) -> None:
    code = office.submitted(by=office.head).release.code
    answer = head.post(f"releases/{code}/approval", {"version": 1})
    assert (answer.status, answer.body["detail"]) == (
        403,
        "Anda menulis versi ini, jadi orang lain yang menyetujuinya.",
    )
    assert head.get(f"releases/{code}").body["state"] == "submitted"


def test_a_changed_version_is_not_approved(office: Office, writer: Caller, head: Caller) -> None:
    code = office.submitted().release.code
    assert writer.patch(f"releases/{code}", {"title": "Lain"}).body["version"] == 2
    writer.post(f"releases/{code}/submission")
    answer = head.post(f"releases/{code}/approval", {"version": 1})
    assert (answer.status, answer.body["detail"]) == (
        409,
        "Paket sudah berubah menjadi versi 2. Baca versi itu, lalu putuskan.",
    )
    assert head.post(f"releases/{code}/approval", {"version": 2}).status == 200


def test_two_writers_notice_each_other(office: Office, writer: Caller) -> None:
    code = office.draft().release.code
    seen = writer.get(f"releases/{code}").body["revision"]
    assert writer.patch(f"releases/{code}", {"title": "Satu", "revision": seen}).status == 200
    assert writer.patch(f"releases/{code}", {"title": "Dua", "revision": seen}).status == 409
    assert writer.get(f"releases/{code}").body["title"] == "Satu"


def test_nothing_goes_out_unapproved(office: Office, head: Caller) -> None:
    code = office.submitted().release.code
    assert head.post(f"releases/{code}/publication").status == 409


def test_a_package_of_another_regency_looks_absent(office: Office) -> None:
    stranger = caller("public_relations_officer", BATANG)
    code = office.submitted().release.code
    for path in ("", "/audience", "/board", "/silent"):
        assert stranger.get(f"releases/{code}{path}").status == 404
    assert stranger.patch(f"releases/{code}", {"title": "Punya saya"}).status == 404
    assert stranger.post(f"releases/{code}/submission").status == 404
    assert stranger.get("releases").body == {"items": [], "next": None, "count": 0, "count_is_exact": True}


def test_a_group_of_another_regency_looks_absent(office: Office) -> None:
    stranger = caller("public_relations_officer", BATANG)
    code = office.groups[BERMI].code
    assert stranger.get(f"groups/{code}").status == 404
    assert stranger.patch(f"groups/{code}", {"name": "KIM Lain"}).status == 404
    assert stranger.get(f"releases?group={code}").status == 404
    assert stranger.get(f"groups?region={PATI}").body["count"] == 0


def test_a_member_records_for_their_own_group_alone(office: Office) -> None:
    code = office.published().release.code
    member, other = Caller(office.member(BERMI)), office.groups[GAJIHAN].code
    assert member.post("receipts", {"release": code, "group": other, "kind": "received"}).status == 404
    assert Receipt.objects.count() == 0
    assert member.post("receipts", {"release": code, "kind": "received"}).status == 201


def test_what_was_not_sent_to_a_group_is_not_received(office: Office) -> None:
    code = office.published(GAJIHAN).release.code
    member = Caller(office.member(BERMI))
    assert member.get(f"releases/{code}").status == 404
    assert member.post("receipts", {"release": code, "kind": "received"}).status == 404
    spread = {"release": code, "medium": "masjid", "held_on": WEDNESDAY}
    assert (member.post("activities", spread).status, Activity.objects.count()) == (404, 0)


def test_declining_needs_a_reason(office: Office) -> None:
    code = office.published().release.code
    member = Caller(office.member(BERMI))
    answer = member.post("receipts", {"release": code, "kind": "declined"})
    refused(answer, 422, "reason", "Tulis alasan mengapa paket ini tidak disebarkan.")


def test_a_reach_runs_upwards(office: Office) -> None:
    member = Caller(office.member(BERMI))
    activity = {
        "title": "Rembug",
        "medium": "masjid",
        "held_on": WEDNESDAY,
        "reach_low": 60,
        "reach_high": 40,
    }
    refused(
        member.post("activities", activity),
        422,
        "reach_high",
        "Jumlah paling sedikit melebihi jumlah paling banyak.",
    )
    assert member.post("activities", activity | {"reach_high": 80}).status == 201


def test_an_activity_sent_twice_is_one_and_another_under_its_id_is_refused(office: Office) -> None:
    member = Caller(office.member(BERMI))
    activity = {
        "id": "7c0e3f0e-8f63-4a0f-9c3c-0d9b1f1f2a10",
        "title": "Rembug",
        "medium": "masjid",
        "held_on": WEDNESDAY,
    }
    assert [member.post("activities", activity).status for _ in range(2)] == [201, 201]
    assert member.post("activities", activity | {"title": "Lain"}).status == 409
    assert Activity.objects.count() == 1


def test_a_decree_does_not_end_before_it_begins(office: Office, writer: Caller) -> None:
    decree = {
        "number": "141/7/2024",
        "issued_on": "2024-03-01",
        "issuer_role": "village_head",
        "issuer_region": BERMI,
        "valid_until": "2023-03-01",
        "groups": [office.groups[BERMI].code],
    }
    answer = writer.post("decrees", decree)
    refused(answer, 422, "valid_until", "Tanggal akhir lebih awal dari tanggal mulai. Tukar atau perbaiki.")
    assert Decree.objects.count() == 0
    made = writer.post("decrees", decree | {"valid_until": "2027-03-01"})
    assert (made.status, made.body["groups"]) == (201, [office.groups[BERMI].code])
    assert writer.get(f"groups/{office.groups[BERMI].code}").body["current_decree"] == made.body["code"]
    again = writer.post("decrees", decree | {"valid_until": None})
    assert (again.status, list(again.messages)) == (422, ["number"])


def test_a_group_is_entered_in_ones_own_area(office: Office, writer: Caller) -> None:
    group = {"name": "KIM Surya", "region": NGADIREJO}
    assert writer.post("groups", group).status == 403
    made = writer.post("groups", group | {"region": BERMI})
    assert (made.status, made.body["stage"], made.body["members_count"]) == (201, "proposed", None)
    assert not Group.objects.filter(region_id=NGADIREJO).exists()


def test_an_unknown_field_is_refused_by_name(office: Office, writer: Caller) -> None:
    answer = writer.post("releases", package(state="published", approved_by="saya"))
    assert answer.status == 422
    assert answer.messages == dict.fromkeys(
        ("state", "approved_by"), "Isian ini tidak dikenal. Hapus isian ini."
    )
    code = office.groups[BERMI].code
    assert list(writer.patch(f"groups/{code}", {"stage": "reported"}).messages) == ["stage"]


def test_an_unknown_parameter_is_refused_by_name(writer: Caller) -> None:
    answer = writer.get("groups?wilayah=33.18")
    refused(answer, 422, "wilayah", "Parameter ini tidak dikenal. Hapus parameter ini.")
    twice = writer.get("groups?kind=kim&kind=kim_forum")
    refused(twice, 422, "kind", "Parameter ini ditulis lebih dari sekali.")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", None, "Isi dengan teks."),
        ("areas", "33.18", "Isi dengan daftar."),
        ("valid_until", "17-03-2026", "Tulis tanggal seperti 2026-03-17."),
        (
            "embargo_until",
            "2026-03-17T08:00:00",
            "Tulis waktu dengan zonanya, seperti 2026-03-17T08:00:00+07:00.",
        ),
        ("information_class", "secret", "Pilih salah satu nilai yang tersedia; lihat dokumentasi."),
        ("body", "a\0b", "Teks ini memuat karakter yang tidak dapat disimpan."),
    ],
)
def test_a_value_that_does_not_fit(writer: Caller, field: str, value: Any, sentence: str) -> None:
    refused(writer.post("releases", package(**{field: value})), 422, field, sentence)


def test_without_a_token(office: Office) -> None:
    for path in ("regions", "releases", f"groups/{office.groups[BERMI].code}"):
        answer = Caller().get(path)
        assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
        assert answer.body["title"] == "Belum dikenal"
    assert Caller().get("regions", Authorization="Bearer wrong").status == 401


def test_a_role_that_may_not(office: Office) -> None:
    member = Caller(office.member(BERMI))
    for path in ("releases", "groups", "decrees", "regulations"):
        assert member.post(path, {}).status == 403
    assert caller("administrator", PATI).get("activities").status == 403


def test_an_address_or_a_method_that_is_not_there(writer: Caller) -> None:
    assert (writer.get("nothing").status, writer.get("releases/").status) == (404, 404)
    answer = writer.send("DELETE", "releases")
    assert (answer.status, answer.body["title"]) == (405, "Metode tidak tersedia")


def test_a_body_in_another_format(writer: Caller) -> None:
    response = writer.client.post("/api/v1/releases", "title=x", "text/plain", headers=writer.headers)
    assert (response.status_code, response.headers["Content-Type"]) == (415, "application/problem+json")
    for content in (b"{", b"[]", b'{"title": NaN}', b'{"title": "a", "title": "b"}', b"[" * 100_000):
        response = writer.client.post("/api/v1/releases", content, "application/json", headers=writer.headers)
        assert (response.status_code, response.json()["title"]) == (400, "Permintaan tidak terbaca")
    assert Release.objects.count() == 0


def test_a_file_that_is_not_what_it_says(writer: Caller) -> None:
    answer = writer.upload(b"GIF89a and so on", "foto.jpg")
    assert (answer.status, list(answer.messages)) == (422, ["file"])


def test_a_foreign_file_is_neither_read_nor_used(office: Office, writer: Caller) -> None:
    from tests.doors.api.caller import picture

    key = writer.upload(picture()).body["id"]
    stranger = Caller(office.member(KEDUNGBULUS))
    assert (writer.get(f"attachments/{key}").status, stranger.get(f"attachments/{key}").status) == (200, 404)
    activity = {"title": "Rembug", "medium": "masjid", "held_on": WEDNESDAY, "proofs": [key]}
    assert list(stranger.post("activities", activity).messages) == ["proofs"]


def test_too_many_requests(writer: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(service, "PER_MINUTE", 2)
    statuses = [writer.get("topics").status for _ in range(2)]
    answer = writer.get("topics")
    assert (statuses, answer.status, answer.headers["Retry-After"]) == ([200, 200], 429, "10")
    cache.clear()


def test_a_fault_of_ours_tells_nothing_of_the_inside(writer: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("secret path")

    monkeypatch.setattr("kentongan.doors.api.lists.Topic.objects.all", fail)
    answer = writer.get("topics")
    assert (answer.status, answer.body["title"]) == (500, "Terjadi kesalahan pada sistem")
    assert "secret" not in str(answer.body)


def test_every_answer_forbids_keeping_and_framing(writer: Caller, office: Office) -> None:
    paths = ("regions", "nothing", f"groups/{office.groups[BERMI].code}", "openapi.json")
    for answer in (*(writer.get(path) for path in paths), Caller().get("regions")):
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_group_with_the_name_of_another(office: Office, writer: Caller) -> None:
    kim(PATI_DISTRICT, "KIM Kota", level="district")
    answer = writer.post("groups", {"name": "Kim  kota", "region": PATI_DISTRICT, "level": "district"})
    assert (answer.status, list(answer.messages)) == (422, ["name"])
