"""The packaged labels, topics, reasons and hours, written into the tables once."""

import tomllib
from pathlib import Path

from django.db import transaction

from kentongan.domain.claims.models import AnswerTarget, Label, LabelScheme, Topic, UnclearReason

FILE = Path(__file__).parent.parent / "data" / "choices.toml"


@transaction.atomic
def load_choices() -> int:
    """Add what is missing; what an office changed stays. Returns how many labels there are."""
    kept = tomllib.loads(FILE.read_text(encoding="utf-8"))
    for sort, scheme in enumerate(kept["schemes"]):
        row, _created = LabelScheme.objects.get_or_create(
            code=scheme["code"], defaults={"name": scheme["name"], "source": scheme["source"], "sort": sort}
        )
        Label.objects.bulk_create(
            (
                Label(code=code, scheme=row, name=name, meaning=meaning, tone=tone, sort=at)
                for at, (code, name, meaning, tone) in enumerate(scheme["labels"])
            ),
            ignore_conflicts=True,
        )
    Topic.objects.bulk_create(
        (Topic(code=code, name=name, sort=sort) for sort, (code, name) in enumerate(kept["topics"].items())),
        ignore_conflicts=True,
    )
    UnclearReason.objects.bulk_create(
        (UnclearReason(**reason, sort=sort) for sort, reason in enumerate(kept["reasons"])),
        ignore_conflicts=True,
    )
    AnswerTarget.objects.bulk_create(
        (AnswerTarget(**target) for target in kept["targets"]), ignore_conflicts=True
    )
    return Label.objects.count()
