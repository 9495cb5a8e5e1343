"""The history of every verb, and the hash-chained audit log of sensitive acts (security.md 8)."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.models import AuditEntry, Entry

FIRST = "0" * 64


def record(verb: str, about: models.Model, *, by: Actor, region: str = "", **detail: Any) -> Entry:
    """Write one history entry for a verb done to a record; call it inside the verb's transaction."""
    return Entry.objects.create(
        user_id=by.user_id,
        name=by.name,
        on_behalf_of=by.on_behalf_of,
        verb=verb,
        object_type=about._meta.label_lower,
        object_id=str(about.pk),
        region_code=region,
        detail=detail,
    )


def record_all(verb: str, about: Iterable[tuple[models.Model, str, dict[str, Any]]], *, by: Actor) -> None:
    """Write an entry for each record, given with its region and detail: one statement a thousand records."""
    Entry.objects.bulk_create(
        (
            Entry(
                user_id=by.user_id,
                name=by.name,
                on_behalf_of=by.on_behalf_of,
                verb=verb,
                object_type=row._meta.label_lower,
                object_id=str(row.pk),
                region_code=region,
                detail=detail,
            )
            for row, region, detail in about
        ),
        batch_size=1000,
    )


def audit(act: str, *, name: str = "", **detail: Any) -> AuditEntry:
    """Append a sensitive act or a refusal to the chain. Never pass passwords, codes, NIK or ticket text.

    The first entry serves as the lock, so that writers come one after the other (on SQLite they do anyway).
    Whoever found the chain empty holds no lock and may only write the first entry; the unique ``previous``
    lets one of them do so, and the others try again with the lock.
    """
    with transaction.atomic():
        while True:
            lock = AuditEntry.objects.select_for_update().order_by("id").first()
            if lock is not None:
                return _append(act, name, detail, previous=_last_digest())
            try:
                with transaction.atomic():
                    return _append(act, name, detail, previous=FIRST)
            except IntegrityError:
                continue


def first_broken_link() -> int | None:
    """The id of the first audit entry that does not fit the chain, or ``None`` when it is whole."""
    previous = FIRST
    for entry in AuditEntry.objects.order_by("id").iterator():
        if entry.previous != previous or entry.digest != _digest(entry):
            return entry.pk
        previous = entry.digest
    return None


def _last_digest() -> str:
    return AuditEntry.objects.order_by("-id").values_list("digest", flat=True)[0]


def _append(act: str, name: str, detail: dict[str, Any], *, previous: str) -> AuditEntry:
    entry = AuditEntry(at=timezone.now(), act=act, name=name, detail=detail, previous=previous)
    entry.digest = _digest(entry)
    entry.save(force_insert=True)
    return entry


def _digest(entry: AuditEntry) -> str:
    content = [entry.previous, entry.at.isoformat(), entry.act, entry.name, entry.detail]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
