"""Text columns that sort and compare byte by byte, so that a subtree or a prefix is a range of the index."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class BytewiseField(models.CharField):  # type: ignore[type-arg]  # not generic when it runs
    """A text column in collation "C" on PostgreSQL; SQLite compares byte by byte already.

    The type is spelled "character varying" there: Django adds a second ``_like`` index only to "varchar"
    columns, and under "C" the ordinary index serves prefixes as well.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        """The column's parameters; foreign keys take the collation from here too."""
        parameters = dict(super().db_parameters(connection))
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """The column's type; foreign keys take it from here too."""
        if connection.vendor == "postgresql":
            return f"character varying({self.max_length})"
        return super().db_type(connection)


class CodeField(BytewiseField):
    """The code of a region."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 13)
        super().__init__(*args, **kwargs)
