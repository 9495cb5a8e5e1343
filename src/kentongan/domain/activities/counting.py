"""The roll-up of reach by regency and class of media, kept with every activity and assessment."""

from typing import Any

from django.db import transaction
from django.db.models import Case, Count, F, Q, QuerySet, Sum, When
from django.db.models.functions import Substr

from kentongan.domain.activities.models import Activity, Assessment, ReachCount
from kentongan.domain.releases import counting as steps
from kentongan.domain.releases.rules import roll_up_area

ALL_CLASSES = ""
DOUBTED = Q(verdict=Assessment.Verdict.DOUBTED)
FIGURES = ("n", "known", "unknown", "doubted", "low", "high")


def figures(held: QuerySet[Activity, Any]) -> QuerySet[Activity, Any]:
    """The grouped activities with their figures: doubted numbers are counted, not added."""
    told = ~DOUBTED & Q(reach_low__isnull=False)
    return held.annotate(
        n=Count("pk"),
        known=Count("pk", filter=told),
        unknown=Count("pk", filter=Q(reach_low=None)),
        doubted=Count("pk", filter=DOUBTED),
        low=Sum(Case(When(told, then=F("reach_low")), default=0)),
        high=Sum(Case(When(told, then=F("reach_high")), default=0)),
    )


def add_activity(activity: Activity) -> None:
    """Count a new dissemination of a package; call it in the transaction that wrote it.

    The row of all classes is moved first and so locked: of two groups of one village, the second finds the
    first one's activity and counts no second place.
    """
    publication = activity.publication
    if publication is None or activity.kind != Activity.Kind.DISSEMINATION:
        return
    _move(activity, ALL_CLASSES, activities=1)
    same_place = Activity.objects.disseminations().filter(
        publication=publication, region_id=activity.region_id
    )
    if same_place.count() == 1:
        _move(activity, ALL_CLASSES, places=1)
    _move(activity, _class(activity), activities=1, unknown=int(activity.reach_low is None))
    _add_reach(activity, 1)


def change_verdict(activity: Activity, old: str, new: str) -> None:
    """Take a number out of the sums when it comes under doubt, put it back when the doubt goes."""
    doubted = Assessment.Verdict.DOUBTED.value
    if not _counts(activity) or (old == doubted) == (new == doubted):
        return
    sign = -1 if new == doubted else 1
    _move(activity, _class(activity), doubted=-sign)
    _add_reach(activity, sign)


@transaction.atomic
def recount() -> None:
    """Build both roll-ups anew from the records, for what was written past the verbs (simulation, repair)."""
    steps.recount_steps()
    ReachCount.objects.all().delete()
    held = (
        Activity.objects.disseminations()
        .exclude(publication=None)
        .order_by()
        .annotate(area=Substr("region_id", 1, steps.REGENCY_CODE))
    )
    by_class = figures(held.values("publication_id", "area", medium_class=F("medium__medium_class")))
    rows = [
        _row(found, medium_class=found["medium_class"], **{name: found[name] for name in FIGURES[1:]})
        for found in by_class.values("publication_id", "area", "medium_class", *FIGURES).iterator()
    ]
    together = held.values("publication_id", "area").annotate(
        n=Count("pk"), places=Count("region_id", distinct=True)
    )
    rows += [
        _row(found, medium_class=ALL_CLASSES, places=found["places"])
        for found in map(dict, together.iterator())
    ]
    ReachCount.objects.bulk_create(rows, batch_size=steps.BATCH)


def _row(found: dict[str, Any], **figures: Any) -> ReachCount:
    return ReachCount(
        publication_id=found["publication_id"], region_id=found["area"], activities=found["n"], **figures
    )


def _counts(activity: Activity) -> bool:
    return activity.publication_id is not None and activity.kind == Activity.Kind.DISSEMINATION


def _class(activity: Activity) -> str:
    return activity.medium.medium_class if activity.medium else ALL_CLASSES


def _add_reach(activity: Activity, sign: int) -> None:
    if activity.reach_low is not None and activity.reach_high is not None:
        low, high = sign * activity.reach_low, sign * activity.reach_high
        _move(activity, _class(activity), known=sign, low=low, high=high)


def _move(activity: Activity, medium_class: str, **moves: int) -> None:
    row, _made = ReachCount.objects.get_or_create(
        publication=activity.publication,
        region_id=roll_up_area(activity.region_id),
        medium_class=medium_class,
    )
    ReachCount.objects.filter(pk=row.pk).update(**{name: F(name) + step for name, step in moves.items()})
