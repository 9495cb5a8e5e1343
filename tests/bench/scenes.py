"""What is measured: the pages people wait for, as the people who open them."""

from collections.abc import Callable, Iterator
from time import perf_counter

from django.test import Client

from kentongan.domain.activities.models import Activity
from kentongan.domain.core.acting import System
from kentongan.domain.groups.models import Group
from kentongan.domain.people.actions import create_agency
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT, lineage
from kentongan.domain.releases.actions import approve_and_publish, draft, submit
from kentongan.domain.releases.models import Publication
from tests.actors import actor

HOST = "127.0.0.1"
TITLE = "Pengukuran: kabar untuk seluruh Indonesia"


class Scenes:
    """One group in the middle of the country, the offices above it, and the package it did most with."""

    def __init__(self) -> None:
        groups = Group.objects.order_by("region_id")
        self.group = groups[groups.count() // 2]
        _root, self.province, self.regency, self.district = lineage(self.group.region_id)[:4]
        published = Publication.objects.filter(areas__region=self.province).order_by("pk").first()
        done = Activity.objects.filter(group=self.group, publication__isnull=False).order_by("pk").first()
        self.release = (
            done.publication if done and done.publication else published or self._national()
        ).release
        self.member = _browser("group_board", self.group.region_id, group=self.group)
        self.officer = _browser("division_head", self.regency)
        self.supervisor = _browser("province_supervisor", self.province)

    def publish(self) -> float:
        """Milliseconds from the order to publish until an inbox shows the package."""
        inbox = f"/k/{self.group.code}/"
        _get(self.member, inbox)()
        start = perf_counter()
        self._national()
        answer = self.member.get(inbox).content.decode()
        assert TITLE in answer
        return (perf_counter() - start) * 1000

    def pages(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Each page with what it is called in the table."""
        release, group, visitor = self.release.code, self.group.code, Client(SERVER_NAME=HOST)
        yield "portal: home", _get(visitor, "/")
        yield "portal: regency", _get(visitor, f"/wilayah/{self.regency}/")
        yield "portal: village", _get(visitor, f"/wilayah/{self.group.region_id}/")
        yield "portal: group", _get(visitor, f"/kim/{group}/")
        yield "portal: package", _get(visitor, f"/info/{release}/")
        yield "portal: search", _get(visitor, "/cari/?q=gajihan+gunungwungkal")
        yield "field: inbox of one village", _get(self.member, f"/k/{group}/")
        yield "office: home of the regency", _get(self.officer, "/kantor/")
        yield "office: list of groups, regency", _get(self.officer, "/kantor/kim/")
        yield "office: list of groups, province", _get(self.supervisor, "/kantor/kim/")
        yield "office: packages", _get(self.officer, "/kantor/paket/")
        yield "office: board, regency", _get(self.officer, f"/kantor/paket/{release}/papan/")
        yield "office: board, province", _get(self.supervisor, f"/kantor/paket/{release}/papan/")

    def _national(self) -> Publication:
        agency = Agency.objects.filter(region_id=ROOT).first() or create_agency(
            region=Region.objects.get(pk=ROOT),
            name="Kementerian",
            short_name="Kementerian",
            kind=Agency.Kind.MINISTRY,
            by=System(),
        )
        texts = {"title": TITLE, "summary": "Untuk diukur.", "body": "Untuk diukur."}
        version = submit(
            draft(region=ROOT, agency=agency, areas=(ROOT,), by=System("Penulis"), **texts),
            by=System("Penulis"),
        )
        return approve_and_publish(version.release, version.number, None, by=actor("division_head", ROOT))


def _browser(role: str, region: str, *, group: Group | None = None) -> Client:
    holder = actor(role, region, group=group.pk if group else None)
    client = Client(SERVER_NAME=HOST)
    client.force_login(holder.user)
    return client


def _get(client: Client, address: str) -> Callable[[], bytes]:
    def get() -> bytes:
        answer = client.get(address, HTTP_ACCEPT_ENCODING="gzip")
        assert answer.status_code == 200, f"{address} answers {answer.status_code}"
        return answer.getvalue()

    return get
