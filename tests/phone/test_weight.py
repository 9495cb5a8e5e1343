"""How many bytes the phone's texts and records take on the line."""

import gzip
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from kentongan.domain.releases.models import Publication
from kentongan.domain.sync.exchange import exchange
from kentongan.domain.sync.rules import digest_of
from tests.cast import BERMI
from tests.phone.sending import operation
from tests.releases.making import Office

PARAGRAPH = (
    "Pemerintah Kabupaten Pati mengadakan gerakan pangan murah bagi warga. Beras, minyak dan telur dijual "
    "di bawah harga pasar. Warga membawa KTP dan kantong belanja sendiri, dan mengantre dengan tertib. "
)


def _sync(office: Office, by: Any, device: str, cursor: int | None, *operations: Any) -> dict[str, Any]:
    body = {"device": device, "app": "1", "operations": list(operations), "cursor": cursor}
    return exchange(body, by=by, way="phone")


def _size(value: Any, *, packed: bool = True) -> int:
    content = json.dumps(value, separators=(",", ":")).encode()
    return len(gzip.compress(content) if packed else content)


def _month(office: Office, count: int = 30) -> None:
    """A package a day with a long text, a text to read aloud and an SMS."""
    for number in range(count):
        out = office.published(
            BERMI,
            title=f"Kabar hari ke-{number}",
            body="\n\n".join(f"{number}.{part} {PARAGRAPH}" for part in range(8)),
            spoken_text=f"Bapak Ibu, kabar {number}. {PARAGRAPH * 3}",
            short_text=f"Pasar murah {number} di balai desa, pukul 07.00.",
        )
        day = timezone.now() - timedelta(days=number, hours=1)
        Publication.objects.filter(pk=out.pk).update(published_at=day)


def test_a_month_of_packages_is_far_below_two_megabytes_and_a_day_below_fifty_kilobytes(
    office: Office,
) -> None:
    _month(office)
    by, device, cursor, pieces = office.member(BERMI), str(uuid4()), None, []
    more = True
    while more:
        answer = _sync(office, by, device, cursor)
        pieces.append(answer)
        cursor, more = answer["cursor"], answer["more"]
    assert all(_size(piece, packed=False) <= 64 * 1024 for piece in pieces)
    assert sum(_size(piece, packed=False) for piece in pieces) <= 300_000
    assert sum(_size(piece) for piece in pieces) <= 60_000
    assert _size(_sync(office, by, device, cursor), packed=False) <= 200
    for number in range(3):
        office.published(BERMI, title=f"Hari ini {number}", body=PARAGRAPH * 8, spoken_text=PARAGRAPH * 3)
    assert _size(_sync(office, by, device, cursor)) <= 8_000


def test_a_dissemination_takes_less_than_400_bytes_both_ways_in_a_batch_of_ten(office: Office) -> None:
    by, device = office.member(BERMI), str(uuid4())
    release = office.published().release.code
    cursor = None
    more = True
    while more:
        answer = _sync(office, by, device, cursor)
        cursor, more = answer["cursor"], answer["more"]
    batch = [_told(office, release, number) for number in range(10)]
    sent = _size({"device": device, "app": "1", "operations": batch, "cursor": cursor})
    answer = _sync(office, by, device, cursor, *batch)
    assert {one["result"] for one in answer["results"]} == {"applied"}
    assert sent <= 10 * 170
    assert sent + _size(answer) <= 10 * 400


def _told(office: Office, release: str, number: int) -> dict[str, Any]:
    at = timezone.now().isoformat(timespec="milliseconds")
    data = {
        "group": office.groups[BERMI].code,
        "kind": "dissemination",
        "release": release,
        "version": 1,
        "medium": "masjid",
        "held_on": timezone.localdate().isoformat(),
        "place": f"Masjid RW {number}",
        "reach_low": 30 + number,
        "reach_high": 60 + number,
    }
    entry = operation("activity.record", data, at=at, after=[], file=None)
    return entry | {"digest": digest_of("activity.record", 1, at, data, [], None)}
