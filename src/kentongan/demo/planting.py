"""Rows for very many records at once, as plain values that both databases take."""

from datetime import UTC, datetime
from random import Random
from typing import Any
from uuid import UUID

from django.db.models import Model

from kentongan.domain.regions.bulk import plant_rows


def plant(model: type[Model], rows: list[dict[str, Any]]) -> None:
    """Insert the rows, all with the same columns."""
    if rows:
        plant_rows(model, list(rows[0]), (tuple(row.values()) for row in rows))


def moment(at: datetime) -> str:
    """A moment as a column holds it: UTC, without saying so."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")


def uuid_of(rng: Random) -> str:
    """A UUID that the same seed makes again, as hexadecimal digits."""
    return UUID(int=rng.getrandbits(128), version=4).hex
