"""News for a phone that no network reaches: what a sync would bring a member of the group, in a signed file.

Not sealed and not compressed: nothing of it names a person, and old browsers cannot unpack. Whatever the
phone holds of its own (steps, invitations) is not in it and stays.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kentongan.domain.core import history
from kentongan.domain.core.acting import Actor
from kentongan.domain.people.access import Authority
from kentongan.domain.people.models import Grant, User
from kentongan.domain.regions.models import Region
from kentongan.domain.sync.registry import Holder, feeds
from kentongan.domain.sync.rescue import container, keys, sealing

KINDS = ("release", "event", "choices", "medium", "region")  # nothing about persons
DAYS = 30  # what phones hold of packages


@dataclass(frozen=True)
class Extra:
    """A poster or picture that goes along. ``about`` is the code of its package."""

    about: str
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Destination:
    """The group whose phones take the bundle; groups stand a floor above, so the caller names it."""

    group_id: UUID
    code: str
    region: Region


def news_for(to: Destination, *, days: int = DAYS) -> list[dict[str, Any]]:
    """The changes a bundle holds: packages of so many days and the agenda, as the feeds give them."""
    now = timezone.now()
    holder = Holder(_member(to), now)
    since = timezone.localtime(now - timedelta(days=days)).date()
    rows: list[dict[str, Any]] = []
    for kind in KINDS:
        provider = feeds().get(kind)
        found = provider(holder) if provider else ()
        rows += [{"k": kind, "id": key, "d": told} for key, told in found if _is_new(told, since)]
    return rows


def make_bundle(
    to: Destination, news: Sequence[dict[str, Any]], extras: Sequence[Extra] = (), *, by: Actor
) -> bytes:
    """The file for the phones of the group, signed with every key that one of them may know."""
    by.require("bundles.make", to.region.code)
    told = {
        "changes": news,
        "files": [
            {
                "about": extra.about,
                "name": extra.name,
                "type": extra.content_type,
                "sha": hashlib.sha256(extra.content).hexdigest(),
            }
            for extra in extras
        ],
    }
    text = json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()
    signers = keys.standing()
    fields = {
        "installation": keys.installation(),
        "kind": "bundle",
        "group": to.code,
        "made": timezone.now().isoformat(timespec="seconds"),
        "signers": [key.name for key in signers],
    }
    pieces = [text, *(extra.content for extra in extras)]
    draft = container.write(container.raw_header(fields, len(pieces)), pieces)
    content = draft.with_signatures([sealing.sign(bytes(key.signs), draft.signed) for key in signers])
    with transaction.atomic():
        history.record(
            "bundles.make", to.region, by=by, region=to.region.code, group=to.code, size=len(content)
        )
    return content


def _member(to: Destination) -> Authority:
    """Somebody of the group who has nothing of their own: the feeds give what every member gets."""
    today = timezone.localdate()
    grant = Grant(role="group_member", region=to.region, group_id=to.group_id, starts_on=today)
    return Authority(user=User(), grants=[grant])


def _is_new(told: dict[str, Any], since: date) -> bool:
    """Packages have the day they came out; everything else is of these days by itself."""
    return str(told.get("published_at", "9"))[:10] >= since.isoformat()
