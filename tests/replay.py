"""What a fixture lays out through the verbs is laid out once; later tests get the same rows at one stroke."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, time
from functools import wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar

from django.apps import apps
from django.db import connection, models
from django.utils import timezone

T = TypeVar("T")
P = ParamSpec("P")
Model = type[models.Model]
Rows = list[tuple[Any, ...]]
State = tuple[date, tuple[int, ...]]  # the day, and how many rows each table has


class Change(NamedTuple):
    """What was done to a table: the keys of rows that went or became others, and the rows that came."""

    model: Model
    gone: list[Any]
    came: Rows


def once(build: Callable[P, T]) -> Callable[P, T]:
    """The same rows and a copy of the same answer wherever the tables are as they were at the first time.

    Keys are those of the first time too. Where the tables are not as they were, all is laid out through the
    verbs again. What it takes as arguments must follow from the tables, so be laid out in this way itself.
    """
    kept: dict[State, tuple[T, list[Change]]] = {}

    @wraps(build)
    def lay_out(*args: P.args, **kwargs: P.kwargs) -> T:
        state = timezone.localdate(), _counts()
        if state in kept:
            made, changes = kept[state]
            for change in changes:
                _repeat(change)
            return deepcopy(made)
        before = {model: _rows(model) for model in _tables()}
        made = build(*args, **kwargs)
        changes = [_change(model, rows, _rows(model)) for model, rows in before.items()]
        kept[state] = deepcopy(made), [change for change in changes if change.gone or change.came]
        return made

    return lay_out


def _change(model: Model, before: Rows, after: Rows) -> Change:
    old, new = set(before), set(after)
    key = _columns(model).index(model._meta.pk.column)
    return Change(
        model, [row[key] for row in before if row not in new], [row for row in after if row not in old]
    )


def _repeat(change: Change) -> None:
    table, columns = change.model._meta.db_table, _columns(change.model)
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        if change.gone:
            query = f'DELETE FROM "{table}" WHERE "{change.model._meta.pk.column}" = %s'  # noqa: S608
            cursor.executemany(query, [(key,) for key in change.gone])
        if change.came:
            query = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608
            cursor.executemany(query, change.came)


def _tables() -> Iterator[Model]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


def _counts() -> tuple[int, ...]:
    counts = ", ".join(f'(SELECT COUNT(*) FROM "{model._meta.db_table}")' for model in _tables())  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        found: tuple[int, ...] = tuple(cursor.fetchone())
    return found


def _columns(model: Model) -> list[str]:
    return [field.column for field in model._meta.local_concrete_fields if not field.generated]


def _rows(model: Model) -> Rows:
    names = ", ".join(f'"{name}"' for name in _columns(model))
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {names} FROM "{model._meta.db_table}"')  # noqa: S608
        return [tuple(map(_bindable, row)) for row in cursor.fetchall()]


def _bindable(value: Any) -> Any:
    """A time as text: SQLite's driver reads times, but binds none."""
    return value.isoformat() if isinstance(value, time) else value
