"""The pages that are weighed, in one place, and the budgets they have to keep (docs/performance.md)."""

from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from django.urls import NoReverseMatch, reverse

from kentongan.demo.simulate import SOURCE
from kentongan.domain.activities.models import Activity
from kentongan.domain.groups.models import Decree, Group, Regulation
from kentongan.domain.people.models import User
from kentongan.domain.releases.models import AgencyRequest, Publication, Version
from tests.bench.visits import Browser, cost_of

KB = 1024
QUERIES = 12  # on any page, however many rows


@dataclass(frozen=True)
class Budget:
    """The most bytes of a first and of a later visit, and the most requests; ``None``: no bar."""

    first: int
    later: int
    requests: int | None = None


BUDGETS = {
    "portal": Budget(14 * KB, 14 * KB, 3),
    "print": Budget(14 * KB, 14 * KB, 4),  # its button prints, which takes a script that nobody waits for
    "account": Budget(14 * KB, 14 * KB),
    "field": Budget(60 * KB, 14 * KB),
    "office": Budget(60 * KB, 14 * KB),
}


@dataclass(frozen=True)
class Page:
    """An address by its name, who opens it, and the facts its parameters stand for."""

    name: str
    who: str = ""
    args: tuple[str, ...] = ()
    query: str = ""

    @property
    def door(self) -> str:
        """Whose budget it keeps."""
        if self.name == "portal:poster":
            return "print"
        return self.name.partition(":")[0]

    @property
    def title(self) -> str:
        """What it is called in the table."""
        return f"{self.name}{self.query and ' ' + self.query}" + (f" ({self.who})" if self.who else "")


CHIEF, WRITER, DISTRICT, AGENCY = "pati.kabid", "pati.humas", "pati.gembong.sekcam", "pati.dinkes"
MEMBER, VILLAGE, PROVINCE, COUNTRY, ADMIN = (
    "pati.bermi.kim",
    "pati.bermi.desa",
    "jateng.provinsi",
    "pusat.kementerian",
    "admin",
)
PAGES = [
    Page("portal:home"),
    Page("portal:region", args=("country",)),
    Page("portal:region", args=("province",)),
    Page("portal:region", args=("regency",)),
    Page("portal:region", args=("district",)),
    Page("portal:region", args=("village",)),
    Page("portal:region-groups", args=("regency",)),
    Page("portal:region-news", args=("regency",)),
    Page("portal:region-coverage", args=("country",)),
    Page("portal:region-coverage", args=("regency",)),
    Page("portal:group", args=("group",)),
    Page("portal:decree", args=("decree",)),
    Page("portal:decree-check"),
    Page("portal:release", args=("release",)),
    Page("portal:poster", args=("release",)),
    Page("portal:search", query="?q=gajihan+gunungwungkal"),
    Page("portal:health"),
    Page("account:sign-in"),
    Page("account:overview", CHIEF),
    Page("field:inbox", MEMBER, ("group",)),
    Page("field:item", MEMBER, ("group", "release")),
    Page("field:record-spread", MEMBER, ("group", "release")),
    Page("field:decline", MEMBER, ("group", "release")),
    Page("field:record", MEMBER, ("group",)),
    Page("field:activities", MEMBER, ("group",)),
    Page("field:group", MEMBER, ("group",)),
    Page("field:office", VILLAGE, ("village",)),
    Page("field:office-item", VILLAGE, ("village", "release")),
    Page("office:home", CHIEF),
    Page("office:home", DISTRICT),
    Page("office:home", PROVINCE),
    Page("office:release-list", WRITER),
    Page("office:release-new", WRITER),
    Page("office:release-detail", CHIEF, ("release",)),
    Page("office:release-detail", CHIEF, ("submitted",)),
    Page("office:release-poster", WRITER, ("release",)),
    Page("office:release-board", CHIEF, ("release",)),
    Page("office:release-board", CHIEF, ("release",), "?rinci=desa"),
    Page("office:release-board", DISTRICT, ("release",)),
    Page("office:release-chase", DISTRICT, ("release",)),
    Page("office:release-group", CHIEF, ("release", "group")),
    Page("office:request-list", AGENCY),
    Page("office:request-list", CHIEF),
    Page("office:request-new", AGENCY),
    Page("office:request-detail", CHIEF, ("request",)),
    Page("office:activity-list", CHIEF),
    Page("office:activity-detail", CHIEF, ("activity",)),
    Page("office:search", CHIEF, query="?q=gajihan"),
    Page("office:group-list", CHIEF),
    Page("office:group-list", COUNTRY),
    Page("office:group-detail", CHIEF, ("group",)),
    Page("office:group-packages", CHIEF, ("group",)),
    Page("office:group-new", CHIEF),
    Page("office:group-import", CHIEF),
    Page("office:decree-list", CHIEF),
    Page("office:decree-detail", CHIEF, ("decree",)),
    Page("office:regulation-list", CHIEF),
    Page("office:regulation-detail", CHIEF, ("regulation",)),
    Page("office:region-detail", CHIEF, ("regency",)),
    Page("office:region-detail", PROVINCE, ("province",)),
    Page("office:coverage", CHIEF),
    Page("office:coverage", CHIEF, query="?wilayah=33.18&rinci=4"),
    Page("office:target-list", CHIEF),
    Page("office:target-progress", CHIEF, ("regency",)),
    Page("office:gaya", CHIEF),
]


