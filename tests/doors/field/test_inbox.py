"""The group's inbox on the phone, one package, and the steps with it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from kentongan.domain.core.acting import System
from kentongan.domain.groups.models import Group
from kentongan.domain.releases.actions import draft, publish_in_emergency, record_receipt, withdraw
from kentongan.domain.releases.models import Publication, Receipt
from tests.cast import GAJIHAN, GEMBONG, KEDUNGBULUS, PATI
from tests.doors import network
from tests.doors.pages import queries_of, text_of, unlabelled, weight_of


@pytest.fixture
def phone(bermi: Group) -> Client:
    """The shared phone of KIM Bermi Jaya."""
    return network.signed_in(network.member_of(bermi, role="group_member"))


@pytest.fixture
def sent(bermi: Group) -> Publication:
    """A package for Kecamatan Gembong."""
    return network.send(GEMBONG)


def address(group: Group, publication: Publication | None = None) -> str:
    """The inbox, or a package in it."""
    return f"/k/{group.code}/" + (f"info/{publication.release.code}/" if publication else "")


def steps(group: Group) -> list[tuple[str, str]]:
    """The receipts of the group, in order."""
    return list(Receipt.objects.filter(group=group).order_by("at").values_list("kind", "reason"))


def test_the_phone_opens_on_the_one_groups_inbox(phone: Client, bermi: Group) -> None:
    assert phone.get("/k/")["Location"] == address(bermi)


def test_what_is_urgent_comes_first(phone: Client, bermi: Group) -> None:
    ordinary = network.send(title="Biasa")
    first = network.send(title="Lama")
    record_receipt(publication=first, group=bermi, kind="received", by=System())
    mended = network.mend(first, title="Koreksi")
    version = draft(
        region=PATI,
        agency=network.office(),
        by=System(),
        **(network.SENT | {"areas": [PATI], "title": "Bahaya"}),
    )
    emergency = publish_in_emergency(version, "Air naik.", by=System())
    network.send(title="Terbaru")

    waiting = phone.get(address(bermi)).context["waiting"]

    assert [item.version.title for item in waiting] == ["Bahaya", "Koreksi", "Terbaru", "Biasa"]
    assert {emergency.pk, mended.pk, ordinary.pk} <= {item.pk for item in waiting}


def test_a_package_for_another_district_is_not_there(phone: Client, bermi: Group) -> None:
    elsewhere = network.send("33.18.17")

    assert phone.get(address(bermi)).context["waiting"] == []
    assert phone.get(address(bermi, elsewhere)).status_code == 404


def test_reading_notes_nothing(phone: Client, bermi: Group, sent: Publication) -> None:
    phone.get(address(bermi))
    phone.get(address(bermi, sent))

    assert steps(bermi) == []


def test_the_text_to_be_read_aloud_stands_first_in_large_type(
    phone: Client, bermi: Group, sent: Publication
) -> None:
    page = phone.get(address(bermi, sent)).content.decode()

    assert page.index('class="speak"') < page.index('class="prose"')
    assert "sms:?body=Pangan%20murah" in page


def test_receiving_is_said_once_however_often_it_is_pressed(
    phone: Client, bermi: Group, sent: Publication
) -> None:
    token = str(uuid4())
    answers = [phone.post(address(bermi, sent) + "tanda/terima/", {"id": token}) for _ in range(3)]

    assert [answer["Location"] for answer in answers] == [address(bermi, sent)] * 3
    assert steps(bermi) == [("received", "")]
    assert "Tercatat: diterima." in text_of(phone.get(address(bermi, sent)))


def test_talking_it_over_is_a_further_step(phone: Client, bermi: Group, sent: Publication) -> None:
    phone.post(address(bermi, sent) + "tanda/terima/", {"id": str(uuid4())})
    phone.post(address(bermi, sent) + "tanda/bahas/", {"id": str(uuid4())})

    assert steps(bermi) == [("received", ""), ("discussed", "")]
    assert [item.pk for item in phone.get(address(bermi)).context["to_spread"]] == [sent.pk]


@pytest.mark.parametrize("kind", ["received", "opened", "discussed"])
def test_what_came_but_was_not_passed_on_stays_to_be_done(
    phone: Client, bermi: Group, sent: Publication, kind: str
) -> None:
    record_receipt(publication=sent, group=bermi, kind=kind, by=System())

    page = phone.get(address(bermi))

    assert [item.pk for item in page.context["to_spread"]] == [sent.pk]
    assert (page.context["waiting"], page.context["done"]) == ([], [])
    assert "Perlu disebarkan" in text_of(page)
    assert "Tidak ada yang menunggu" not in text_of(page)


def test_what_was_passed_on_or_declined_is_done(phone: Client, bermi: Group, sent: Publication) -> None:
    declined = network.send(title="Bukan untuk kami")
    record_receipt(publication=declined, group=bermi, kind="declined", reason="Terlambat.", by=System())
    phone.post(address(bermi, sent) + "catat/", spread())

    page = phone.get(address(bermi))

    assert {item.pk for item in page.context["done"]} == {sent.pk, declined.pk}
    assert page.context["to_spread"] == []
    assert "Tidak ada yang menunggu" in text_of(page)


def test_another_step_than_these_is_not_found(phone: Client, bermi: Group, sent: Publication) -> None:
    assert phone.post(address(bermi, sent) + "tanda/passed_on/").status_code == 404
    assert phone.get(address(bermi, sent) + "tanda/terima/").status_code == 405


def test_declining_takes_a_usual_reason_and_own_words(phone: Client, bermi: Group, sent: Publication) -> None:
    answer = phone.post(
        address(bermi, sent) + "tidak/",
        {"id": str(uuid4()), "choice": "terlambat", "words": "Acaranya kemarin."},
    )

    assert answer["Location"] == address(bermi, sent)
    assert steps(bermi) == [("declined", "Sampainya terlambat. Acaranya kemarin.")]


def test_declining_without_saying_why_keeps_everything_typed(
    phone: Client, bermi: Group, sent: Publication
) -> None:
    answer = phone.post(address(bermi, sent) + "tidak/", {"id": str(uuid4()), "words": "Begini ceritanya"})
    other = phone.post(address(bermi, sent) + "tidak/", {"id": str(uuid4()), "choice": "lain"})

    assert answer.status_code == other.status_code == 422
    assert "Begini ceritanya" in answer.content.decode()
    assert "Tulis alasannya dengan kata-kata sendiri." in text_of(other)
    assert steps(bermi) == []


def test_a_correction_asks_for_a_new_receipt_and_tells_what_changed(
    phone: Client, bermi: Group, sent: Publication
) -> None:
    record_receipt(publication=sent, group=bermi, kind="received", by=System())
    mended = network.mend(sent)

    assert [item.pk for item in phone.get(address(bermi)).context["waiting"]] == [mended.pk]
    assert "Ini koreksi Tanggalnya 4 Maret, bukan 3 Maret." in text_of(phone.get(address(bermi, mended)))


def test_what_was_passed_on_before_its_correction_has_to_go_round_again(
    phone: Client, bermi: Group, sent: Publication
) -> None:
    phone.post(address(bermi, sent) + "catat/", spread())
    network.mend(sent)

    assert "Anda sudah menyebarkan versi lama." in text_of(phone.get(address(bermi)))


def test_a_withdrawn_package_warns_whoever_had_it(phone: Client, bermi: Group, sent: Publication) -> None:
    record_receipt(publication=sent, group=bermi, kind="received", by=System())
    withdraw(sent.release, "Acaranya batal.", by=System())

    assert "Ditarik, jangan disebarkan lagi" in text_of(phone.get(address(bermi)))
    page = text_of(phone.get(address(bermi, sent)))
    assert "Acaranya batal." in page
    assert "Catat penyebaran" not in page


def test_an_embargo_is_told_and_the_message_not_offered(phone: Client, bermi: Group) -> None:
    sent = network.send(embargo_until=timezone.now() + timedelta(days=1))

    page = phone.get(address(bermi, sent)).content.decode()

    assert "Belum boleh disebarkan" in page
    assert "sms:" not in page
    assert "/poster/" not in page


@pytest.mark.parametrize("path", ["", "kelompok/", "kegiatan/", "catat/", "catat/diskusi/"])
def test_anothers_group_is_not_found(phone: Client, bermi: Group, path: str) -> None:
    foreign = network.group(KEDUNGBULUS, "KIM Lain")

    assert phone.get(address(foreign) + path).status_code == 404


def test_anothers_package_and_steps_are_not_found(phone: Client, bermi: Group, sent: Publication) -> None:
    foreign = network.group(KEDUNGBULUS, "KIM Lain")

    for path in ("", "catat/", "tidak/"):
        assert phone.get(address(foreign, sent) + path).status_code == 404
    assert phone.post(address(foreign, sent) + "tanda/terima/", {"id": str(uuid4())}).status_code == 404
    assert steps(foreign) == []


def test_whoever_has_not_signed_in_is_asked_to(client: Client, bermi: Group) -> None:
    answer = client.get(address(bermi))

    assert (answer.status_code, answer["Location"]) == (302, f"/masuk/?next={address(bermi)}")


def test_a_person_of_several_groups_chooses(bermi: Group) -> None:
    second = network.group(GAJIHAN, "KIM Gajihan")
    phone = network.signed_in(network.member_of(bermi, second))

    assert [group.code for group in phone.get("/k/").context["groups"]] == [bermi.code, second.code]
    assert "Ganti KIM" in text_of(phone.get(address(second)))


def test_an_officer_of_the_regency_has_no_phone_page(bermi: Group) -> None:
    officer = network.signed_in(network.officer("division_head", PATI))

    assert officer.get(address(bermi)).status_code == 403


def test_queries_do_not_grow_with_the_inbox(phone: Client, bermi: Group) -> None:
    network.mend(network.send())
    phone.get(address(bermi))  # notes the session's last use
    before = queries_of(phone, address(bermi))
    for _number in range(2):
        network.mend(network.send())

    assert queries_of(phone, address(bermi)) == before <= 12


def test_pages_are_light_and_their_fields_have_words(phone: Client, bermi: Group, sent: Publication) -> None:
    for path in ("", f"info/{sent.release.code}/", f"info/{sent.release.code}/catat/", "kelompok/"):
        content = phone.get(address(bermi) + path).content
        assert weight_of(content) < 5_000
        assert unlabelled(content.decode()) == []
        assert content.decode().count("<h1") == 1


def spread(**changes: object) -> dict[str, object]:
    """The form of a dissemination as the page offers it."""
    return {"id": str(uuid4()), "medium": "masjid", "held_on": "2024-03-01"} | changes
