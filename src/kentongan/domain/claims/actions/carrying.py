"""The answer goes back: a package asks the groups where the message went round, and each says what it did."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.domain.activities import actions as activities
from kentongan.domain.activities.models import Activity, Medium
from kentongan.domain.claims.boards import went_round
from kentongan.domain.claims.models import CarryBack, Claim, Verdict
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Agency
from kentongan.domain.releases import actions as releases
from kentongan.domain.releases.access import ever_sent_to
from kentongan.domain.releases.models import Publication, Version


@dataclass(frozen=True)
class Carried:
    """Where and how the answer was told."""

    held_on: date
    medium: Medium | str
    place: str = ""
    reach_low: int | None = None
    reach_high: int | None = None
    counted_how: str = ""
    note: str = ""


@transaction.atomic
def ask_to_carry(verdict: Verdict, agency: Agency, *, by: Actor, areas: list[str] | None = None) -> Version:
    """Write and submit the package that asks the groups to tell the answer where the message went round.

    Somebody else approves and publishes it, as any package. Without ``areas`` it goes to the districts of the
    villages that asked. Raises ``Stale`` when the verdict is not the one that holds, or is asked for already.
    """
    claim = verdict.claim
    by.require("claims.draft", claim.region_id)
    if verdict.state != Verdict.State.PUBLISHED:
        raise Stale(_("Putusan ini belum terbit atau sudah diganti. Muat ulang halaman."))
    if verdict.release_id:
        raise Stale(_("Paket untuk putusan ini sudah dibuat."))
    targets = areas or went_round(claim) or [claim.region_id]
    version = releases.draft(
        region=claim.region_id,
        agency=agency,
        by=by,
        is_demo=claim.is_demo,
        title=_("Bawa kembali: %(title)s")[:150] % {"title": claim.title[:120]},
        summary=(verdict.short or verdict.label.meaning)[:300],
        body=_body(verdict),
        short_text=text_to_send(verdict),
        spoken_text=verdict.short,
        areas=targets,
    )
    releases.submit(version, by=by)
    if not Verdict.objects.filter(pk=verdict.pk, release=None).update(release=version.release):
        raise Stale(_("Paket untuk putusan ini sudah dibuat."))
    verdict.refresh_from_db()
    record("claims.ask_to_carry", claim, by=by, region=claim.region_id, release=version.release.code)
    return version


@transaction.atomic
def carry_back(
    claim: Claim,
    group: Group,
    carried: Carried,
    *,
    by: Actor,
    id: UUID | None = None,  # noqa: A002 - the name in every contract
) -> CarryBack:
    """Note that the group told the answer where the message had gone round. The same id is the same note.

    What it did stands as its activity, on the package when that reached it. Raises ``Invalid`` while there is
    nothing to tell.
    """
    by.require("activities.record", group.region_id, group=group.pk)
    verdict = claim.verdicts.filter(state=Verdict.State.PUBLISHED).select_related("claim").first()
    if verdict is None:
        raise Invalid(_("Klaim ini belum dijawab, jadi belum ada yang dibawa kembali."), field="claim")
    activity = _activity(verdict, group, carried, by, id or uuid4())
    row, created = CarryBack.objects.get_or_create(
        activity=activity,
        defaults={
            "id": activity.pk,
            "claim": claim,
            "verdict": verdict,
            "group": group,
            "region_id": group.region_id,
        },
    )
    if created:
        record("claims.carry_back", claim, by=by, region=group.region_id, group=group.code)
    return row


def text_to_send(verdict: Verdict) -> str:
    """What is sent back into a chat: the word, the short reason, the address; at most 160 letters."""
    address = f" {settings.BASE_URL.removeprefix('https://')}/cek/{verdict.claim.code}/"
    head = f"{verdict.label.name.upper()}: {verdict.short or verdict.claim.title}"
    room = 160 - len(address)
    return (head if len(head) <= room else head[: room - 1].rstrip() + "…") + address


def _activity(verdict: Verdict, group: Group, carried: Carried, by: Actor, key: UUID) -> Activity:
    """What the group did, on the package that asked for it when that reached the group."""
    return activities.record(
        id=key,
        group=group,
        kind=Activity.Kind.DISSEMINATION,
        publication=_publication(verdict, group),
        title=_("Klarifikasi: %(title)s") % {"title": verdict.claim.title[:130]},
        by=by,
        **carried.__dict__,
    )


def _body(verdict: Verdict) -> str:
    claim = verdict.claim
    sources = "\n".join(f"- {source.title} {source.url}".rstrip() for source in verdict.sources.all())
    asks = _(
        "Sampaikan jawaban ini di grup atau tempat pesan itu beredar, lalu catat di mana dan bagaimana "
        "Anda menyampaikannya."
    )
    parts = [
        asks,
        _("**Yang beredar:** %(title)s") % {"title": claim.title},
        _("**Putusan:** %(label)s. %(meaning)s")
        % {"label": verdict.label.name, "meaning": verdict.label.meaning},
        verdict.why,
        _("**Sumber:**") + "\n\n" + sources,
    ]
    return "\n\n".join(parts)[:50_000]


def _publication(verdict: Verdict, group: Group) -> Publication | None:
    if verdict.release_id is None:
        return None
    return ever_sent_to(group).filter(release=verdict.release_id).order_by("-pk").first()
