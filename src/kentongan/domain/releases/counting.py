"""The roll-up of steps by regency, kept with every step and rebuilt from the records when asked."""

from django.db import transaction
from django.db.models import Count, F
from django.db.models.functions import Substr

from kentongan.domain.releases.models import Progress, StepCount
from kentongan.domain.releases.rules import roll_up_area

REGENCY_CODE = 5  # characters
BATCH = 2000


def add_step(publication_id: int, region: str, kind: str, by: int) -> None:
    """Count so many groups more (or fewer) at a step; call it in the transaction that moves them."""
    row, _made = StepCount.objects.get_or_create(
        publication_id=publication_id, region_id=roll_up_area(region), kind=kind
    )
    StepCount.objects.filter(pk=row.pk).update(groups=F("groups") + by)


@transaction.atomic
def recount_steps() -> int:
    """Build the roll-up anew from the records, for what was written past the verbs; returns its rows."""
    StepCount.objects.all().delete()
    counted = (
        Progress.objects.order_by()
        .annotate(area=Substr("region_id", 1, REGENCY_CODE))
        .values_list("publication_id", "area", "kind")
        .annotate(groups=Count("pk"))
        .values_list("publication_id", "area", "kind", "groups")
    )
    rows = [
        StepCount(publication_id=publication, region_id=area, kind=kind, groups=groups)
        for publication, area, kind, groups in counted.iterator()
    ]
    StepCount.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)
