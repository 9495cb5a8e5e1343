"""Verdicts: written by one, approved by another, published, and superseded by the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.claims import numbering
from kentongan.domain.claims.matching import links
from kentongan.domain.claims.models import Claim, Label, Source, Verdict
from kentongan.domain.claims.rules import SHORT_LIMIT, digest_of
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.core.texts import one_line, without_hidden

WHY_LIMIT = 20_000
_MOST_SOURCES = 20


@dataclass(frozen=True)
class Draft:
    """What a verdict says."""

    label: Label
    why: str
    short: str = ""
    checked_on: date | None = None
    change_note: str = ""
    sources: Sequence[tuple[str, str]] = ()  # title and address


@transaction.atomic
def draft_verdict(
    claim: Claim, draft: Draft, *, by: Actor, number: int | None = None, seen: str = ""
) -> Verdict:
    """Write a verdict, or change the draft with this number: one that was submitted becomes the next version.

    ``seen`` is what :func:`said_by` gave of the draft that was opened. Raises ``Invalid`` for what is missing
    and ``Stale`` when the draft was changed, submitted or published meanwhile.
    """
    by.require("claims.draft", claim.region_id)
    if claim.state == Claim.State.MERGED:
        raise Stale(_("Klaim ini sudah digabung. Tulis putusan pada klaim tujuannya."))
    said = _checked(draft, again=claim.verdicts.filter(published_at__isnull=False).exists())
    if number is not None:
        held = claim.verdicts.select_for_update().filter(number=number, state=Verdict.State.DRAFT).first()
        if held is None:
            raise Stale(_("Konsep ini sudah diajukan atau terbit. Muat ulang halaman."))
        if seen and seen != said_by(held):
            raise Stale(_("Konsep ini baru saja diubah orang lain. Bandingkan dahulu dengan yang baru."))
        Verdict.objects.filter(pk=held.pk).update(**_values(said), author_id=by.user_id, author_name=by.name)
        held.refresh_from_db()
        held.sources.all().delete()
    else:
        held = _next(claim, said, by)
    if by.user_id is not None:
        held.writers.add(by.user_id)
    _keep_sources(held, said)
    _step(claim, Claim.State.DRAFTED)
    record(
        "claims.draft_verdict",
        claim,
        by=by,
        region=claim.region_id,
        number=held.number,
        label=said.label.code,
    )
    return held


@transaction.atomic
def submit_verdict(verdict: Verdict, *, by: Actor) -> Verdict:
    """Ask another person to approve it."""
    by.require("claims.draft", verdict.claim.region_id)
    return _move(verdict, (Verdict.State.DRAFT,), "claims.submit_verdict", by, state=Verdict.State.SUBMITTED)


@transaction.atomic
def return_verdict(verdict: Verdict, reason: str, *, by: Actor) -> Verdict:
    """Give it back with what to mend."""
    by.require("claims.approve", verdict.claim.region_id)
    reason = one_line(reason)[:500]
    if not reason:
        raise Invalid(_("Tulis apa yang perlu diperbaiki."), field="reason")
    states = (Verdict.State.SUBMITTED, Verdict.State.APPROVED)
    moved = _move(
        verdict, states, "claims.return_verdict", by, state=Verdict.State.RETURNED, return_reason=reason
    )
    _step(verdict.claim, Claim.State.CHECKING)
    return moved


@transaction.atomic
def approve_verdict(claim: Claim, number: int, *, by: Actor) -> Verdict:
    """Approve the version shown. Raises ``Refused`` for one's own, ``Stale`` when it waits no more."""
    by.require("claims.approve", claim.region_id)
    verdict = claim.verdicts.filter(number=number).first()
    if verdict is None or claim.verdicts.filter(number__gt=number).exists():
        raise Stale(_("Ada versi yang lebih baru. Baca dulu, lalu putuskan."))
    _refuse_own(verdict, by, _("Anda menulis putusan ini, jadi orang lain yang menyetujuinya."))
    moved = _move(
        verdict,
        (Verdict.State.SUBMITTED,),
        "claims.approve_verdict",
        by,
        state=Verdict.State.APPROVED,
        approver_id=by.user_id,
        approver_name=by.name,
        digest=content_digest(verdict),
    )
    _step(claim, Claim.State.APPROVED)
    return moved


