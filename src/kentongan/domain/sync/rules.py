"""How an operation is written and measured. Pure: no database."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid

BATCH_ITEMS = 100
BATCH_BYTES = 1_000_000
PARENT_HELD = timedelta(days=5)  # security.md 15
FILE_HELD = timedelta(days=14)  # as long as pieces of a file are kept
PARENTS = 20  # that one operation may name
DEPTH = 12  # of lists and objects within each other
WHOLE_NUMBER = 2**53  # beyond it a phone's numbers lose their last digit
SHA256 = re.compile(r"[0-9a-f]{64}")
_YEARS = range(1900, 2200)  # that both stores keep in any zone
_VERB = re.compile(r"[a-z]+(\.[a-z_]+)+")


@dataclass(frozen=True)
class Item:
    """One operation of a batch, read strictly. ``digest`` is ours, of what was sent."""

    key: UUID
    verb: str
    version: int
    at: datetime | None
    data: dict[str, Any]
    digest: str
    after: list[str] = field(default_factory=list)
    file: str = ""
    replaces: UUID | None = None


def canonical(value: Any) -> bytes:
    """The one way to write a JSON value: keys sorted, no blanks, UTF-8. The value holds no floats."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(
    verb: str, version: int, at: str | None, data: dict[str, Any], after: list[str], file: str | None
) -> str:
    """What names the content of an operation: base64url of SHA-256, without padding (docs/offline.md)."""
    content = canonical([verb, version, at, data, after, file])
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def read_item(raw: dict[str, Any]) -> Item:
    """The operation in a batch's entry; what older apps leave out has its default, what is new is ignored.

    Raises ``Invalid`` naming the field. The device's clock never makes an operation invalid.
    """
    verb, version, data = raw.get("verb"), raw.get("v", 1), raw.get("data", {})
    at, after, file = raw.get("at"), raw.get("after") or [], raw.get("file")
    key = uuid_of(raw.get("id"), "id")
    if not isinstance(verb, str) or len(verb) > 40 or not _VERB.fullmatch(verb):
        raise Invalid(_("Jenis catatan ini tidak dikenal. Perbarui aplikasi, lalu kirim lagi."), field="verb")
    if not isinstance(version, int) or isinstance(version, bool) or not 0 <= version <= 1000:
        raise Invalid(_("Versi catatan tidak terbaca. Perbarui aplikasi, lalu kirim lagi."), field="v")
    if not isinstance(data, dict):
        raise Invalid(_("Isi catatan tidak terbaca. Periksa lalu kirim lagi."), field="data")
    if at is not None and not isinstance(at, str):
        raise Invalid(_("Waktu pada perangkat ditulis sebagai teks."), field="at")
    if not isinstance(after, list) or len(after) > PARENTS:
        raise Invalid(_("Catatan yang didahului tidak terbaca."), field="after")
    if file is not None and not (isinstance(file, str) and SHA256.fullmatch(file)):
        raise Invalid(_("Nama berkas bukan SHA-256."), field="file")
    check_storable([data, at])
    parents = [str(uuid_of(one, "after")) for one in after]
    digest = digest_of(verb, version, at, data, after, file)
    if raw.get("digest") not in {None, digest}:
        raise Invalid(_("Catatan ini rusak di perjalanan. Kirim sekali lagi."), field="digest")
    replaces = uuid_of(raw["replaces"], "replaces") if raw.get("replaces") else None
    return Item(key, verb, version, moment_of(at), data, digest, parents, file or "", replaces)


def uuid_of(value: Any, name: str) -> UUID:
    """The id in the text. Raises ``Invalid``."""
    try:
        if isinstance(value, str):
            return UUID(value)
    except ValueError:
        pass
    raise Invalid(_("Nomor catatan bukan UUID."), field=name)


def moment_of(text: Any) -> datetime | None:
    """The moment a device told, or ``None`` where it cannot be read: its clock is no ground for refusal."""
    try:
        found = parse_datetime(text) if isinstance(text, str) else None
        return found if found and found.tzinfo and found.year in _YEARS else None
    except (ValueError, OverflowError):
        return None


def check_storable(value: Any, depth: int = 0) -> None:
    """Raise ``Invalid`` for what the store cannot keep or two machines would write differently."""
    if depth > DEPTH:
        raise Invalid(_("Isi catatan bersarang terlalu dalam."), field="data")
    if isinstance(value, float) or (
        isinstance(value, int) and not isinstance(value, bool) and abs(value) > WHOLE_NUMBER
    ):
        raise Invalid(
            _("Tulis bilangan bulat; pecahan dan bilangan sangat besar tidak diterima."), field="data"
        )
    if isinstance(value, str) and ("\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value)):
        raise Invalid(_("Teks ini memuat karakter yang tidak dapat disimpan."), field="data")
    if isinstance(value, dict):
        for name, inner in value.items():
            check_storable(name, depth + 1)
            check_storable(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            check_storable(inner, depth + 1)
