"""Paging by cursor through rows in any order: the next page begins after the last row shown."""

import base64
import json
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from kentongan.doors.office.pages import PAGE_SIZE, with_params

COUNT_LIMIT = 10_000
_Row = TypeVar("_Row", bound=Model)


def page_after(
    rows: QuerySet[_Row],
    params: QueryDict,
    order: Sequence[str],
    *,
    size: int = PAGE_SIZE,
    parts: Sequence[QuerySet[_Row]] = (),
) -> tuple[list[_Row], str]:
    """One page of rows ordered by the fields (``-`` for falling), and the query of the next one.

    The last field must be unique. A cursor nobody made is taken for the first page. ``parts`` are the same
    rows in pieces, asked one by one and put together here; their order is by days, numbers and ids.
    """
    last = _read(params.get("sesudah", ""), len(order))
    keys = _keys(parts or [rows], order, _beyond(order, last) if last else Q(), size + 1)
    shown = rows.in_bulk(keys)  # only now what rows carry: PostgreSQL would look it up for the whole table
    found = [shown[key] for key in keys if key in shown]
    if len(found) <= size:
        return found, ""
    return found[:size], "?" + with_params(params, sesudah=_write(found[size - 1], order))


def bounded_count(*parts: QuerySet[Any]) -> tuple[int, bool]:
    """How many rows, counted to 10,000 at most; whether there are more. Parts hold no row twice."""
    # what rows carry is not counted
    count = sum(rows.order_by().values("pk")[: COUNT_LIMIT + 1].count() for rows in parts)
    return min(count, COUNT_LIMIT), count > COUNT_LIMIT


def _keys(parts: Sequence[QuerySet[Any]], order: Sequence[str], beyond: Q, size: int) -> list[Any]:
    if len(parts) == 1:
        return list(parts[0].filter(beyond).order_by(*order).values_list("pk", flat=True)[:size])
    names = [*(name.removeprefix("-") for name in order), "pk"]
    rows = [row for part in parts for row in part.filter(beyond).order_by(*order).values_list(*names)[:size]]
    return [row[-1] for row in sorted(rows, reverse=order[0].startswith("-"))[:size]]


def _beyond(order: Sequence[str], last: Sequence[Any]) -> Q:
    """Rows after the last one: field by field, the earlier fields equal."""
    condition, same = Q(pk__in=[]), Q()
    for name, value in zip(order, last, strict=True):
        field, side = name.removeprefix("-"), "lt" if name.startswith("-") else "gt"
        condition |= same & Q(**{f"{field}__{side}": value})
        same &= Q(**{field: value})
    name, rising = order[0].removeprefix("-"), not order[0].startswith("-")
    edge = Q(**{f"{name}__{'gte' if rising else 'lte'}": last[0]})  # follows: lets an index begin there
    return edge & condition


def _write(row: Model, order: Sequence[str]) -> str:
    values = [getattr(row, name.removeprefix("-")) for name in order]
    plain = [value if isinstance(value, int) else _text(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _read(text: str, length: int) -> list[Any] | None:
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except ValueError:
        return None
    fits = isinstance(values, list) and len(values) == length
    return values if fits and all(isinstance(value, str | int) for value in values) else None
