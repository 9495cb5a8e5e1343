"""What waits for one person, gathered in a few queries however much there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    Subquery,
    prefetch_related_objects,
)
from django.utils import timezone

from kentongan.domain.activities import access as activities_access
from kentongan.domain.activities.models import Activity
from kentongan.domain.claims.boards import Rising
from kentongan.domain.claims.deciding import Step, on_the_desk
from kentongan.domain.groups.endings import Ending
from kentongan.domain.groups.models import Group
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.rules import lineage, subtree_q
from kentongan.domain.releases import access, audience, rules
from kentongan.domain.releases.models import (
    AgencyRequest,
    Progress,
    Publication,
    PublicationArea,
    State,
    Version,
)
from kentongan.domain.tickets import boards as ticket_boards
from kentongan.domain.tickets.models import Ticket
from kentongan.doors.office.groups.ending import home_endings
from kentongan.doors.office.groups.words import reminder_words
from kentongan.doors.office.releases.acts import board_open

MOST = 100
RECENT_DAYS = 14
RECENT = 5
SMALL = 500  # groups of an area that are held against each package one by one


@dataclass(frozen=True)
class Silence:
    """A recent package and how many groups of the person's area have not been heard from."""

    publication: Publication
    sent: int
    silent: int


@dataclass
class Waiting:
    """The lists of the home page; ``None`` where a list is not for the person's roles."""

    approve: list[Version] | None = None
    returned: list[Version] | None = None
    drafts: list[Version] | None = None
    ready: list[Version] | None = None
    review: list[Publication] | None = None
    requests: list[AgencyRequest] | None = None
    asked: list[AgencyRequest] | None = None
    assess: list[Activity] | None = None
    silences: list[Silence] | None = None
    endings: list[tuple[Ending, str]] | None = None
    tickets: list[Ticket] | None = None
    risen: list[Ticket] | None = None
    risen_unread: list[tuple[str, int]] | None = None  # by regency, of those whose words are not read here
    rising: list[Rising] | None = None
    verdicts: list[Step] | None = None


def waiting_for(actor: Authority) -> Waiting:
    """Everything that waits for the person, by what their roles may do."""
    found = Waiting()
    if actor.may("releases.write") or actor.may("releases.approve") or actor.may("releases.publish"):
        _versions(found, actor)
    if actor.may("releases.approve") or actor.may("releases.board"):
        _publications(found, actor)
    if actor.may("requests.answer"):
        open_ones = AgencyRequest.objects.filter(
            actor.within("requests.answer"), state=AgencyRequest.State.SUBMITTED
        )
        found.requests = list(open_ones.select_related("agency").order_by("pk")[:MOST])
    elif actor.may("requests.make"):
        found.asked = list(access.visible_requests(actor)[:RECENT])
    if actor.may("activities.assess"):
        fresh = activities_access.visible(actor).filter(actor.within("activities.assess"), verdict="")
        found.assess = list(fresh.exclude(by_id=actor.user_id).order_by("-recorded_at")[:MOST])
    _tickets(found, actor)
    if actor.may("claims.draft"):
        desk = on_the_desk(actor)
        found.rising, found.verdicts = desk.rising, desk.steps
    if actor.may("groups.read"):
        ends = home_endings(actor)
        found.endings = [(one, reminder_words(one.days_left)) for one in ends] if ends is not None else None
    return found


def _tickets(found: Waiting, actor: Authority) -> None:
    """What waits longest for those who act on it; for those above, what went up to them."""
    if actor.may("tickets.act"):
        found.tickets = ticket_boards.oldest_waiting(actor, RECENT)
    elif actor.may("tickets.read"):
        found.risen = ticket_boards.risen(actor, ticket_boards.TO_PROVINCE, RECENT)
        found.risen_unread = ticket_boards.risen_unread(actor)


