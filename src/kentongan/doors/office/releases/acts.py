"""Which acts a package's page offers: by the state of the package and the rights of the person."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.regions.rules import is_within
from kentongan.domain.releases.models import Publication, Release, State, Version

OUT = (State.PUBLISHED, State.EXPIRED)
NEXT: dict[str, Any] = {"kind": "primary", "icon": "check"}
DIRECT: dict[str, Any] = {"direct": True}
DANGER: dict[str, Any] = {"kind": "danger"}


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
    to_review = _needs_review(publication) and _by_another(publication, actor)
    open_text = state in (State.DRAFT, State.SUBMITTED)
    can_approve = state == State.SUBMITTED and may["approve"] and not mine
    # what it needs, the address, the words, how it looks
    table: list[tuple[bool, str, str, dict[str, Any]]] = [
        (can_approve, "approval", _("Setujui versi %(number)d") % {"number": version.number}, NEXT | DIRECT),
        (can_approve, "return", _("Kembalikan dengan alasan"), {}),
        (state == State.DRAFT and may["write"], "submission", _("Ajukan untuk disetujui"), NEXT | DIRECT),
        (state == State.APPROVED and may["publish"] and not mine, "publication", _("Terbitkan"), NEXT),
        (state == State.SCHEDULED and may["publish"], "schedule-end", _("Batalkan jadwal"), {}),
        (state == State.DRAFT and may["write"], "edit", _("Ubah naskah"), {"icon": "edit"}),
        (
            state in (State.SUBMITTED, State.APPROVED) and may["write"],
            "edit",
            _("Ubah jadi versi baru"),
            {"icon": "edit"},
        ),
        (to_review and may["approve"] and not mine, "review", _("Tinjau penerbitan darurat"), NEXT),
        (state in OUT and may["write"], "correction", _("Koreksi"), {"icon": "edit"}),
        (open_text and may["emergency"] and not mine, "emergency", _("Terbitkan darurat"), DANGER),
        ((is_out or state == State.SCHEDULED) and may["publish"], "withdrawal", _("Tarik paket"), DANGER),
    ]
    return [
        Act(label, reverse(f"office:release-{name}", args=[release.code]), **look)
        for holds, name, label, look in table
        if holds
    ]


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
