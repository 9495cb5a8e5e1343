"""What moves in a synthetic network: packages to the country, provinces and regencies, and the answers."""

import hashlib
from collections import defaultdict
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from kentongan.demo.planting import moment, plant, uuid_of
from kentongan.domain.activities import actions as activities
from kentongan.domain.activities.models import Activity, Medium, ReachCount
from kentongan.domain.core.acting import System
from kentongan.domain.groups.models import Group
from kentongan.domain.people.actions import create_agency
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.bulk import refresh_statistics
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT, lineage
from kentongan.domain.releases import actions
from kentongan.domain.releases.models import (
    OfficeReceipt,
    Progress,
    Publication,
    PublicationArea,
    Receipt,
    Release,
    StepCount,
    Version,
)

BY = System("Simulasi")
TABLES = (
    Release,
    Version,
    Publication,
    PublicationArea,
    Receipt,
    Progress,
    StepCount,
    OfficeReceipt,
    Activity,
    ReachCount,
)
CHUNK = 1000  # groups whose steps are written at a time
PACKAGE_EVERY = 10  # days, from each office
ACTIVITY_EVERY = 3  # days, by each group: ten million in the country in a year
SHARES = (("passed_on", 0.5), ("discussed", 0.1), ("opened", 0.15), ("received", 0.1), ("declined", 0.03))
OFFICES = 0.3  # of the village offices note a package
NOTE = "Contoh untuk uji beban."


def build(*, days: int, rng: Random, source: str) -> tuple[int, int]:
    """Packages of all offices with groups below them over the days, then what each group did.

    Returns how many packages, and how many receipts and activities.
    """
    activities.load_media()
    groups = Group.objects.filter(source=source).order_by("region_id", "pk")
    seats = groups.values_list("region_id", flat=True)
    offices = sorted({above for seat in seats.iterator() for above in lineage(seat)[:3]})
    sent = _packages(offices, days) if days else {}
    media = list(Medium.objects.order_by("code"))
    facts = 0
    chunk: list[Group] = []
    for group in groups.only("pk", "region_id", "level").iterator(CHUNK):
        chunk.append(group)
        if len(chunk) == CHUNK:
            facts += _Steps(sent, media, days, rng).write(chunk)
            chunk = []
    facts += _Steps(sent, media, days, rng).write(chunk)
    activities.recount()
    refresh_statistics(*TABLES)
    return sum(map(len, sent.values())), facts


@transaction.atomic
def _packages(offices: list[str], days: int) -> dict[str, list[Publication]]:
    """A package of each office every so many days, set out by the same verbs as any other."""
    now = timezone.now()
    sent = defaultdict(list)
    for code, region in sorted(Region.objects.in_bulk(offices).items()):
        agency = _agency(region)
        for number, ago in enumerate(range(days, 0, -PACKAGE_EVERY), start=1):
            version = actions.draft(
                region=region,
                agency=agency,
                title=f"Contoh informasi {number} untuk {region.title}",
                summary="Contoh untuk uji beban; isinya dikarang.",
                body="Contoh untuk uji beban. Tidak ada kegiatan seperti ini.",
                short_text="Contoh untuk uji beban.",
                spoken_text="Contoh untuk uji beban.",
                areas=[code],
                is_demo=True,
                by=BY,
            )
            actions.submit(version, by=BY)
            publication = actions.approve_and_publish(version.release, version.number, by=BY)
            publication.published_at = now - timedelta(days=ago)
            publication.save(update_fields=["published_at"])
            sent[code].append(publication)
    return sent


def _agency(region: Region) -> Agency:
    kind = Agency.Kind.MINISTRY if region.code == ROOT else Agency.Kind.COMMUNICATIONS_OFFICE
    found = Agency.objects.filter(region=region, kind=kind).first()
    return found or create_agency(
        region=region,
        name=f"Contoh Dinas Komunikasi {region.title}",
        short_name=f"Contoh Diskominfo {region.name}"[:60],
        kind=kind,
        by=BY,
    )


class _Steps:
    """The rows of some groups: receipts, progress at the furthest of them, notes of offices, activities."""

    def __init__(
        self, sent: dict[str, list[Publication]], media: list[Medium], days: int, rng: Random
    ) -> None:
        self.sent, self.media, self.days, self.rng = sent, media, days, rng
        self.now = timezone.now()
        self.receipts: list[dict[str, Any]] = []
        self.progress: list[dict[str, Any]] = []
        self.offices: list[dict[str, Any]] = []
        self.activities: list[dict[str, Any]] = []

    def write(self, groups: list[Group]) -> int:
        """Write them all; returns how many receipts and activities."""
        for group in groups:
            self._group(group)
        with transaction.atomic():
            plant(Receipt, self.receipts)
            plant(Progress, self.progress)
            plant(OfficeReceipt, self.offices)
            plant(Activity, self.activities)
        return len(self.receipts) + len(self.activities)

    def _group(self, group: Group) -> None:
        own = self.days // ACTIVITY_EVERY
        for area in lineage(group.region_id)[:3]:
            for publication in self.sent.get(area, ()):
                own -= self._with_package(group, publication)
        for _ in range(own):
            self._activity(group, None, self.now - timedelta(days=self.rng.random() * self.days))

    def _with_package(self, group: Group, publication: Publication) -> bool:
        """The furthest step with a package, often with the first; whether the group passed it on."""
        at = publication.published_at + self.rng.random() * (self.now - publication.published_at)
        here = {"publication_id": publication.pk, "region_id": group.region_id}
        if group.level == "village" and self.rng.random() < OFFICES:
            row = {"kind": OfficeReceipt.Kind.RECEIVED.value, "by_name": BY.name, "at": moment(at)}
            self.offices.append(here | row)
        furthest = self._furthest()
        if not furthest:
            return False
        here["group_id"] = group.pk.hex
        self.progress.append(here | {"kind": furthest})
        if furthest != "received" and self.rng.random() < 0.5:
            self._receipt(here, "received", publication.published_at)
        self._receipt(here, furthest, at)
        if furthest == "passed_on":
            self._activity(group, publication, at)
        return furthest == "passed_on"

    def _furthest(self) -> str:
        drawn = self.rng.random()
        for kind, share in SHARES:
            if drawn < share:
                return kind
            drawn -= share
        return ""

    def _receipt(self, here: dict[str, Any], kind: str, at: datetime) -> None:
        reason = "Contoh alasan." if kind == "declined" else ""
        row = {"id": uuid_of(self.rng), "kind": kind, "reason": reason, "by_name": BY.name, "at": moment(at)}
        self.receipts.append(here | row)

    def _activity(self, group: Group, publication: Publication | None, at: datetime) -> None:
        key = uuid_of(self.rng)
        kind = "dissemination" if publication else self.rng.choice(Activity.Kind.values)
        low = self.rng.randrange(5, 100)
        self.activities.append(
            {
                "id": key,
                "group_id": group.pk.hex,
                "region_id": group.region_id,
                "kind": kind,
                "publication_id": publication.pk if publication else None,
                "title": "" if publication else "Contoh kegiatan",
                "medium_id": self.rng.choice(self.media).pk if kind == "dissemination" else None,
                "held_on": timezone.localdate(at).isoformat(),
                "place": "",
                "reach_low": low,
                "reach_high": low * 2,
                "counted_how": Activity.Counted.ESTIMATE.value,
                "note": NOTE,
                "verdict": "",
                "digest": hashlib.sha256(key.encode()).hexdigest(),  # nobody sends it a second time
                "by_name": BY.name,
                "recorded_at": moment(at),
            }
        )
