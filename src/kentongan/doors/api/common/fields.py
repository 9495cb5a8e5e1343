"""The kinds of value in requests and answers, each read strictly and named in the OpenAPI file."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field

from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.shapes import Code, Count, Day, In, Moment, Number, OneOf, RegionCode, Word, text
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import valid_code

MAX_LIMIT = 200
T = TypeVar("T")
Files = Annotated[list[UUID], Field(max_length=20)]
__all__ = [
    "Change",
    "Code",
    "Count",
    "Day",
    "Files",
    "In",
    "Moment",
    "Number",
    "OneOf",
    "Out",
    "Page",
    "Paging",
    "RegionCode",
    "RegionPaging",
    "Word",
    "files_of",
    "known",
    "known_region",
    "moment",
    "moment_or_none",
    "region_of",
    "text",
]


class Change(In):
    """What is to change: a field left out stays, so no default is told."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=lambda schema: _without_defaults(schema))


class Out(BaseModel):
    """What we answer."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


def _without_defaults(schema: dict[str, Any]) -> None:
    for entry in schema.get("properties", {}).values():
        entry.pop("default", None)


class Paging(In):
    """What every list takes."""

    cursor: Annotated[str, text(1000)] | None = Field(None, description="From `next` of the page before.")
    limit: int = Field(50, ge=1, le=MAX_LIMIT, description="Rows on a page.")


class RegionPaging(Paging):
    """A list that can be narrowed to a subtree."""

    region: RegionCode | None = Field(None, description="Only in this area and everything under it.")


class Page(Out, Generic[T]):
    """One page of a list."""

    items: list[T]
    next: str | None = Field(description="Address of the next page; null on the last.")
    count: int = Field(description="Rows in all; counted up to 10,000.")
    count_is_exact: bool


def known_region(code: str | None, field: str = "region") -> str | None:
    """The code, if it is that of an area. Raises ``Invalid`` for any other."""
    if code is not None and not (valid_code(code) and Region.objects.filter(code=code).exists()):
        raise Invalid(
            _("Tidak ada wilayah dengan kode %(code)s. Periksa kodenya.") % {"code": code[:20]}, field=field
        )
    return code


def region_of(code: str, field: str = "region") -> Region:
    """The area with this code. Raises ``Invalid``."""
    known_region(code, field)
    return Region.objects.get(code=code)


def files_of(keys: Iterable[UUID], field: str, by_id: int | None) -> list[Attachment]:
    """The files with these ids that the sender handed in, in that order. Raises ``Invalid`` for others."""
    wanted = list(dict.fromkeys(keys))
    found = Attachment.objects.filter(uploaded_by_id=by_id).in_bulk(wanted)
    if len(found) < len(wanted):
        raise Invalid(_("Berkas ini tidak ditemukan. Unggah sekali lagi."), field=field)
    return [found[key] for key in wanted]


def moment(value: datetime) -> datetime:
    """The moment by our clock, with its offset."""
    return timezone.localtime(value)


def moment_or_none(value: datetime | None) -> datetime | None:
    """The moment by our clock, where there is one."""
    return timezone.localtime(value) if value else None


def known(value: str) -> str | None:
    """The text, or ``None`` where nobody knows it."""
    return value or None