def weigh(rounds: int) -> list[dict[str, Any]]:
    """The cost of every page, with what it breaks."""
    rows = []
    for page in PAGES:
        cost = cost_of(_browser(page.who), address(page), rounds=rounds)
        budget, broken = BUDGETS[page.door], []
        if cost.status != 200:
            broken.append(f"answers {cost.status}")
        if cost.first > budget.first:
            broken.append(f"more than {budget.first // KB} KB")
        if cost.later > budget.later:
            broken.append(f"more than {budget.later // KB} KB on a later visit")
        if budget.requests and cost.requests > budget.requests:
            broken.append(f"more than {budget.requests} requests")
        if cost.queries > QUERIES:
            broken.append(f"more than {QUERIES} queries")
        rows.append({"door": page.door, "title": _titled(page), **asdict(cost), "broken": broken})
    return rows


def address(page: Page) -> str:
    """Where the page lies in the demonstration; the health of a door that is not open shows as a 404."""
    known = facts()
    try:
        return reverse(page.name, args=[known[name] for name in page.args]) + page.query
    except NoReverseMatch:
        return f"/{page.name}"


@cache
def facts() -> dict[str, str]:
    """What stands in the addresses: the demonstration's Pati, in the middle of it Desa Bermi."""
    group = Group.objects.exclude(source=SOURCE).get(region_id="33.18.13.2001", kind="kim")
    sent = Publication.objects.live().filter(release__region_id="33.18", release__is_demo=True)
    publication = sent.newest().filter(activities__group=group).first() or sent.newest()[0]
    decree = Decree.objects.filter(groups=group).first() or Decree.objects.order_by("number")[0]
    activity = Activity.objects.for_region("33.18").order_by("pk")[0]
    return {
        "country": "00",
        "province": "33",
        "regency": "33.18",
        "district": "33.18.13",
        "village": "33.18.13.2001",
        "group": group.code,
        "release": publication.release.code,
        "submitted": Version.objects.filter(step="submitted", release__region_id="33.18")[0].release.code,
        "decree": decree.code,
        "request": AgencyRequest.objects.filter(region_id="33.18")[0].code,
        "activity": str(activity.pk),
        "regulation": Regulation.objects.order_by("pk")[0].code,
    }


def _titled(page: Page) -> str:
    args = " ".join(page.args)
    return page.title if not args else page.title.replace(page.name, f"{page.name} {args}", 1)


@cache
def _browser(username: str) -> Browser:
    return Browser(User.objects.get(username=username) if username else None)