@transaction.atomic
def publish_verdict(claim: Claim, number: int, *, by: Actor) -> Verdict:
    """Set the approved version out; the one before keeps its address and says that it is superseded.

    Raises ``Refused`` for whoever wrote any of it (security.md 5), ``Stale`` for another text than approved.
    """
    by.require("claims.draft", claim.region_id)
    verdict = claim.verdicts.filter(number=number).first()
    if verdict is None or verdict.state != Verdict.State.APPROVED:
        raise Stale(_("Versi ini belum disetujui. Muat ulang halaman."))
    _refuse_own(verdict, by, _("Anda menulis putusan ini, jadi orang lain yang menerbitkannya."))
    if verdict.digest != content_digest(verdict):
        raise Stale(_("Isi putusan tidak lagi sama dengan yang disetujui. Ajukan kembali."))
    now = timezone.now()
    claim.verdicts.filter(state=Verdict.State.PUBLISHED).update(
        state=Verdict.State.SUPERSEDED, superseded_at=now
    )
    moved = _move(
        verdict,
        (Verdict.State.APPROVED,),
        "claims.publish_verdict",
        by,
        state=Verdict.State.PUBLISHED,
        published_at=now,
    )
    Claim.objects.filter(pk=claim.pk).update(
        state=Claim.State.PUBLISHED, answered_at=now, unclear=None, revision=F("revision") + 1
    )
    numbering.renumber(claim)
    return moved


def _next(claim: Claim, said: Draft, by: Actor) -> Verdict:
    """The next version. Raises ``Stale`` when another person began it at the same time."""
    last = claim.verdicts.aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            return Verdict.objects.create(
                claim=claim, number=last + 1, **_values(said), author_id=by.user_id, author_name=by.name
            )
    except IntegrityError as error:
        raise Stale(_("Versi ini baru saja ditulis orang lain. Muat ulang halaman.")) from error


def _refuse_own(verdict: Verdict, by: Actor, message: str) -> None:
    if by.user_id is not None and verdict.writers.filter(pk=by.user_id).exists():
        raise Refused(message)


def content_digest(verdict: Verdict) -> str:
    """Of everything that comes out with a verdict: approval holds for this alone."""
    claim = Claim.objects.only("title", "text").get(pk=verdict.claim_id)
    return digest_of({"said": said_by(verdict), "title": claim.title, "text": claim.text})


def said_by(verdict: Verdict) -> str:
    """A digest of the verdict's own words, by which two who edit one draft are told apart."""
    return digest_of(
        {
            "label": verdict.label_id,
            "why": verdict.why,
            "short": verdict.short,
            "checked_on": verdict.checked_on,
            "change_note": verdict.change_note,
            "sources": [[source.title, source.url] for source in verdict.sources.all()],
        }
    )


def _checked(draft: Draft, *, again: bool) -> Draft:
    why, short = without_hidden(draft.why).strip(), one_line(draft.short)
    note = one_line(draft.change_note)
    if not why:
        raise Invalid(_("Tulis mengapa putusannya demikian."), field="why")
    if len(why) > WHY_LIMIT:
        raise Invalid(_("Penjelasan paling banyak %(limit)d huruf.") % {"limit": WHY_LIMIT}, field="why")
    if len(short) > SHORT_LIMIT:
        raise Invalid(
            _("Pesan singkat paling banyak %(limit)d huruf; sekarang %(count)d.")
            % {"limit": SHORT_LIMIT, "count": len(short)},
            field="short",
        )
    if again and not note:
        raise Invalid(_("Tulis apa yang berubah dari versi sebelumnya."), field="change_note")
    kept = [
        (one_line(title)[:200], one_line(url)[:500])
        for title, url in draft.sources
        if title.strip() or url.strip()
    ]
    if not kept:
        raise Invalid(_("Sebutkan paling sedikit satu sumber."), field="sources")
    if len(kept) > _MOST_SOURCES or any(url and links.normal(url) is None for _title, url in kept):
        raise Invalid(_("Alamat sumber harus berupa tautan, paling banyak 20 sumber."), field="sources")
    return Draft(
        draft.label, why, short, draft.checked_on, note[:300], [(title or url, url) for title, url in kept]
    )


def _values(said: Draft) -> dict[str, Any]:
    return {
        "label": said.label,
        "why": said.why,
        "short": said.short,
        "checked_on": said.checked_on or timezone.localdate(),
        "change_note": said.change_note,
    }


def _keep_sources(verdict: Verdict, said: Draft) -> None:
    Source.objects.bulk_create(
        Source(verdict=verdict, title=title[:200], url=url, sort=sort)
        for sort, (title, url) in enumerate(said.sources)
    )


def _step(claim: Claim, state: str) -> None:
    """A claim that is already answered stays so while its next version is written."""
    Claim.objects.filter(pk=claim.pk).exclude(state__in=(Claim.State.PUBLISHED, Claim.State.MERGED)).update(
        state=state, unclear=None, revision=F("revision") + 1
    )
    claim.refresh_from_db()


def _move(verdict: Verdict, states: tuple[str, ...], verb: str, by: Actor, **values: Any) -> Verdict:
    if not Verdict.objects.filter(pk=verdict.pk, state__in=states).update(**values):
        raise Stale(_("Putusan ini sudah berubah. Muat ulang halaman, lalu putuskan lagi."))
    verdict.refresh_from_db()
    record(verb, verdict.claim, by=by, region=verdict.claim.region_id, number=verdict.number)
    return verdict
