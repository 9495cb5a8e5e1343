"""Which acts a package's page offers: by the state of the package and the rights of the person."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.regions.rules import is_within
from kentongan.domain.releases.models import Publication, Release, State, Version

OUT = (State.PUBLISHED, State.EXPIRED)


@dataclass(frozen=True)
class Act:
    """One button: a link to the page of the act, or (``direct``) a form that does it at once."""

    label: str
    href: str
    kind: str = ""
    direct: bool = False
    icon: str = ""


def offered(
    version: Version, state: str, publication: Publication | None, actor: Actor, *, mine: bool, is_out: bool
) -> list[Act]:
    """The acts in the order a person thinks of them; the first is the one expected next."""
    release = version.release
    may = {
        verb: actor.may(f"releases.{verb}", release.region_id)
        for verb in ("write", "approve", "publish", "emergency")
    }
    acts: list[Act] = []

    def offer(name: str, label: str, kind: str = "", **more: Any) -> None:
        acts.append(Act(label, reverse(f"office:release-{name}", args=[release.code]), kind, **more))

    if state == State.SUBMITTED and may["approve"] and not mine:
        offer(
            "approval",
            _("Setujui versi %(number)d") % {"number": version.number},
            "primary",
            direct=True,
            icon="check",
        )
        offer("return", _("Kembalikan dengan alasan"))
    if state == State.DRAFT and may["write"]:
        offer("submission", _("Ajukan untuk disetujui"), "primary", direct=True, icon="check")
    if state == State.APPROVED and may["publish"] and not mine:
        offer("publication", _("Terbitkan"), "primary", icon="speak")
    if state == State.SCHEDULED and may["publish"]:
        offer("schedule-end", _("Batalkan jadwal"))
    if state in (State.DRAFT, State.SUBMITTED, State.APPROVED) and may["write"]:
        offer("edit", _("Ubah naskah") if state == State.DRAFT else _("Ubah jadi versi baru"), icon="edit")
    if _needs_review(publication) and may["approve"] and not mine and _by_another(publication, actor):
        offer("review", _("Tinjau penerbitan darurat"), "primary", icon="shield")
    if state in OUT and may["write"]:
        offer("correction", _("Koreksi"), icon="edit")
    if state in (State.DRAFT, State.SUBMITTED) and may["emergency"] and not mine:
        offer("emergency", _("Terbitkan darurat"), "danger")
    if (is_out or state == State.SCHEDULED) and may["publish"]:
        offer("withdrawal", _("Tarik paket"), "danger")
    return acts


def barred(state: str, actor: Actor, version: Version, *, mine: bool) -> str:
    """Why the writer of the version is not offered the next step, or an empty text."""
    if not mine:
        return ""
    region = version.release.region_id
    if state == State.SUBMITTED and actor.may("releases.approve", region):
        return _("Anda menulis versi ini, jadi orang lain yang menyetujuinya.")
    if state == State.APPROVED and actor.may("releases.publish", region):
        return _("Anda menulis versi ini, jadi orang lain yang menerbitkannya.")
    return ""


def board_open(release: Release, actor: Actor) -> bool:
    """Whether there is a board of the package in one of the actor's areas."""
    return any(
        actor.may("releases.board", root, agency=release.agency_id)
        for root in actor.areas("releases.board")
        if is_within(release.region_id, root) or is_within(root, release.region_id)
    )


def _needs_review(publication: Publication | None) -> bool:
    return bool(publication and publication.emergency_reason and getattr(publication, "review", None) is None)


def _by_another(publication: Publication | None, actor: Actor) -> bool:
    return publication is not None and publication.by_id != actor.user_id
