"""The gates to packages: what an officer sees, what a group has in its inbox, what anybody may read."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import read_code
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.rules import ROOT, level_of, lineage, subtree_q
from kentongan.domain.releases import audience, rules
from kentongan.domain.releases.models import (
    AgencyRequest,
    Progress,
    Publication,
    PublicationArea,
    Release,
    Version,
)
from kentongan.domain.releases.models.publications import PublicationQuerySet
from kentongan.domain.releases.models.releases import VersionQuerySet

RECALL_DAYS = 30
VILLAGE_LEVEL = 4


def visible(actor: Actor) -> VersionQuerySet:
    """One version per package the actor may read in the office.

    Packages of offices in their area (of their agency) with the newest version, drafts included; packages
    of other offices that were sent to their area, with the version that is out.
    """
    own = actor.within("releases.read", "release__region_id", agency="release__agency_id")
    now = timezone.now()
    sent_here = (
        PublicationArea.objects.filter(_touching(actor.areas("releases.read")))
        .filter(
            Q(publication__superseded_at=None) | Q(publication__superseded_at__gt=now),
            publication__published_at__lte=now,
        )
        .values("publication__version_id")
    )
    mine = Q(pk__in=Version.objects.latest_only().filter(own).values("pk"))
    others = Q(pk__in=sent_here) & ~Q(release__in=_releases(actor))
    return (
        Version.objects.filter(mine | others)
        .select_related("release__region", "release__agency", "release__campaign", "publication")
        .order_by("-release_id")
    )


def get_release(code: str, by: Actor) -> Version:
    """The version of the package the asker may read, with ``state``. Raises ``Absent``."""
    found = visible(by).with_state().filter(release__code=read_code(code, "R")).first()
    if found is None:
        raise Absent(_("Paket ini tidak ditemukan."))
    return found


def get_own_release(code: str, verb: str, by: Actor) -> Release:
    """The package of an office in whose area the asker may do the verb. Raises ``Absent``."""
    found = (
        Release.objects.filter(by.within(verb), code=read_code(code, "R"))
        .select_related("region", "agency", "campaign")
        .first()
    )
    if found is None:
        raise Absent(_("Paket ini tidak ditemukan."))
    return found


def return_reason(version: Version) -> str:
    """Why the version was last given back to its author; empty when it never was."""
    entries = Entry.objects.about(version.release).filter(verb="releases.return")
    return next(
        (entry.detail["reason"] for entry in entries if entry.detail["version"] == version.number), ""
    )


def waiting_for_approval(actor: Actor) -> VersionQuerySet:
    """The submitted versions the actor may approve: not those they wrote."""
    waiting = Version.objects.latest_only().filter(
        actor.within("releases.approve", "release__region_id"), step="submitted"
    )
    if actor.user_id is not None:
        waiting = waiting.exclude(writers=actor.user_id)
    return waiting.select_related("release__region", "release__agency").order_by("submitted_at", "pk")


def waiting_for_review(actor: Actor) -> PublicationQuerySet:
    """What went out in an emergency and was not looked at since, by others than the actor."""
    waiting = Publication.objects.filter(
        actor.within("releases.approve", "release__region_id"), review=None
    ).exclude(emergency_reason="")
    if actor.user_id is not None:
        waiting = waiting.exclude(by_id=actor.user_id).exclude(version__writers=actor.user_id)
    return waiting.select_related("release__region", "version").order_by("published_at", "pk")


def inbox(groups: Group | Sequence[Group], now: datetime | None = None) -> PublicationQuerySet:
    """What the group (or any of the groups) has to read now, newest first, each with ``step``.

    Live packages sent to its area or any above, whose filter admits it, and the corrections of whatever it
    took part in. ``step``: how far it came, or ``None``. Five queries at most, however many packages.
    """
    several = [groups] if isinstance(groups, Group) else list(groups)
    related = ("version", "release__agency", "release__region", "release__campaign")
    step = Subquery(_furthest(several).values("kind")[:1])
    return waiting_in(several, now).annotate(step=step).select_related(*related)


def waiting_in(groups: Sequence[Group], now: datetime | None = None) -> PublicationQuerySet:
    """The same without ``step`` and related records."""
    live = Publication.objects.live(now or timezone.now())
    return live.filter(_sent_to(groups, live)).newest()


def ever_sent_to(group: Group) -> PublicationQuerySet:
    """Everything that ever was in the group's inbox: also what was corrected, withdrawn or is over."""
    out = Publication.objects.filter(published_at__lte=timezone.now())
    return out.filter(_sent_to([group], out))


def recalled(groups: Group | Sequence[Group]) -> PublicationQuerySet:
    """What the group (or any of the groups) had and the office withdrew in the last days: it has to know."""
    several = [groups] if isinstance(groups, Group) else groups
    since = timezone.now() - timedelta(days=RECALL_DAYS)
    return (
        Publication.objects.filter(
            withdrawn_at__gte=since, progress__group__in=Group.objects.same_as(*several)
        )
        .distinct()
        .select_related("version", "release__agency")
        .newest()
    )


def inbox_item(code: str, group: Group, by: Actor) -> Publication:
    """A package in the group's inbox: the version that is out, or the last that was, with ``step``.

    Raises ``Absent`` for whoever may not read this group's inbox and for what was never sent to it.
    """
    if not by.may("inbox.read", group.region_id, group=group.pk):
        raise Absent(_("Paket ini tidak ditemukan."))
    done = _furthest([group])
    found = (
        ever_sent_to(group)
        .filter(release__code=read_code(code, "R"))
        .annotate(step=Subquery(done.values("kind")[:1]))
        .select_related("version", "release__agency", "release__region", "release__campaign")
        .newest()
        .first()
    )
    if found is None:
        raise Absent(_("Paket ini tidak ditemukan."))
    return found


