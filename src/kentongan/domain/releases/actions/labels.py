"""Topics and campaigns: the labels packages are found by."""

import csv
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid
from kentongan.domain.regions.models import Region
from kentongan.domain.releases import checks
from kentongan.domain.releases.models import Campaign, Topic

TOPICS_FILE = Path(__file__).parent.parent / "data" / "topics.csv"


def load_topics() -> int:
    """Write the packaged topics, new ones and new names; returns how many there are."""
    with TOPICS_FILE.open(encoding="utf-8", newline="") as file:
        topics = [Topic(**row) for row in csv.DictReader(file)]
    Topic.objects.bulk_create(topics, update_conflicts=True, update_fields=["name"], unique_fields=["code"])
    return len(topics)


@transaction.atomic
def start_campaign(*, region: Region, name: str, by: Actor) -> Campaign:
    """Open a campaign of the region, such as "Branding Batang" (domain.md B13)."""
    by.require("releases.publish", region.code)
    name = checks.check_reason(name, _("Isi nama kampanye."), limit=80, field="name")
    code = slugify(f"{name}-{region.code.replace('.', '')}")[:60]
    if Campaign.objects.filter(code=code).exists():
        raise Invalid(_("Kampanye dengan nama ini sudah ada."), field="name")
    campaign = Campaign.objects.create(code=code, name=name, region=region)
    record("releases.start_campaign", campaign, by=by, region=region.code, name=name)
    return campaign
