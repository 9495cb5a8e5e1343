"""The gates to claims: what a desk keeps, what a group asked, what everybody may read."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from kentongan.domain.claims.models import CarryBack, Claim, ClaimQuerySet, Report, Verdict
from kentongan.domain.claims.rules import CODE
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import read_code
from kentongan.domain.core.problems import Absent
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.rules import subtree_q

DAYS = 60  # what a group asked stays so long
RECENT_DAYS = 14
MOST_ASKED, MOST_RECENT = 60, 20
OPEN_STATES = (Claim.State.PUBLISHED, Claim.State.UNCLEAR)  # what anybody may read


def desk(actor: Actor) -> ClaimQuerySet:
    """The claims kept by the desks of the actor's areas."""
    return Claim.objects.filter(actor.within("claims.desk", "region_id")).select_related("region", "topic")


def readable(claims: Iterable[Claim], by: Actor) -> list[Claim]:
    """Those of the claims that the actor may read: their desk's own, and what is published anywhere."""
    return [
        claim
        for claim in {claim.pk: claim for claim in claims}.values()
        if claim.state in OPEN_STATES or by.may("claims.desk", claim.region_id)
    ]


def get_at_desk(code: str, by: Actor) -> Claim:
    """A claim of the actor's desk. Raises ``Absent``."""
    found = desk(by).filter(code=read_code(code, CODE)).select_related("merged_into", "unclear").first()
    if found is None:
        raise Absent(_("Klaim ini tidak ditemukan. Periksa kodenya."))
    return found


def met_in(claims: ClaimQuerySet, code: str) -> ClaimQuerySet:
    """Those of the claims kept by a desk inside the subtree, or that somebody met there."""
    met = Report.objects.for_region(code).filter(claim=OuterRef("pk"))
    return claims.filter(subtree_q(code) | Exists(met))


def public() -> ClaimQuerySet:
    """What anybody may read: claims with a word published, and those found impossible to clear up."""
    return Claim.objects.filter(state__in=OPEN_STATES).select_related("region", "topic", "unclear")


def get_public(code: str) -> Claim:
    """A claim by its code, in whatever state: whoever asked holds the code. Raises ``Absent``."""
    rows = Claim.objects.filter(code=read_code(code, CODE)).select_related(
        "region", "topic", "unclear", "merged_into"
    )
    found = rows.first()
    if found is None:
        raise Absent(_("Tidak ada klaim dengan kode itu. Periksa kodenya."))
    return found


def followed(groups: Sequence[Group], now: datetime) -> list[Claim]:
    """What the groups asked, and the latest answers of their areas' desks; two queries.

    ``asked`` and ``carried_here`` tell whether one of the groups did so.
    """
    keys = [group.pk for group in groups]
    asked = Report.objects.filter(claim=OuterRef("pk"), group__in=keys)
    same = Q(claim=OuterRef("pk")) | Q(claim=OuterRef("merged_into"))  # kept with the claim that stands
    carried = CarryBack.objects.filter(same, group__in=keys)
    rows = Claim.objects.annotate(asked=Exists(asked), carried_here=Exists(carried)).select_related(
        "merged_into", "unclear"
    )
    own = rows.filter(reports__group__in=keys, reports__at__gte=now - timedelta(days=DAYS)).distinct()
    desks = {group.region_id[:5] for group in groups}
    near = Q(region_id__in={code for desk in desks for code in (desk, desk[:2])}, source_name="")
    lately = rows.filter(
        near, state=Claim.State.PUBLISHED, answered_at__gte=now - timedelta(days=RECENT_DAYS)
    )
    found = {claim.pk: claim for claim in lately.order_by("-answered_at")[:MOST_RECENT]}
    found |= {claim.pk: claim for claim in own.order_by("-raised_at")[:MOST_ASKED]}
    return list(found.values())


def get_followed(code: str, group: Group) -> Claim:
    """A claim the group asked about, or one that anybody may read. Raises ``Absent``."""
    found = get_public(code)
    kept = found.merged_into or found
    if kept.state not in OPEN_STATES and not kept.reports.filter(group=group).exists():
        raise Absent(_("Klaim ini tidak ditemukan. Periksa kodenya."))
    return kept


def verdict_out(claim: Claim) -> Verdict | None:
    """The verdict that holds now, with its label and sources."""
    rows = claim.verdicts.filter(state=Verdict.State.PUBLISHED).select_related("label__scheme")
    return rows.prefetch_related("sources").first()


def get_edition(claim: Claim, number: int) -> Verdict:
    """A verdict that is or was published: superseded ones keep their address. Raises ``Absent``."""
    rows = Verdict.objects.ever_out().filter(claim=claim, number=number).select_related("label__scheme")
    found = rows.prefetch_related("sources").first()
    if found is None:
        raise Absent(_("Versi ini tidak ada."))
    return found
