"""The main job, played by a program: a package goes down the tree and its reach comes back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kentongan.domain.releases.actions import load_topics
from tests.actors import actor
from tests.cast import BERMI, GEMBONG, KEDUNGBULUS, PATI, PATI_VILLAGES
from tests.doors.api.caller import Caller, caller, picture
from tests.groups.making import kim
from tests.releases.making import PATI_KIM, Office

TODAY = timezone.localdate
PACKAGE = {
    "title": "Gerakan Pangan Murah",
    "summary": "Beras dan minyak di bawah harga pasar, Selasa 17 Maret.",
    "body": "Bawa **KTP**. Mulai pukul 07.00 di Alun-Alun.",
    "short_text": "Pangan murah Selasa 17 Maret pukul 07.00 di Alun-Alun Pati. Bawa KTP.",
    "spoken_text": "Bapak, Ibu, pangan murah digelar hari Selasa.",
    "topics": ["pangan"],
    "audience_filter": {"level": ["village"]},
}


@pytest.fixture
def members(office: Office) -> dict[str, Caller]:
    """Somebody of each of the 18 KIM of Pati, and a KIM that stands outside."""
    load_topics()
    groups = office.groups | {
        code: kim(code, f"KIM {name}") for code, name in PATI_VILLAGES.items() if code not in PATI_KIM
    }
    return {code: Caller(actor("group_board", code, group=group.pk)) for code, group in groups.items()}


def test_a_package_goes_down_and_its_reach_comes_back(
    office: Office, writer: Caller, head: Caller, members: dict[str, Caller]
) -> None:
    code = write_and_look_at_the_audience(writer)
    approve_and_publish(writer, head, code)
    assert inboxes(members, code) == dict.fromkeys(PATI_VILLAGES, 1)
    work_with_it(members, code)
    watch_the_board(office, code)
    correct_the_date(writer, head, members, code)


def write_and_look_at_the_audience(writer: Caller) -> str:
    districts = sorted({village[:8] for village in PATI_VILLAGES})
    preview = writer.post("releases/audience-preview", {"areas": districts})
    assert (preview.status, preview.body["count"], len(preview.body["groups"])) == (200, 18, 18)
    made = writer.post("releases", PACKAGE | {"areas": districts})
    assert (made.status, made.body["state"], made.body["version"]) == (201, "draft", 1)
    code: str = made.body["code"]
    assert writer.get(f"releases/{code}/audience").body["count"] == 18
    return code


def approve_and_publish(writer: Caller, head: Caller, code: str, version: int = 1) -> None:
    assert writer.post(f"releases/{code}/submission").body["state"] == "submitted"
    refused = writer.post(f"releases/{code}/approval", {"version": version})
    assert refused.status == 403
    shown = head.get(f"releases/{code}").body["version"]
    assert shown == version
    assert head.post(f"releases/{code}/approval", {"version": shown}).body["state"] == "approved"
    published = head.post(f"releases/{code}/publication")
    assert (published.status, published.body["state"], published.body["audience_count"]) == (
        200,
        "published",
        18,
    )


def inboxes(members: dict[str, Caller], code: str) -> dict[str, int]:
    """The version of the package in the inbox of each KIM."""
    found = {}
    for village, member in members.items():
        items = member.get("releases").body["items"]
        assert [item["code"] for item in items] == [code]
        found[village] = items[0]["version"]
    return found


def work_with_it(members: dict[str, Caller], code: str) -> None:
    bermi, kedungbulus = members[BERMI], members[KEDUNGBULUS]
    received = bermi.post("receipts", {"release": code, "kind": "received"})
    assert (received.status, received.body["kind"], received.body["version"]) == (201, "received", 1)
    assert bermi.post("receipts", {"release": code, "kind": "discussed"}).status == 201
    photo = bermi.upload(picture()).body["id"]
    done = {
        "id": "5b2f7a52-6f0e-4b3c-9a37-0b1c8d9e4f11",
        "kind": "dissemination",
        "release": code,
        "medium": "masjid",
        "held_on": TODAY().isoformat(),
        "place": "Masjid Baiturrahman",
        "reach_low": 40,
        "reach_high": 60,
        "counted_how": "head_count",
        "proofs": [photo],
    }
    recorded = bermi.post("activities", done)
    assert recorded.status == 201
    assert {name: recorded.body[name] for name in done} == done
    refusal = {"release": code, "kind": "declined", "reason": "Warga sedang panen."}
    assert kedungbulus.post("receipts", refusal).status == 201


def watch_the_board(office: Office, code: str) -> None:
    sekcam = caller("district_officer", GEMBONG)
    board = sekcam.get(f"releases/{code}/board?by=village").body
    steps = ("sent", "received", "discussed", "passed_on", "declined", "silent", "reach_low", "reach_high")
    assert {row["region"]: tuple(row[step] for step in steps) for row in board["rows"]} == {
        BERMI: (1, 1, 0, 1, 0, 0, 40, 60),
        KEDUNGBULUS: (1, 1, 0, 0, 1, 0, None, None),
    }
    regency = Caller(office.head).get(f"releases/{code}/board?by=district").body
    assert (regency["total"]["sent"], regency["total"]["passed_on"], regency["total"]["silent"]) == (
        18,
        1,
        16,
    )
    assert len(Caller(office.head).get(f"releases/{code}/silent").body) == 16
    activity = sekcam.get("activities").body["items"][0]
    assert sekcam.get(f"attachments/{activity['proofs'][0]}").headers["Content-Type"] == "image/jpeg"
    judged = sekcam.post(f"activities/{activity['id']}/assessments", {"verdict": "verified"})
    assert (judged.status, sekcam.get(f"activities/{activity['id']}").body["verdict"]) == (201, "verified")


def correct_the_date(writer: Caller, head: Caller, members: dict[str, Caller], code: str) -> None:
    changes = {"summary": "Digelar Rabu 18 Maret.", "note": "Harinya Rabu, bukan Selasa."}
    corrected = writer.post(f"releases/{code}/correction", changes)
    assert (corrected.status, corrected.body["version"], corrected.body["corrects"]) == (200, 2, 1)
    assert inboxes(members, code) == dict.fromkeys(PATI_VILLAGES, 1)
    approve_and_publish(writer, head, code, version=2)
    assert inboxes(members, code) == dict.fromkeys(PATI_VILLAGES, 2)
    item = members[BERMI].get(f"releases/{code}").body
    assert (item["progress"], item["correction_note"]) == (None, "Harinya Rabu, bukan Selasa.")
    again = members[BERMI].post("receipts", {"release": code, "kind": "received"})
    assert (again.status, again.body["version"]) == (201, 2)
    assert members[BERMI].get("releases").body["items"][0]["progress"] == "received"


def test_a_package_can_wait_for_its_moment(office: Office, writer: Caller, head: Caller) -> None:
    code = office.submitted().release.code
    head.post(f"releases/{code}/approval", {"version": 1})
    later = timezone.now() + timedelta(hours=2)
    published = head.post(f"releases/{code}/publication", {"at": later.isoformat()})
    assert (published.status, published.body["state"]) == (200, "scheduled")
    member = Caller(office.member(BERMI))
    assert member.get("releases").body["items"] == []
    assert head.post(f"releases/{code}/cancellation").body["state"] == "approved"
    assert head.post(f"releases/{code}/cancellation").status == 409


def test_a_village_office_hands_over(office: Office, head: Caller) -> None:
    code = office.published().release.code
    desa = caller("village_officer", BERMI)
    assert desa.get(f"releases/{code}").body["title"] == "Gerakan Pangan Murah di Alun-Alun"
    handed = desa.post("office-receipts", {"release": code, "kind": "handed_over"})
    assert (handed.status, handed.body["region"], handed.body["kind"]) == (201, BERMI, "handed_over")
    foreign = desa.post("office-receipts", {"release": code, "kind": "received", "region": KEDUNGBULUS})
    assert foreign.status == 403
    row = head.get(f"releases/{code}/board?by=village&region={BERMI}").body["total"]
    assert (row["office_received"], row["office_handed_over"], row["silent"]) == (1, 1, 1)


def test_an_emergency_is_reviewed_afterwards(office: Office, writer: Caller, head: Caller) -> None:
    code = office.draft().release.code
    assert writer.post(f"releases/{code}/emergency-publication", {"reason": "Banjir"}).status == 403
    out = head.post(f"releases/{code}/emergency-publication", {"reason": "Banjir"})
    assert (out.status, out.body["state"], out.body["emergency_reason"]) == (200, "published", "Banjir")
    assert head.post(f"releases/{code}/review", {"accepted": True}).status == 403
    other = caller("division_head", PATI)
    assert other.post(f"releases/{code}/review", {"accepted": True}).status == 200
    assert other.post(f"releases/{code}/review", {"accepted": True}).status == 409


def test_a_package_is_given_back_and_withdrawn(office: Office, writer: Caller, head: Caller) -> None:
    code = office.submitted().release.code
    assert head.post(f"releases/{code}/return", {"reason": "Lengkapi tempatnya."}).body["state"] == "draft"
    assert writer.patch(f"releases/{code}", {"body": "Di Alun-Alun."}).body["version"] == 2
    approve_and_publish_plainly(writer, head, code)
    gone = head.post(f"releases/{code}/withdrawal", {"reason": "Batal."})
    assert (gone.body["state"], gone.body["withdrawal_reason"]) == ("withdrawn", "Batal.")
    assert Caller(office.member(BERMI)).get("releases").body["items"] == []


def approve_and_publish_plainly(writer: Caller, head: Caller, code: str) -> None:
    writer.post(f"releases/{code}/submission")
    head.post(f"releases/{code}/approval", {"version": 2})
    assert head.post(f"releases/{code}/publication").body["state"] == "published"


def test_an_office_sees_the_inbox_of_a_group_of_its_area(office: Office, writer: Caller) -> None:
    code = office.published(BERMI).release.code
    bermi, kedungbulus = office.groups[BERMI].code, office.groups[KEDUNGBULUS].code
    assert [row["code"] for row in writer.get(f"releases?group={bermi}").body["items"]] == [code]
    assert writer.get(f"releases?group={kedungbulus}").body["items"] == []


def test_an_agency_asks_and_reads_what_came_of_it(office: Office, writer: Caller, head: Caller) -> None:
    health = caller("agency_officer", PATI, agency=office.agency.pk)
    asked = health.post(
        "requests",
        {
            "theme": "Imunisasi polio",
            "areas": [GEMBONG],
            "wanted_from": "2026-03-01",
            "wanted_until": "2026-03-31",
        },
    )
    assert (asked.status, asked.body["state"]) == (201, "submitted")
    code = asked.body["code"]
    answered = writer.post(f"requests/{code}/answer", {"state": "accepted"})
    assert (answered.status, answered.body["agreed_until"]) == (200, "2026-03-31")
    begun = writer.post(f"requests/{code}/release")
    assert (begun.status, begun.body["title"], begun.body["areas"]) == (201, "Imunisasi polio", [GEMBONG])
    assert health.get(f"requests/{code}").body["release"] == begun.body["code"]
    assert health.get(f"requests/{code}").body["result"] is None
