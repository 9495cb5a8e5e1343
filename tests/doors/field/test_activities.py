"""Recording what the group did, and what became of it."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from kentongan.domain.activities.actions import assess
from kentongan.domain.activities.models import Activity
from kentongan.domain.core.acting import System
from kentongan.domain.groups.models import Group
from kentongan.domain.releases.models import Publication, Receipt
from tests.cast import GEMBONG, KEDUNGBULUS
from tests.doors import network
from tests.doors.pages import queries_of, text_of


@pytest.fixture
def phone(bermi: Group) -> Client:
    """The shared phone of KIM Bermi Jaya."""
    return network.signed_in(network.member_of(bermi))


@pytest.fixture
def sent(bermi: Group) -> Publication:
    """A package for Kecamatan Gembong."""
    return network.send(GEMBONG)


def offered(client: Client, path: str) -> dict[str, object]:
    """What the form holds before anybody touches it."""
    form = client.get(path).context["form"]
    return {name: form[name].value() or "" for name in form.fields if name != "photos"}


def photo() -> SimpleUploadedFile:
    """A small picture."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG")
    return SimpleUploadedFile("kamera.jpg", out.getvalue(), "image/jpeg")


def test_read_out_at_the_mosque_today_takes_nothing_but_two_taps(
    phone: Client, bermi: Group, sent: Publication
) -> None:
    item = f"/k/{bermi.code}/info/{sent.release.code}/"
    assert f'href="{item}catat/"' in phone.get(item).content.decode()  # the first tap

    answer = phone.post(item + "catat/", offered(phone, item + "catat/"))  # the second

    activity = Activity.objects.get()
    assert answer["Location"] == f"/k/{bermi.code}/kegiatan/{activity.pk}/"
    assert (activity.medium_id, activity.place) == ("masjid", "Masjid")
    assert (activity.reach_low, activity.reach_high, activity.counted_how) == (20, 60, "estimate")
    assert activity.held_on == timezone.localdate()
    assert Receipt.objects.get(group=bermi).kind == "passed_on"


def test_what_was_typed_wins_over_what_is_usual(phone: Client, bermi: Group, sent: Publication) -> None:
    form = {"id": str(uuid4()), "medium": "posyandu-pkk", "held_on": "2024-03-01", "place": "Rumah Bu Sri"}
    counted = {"reach_low": "12", "reach_high": "15", "counted_how": "head_count", "note": "Ramai."}

    phone.post(f"/k/{bermi.code}/info/{sent.release.code}/catat/", form | counted)

    activity = Activity.objects.get()
    assert (activity.place, activity.reach_low, activity.reach_high) == ("Rumah Bu Sri", 12, 15)
    assert (activity.counted_how, activity.note) == ("head_count", "Ramai.")


def test_a_form_sent_again_makes_one_record(phone: Client, bermi: Group, sent: Publication) -> None:
    path = f"/k/{bermi.code}/info/{sent.release.code}/catat/"
    form = offered(phone, path)

    answers = [phone.post(path, form | {"photos": photo()}) for _ in range(3)]

    activity = Activity.objects.get()
    assert {answer["Location"] for answer in answers} == {f"/k/{bermi.code}/kegiatan/{activity.pk}/"}
    assert activity.proofs.count() == 1


def test_the_same_form_with_other_content_is_refused_and_kept(
    phone: Client, bermi: Group, sent: Publication
) -> None:
    path = f"/k/{bermi.code}/info/{sent.release.code}/catat/"
    form = offered(phone, path)
    phone.post(path, form)

    answer = phone.post(path, form | {"note": "Isi yang lain"})

    assert answer.status_code == 409
    assert "Isi yang lain" in answer.content.decode()
    assert Activity.objects.get().note == ""


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"held_on": "2999-01-01"}, "Tanggal kegiatan belum tiba."),
        ({"held_on": "kemarin"}, "Masukkan tanggal"),
        ({"reach_low": "60", "reach_high": "40"}, "Jumlah paling sedikit melebihi jumlah paling banyak."),
        ({"reach_low": "banyak"}, "Masukkan"),
        ({"medium": "burung"}, "burung"),
        ({"medium": ""}, "Bidang ini"),
    ],
)
def test_a_slip_is_told_and_everything_typed_is_kept(
    phone: Client, bermi: Group, sent: Publication, changes: dict[str, str], sentence: str
) -> None:
    path = f"/k/{bermi.code}/info/{sent.release.code}/catat/"

    answer = phone.post(path, offered(phone, path) | {"note": "Dibaca sesudah Magrib"} | changes)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "Dibaca sesudah Magrib" in answer.content.decode()
    assert Activity.objects.count() == 0


def test_a_photo_that_is_none_leaves_the_record_standing(
    phone: Client, bermi: Group, sent: Publication
) -> None:
    path = f"/k/{bermi.code}/info/{sent.release.code}/catat/"
    fake = SimpleUploadedFile("foto.jpg", b"<html>bukan gambar</html>", "image/jpeg")

    answer = phone.post(path, offered(phone, path) | {"photos": fake}, follow=True)

    assert "Catatan tersimpan, fotonya belum: Berkas ini bukan gambar" in text_of(answer)
    assert Activity.objects.get().proofs.count() == 0


