"""What the desk does with a claim before there is a verdict."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.claims import numbering
from kentongan.domain.claims.actions.reporting import TEXT_LIMIT, due
from kentongan.domain.claims.models import (
    AnswerTarget,
    Claim,
    ClaimImage,
    ClaimLink,
    Report,
    Topic,
    UnclearReason,
    Verdict,
)
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.core.texts import one_line, without_hidden


@transaction.atomic
def take_up(claim: Claim, *, by: Actor) -> Claim:
    """Begin to check; the list shows who did. Raises ``Stale`` when it is past that."""
    return _move(
        claim, (Claim.State.REPORTED, Claim.State.NEEDS_DATA), Claim.State.CHECKING, "claims.take_up", by
    )


@transaction.atomic
def ask_for_data(claim: Claim, note: str, *, by: Actor) -> Claim:
    """Say what is missing; everyone who asked reads it. Raises ``Invalid`` without a word."""
    note = one_line(note)[:500]
    if not note:
        raise Invalid(_("Tulis keterangan apa yang masih diperlukan."), field="note")
    states = (Claim.State.REPORTED, Claim.State.CHECKING)
    return _move(claim, states, Claim.State.NEEDS_DATA, "claims.ask_for_data", by, note=note)


@transaction.atomic
def give_up(claim: Claim, reason: UnclearReason, *, by: Actor) -> Claim:
    """Say that it cannot be cleared up, and why; whoever asked reads the reason."""
    by.require("claims.draft", claim.region_id)
    states = (Claim.State.REPORTED, Claim.State.NEEDS_DATA, Claim.State.CHECKING)
    moved = Claim.objects.filter(pk=claim.pk, state__in=states).update(
        state=Claim.State.UNCLEAR, unclear=reason, answered_at=timezone.now(), revision=F("revision") + 1
    )
    return _done(claim, moved, "claims.give_up", by, reason=reason.code)


@transaction.atomic
def describe(
    claim: Claim,
    *,
    revision: int,
    title: str,
    text: str,
    topic: Topic | None,
    pace: str,
    by: Actor,
) -> Claim:
    """Name the claim, set its text, topic and pace. Raises ``Stale`` when somebody saved in between.

    Under a verdict that waits for another person, or is out, title and text stay: they were judged together.
    """
    by.require("claims.draft", claim.region_id)
    title, text = one_line(title), without_hidden(text).strip()
    if not title:
        raise Invalid(_("Tulis judul klaimnya."), field="title")
    if len(title) > 300 or len(text) > TEXT_LIMIT:
        raise Invalid(_("Judul paling banyak 300 huruf dan isi %(limit)d huruf.") % {"limit": TEXT_LIMIT})
    if pace not in AnswerTarget.Pace.values:
        raise Invalid(_("Pilih biasa atau mendesak."), field="pace")
    if (title, text) != (claim.title, without_hidden(claim.text).strip()) and is_judged(claim):
        raise Invalid(
            _(
                "Judul dan isi sudah dinilai bersama putusannya, jadi tidak diubah lagi. "
                "Topik masih dapat diubah."
            ),
            field="title",
        )
    changed: dict[str, Any] = {"title": title, "text": text, "topic": topic, "pace": pace}
    if pace != claim.pace and claim.due_at:
        changed["due_at"] = due(pace, claim.raised_at)
    numbering.number([claim])
    moved = (
        Claim.objects.filter(pk=claim.pk, revision=revision)
        .exclude(state=Claim.State.MERGED)
        .update(**changed, generation=claim.generation, revision=F("revision") + 1)
    )
    done = _done(claim, moved, "claims.describe", by, title=title)
    numbering.keep_links([done])
    return done


@transaction.atomic
def merge(claim: Claim, into: Claim, *, by: Actor) -> Claim:
    """The claim is the same as another: its reports move there, and its code leads there."""
    by.require("claims.draft", claim.region_id)
    by.require("claims.desk", into.region_id)
    if into.pk == claim.pk or into.state == Claim.State.MERGED:
        raise Invalid(_("Pilih klaim lain yang belum digabung."), field="into")
    rows = Claim.objects.select_for_update().filter(pk__in=(claim.pk, into.pk)).order_by("pk")
    stands = {row.pk for row in rows if row.state != Claim.State.MERGED}  # now, not when it was read
    if into.pk not in stands:
        raise Stale(_("Klaim tujuan baru saja digabung. Muat ulang halaman, lalu pilih lagi."))
    moved = Claim.objects.filter(pk=claim.pk, state__in=Claim.WAITING, verdicts__published_at=None).update(
        state=Claim.State.MERGED, merged_into=into, revision=F("revision") + 1
    )
    done = _done(claim, moved, "claims.merge", by, into=into.code)
    count = Report.objects.filter(claim=claim).update(claim=into)
    Claim.objects.filter(merged_into=claim).update(merged_into=into)
    Claim.objects.filter(pk=into.pk).update(report_count=F("report_count") + count)
    files = ClaimImage.objects.filter(claim=into).values("file")
    ClaimImage.objects.filter(claim=claim).exclude(file__in=files).update(claim=into)
    have = set(into.links.values_list("key", flat=True))
    ClaimLink.objects.filter(claim=claim).exclude(key__in=have).update(claim=into)
    record("claims.take_in", into, by=by, region=into.region_id, claim=claim.code)
    return done


def is_judged(claim: Claim) -> bool:
    """Whether somebody else has read it, or is asked to: its title and text stay as they were judged."""
    open_ones = (Verdict.State.DRAFT, Verdict.State.RETURNED)
    return claim.verdicts.exclude(state__in=open_ones).exists()


def _move(claim: Claim, states: tuple[str, ...], to: str, verb: str, by: Actor, **detail: Any) -> Claim:
    by.require("claims.desk", claim.region_id)
    moved = Claim.objects.filter(pk=claim.pk, state__in=states).update(state=to, revision=F("revision") + 1)
    return _done(claim, moved, verb, by, **detail)


def _done(claim: Claim, moved: int, verb: str, by: Actor, **detail: Any) -> Claim:
    if not moved:
        raise Stale(_("Klaim ini sudah berubah. Muat ulang halaman, lalu putuskan lagi."))
    claim.refresh_from_db()
    record(verb, claim, by=by, region=claim.region_id, **detail)
    return claim
