"""Doubtful messages of the demonstration: asked, answered, carried back; all invented and labelled so."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kentongan.demo import sources
from kentongan.domain.claims import actions
from kentongan.domain.claims.actions.carrying import Carried
from kentongan.domain.claims.actions.verdicts import Draft
from kentongan.domain.claims.models import Claim, Label, Report, Topic, Verdict
from kentongan.domain.core.acting import System
from kentongan.domain.groups.models import Group
from kentongan.domain.people.access import Visitor, authority_of
from kentongan.domain.people.models import User
from kentongan.domain.regions.models import Region

BY = System("Demonstrasi")
HOUSE = "Pemeriksa Contoh"
BATANG = "33.25"


def build() -> None:
    """Everything in claims.toml, with the labels shipped."""
    actions.load_choices()
    told = sources.toml("claims.toml")
    for entry in told["asked"]:
        _asked(entry)
    today = timezone.localdate()
    checks = [
        actions.Check(
            title=entry["title"],
            text=entry["text"],
            why=entry["why"],
            label=entry["label"],
            source_name=HOUSE,
            source_ref=f"contoh-{number}",
            checked_on=today - timedelta(days=entry["days"]),
            is_demo=True,
        )
        for number, entry in enumerate(told["checked"], start=1)
    ]
    actions.bring_in(checks, region=Region.objects.get(code=BATANG), by=BY)


def _asked(entry: dict[str, Any]) -> None:
    member = authority_of(User.objects.get(username=entry["by"])) if entry["by"] else None
    by = member or Visitor()
    own = Group.objects.filter(pk__in=member.group_ids if member else [])
    group = own.select_related("region").first()
    question = actions.Question(text=entry["text"], seen_in=entry["seen_in"])
    region = group.region if group else Region.objects.get(code=BATANG)
    report = actions.report(question, by=by, way="phone" if group else "public", group=group, region=region)
    for village, _days in entry.get("met_in", []):
        place = Region.objects.get(code=village)
        actions.report(question, by=Visitor(), way="public", region=place)
    Claim.objects.filter(pk=report.claim_id).update(is_demo=True)
    claim = Claim.objects.get(pk=report.claim_id)
    if "label" in entry:
        _answered(claim, entry)
    if entry.get("carry") and group:
        carried = Carried(
            held_on=timezone.localdate(),
            medium="grup-whatsapp",
            place="Grup PKK (contoh)",
            note="Contoh untuk peragaan.",
        )
        actions.carry_back(claim, group, carried, by=by)
    _age(claim, entry["days"])
    for village, days in entry.get("met_in", []):
        for report in claim.reports.filter(region=village):
            Report.objects.filter(pk=report.pk).update(at=timezone.now() - timedelta(days=days))


def _answered(claim: Claim, entry: dict[str, Any]) -> None:
    actions.describe(
        claim,
        revision=claim.revision,
        title=entry["title"],
        text=entry["text"],
        topic=Topic.objects.get(pk=entry["topic"]),
        pace=claim.pace,
        by=BY,
    )
    draft = Draft(
        label=Label.objects.get(pk=entry["label"]),
        why=entry["why"],
        short=entry["short"],
        sources=[(title, url) for title, url in entry["sources"]],
    )
    verdict = actions.submit_verdict(actions.draft_verdict(claim, draft, by=BY), by=BY)
    actions.approve_verdict(claim, verdict.number, by=System("Kepala bidang (contoh)"))
    actions.publish_verdict(claim, verdict.number, by=BY)


def _age(claim: Claim, days: int) -> None:
    back = timedelta(days=days)
    for row in Claim.objects.filter(pk=claim.pk):
        Claim.objects.filter(pk=row.pk).update(
            raised_at=row.raised_at - back, due_at=row.due_at - back if row.due_at else None
        )
    for report in Report.objects.filter(claim=claim):
        Report.objects.filter(pk=report.pk).update(at=report.at - back)
    for verdict in Verdict.objects.filter(claim=claim, published_at__isnull=False):
        out = (verdict.published_at or timezone.now()) - back * 0.9
        Verdict.objects.filter(pk=verdict.pk).update(published_at=out)
        Claim.objects.filter(pk=claim.pk).update(answered_at=out)
