"""What a phone is to hold, and the pieces in which it gets there (docs/decisions/0008-offline.md).

Each time the whole small subtree is asked of the rooms and compared with what the phone has confirmed; the
difference is sent. A grant that ends, a package that expires, a region that moves need no entry in any log.
"""

import hashlib
import json
import logging
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kentongan.domain.people.access import Authority
from kentongan.domain.sync import results
from kentongan.domain.sync.models import Device, Operation, Shipment
from kentongan.domain.sync.registry import Holder, feeds
from kentongan.domain.sync.rules import canonical

PIECE = 62_000  # bytes of changes before compression: with the rest of the answer below 64 KB
KEPT = 4  # shipments after the confirmed one: late answers of another tab may still be confirmed
NEWS = 200  # operations told of in one answer
log = logging.getLogger("kentongan.sync")
Manifest = dict[str, dict[str, str]]


@dataclass
class Load:
    """One answer's worth of news for a phone."""

    cursor: int | None
    changes: list[dict[str, Any]] = field(default_factory=list)
    more: bool = False
    seen: list[str] = field(default_factory=list)
    settled: list[results.Result] = field(default_factory=list)  # held operations, done or given up since

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.changes or self.seen or self.settled)


def load(device: Device, *, by: Authority, cursor: int | None) -> Load:
    """What the phone that holds shipment ``cursor`` is to be told next, at most 64 KB of it.

    The same cursor again gets the same again; one that is not known gets everything, and is told what to
    drop of all that was ever noted for it.
    """
    held = _held(device, cursor)
    base = held if held is not None else {}
    wanted = _state(Holder(by, timezone.now()), base)
    former = base if held is not None else _all_noted(device) if cursor is not None else {}
    found = Load(cursor if held is not None else None)
    manifest = {kind: dict(keys) for kind, keys in base.items()}
    _fill(found, wanted, former, manifest)
    rows = _tell_news(found, device, cursor if held is not None else 0)
    if found.is_empty and held is not None:
        return found
    with transaction.atomic():
        locked = Device.objects.select_for_update(no_key=True).get(pk=device.pk)
        found.cursor = locked.shipped + 1
        Device.objects.filter(pk=device.pk).update(shipped=found.cursor)
        Shipment.objects.create(device=device, number=found.cursor, manifest=_packed(manifest))
        Operation.objects.filter(pk__in=rows).update(told_in=found.cursor)
        old = device.shipments.filter(number__gt=cursor or 0).order_by("-number")[KEPT:]
        Shipment.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()
    return found


def _held(device: Device, cursor: int | None) -> Manifest | None:
    """What the phone has confirmed to hold, ``None`` when it names no shipment of ours."""
    row = device.shipments.filter(number=cursor).first() if cursor is not None else None
    if row is None:
        return None
    older = device.shipments.filter(number__lt=row.number)
    if older.exists():
        older.delete()
    news = Operation.objects.filter(device=device, has_news=True, told_in__lte=row.number)
    if news.exists():
        news.update(has_news=False)
    return _unpacked(row.manifest)


def _all_noted(device: Device) -> Manifest:
    known: Manifest = {}
    for row in device.shipments.all():
        for kind, keys in _unpacked(row.manifest).items():
            known.setdefault(kind, {}).update(keys)
    return known


def _state(holder: Holder, base: Manifest) -> dict[str, dict[str, tuple[str, bytes]]]:
    """Every record the account is to hold: kind, key, digest and payload as it is written."""
    wanted: dict[str, dict[str, tuple[str, bytes]]] = {}
    for kind, provider in feeds().items():
        try:
            rows = {key: canonical(payload) for key, payload in provider(holder)}
        except Exception:  # one room's fault must not stop receipts, nor take from phones what they hold
            log.exception("feed %s failed", kind)
            wanted[kind] = {key: (digest, b"") for key, digest in base.get(kind, {}).items()}
            continue
        wanted[kind] = {key: (hashlib.sha256(text).hexdigest()[:16], text) for key, text in rows.items()}
    return wanted


def _fill(
    found: Load, wanted: dict[str, dict[str, tuple[str, bytes]]], former: Manifest, manifest: Manifest
) -> None:
    """Move differences into the load until it is full, and note in the manifest what went along."""
    room = PIECE
    for kind, key in _gone(wanted, former):
        change = {"k": kind, "id": key, "gone": True}
        room -= len(canonical(change)) + 1
        if room < 0:
            found.more = True
            return
        found.changes.append(change)
        manifest.get(kind, {}).pop(key, None)
    for kind, rows in wanted.items():
        for key, (digest, text) in rows.items():
            if manifest.get(kind, {}).get(key) == digest:
                continue
            room -= len(text) + len(kind) + len(key) + 24
            if room < 0 and found.changes:
                found.more = True
                return
            found.changes.append({"k": kind, "id": key, "d": json.loads(text)})
            manifest.setdefault(kind, {})[key] = digest


def _gone(wanted: dict[str, dict[str, tuple[str, bytes]]], former: Manifest) -> Iterator[tuple[str, str]]:
    for kind, keys in former.items():
        for key in keys:
            if key not in wanted.get(kind, {}):
                yield kind, key


def _tell_news(found: Load, device: Device, confirmed: int | None) -> list[int]:
    """What became of the phone's operations since it last confirmed; returns the rows that are told."""
    untold = Q(told_in=None) | Q(told_in__gt=confirmed or 0)
    rows = list(Operation.objects.filter(untold, device=device, has_news=True).order_by("pk")[:NEWS])
    found.seen = [str(row.key) for row in rows if row.seen_at]
    found.settled = [results.of_operation(row) for row in rows if row.is_settled_late]
    found.more = found.more or len(rows) == NEWS
    return [row.pk for row in rows]


def _packed(manifest: Manifest) -> bytes:
    return zlib.compress(canonical(manifest), 6)


def _unpacked(content: bytes | memoryview) -> Manifest:
    manifest: Manifest = json.loads(zlib.decompress(content))
    return manifest
