"""The kinds of value in requests and answers, each read strictly and named in the OpenAPI file."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Choices
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError, core_schema

from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import valid_code

MAX_LIMIT = 200
BIG = 2_000_000_000  # of any count: what a four-byte column holds
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEARS = range(1900, 2200)
T = TypeVar("T")


class In(BaseModel):
    """What is sent to us: a field we do not know is refused by name (security.md 4)."""

    model_config = ConfigDict(extra="forbid")


class Change(In):
    """What is to change: a field left out stays, so no default is told."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=lambda schema: _without_defaults(schema))


class Out(BaseModel):
    """What we answer."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


def _without_defaults(schema: dict[str, Any]) -> None:
    for entry in schema.get("properties", {}).values():
        entry.pop("default", None)


class OneOf:
    """One of the values of a list of choices."""

    def __init__(self, choices: type[Choices] | Sequence[str]) -> None:
        self.values = list(getattr(choices, "values", choices))

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        """As pydantic wants it."""
        return core_schema.literal_schema(self.values)


def _iso_day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise PydanticCustomError("date_form", "a day is written YYYY-MM-DD")
    return value


def _iso_moment(value: Any) -> Any:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _DAY.match(value) or len(value) < len("2026-03-17T08:00Z"):
        raise PydanticCustomError("datetime_form", "a moment is written YYYY-MM-DDThh:mm:ss+07:00")
    return value


def _plausible_day(value: date) -> date:
    if value.year not in _YEARS:
        raise PydanticCustomError("date_range", "the year is out of range")
    return value


def _plausible_moment(value: datetime) -> datetime:
    if value.year not in _YEARS or value.tzinfo is None:
        raise PydanticCustomError("datetime_form", "a moment has a zone and a year within reach")
    return value


Day = Annotated[
    date,
    BeforeValidator(_iso_day, json_schema_input_type=date),
    AfterValidator(_plausible_day),
]
Moment = Annotated[
    datetime,
    BeforeValidator(_iso_moment, json_schema_input_type=datetime),
    AfterValidator(_plausible_moment),
]
RegionCode = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?$", max_length=13)
]
Code = Annotated[str, StringConstraints(min_length=1, max_length=20)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Count = Annotated[int, Field(strict=True, ge=0, le=BIG)]
Number = Annotated[int, Field(strict=True, ge=1, le=BIG)]
Files = Annotated[list[UUID], Field(max_length=20)]


def text(limit: int, *, least: int = 0) -> Any:
    """A text of at most so many letters."""
    return StringConstraints(min_length=least, max_length=limit)


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
