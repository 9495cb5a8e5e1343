"""Visits in the office: read with their score explained, planned, counted, printed; the dormant revived."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from kentongan.domain.core.acting import System
from kentongan.domain.groups.actions import change_group
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring.actions import Agreement, load_example
from kentongan.domain.mentoring.models import Edition, Revival
from tests.cast import BERMI, GEMBONG, PATI, REBAN
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.mentoring.making import instrument
from tests.mentoring.making import visit as held
from tests.releases.making import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def bermi(office: Office) -> Group:
    """KIM Bermi, founded long ago as all of them."""
    for group in office.groups.values():
        change_group(group, founded_on=date(2019, 1, 1), by=System())
    return Group.objects.get(region_id=BERMI)


@pytest.fixture
def edition(office: Office) -> Edition:
    """The instrument of Pati, beside the shipped example."""
    load_example()
    return instrument(PATI)


def test_a_visit_is_read_with_its_score_explained_beside_the_one_before(
    head: Client, bermi: Group, edition: Edition
) -> None:
    held(bermi, edition, 0, Decimal(0), None, 0, held_on=date(2024, 1, 10))
    agreed = Agreement("opened", "Buat notulen", owner_name="Pak Ketua", due_on=date(2024, 7, 1))
    told = {"agreements": [agreed], "met": [("Bu Sri", "")]}
    latest = held(bermi, edition, 2, Decimal(0), None, 0, held_on=date(2024, 6, 10), **told)
    page = text_of(head.get(f"/kantor/pendampingan/{latest.pk}/"))
    for words in (
        "“Tiap bulan” bernilai 2 dari 2; bobot 30, jadi 30. Ada notulen.",
        "Tidak pernah",
        "naik 50",
        "30 dari bobot 60 yang dijawab",
        "Buat notulen",
        "Bu Sri",
    ):
        assert words in page
    paper = text_of(head.get(f"/kantor/pendampingan/{latest.pk}/cetak/"))
    assert "Laporan kunjungan ke KIM Bermi" in paper
    assert "Nilai 50,0 dari 100" in paper


def test_the_list_is_filtered_by_area_name_and_day(head: Client, office: Office, edition: Edition) -> None:
    for group in office.groups.values():
        held(group, edition)
    for query, count in (("", 5), (f"?wilayah={GEMBONG}", 2), ("?q=gajihan", 1), ("?sejak=2024-05-03", 0)):
        page = head.get(f"/kantor/pendampingan/{query}").content.decode()
        assert page.count("versi 1") == count


def test_lists_take_the_same_queries_at_one_and_three(head: Client, office: Office, edition: Edition) -> None:
    groups = list(office.groups.values())
    held(groups[0], edition)
    paths = [f"/kantor/pendampingan/{part}" for part in ("", "rencana/", "layanan/", "vakum/", "instrumen/")]
    head.get(paths[0])
    few = {path: queries_of(head, path) for path in paths}
    for group in groups[1:]:
        held(group, edition)
    instrument(PATI, "Kedua")
    assert {path: queries_of(head, path) for path in paths} == few
    few.pop("/kantor/pendampingan/layanan/")  # one query for each kind of service
    assert max(few.values()) <= 12


def test_the_plan_leads_to_the_form_on_the_phone(visit: Visitor, bermi: Group) -> None:
    page = visit("district_officer", GEMBONG).get("/kantor/pendampingan/rencana/").content.decode()
    assert f'href="/k/kunjungan/{bermi.code}/"' in page
    assert "Belum pernah" in page


def test_an_area_is_told_by_kind_of_service_with_who_was_left_out(
    head: Client, bermi: Group, edition: Edition
) -> None:
    held(bermi, edition, held_on=timezone.localdate())
    page = text_of(head.get("/kantor/pendampingan/layanan/"))
    assert "KIM Gajihan" in page.split("Tanpa layanan selama 6 bulan")[1]
    assert "KIM Bermi" not in page.split("Tanpa layanan selama 6 bulan")[1]


def test_m3_a_dormant_group_is_revived_with_a_reason_that_its_page_shows(head: Client, bermi: Group) -> None:
    assert "KIM Bermi" in text_of(head.get("/kantor/pendampingan/vakum/"))
    address = f"/kantor/pendampingan/vakum/{bermi.code}/"
    refused = head.post(address, {"on": "2024-02-30", "reason": "Pengurus baru"})
    assert refused.status_code == 422
    assert "Pengurus baru" in refused.content.decode()
    head.post(address, {"on": timezone.localdate().isoformat(), "reason": "Pengurus baru terpilih"})
    assert Revival.objects.get().group == bermi
    assert "KIM Bermi " not in text_of(head.get("/kantor/pendampingan/vakum/"))
    page = text_of(head.get(f"/kantor/kim/{bermi.code}/"))
    assert "Dihidupkan kembali dari vakum" in page
    assert "Pengurus baru terpilih" in page
    assert "Pengurus baru terpilih" in text_of(head.get(f"/kantor/pendampingan/kim/{bermi.code}/"))


def test_the_groups_page_shows_its_services_needs_and_open_follow_ups(
    head: Client, bermi: Group, edition: Edition
) -> None:
    agreed = Agreement("opened", "Buat notulen", owner_name="Pak Ketua", due_on=date(2024, 7, 1))
    held(bermi, edition, agreements=[agreed])
    part = text_of(head.get(f"/kantor/pendampingan/kim/{bermi.code}/", headers={"HX-Request": "true"}))
    for words in ("Instrumen Pati", "nilai 100,0", "Buat notulen", "Belum ada kebutuhan"):
        assert words in part
    assert (
        f"/kantor/pendampingan/kim/{bermi.code}/" in head.get(f"/kantor/kim/{bermi.code}/").content.decode()
    )


def test_another_district_finds_no_visit_and_no_paper(visit: Visitor, bermi: Group, edition: Edition) -> None:
    made = held(bermi, edition)
    stranger = visit("district_officer", REBAN)
    for part in ("", "cetak/"):
        assert stranger.get(f"/kantor/pendampingan/{made.pk}/{part}").status_code == 404


def test_an_instrument_is_copied_edited_previewed_and_put_in_force(head: Client, edition: Edition) -> None:
    shipped = Edition.objects.get(instrument__is_example=True)
    new = head.get(f"/kantor/pendampingan/instrumen/baru/?dari={shipped.pk}")
    assert unlabelled(new.content.decode()) == []
    made = head.post(
        "/kantor/pendampingan/instrumen/baru/", {"region": PATI, "name": "Versi kami", "like": shipped.pk}
    )
    draft = Edition.objects.get(instrument__name="Versi kami")
    base = f"/kantor/pendampingan/instrumen/{draft.instrument_id}/"
    assert made.headers["Location"] == f"{base}versi/1/"
    section = draft.sections.all()[0]
    form = head.get(f"{base}bagian/{section.pk}/pertanyaan/")
    assert unlabelled(form.content.decode()) == []
    asked = {
        "text": "Ada papan informasi?",
        "kind": "yes_no",
        "weight": "5",
        "label0": "Tidak",
        "points0": "0",
    }
    refused = head.post(f"{base}bagian/{section.pk}/pertanyaan/", asked)
    assert refused.status_code == 422
    assert "Tulis paling sedikit dua jawaban" in text_of(refused)
    head.post(f"{base}bagian/{section.pk}/pertanyaan/", asked | {"label1": "Ya", "points1": "1"})
    assert "Ada papan informasi?" in text_of(head.get(f"{base}versi/1/"))
    question = section.questions.get(text="Ada papan informasi?")
    head.post(f"{base}pertanyaan/{question.pk}/", asked | {"label1": "Ya", "points1": "1", "weight": "7"})
    question.refresh_from_db()
    assert (question.weight, question.points.count()) == (7, 2)
    head.post(f"{base}bagian/", {"title": "Baru"})
    added = draft.sections.get(title="Baru")
    head.post(f"{base}bagian/{added.pk}/", {"title": "Lain", "position": "1"})
    head.post(f"{base}bagian/{added.pk}/hapus/")
    head.post(f"{base}pertanyaan/{question.pk}/hapus/")
    assert not section.questions.filter(pk=question.pk).exists()
    head.post(f"{base}berlaku/", {"in_force_from": "2024-01-01", "note": "Pertama"})
    draft.refresh_from_db()
    assert draft.in_force_from == date(2024, 1, 1)
    assert head.get(f"{base}bagian/").status_code == 404  # nothing to edit: it is in force
    head.post(f"{base}konsep/")
    assert [one.number for one in draft.instrument.editions.order_by("number")] == [1, 2]
    head.post(f"{base}berhenti/")
    draft.instrument.refresh_from_db()
    assert draft.instrument.retired_on == timezone.localdate()


def test_a_visit_held_weeks_ago_counts_as_a_service(head: Client, bermi: Group, edition: Edition) -> None:
    held(bermi, edition, held_on=timezone.localdate() - timedelta(days=21))
    page = text_of(head.get("/kantor/pendampingan/layanan/?bulan=3"))
    assert "KIM Bermi" not in page.split("Tanpa layanan selama 3 bulan")[1]