def test_photos_may_come_later_and_only_the_group_sees_them(
    phone: Client, bermi: Group, sent: Publication
) -> None:
    path = f"/k/{bermi.code}/info/{sent.release.code}/catat/"
    phone.post(path, offered(phone, path))
    activity = Activity.objects.get()
    here = f"/k/{bermi.code}/kegiatan/{activity.pk}/"

    assert "Foto tersimpan." in text_of(phone.post(here + "foto/", {"photos": photo()}, follow=True))

    file = activity.proofs.get()
    answer = phone.get(f"{here}foto/{file.pk}/")
    foreign = network.group(KEDUNGBULUS, "KIM Lain")
    stranger = network.signed_in(network.member_of(foreign))
    assert answer["Content-Type"] == "image/jpeg"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert stranger.get(f"{here}foto/{file.pk}/").status_code == 404
    assert stranger.get(f"/k/{foreign.code}/kegiatan/{activity.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("slug", "kind"),
    [
        ("diskusi", "discussion"),
        ("akses", "access"),
        ("kerja", "implementation"),
        ("jejaring", "networking"),
        ("aspirasi", "aspiration"),
    ],
)
def test_each_kind_of_work_has_a_plain_form(phone: Client, bermi: Group, slug: str, kind: str) -> None:
    path = f"/k/{bermi.code}/catat/{slug}/"
    assert f'href="{path}"' in phone.get(f"/k/{bermi.code}/catat/").content.decode()

    phone.post(path, offered(phone, path) | {"title": "Rembug bulanan"})

    activity = Activity.objects.get()
    assert (activity.kind, activity.title, activity.publication) == (kind, "Rembug bulanan", None)
    assert activity.reach_low is None


def test_the_groups_own_news_is_passed_on_with_a_title(phone: Client, bermi: Group) -> None:
    path = f"/k/{bermi.code}/catat/penyebaran/"
    without = phone.post(path, offered(phone, path))

    phone.post(path, offered(phone, path) | {"title": "Kerja bakti Minggu"})

    assert without.status_code == 422
    activity = Activity.objects.get()
    assert (activity.kind, activity.title, activity.reach_high) == ("dissemination", "Kerja bakti Minggu", 60)


def test_the_log_tells_what_district_and_regency_said(phone: Client, bermi: Group, sent: Publication) -> None:
    path = f"/k/{bermi.code}/info/{sent.release.code}/catat/"
    phone.post(path, offered(phone, path))
    activity = Activity.objects.get()
    assess(activity, "doubted", "Fotonya dari acara lain.", by=System())

    assert "Diragukan Gerakan Pangan Murah" in text_of(phone.get(f"/k/{bermi.code}/kegiatan/"))
    assert "Fotonya dari acara lain." in text_of(phone.get(f"/k/{bermi.code}/kegiatan/{activity.pk}/"))


def test_an_empty_log_says_what_to_do_first(phone: Client, bermi: Group) -> None:
    assert "Belum ada kegiatan tercatat" in text_of(phone.get(f"/k/{bermi.code}/kegiatan/"))


def test_the_log_comes_page_by_page(phone: Client, bermi: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kentongan.doors.field.activities.views.PAGE_SIZE", 2)
    path = f"/k/{bermi.code}/catat/diskusi/"
    for title in ("satu", "dua", "tiga"):
        phone.post(path, offered(phone, path) | {"title": title})
    first = phone.get(f"/k/{bermi.code}/kegiatan/")

    second = phone.get(f"/k/{bermi.code}/kegiatan/{first.context['next']}")

    shown = [activity.title for answer in (first, second) for activity in answer.context["activities"]]
    assert shown == ["tiga", "dua", "satu"]


def test_queries_do_not_grow_with_the_log(phone: Client, bermi: Group) -> None:
    path = f"/k/{bermi.code}/catat/diskusi/"
    phone.post(path, offered(phone, path) | {"title": "satu"})
    phone.get(f"/k/{bermi.code}/kegiatan/")
    before = queries_of(phone, f"/k/{bermi.code}/kegiatan/")
    for title in ("dua", "tiga"):
        phone.post(path, offered(phone, path) | {"title": title})
    assert queries_of(phone, f"/k/{bermi.code}/kegiatan/") == before <= 12


def test_a_lost_session_sends_to_signing_in_and_back_to_the_same_form(
    phone: Client, bermi: Group, sent: Publication
) -> None:
    """With scripts the typed text waits in the form (tests/browser); without, the address is kept."""
    path = f"/k/{bermi.code}/info/{sent.release.code}/catat/"
    form = offered(phone, path)
    phone.cookies.pop(settings.SESSION_COOKIE_NAME)

    answer = phone.post(path, form | {"held_on": str(timezone.localdate() - timedelta(days=1))})

    assert answer["Location"] == f"/masuk/?next={path}"
    assert f'data-keep="sebar-{bermi.code}-{sent.release.code}"' in _again(bermi, path)


def _again(bermi: Group, path: str) -> str:
    return network.signed_in(network.member_of(bermi)).get(path).content.decode()
