"""Feeds, the sitemap, robots.txt, health."""

import shutil
from collections import namedtuple
from datetime import timedelta

import pytest
from defusedxml import ElementTree as Xml
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kentongan.domain.groups.models import Group
from tests.cast import BERMI, GAJIHAN, GEMBONG, PATI
from tests.doors import network
from tests.doors.pages import text_of

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(client: Client, path: str) -> list[str]:
    """The addresses in a sitemap, without the host."""
    answer = client.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/xml"
    return [
        str(loc.text).removeprefix("http://127.0.0.1:8000") for loc in Xml.fromstring(body).iter(f"{MAP}loc")
    ]


def test_the_feed_is_well_formed_and_newest_first(client: Client, tree: None) -> None:
    first = network.send(title="Kabar & pertama")
    second = network.mend(first, title="Kabar kedua")

    answer = client.get("/umpan.atom")

    feed = Xml.fromstring(answer.content)
    entries = feed.findall(f"{ATOM}entry")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Koreksi: Kabar kedua"]
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"http://127.0.0.1:8000/info/{second.release.code}/"
    assert str(entries[0].findtext(f"{ATOM}id")).endswith(f"{second.release.code}:2")
    assert {element.tag for element in feed} >= {f"{ATOM}id", f"{ATOM}title", f"{ATOM}updated", f"{ATOM}link"}


def test_the_feed_of_an_area_has_its_news_alone(client: Client, tree: None) -> None:
    network.send(GEMBONG)

    counts = {
        code: len(Xml.fromstring(client.get(f"/wilayah/{code}/umpan.atom").content).findall(f"{ATOM}entry"))
        for code in (PATI, BERMI, GAJIHAN)
    }

    assert counts == {PATI: 1, BERMI: 1, GAJIHAN: 0}


def test_the_sitemap_leads_to_every_section_and_page(client: Client, bermi: Group) -> None:
    sent = network.send()
    index = locations(client, "/sitemap.xml")

    assert "/sitemap/wilayah-33.xml" in index
    pages = [page for section in index for page in locations(client, section)]
    assert f"/kim/{bermi.code}/" in pages
    assert f"/info/{sent.release.code}/" in pages
    assert f"/wilayah/{BERMI}/" in pages
    assert f"/wilayah/{GAJIHAN}/" not in pages  # a village without a group has nothing to read yet


@pytest.mark.parametrize(
    "path",
    ["/sitemap/wilayah-x.xml", "/sitemap/orang-33.xml", "/sitemap/info-x.xml", "/sitemap/info-²026.xml"],
)
def test_an_unknown_section_is_not_found(client: Client, tree: None, path: str) -> None:
    assert client.get(path).status_code == 404


def test_robots_are_kept_out_of_what_needs_signing_in(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Disallow: /kantor/" in lines
    assert "Disallow: /k/" in lines
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in lines


def test_health_is_told_in_plain_words(client: Client, tree: None) -> None:
    words = text_of(client.get("/periksa/"))

    assert "Semua berjalan baik" in words
    assert "Basis data menjawab baik" in words
    assert "Versi" not in words


def test_an_officer_sees_the_version_too(tree: None) -> None:
    client = network.signed_in(network.officer("administrator", PATI))

    assert "Versi 0." in text_of(client.get("/periksa/"))


def test_a_full_disk_is_told_without_internals(
    client: Client, tree: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(1, 1, 0))

    words = text_of(client.get("/periksa/"))

    assert "Ada yang perlu dibenahi" in words
    assert "Ruang penyimpanan cukup belum baik" in words
    assert "0 MB" not in words


def test_a_job_that_waits_long_shows_that_no_worker_is_there(client: Client, tree: None) -> None:
    DBTaskResult.objects.create(args_kwargs={}, task_path="x.y", backend_name="default")
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(hours=1))

    assert "Pekerjaan di latar belakang berjalan belum baik" in text_of(client.get("/periksa/"))


def test_machines_get_one_word(client: Client, db: None) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")


def test_machines_are_told_when_the_store_is_away(
    client: Client, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    def away() -> None:
        raise OperationalError("secret path of the database")

    with monkeypatch.context() as patch:
        patch.setattr("kentongan.doors.portal.health.checks.connection.cursor", away)
        answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (503, b"not ok\n")
