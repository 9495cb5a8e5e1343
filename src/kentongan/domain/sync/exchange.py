"""One sync: what a phone or a machine sends, and the whole answer. The doors only carry it."""

import json
from typing import Any

from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid
from kentongan.domain.people.access import Authority
from kentongan.domain.sync.actions.devices import Greeting, greet
from kentongan.domain.sync.actions.taking import take
from kentongan.domain.sync.links.noting import note_link
from kentongan.domain.sync.models import Device
from kentongan.domain.sync.rules import BATCH_BYTES, BATCH_ITEMS, moment_of, uuid_of
from kentongan.domain.sync.shipping import Load, load

ENVELOPE_BYTES = 20_000  # of a request around its operations
LIMIT = BATCH_BYTES + ENVELOPE_BYTES
_COUNT = 10_000_000


def read_body(content: bytes) -> dict[str, Any]:
    """The JSON object of a request. Raises ``Invalid``."""
    try:
        body = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Invalid(_("Kiriman ini bukan JSON yang benar. Perbarui aplikasi.")) from error
    if not isinstance(body, dict):
        raise Invalid(_("Kiriman ini bukan JSON yang benar. Perbarui aplikasi."))
    return body


def exchange(
    body: dict[str, Any], *, by: Authority, way: str, session_key: str = "", label: str = ""
) -> dict[str, Any]:
    """Take the operations, then tell what is new. A device is needed for news only.

    Raises ``Refused`` for a revoked device before anything else is looked at, ``Invalid`` for a request that
    cannot be read as a whole; what is wrong with one operation stands in its result.
    """
    items = body.get("operations", [])
    if not isinstance(items, list) or len(items) > BATCH_ITEMS:
        raise Invalid(
            _("Paling banyak %(limit)d catatan sekali kirim.") % {"limit": BATCH_ITEMS}, field="operations"
        )
    cursor = body.get("cursor")
    if cursor is not None and (not isinstance(cursor, int) or isinstance(cursor, bool)):
        raise Invalid(_("Penanda sinkron tidak terbaca."), field="cursor")
    device = _greeted(body, by, session_key, label) if body.get("device") else None
    answers = take(by.user, device.key if device else None, items, way=way)
    note_link(body.get("link"), by=by)
    news = load(device, by=by, cursor=_known(cursor)) if device else Load(None)
    answered = {one.id for one in answers}
    late = [one for one in news.settled if one.id not in answered]
    return {
        "results": [one.as_json() for one in [*answers, *late]],
        "changes": news.changes,
        "cursor": news.cursor,
        "more": news.more,
        "seen": news.seen,
    }


def _greeted(body: dict[str, Any], by: Authority, session_key: str, label: str) -> Device:
    outbox = body.get("outbox")
    outbox = outbox if isinstance(outbox, dict) else {}
    count = outbox.get("count")
    return greet(
        by.user,
        Greeting(
            key=uuid_of(body["device"], "device"),
            label=label,
            app_version=_text(body.get("app")),
            public_key=_text(body.get("key")),
            session_key=session_key,
            outbox_count=count if isinstance(count, int) and 0 <= count <= _COUNT else None,
            outbox_oldest_at=moment_of(outbox.get("oldest")),
        ),
    )


def _known(cursor: int | None) -> int | None:
    """A cursor that a column can hold; any other is as good as an unknown one."""
    return cursor if cursor is None or 0 <= cursor < 2**31 else 0


def _text(value: Any) -> str:
    return value.replace("\0", "") if isinstance(value, str) else ""