def _versions(found: Waiting, actor: Authority) -> None:
    """Own drafts, what may be approved, what may be published: one query, told apart here."""
    writers = Version.writers.through.objects.filter(version_id=OuterRef("pk"), user_id=actor.user.pk)
    approvable = actor.within("releases.approve", "release__region_id")
    publishable = actor.within("releases.publish", "release__region_id")
    rows = (
        Version.objects.latest_only()
        .annotate(is_mine=Exists(writers))
        .filter(
            Q(step=State.DRAFT, author_id=actor.user_id)
            | (Q(step=State.SUBMITTED, is_mine=False) & approvable)
            | (Q(step=State.APPROVED, is_mine=False) & publishable)
        )
        .select_related("release__agency", "release__region")
        .order_by("submitted_at", "pk")[:MOST]
    )
    versions = list(rows)
    if actor.may("releases.approve"):
        found.approve = [one for one in versions if one.step == State.SUBMITTED]
    if actor.may("releases.publish"):
        found.ready = [one for one in versions if one.step == State.APPROVED]
    if actor.may("releases.write"):
        drafts = [one for one in versions if one.step == State.DRAFT]
        found.returned = [one for one in drafts if one.submitted_at]
        found.drafts = [one for one in drafts if not one.submitted_at]


def _publications(found: Waiting, actor: Authority) -> None:
    """What is to be reviewed, and the latest packages in which groups are silent: one query for both."""
    inside = Q(pk__in=[])
    for code in actor.areas("releases.board"):
        inside |= subtree_q(code)
    rows = _asked(actor, inside)
    if actor.may("releases.approve"):
        found.review = sorted(
            (one for one in rows if one.in_review), key=lambda one: (one.published_at, one.pk)
        )
    if actor.may("releases.board"):
        recent = [one for one in rows if one.is_recent and board_open(one.release, actor)]
        sent = _sent(recent, inside)
        silences = [Silence(one, sent[one.pk], max(sent[one.pk] - (one.heard or 0), 0)) for one in recent]
        found.silences = [row for row in silences if row.silent]


def _asked(actor: Authority, inside: Q) -> list[Any]:
    """The publications with what is asked of each: why it is here, how many groups of the areas were heard
    from, and whether all it was sent to lies in them.
    """
    since = timezone.now() - timedelta(days=RECENT_DAYS)
    latest, review = Publication.objects.none(), Publication.objects.none()
    if actor.may("releases.board"):
        visible = access.visible(actor).order_by().values("pk")
        latest = Publication.objects.live().filter(version__in=visible, published_at__gte=since).newest()
    if actor.may("releases.approve"):
        review = access.waiting_for_review(actor)
    is_recent = Q(pk__in=latest.values("pk")[:RECENT])
    in_review = Q(pk__in=review.values("pk")[:MOST])
    heard = Progress.objects.filter(inside, publication=OuterRef("pk")).order_by().values("publication")
    beyond = PublicationArea.objects.filter(publication=OuterRef("pk")).exclude(inside)
    rows = Publication.objects.filter(is_recent | in_review).annotate(
        is_recent=ExpressionWrapper(is_recent, BooleanField()),
        in_review=ExpressionWrapper(in_review, BooleanField()),
        heard=Subquery(heard.annotate(n=Count("pk")).values("n")),
        is_inside=~Exists(beyond),
    )
    return list(rows.select_related("version", "release").newest())


def _sent(recent: Sequence[Any], inside: Q) -> dict[int, int]:
    """How many groups of the areas each package was sent to.

    Where the areas hold all it was sent to, the number kept at publishing; else the few groups of the areas
    are held against its audience.
    """
    sent, small = {}, []
    for one in recent:
        if one.is_inside:
            sent[one.pk] = one.audience_count
        else:
            small.append(one)
    if not small:
        return sent
    prefetch_related_objects(small, "areas")
    groups = list(Group.objects.standing().filter(inside)[:SMALL])
    facts = audience.facts_of(groups) if any(one.version.audience_filter for one in small) else {}
    for one in small:
        codes = {area.region_id for area in one.areas.all()}
        wanted = one.version.audience_filter
        sent[one.pk] = sum(
            1
            for group in groups
            if codes & set(lineage(group.region_id)) and (not wanted or rules.admits(wanted, facts[group.pk]))
        )
    return sent