def inbox_version(code: str, number: int | None, group: Group, by: Actor) -> Publication:
    """The publication the group has or had: of the version told, else the one that is out.

    Raises ``Absent``.
    """
    item = inbox_item(code, group, by)
    if number is None or item.version.number == number:
        return item
    earlier = ever_sent_to(group).filter(release_id=item.release_id, version__number=number)
    found = earlier.select_related("version", "release").first()
    if found is None:
        raise Absent(_("Versi paket ini tidak ditemukan."))
    return found


def village_post(village: str, by: Actor) -> PublicationQuerySet:
    """What came to a village office and is live, newest first. Raises ``Absent`` for another office's."""
    if level_of(village) != VILLAGE_LEVEL or not by.may("receipts.hand_over", village):
        raise Absent(_("Kantor ini tidak ditemukan."))
    related = ("version", "release__agency", "release__region", "release__campaign")
    return Publication.objects.live().covering(lineage(village)).select_related(*related).newest()


def public_publications() -> PublicationQuerySet:
    """What anybody may read now, newest first."""
    related = ("version", "release__agency", "release__region", "release__campaign")
    return Publication.objects.live().public().select_related(*related).newest()


def public_for_area(code: str) -> PublicationQuerySet:
    """What anybody may read that was sent to the area, to one above it or to one inside it."""
    touching = PublicationArea.objects.filter(_touching([code])).values("publication_id")
    return public_publications().filter(pk__in=touching)


def public_release(code: str) -> Publication:
    """The package for anybody: the latest version that came out, also when it was withdrawn or is over.

    The page tells that by ``withdrawn_at`` and ``expires_at`` and leaves a withdrawn text out. Raises
    ``Absent`` for anything restricted, under embargo or not out yet.
    """
    out = Publication.objects.filter(release__code=read_code(code, "R"), published_at__lte=timezone.now())
    related = ("version", "release__agency", "release__region", "release__campaign")
    latest = out.select_related(*related).newest().first()
    if latest is None or not Publication.objects.public().filter(pk=latest.pk).exists():
        raise Absent(_("Informasi ini tidak ditemukan."))
    return latest


def get_publication(code: str, by: Actor, number: int | None = None) -> Publication:
    """The publication of a package the asker may read: of the version told, else the latest that is out.

    Raises ``Absent``.
    """
    releases = visible(by).filter(release__code=read_code(code, "R")).values("release_id")
    found = Publication.objects.filter(release__in=releases, published_at__lte=timezone.now())
    if number is not None:
        found = found.filter(version__number=number)
    publication = found.select_related("version", "release__region", "release__agency").newest().first()
    if publication is None:
        raise Absent(_("Paket ini belum terbit."))
    return publication


def visible_requests(actor: Actor) -> "QuerySet[AgencyRequest]":
    """The requests the actor answers, or that their agency made, newest first."""
    mine = actor.within("requests.make", "agency__region_id", agency="agency_id")
    return (
        AgencyRequest.objects.filter(actor.within("requests.answer") | mine)
        .select_related("agency", "region", "release")
        .order_by("-pk")
    )


def get_request(code: str, by: Actor) -> AgencyRequest:
    """The request with this code, for its agency and for those who answer. Raises ``Absent``."""
    found = visible_requests(by).filter(code=read_code(code, "P")).first()
    if found is None:
        raise Absent(_("Permintaan ini tidak ditemukan."))
    return found


def _releases(actor: Actor) -> "QuerySet[Release, Any]":
    return Release.objects.filter(actor.within("releases.read", agency="agency_id")).values("pk")


def _touching(codes: Iterable[str]) -> Q:
    """Target areas that lie above one of the areas, are it, or lie inside it."""
    condition = Q(pk__in=[])
    for code in codes:
        condition |= subtree_q(code) if code == ROOT else subtree_q(code) | Q(region_id__in=lineage(code))
    return condition


def _furthest(groups: Sequence[Group]) -> "QuerySet[Progress]":
    """How far the groups, or those merged into them, came with the publication of the query around it."""
    rank = Case(*(When(kind=kind, then=Value(number)) for kind, number in rules.RANK.items()))
    done = Progress.objects.filter(publication=OuterRef("pk"), group__in=Group.objects.same_as(*groups))
    return done.order_by(rank.desc(), "pk")


def _sent_to(groups: Sequence[Group], among: PublicationQuerySet) -> Q:
    """The publications sent to any of the groups, among those given.

    Two sets of ids, each found by an index from the groups' side: nothing that was sent elsewhere is read,
    however much the country has published.
    """
    refused = _refused(groups, among)
    sent = Q(pk__in=[])
    for group in groups:
        if group.dissolved_on is None:
            sent |= Q(region_id__in=lineage(group.region_id)) & ~Q(publication_id__in=refused[group.pk])
    covered = PublicationArea.objects.filter(sent).values("publication_id")
    had = "release__publications__progress__group"
    took_part = Publication.objects.filter(
        Q(**{f"{had}__in": Group.objects.same_as(*groups)}),
        version__number__gte=F("release__publications__version__number"),
    )
    return Q(pk__in=covered.union(took_part.values("pk")))


def _refused(groups: Sequence[Group], among: PublicationQuerySet) -> dict[UUID, list[int]]:
    """The publications covering each group's area whose filter does not admit it."""
    codes = {code for group in groups for code in lineage(group.region_id)}
    rows = list(
        among.covering(sorted(codes))
        .exclude(version__audience_filter={})
        .values_list("pk", "version__audience_filter")
    )
    facts = audience.facts_of(groups) if rows else {}
    return {
        group.pk: [pk for pk, wanted in rows if not rules.admits(wanted, facts[group.pk])] for group in groups
    }
