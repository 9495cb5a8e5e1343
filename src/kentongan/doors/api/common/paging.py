"""Pages of a list by cursor: rows that come or go meanwhile make none appear twice or vanish."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid
from kentongan.doors.api.common.fields import Paging

COUNTED = 10_000
_SALT = "api.cursor"
Row = TypeVar("Row", bound=Model)


def page(
    request: HttpRequest,
    rows: QuerySet[Row],
    order: Sequence[str],
    paging: Paging,
    show: Callable[[list[Row]], list[Any]],
    parts: Sequence[QuerySet[Row]] = (),
) -> dict[str, Any]:
    """One page of the rows in an order that ends in something unique ("-" for falling).

    ``show`` gets all rows of the page at once, so that it asks the store a fixed number of times. ``parts``
    are the same rows in pieces, asked one by one; their order is by days, numbers and ids.
    """
    asked = parts or [rows]
    after = _after(order, _read(paging.cursor, request)) if paging.cursor else Q()
    keys = _keys(asked, order, after, paging.limit + 1)
    count = sum(part.order_by().values("pk")[: COUNTED + 1].count() for part in asked)
    shown = rows.in_bulk(keys)  # only now what rows carry: PostgreSQL would look it up for the whole table
    found = [shown[key] for key in keys if key in shown]
    following = None
    if len(found) > paging.limit:
        found = found[: paging.limit]
        following = _address(request, [_value(found[-1], field) for field in order])
    return {
        "items": show(found),
        "next": following,
        "count": min(count, COUNTED),
        "count_is_exact": count <= COUNTED,
    }


def _keys(parts: Sequence[QuerySet[Any]], order: Sequence[str], after: Q, size: int) -> list[Any]:
    if len(parts) == 1:
        return list(parts[0].filter(after).order_by(*order).values_list("pk", flat=True)[:size])
    names = [*(name.lstrip("-") for name in order), "pk"]
    rows = [row for part in parts for row in part.filter(after).order_by(*order).values_list(*names)[:size]]
    return [row[-1] for row in sorted(rows, reverse=order[0].startswith("-"))[:size]]


def _after(order: Sequence[str], values: Sequence[Any]) -> Q:
    """The condition for the rows behind these values."""
    condition = Q(pk__in=[])
    before: dict[str, Any] = {}
    for field, value in zip(order, values, strict=True):
        name, than = field.lstrip("-"), "lt" if field.startswith("-") else "gt"
        condition |= Q(**before, **{f"{name}__{than}": value})
        before[name] = value
    first, edge = order[0].lstrip("-"), "lte" if order[0].startswith("-") else "gte"
    return condition & Q(**{f"{first}__{edge}": values[0]})  # follows from the rest: lets an index be used


def _value(row: Model, field: str) -> str | int:
    value: Any = row
    for part in field.lstrip("-").split("__"):
        value = getattr(value, part)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _address(request: HttpRequest, values: list[Any]) -> str:
    query = request.GET.copy()
    query["cursor"] = signing.dumps([request.path, values], salt=_SALT, compress=True)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _read(cursor: str, request: HttpRequest) -> list[Any]:
    try:
        path, values = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError):
        path, values = "", []
    if path != request.path:
        raise Invalid(_("Penanda halaman ini tidak berlaku. Mulai lagi tanpa cursor."), field="cursor")
    return list(values)
