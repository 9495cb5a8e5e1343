"""Invented packages with their receipts, disseminations and requests, so that every board shows something."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kentongan.demo import sources
from kentongan.domain.activities import actions as activities
from kentongan.domain.core.acting import System
from kentongan.domain.groups.models import Group
from kentongan.domain.people.access import Authority, authority_of
from kentongan.domain.people.models import Agency, User
from kentongan.domain.releases import actions
from kentongan.domain.releases.audience import groups_in
from kentongan.domain.releases.models import Campaign, Publication, Version

BY = System("Demonstrasi")
STEPS = ("passed_on", "discussed", "opened", "received", "declined")
MEDIA = ("masjid", "rembug-warga", "grup-whatsapp", "papan-pengumuman", "posyandu-pkk", "pertunjukan-rakyat")


def build() -> None:
    """Everything in releases.toml."""
    activities.load_media()
    plan = sources.toml("releases.toml")
    regions = {entry["key"]: entry["region"] for entry in sources.toml("network.toml")["regencies"]}
    for entry in plan["releases"]:
        _release(entry, regions[entry["regency"]])
    for entry in plan["requests"]:
        officer = _authority(f"{entry['regency']}.dinkes")
        agency = officer.grants[0].agency
        today = timezone.localdate()
        assert agency is not None  # noqa: S101 - an agency officer's grant names the agency
        actions.make_request(
            agency=agency,
            theme=entry["theme"],
            material=entry["material"],
            areas=entry["areas"],
            wanted_from=today + timedelta(days=7),
            wanted_until=today + timedelta(days=21),
            by=officer,
        )


def _release(entry: dict[str, Any], region: str) -> None:
    version = _draft(entry, region)
    if entry["state"] == "draft":
        return
    actions.submit(version, by=_authority(f"{entry['regency']}.humas"))
    if entry["state"] == "submitted":
        return
    head = _authority(f"{entry['regency']}.kabid")
    actions.approve(version.release, version.number, by=head)
    publication = actions.publish(version.release, by=head)
    sent = timezone.now() - timedelta(days=entry["days"])
    Publication.objects.filter(pk=publication.pk).update(published_at=sent)
    publication.refresh_from_db()
    _traffic(publication, entry)


def _draft(entry: dict[str, Any], region: str) -> Version:
    return actions.draft(
        region=region,
        agency=Agency.objects.get(region_id=region, kind=Agency.Kind.COMMUNICATIONS_OFFICE),
        title=entry["title"],
        summary=entry["summary"],
        body=entry.get("body", "").strip(),
        short_text=entry.get("short_text", ""),
        spoken_text=entry.get("spoken_text", ""),
        areas=entry["areas"],
        topics=entry["topics"],
        campaign=_campaign(entry, region),
        is_demo=True,
        by=_authority(f"{entry['regency']}.humas"),
    )


def _campaign(entry: dict[str, Any], region: str) -> str:
    found = Campaign.objects.filter(name=entry.get("campaign", ""), region=region).first()
    return found.code if found else ""


def _traffic(publication: Publication, entry: dict[str, Any]) -> None:
    """Let the groups act in the shares of the plan, one after the other over the days since."""
    groups = list(groups_in(entry["areas"], {}).order_by("region_id"))
    bounds, reached = [], 0.0
    for step, share in zip(STEPS, entry["share"], strict=True):
        reached += share
        bounds.append((step, round(reached * len(groups))))
    mixed = sorted(range(len(groups)), key=lambda index: (index * 7) % max(len(groups), 1))
    for order, index in enumerate(mixed):
        done = next((name for name, bound in bounds if order < bound), "")
        if done:
            _act(publication, groups[index], done, order)


def _act(publication: Publication, group: Group, step: str, order: int) -> None:
    at = publication.published_at + timedelta(hours=2 + order)
    at = min(at, timezone.now())
    if step == "passed_on":
        activities.record(
            group=group,
            publication=publication,
            medium=MEDIA[order % len(MEDIA)],
            held_on=timezone.localdate(at),
            place="Balai desa" if order % 2 else "Masjid",
            reach_low=20 + order,
            reach_high=40 + 2 * order,
            counted_how="estimate" if order % 3 else "head_count",
            note="Contoh untuk demonstrasi.",
            by=BY,
        )
        return
    reason = "Warga sudah mendapat kabar ini dari kantor desa." if step == "declined" else ""
    actions.record_receipt(publication=publication, group=group, kind=step, reason=reason, at=at, by=BY)


def _authority(username: str) -> Authority:
    return authority_of(User.objects.get(username=username))
