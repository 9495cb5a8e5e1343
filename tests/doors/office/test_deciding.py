"""The acts on a package: offered by right and state, refused in words, each at its own address."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kentongan.domain.releases.actions import edit, publish_in_emergency, submit
from kentongan.domain.releases.models import Release, State
from tests.actors import actor
from tests.cast import BATANG, GEMBONG, PATI
from tests.doors.network import signed_in
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of
from tests.releases.making import Office

ACTS = [
    "pengajuan",
    "pengembalian",
    "persetujuan",
    "penerbitan",
    "pembatalan-jadwal",
    "darurat",
    "tinjauan",
    "penarikan",
]


def path(release: Release, act: str = "") -> str:
    """The address of the package or of one of its acts."""
    return f"/kantor/paket/{release.code}/" + (f"{act}/" if act else "")


def state_of(release: Release) -> str:
    """The state of the newest version."""
    return str(release.versions.with_state().order_by("-number")[0].state)  # type: ignore[attr-defined]


def test_a_package_goes_from_draft_to_out(office: Office, writer: Client, head: Client) -> None:
    release = office.draft(GEMBONG).release

    writer.post(path(release, "pengajuan"))
    head.post(path(release, "persetujuan"), {"version": 1})
    head.post(path(release, "penerbitan"))

    assert state_of(release) == State.PUBLISHED


def test_the_page_offers_what_the_person_may_do(office: Office, writer: Client, head: Client) -> None:
    release = office.submitted(GEMBONG).release

    to_head, to_writer = text_of(head.get(path(release))), text_of(writer.get(path(release)))

    assert "Setujui versi 1" in to_head
    assert "Kembalikan dengan alasan" in to_head
    assert "Setujui versi 1" not in to_writer
    assert "Terbitkan darurat" not in to_writer


def test_nobody_approves_their_own_text(office: Office, head: Client) -> None:
    version = office.draft(GEMBONG, by=office.head)
    submit(version, by=office.writer)

    shown = text_of(head.get(path(version.release)))
    answer = head.post(path(version.release, "persetujuan"), {"version": 1})

    assert "Anda menulis versi ini, jadi orang lain yang menyetujuinya." in shown
    assert answer.status_code == 403
    assert "Anda menulis versi ini" in text_of(answer)
    assert state_of(version.release) == State.SUBMITTED


def test_a_changed_version_is_not_approved_by_the_old_number(office: Office, head: Client) -> None:
    version = office.submitted(GEMBONG)
    submit(edit(version, revision=version.revision, by=office.writer, title="Berubah"), by=office.writer)

    answer = head.post(path(version.release, "persetujuan"), {"version": 1})

    assert answer.status_code == 409
    assert "Paket sudah berubah menjadi versi 2" in text_of(answer)


def test_returning_needs_a_reason_which_the_writer_reads(
    office: Office, writer: Client, head: Client
) -> None:
    release = office.submitted(GEMBONG).release

    assert head.post(path(release, "pengembalian"), {"reason": " "}).status_code == 422
    head.post(path(release, "pengembalian"), {"reason": "Tanggalnya belum ada."})

    assert "Tanggalnya belum ada." in text_of(writer.get(path(release)))


def test_it_can_be_set_to_go_out_later_and_taken_back(office: Office, writer: Client, head: Client) -> None:
    release = office.submitted(GEMBONG).release
    head.post(path(release, "persetujuan"), {"version": 1})
    later = timezone.localtime() + timedelta(days=2)

    head.post(path(release, "penerbitan"), {"at": later.strftime("%Y-%m-%dT%H:%M")})
    assert state_of(release) == State.SCHEDULED
    head.post(path(release, "pembatalan-jadwal"))

    assert state_of(release) == State.APPROVED


def test_a_moment_in_the_past_is_refused_and_kept(office: Office, head: Client) -> None:
    release = office.submitted(GEMBONG).release
    head.post(path(release, "persetujuan"), {"version": 1})

    answer = head.post(path(release, "penerbitan"), {"at": "2020-01-01T08:00"})

    assert answer.status_code == 422
    assert "Waktu terbit sudah lewat" in text_of(answer)
    assert "2020-01-01T08:00" in answer.content.decode()


def test_an_emergency_is_reviewed_by_another_person(office: Office, head: Client) -> None:
    colleague = signed_in(actor("public_relations_officer", PATI).user)
    version = office.draft(GEMBONG)
    form = {"version": 1, "revision": version.revision, "reason": "Banjir malam ini."}

    assert colleague.post(path(version.release, "darurat"), form | {"reason": ""}).status_code == 422
    colleague.post(path(version.release, "darurat"), form)
    assert "menunggu tinjauan" in text_of(head.get(path(version.release)))
    head.post(path(version.release, "tinjauan"), {"accepted": "ya"})

    assert "sudah ditinjau" in text_of(head.get(path(version.release)))


def test_who_published_in_an_emergency_does_not_review_it(office: Office, head: Client) -> None:
    version = office.draft(GEMBONG)
    publish_in_emergency(version, "Banjir.", by=office.head)

    answer = head.post(path(version.release, "tinjauan"), {"accepted": "ya"})

    assert answer.status_code == 403
    assert "jadi orang lain yang meninjaunya" in text_of(answer)


def test_a_withdrawal_tells_why(office: Office, writer: Client, head: Client) -> None:
    release = office.published(GEMBONG).release

    assert head.post(path(release, "penarikan"), {"reason": ""}).status_code == 422
    head.post(path(release, "penarikan"), {"reason": "Acara batal."})

    assert state_of(release) == State.WITHDRAWN
    assert "Acara batal." in text_of(writer.get(path(release)))


def test_pressing_twice_says_that_it_is_done(office: Office, writer: Client) -> None:
    release = office.draft(GEMBONG).release
    writer.post(path(release, "pengajuan"))

    answer = writer.post(path(release, "pengajuan"))

    assert answer.status_code == 409
    assert "sudah diajukan" in text_of(answer)


@pytest.mark.parametrize("act", ACTS)
def test_each_act_asks_before_it_does(office: Office, head: Client, act: str) -> None:
    release = office.published(GEMBONG).release

    assert head.get(path(release, act)).status_code == 200


@pytest.mark.parametrize("act", ACTS)
def test_the_acts_on_a_foreign_package_are_absent(office: Office, visit: Visitor, act: str) -> None:
    release = office.submitted(GEMBONG).release
    stranger = visit("division_head", BATANG)

    assert stranger.get(path(release, act)).status_code == 404
    assert stranger.post(path(release, act), {"version": 1, "reason": "x"}).status_code == 404
    assert state_of(release) == State.SUBMITTED


@pytest.mark.parametrize("act", ACTS)
def test_a_reader_may_do_none_of_them(office: Office, visit: Visitor, act: str) -> None:
    release = office.submitted(GEMBONG).release

    assert visit("ministry_reader", PATI).post(path(release, act)).status_code == 403


def test_the_page_of_a_package_takes_as_many_queries_for_three_versions(office: Office, head: Client) -> None:
    version = office.submitted(GEMBONG)
    head.get("/kantor/")
    with_one = queries_of(head, path(version.release))
    for title in ("Dua", "Tiga"):
        version = edit(version, revision=version.revision, by=office.writer, title=title)
        submit(version, by=office.writer)

    assert queries_of(head, path(version.release)) == with_one <= 12


def test_publishing_says_how_many_it_reaches_before_and_after(office: Office, head: Client) -> None:
    release = office.submitted(GEMBONG).release
    head.post(path(release, "persetujuan"), {"version": 1})

    asked = text_of(head.get(path(release, "penerbitan")))
    done = text_of(head.post(path(release, "penerbitan"), follow=True))

    assert "kotak masuk 2 KIM di wilayah sasaran" in asked
    assert "Paket sudah terbit dan terkirim ke 2 KIM." in done


def test_a_scheduled_package_tells_its_moment(office: Office, head: Client) -> None:
    release = office.submitted(GEMBONG).release
    head.post(path(release, "persetujuan"), {"version": 1})

    done = head.post(path(release, "penerbitan"), {"at": "2030-03-01T08:00"}, follow=True)

    assert "Paket terbit pada 1 Maret 2030, 08.00 WIB untuk 2 KIM." in text_of(done)


def test_the_author_is_not_even_asked_for_an_emergency(office: Office, writer: Client) -> None:
    release = office.draft(GEMBONG).release

    answer = writer.get(path(release, "darurat"))

    assert answer.status_code == 403
    assert "Minta orang lain menerbitkannya" in text_of(answer)
