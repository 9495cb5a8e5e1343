"""The records as lines of JSON, the same from and for either database."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import IO, Any

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

# Made by Django itself, gone with the device they belong to, or better not done twice.
LEFT_OUT = {"contenttypes", "auth", "axes", "django_tasks_database", "sessions"}
LEFT_OUT_TABLES = {"people.session"}
_BATCH = 1000


class _Exact(DjangoJSONEncoder):
    """Keeps the microseconds that Django's encoder drops: the audit chain hashes them."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def kept_models() -> list[type[models.Model]]:
    """The tables of a backup. Their order does not matter: both databases check references at the end."""
    kept = [
        model
        for model in apps.get_models()
        if model._meta.app_label not in LEFT_OUT
        and model._meta.label_lower not in LEFT_OUT_TABLES
        and model._meta.managed
        and not model._meta.proxy
    ]
    return sorted(kept, key=lambda model: model._meta.label_lower)


def dump(out: IO[bytes]) -> int:
    """Write all records as of one moment; returns how many. On SQLite nobody else writes meanwhile."""
    count = 0
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for model in kept_models():
            for row in model._base_manager.order_by("pk").iterator(chunk_size=_BATCH):
                line = serializers.serialize("python", [row])[0]
                out.write(json.dumps(line, cls=_Exact, ensure_ascii=False).encode() + b"\n")
                count += 1
    return count


def load(lines: Iterable[bytes]) -> int:
    """Fill an empty database with dumped records, exactly as they were; returns how many."""
    kept = kept_models()
    count = 0
    with transaction.atomic():
        for model in kept:
            model._base_manager.all()._raw_delete(
                using="default"
            )  # what migrations put in is in the dump too
        for _label, records in groupby(_parsed(lines), key=lambda record: record["model"]):
            for batch in _batches(records):
                _insert(batch)
                count += len(batch)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), kept):
                cursor.execute(statement)
    return count


def _parsed(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for line in lines:
        yield json.loads(line)


def _batches(records: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for record in records:
        batch.append(record)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _insert(batch: list[dict[str, Any]]) -> None:
    """Insert rows without what ``save`` adds: ``auto_now`` must not overwrite when something happened."""
    found = list(serializers.deserialize("python", batch))
    objects = [row.object for row in found]
    model = type(objects[0])
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    size = connection.ops.bulk_batch_size(fields, objects) or len(objects)
    for start in range(0, len(objects), size):
        rows = objects[start : start + size]
        inserting: Any = model._base_manager  # its `_insert` is what `bulk_create` uses, and the only raw one
        inserting._insert(rows, fields=fields, using="default", raw=True)
    for row in found:
        for name, values in (row.m2m_data or {}).items():
            getattr(row.object, name).set(values)
