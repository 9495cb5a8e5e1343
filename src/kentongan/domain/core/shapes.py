"""The kinds of value that others send us, each read strictly: by the API and in offline operations alike.

A field nobody knows is refused by name, nothing is guessed from another type (security.md 4).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic import ValidationError as ShapeError
from pydantic_core import PydanticCustomError, core_schema

from kentongan.domain.core.problems import Invalid

BIG = 2_000_000_000  # of any count: what a four-byte column holds
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEARS = range(1900, 2200)


class In(BaseModel):
    """What is sent to us: a field we do not know is refused by name."""

    model_config = ConfigDict(extra="forbid")


_Shape = TypeVar("_Shape", bound=In)


def read(shape: type[_Shape], data: Mapping[str, Any]) -> _Shape:
    """What an operation carries, as its shape; an empty text is as good as none.

    Raises ``Invalid``: its sentence names the first bad field.
    """
    try:
        return shape.model_validate({name: value for name, value in data.items() if value != ""})
    except ShapeError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(step) for step in first["loc"])
        told = _("Pilih dari daftar.") if first["type"] == "literal_error" else sentence(first)
        raise Invalid(f"{_label(first['loc'])}: {told}", field=field) from error


def sentence(error: Mapping[str, Any]) -> str:
    """What is wrong with a value, as pydantic found it, in the person's language."""
    limits = error.get("ctx") or {}
    kind = str(error["type"])
    if kind in _WITH_LIMIT:
        key, told = _WITH_LIMIT[kind]
        return str(told) % {"limit": limits.get(key)}
    if kind == "value_error" and "error" in limits:
        return str(limits["error"])
    return str(_PLAIN.get(kind) or _PLAIN_BY_START.get(kind.partition("_")[0]) or _("Nilai ini tidak cocok."))


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


def text(limit: int, *, least: int = 0) -> Any:
    """A text of at most so many letters."""
    return StringConstraints(min_length=least, max_length=limit)


def _label(path: Sequence[str | int]) -> str:
    """The field as a person calls it; one without a word of ours keeps the name it was sent by."""
    name = next((str(step) for step in reversed(path) if not isinstance(step, int)), "")
    return str(LABELS.get(name) or name)


LABELS: dict[str, Promise] = {
    "answers": gettext_lazy("Jawaban"),
    "counted_how": gettext_lazy("Cara menghitung"),
    "due_on": gettext_lazy("Tenggat"),
    "element": gettext_lazy("Unsur"),
    "event": gettext_lazy("Acara"),
    "form": gettext_lazy("Instrumen"),
    "group": gettext_lazy("Kelompok"),
    "held_on": gettext_lazy("Tanggal"),
    "issued_on": gettext_lazy("Tanggal SK"),
    "kind": gettext_lazy("Jenis"),
    "medium": gettext_lazy("Media"),
    "name": gettext_lazy("Nama"),
    "note": gettext_lazy("Catatan"),
    "number": gettext_lazy("Nomor"),
    "place": gettext_lazy("Tempat"),
    "reach_high": gettext_lazy("Jumlah paling banyak"),
    "reach_low": gettext_lazy("Jumlah paling sedikit"),
    "reason": gettext_lazy("Alasan"),
    "region": gettext_lazy("Wilayah"),
    "release": gettext_lazy("Paket"),
    "seats": gettext_lazy("Jumlah orang"),
    "sex": gettext_lazy("Jenis kelamin"),
    "text": gettext_lazy("Penjelasan"),
    "title": gettext_lazy("Judul"),
    "wanted_by": gettext_lazy("Dibutuhkan sebelum"),
}
_PLAIN = {
    "missing": gettext_lazy("Isian ini wajib ada."),
    "extra_forbidden": gettext_lazy("Isian ini tidak dikenal. Hapus isian ini."),
    "literal_error": gettext_lazy("Pilih salah satu nilai yang tersedia; lihat dokumentasi."),
    "string_pattern_mismatch": gettext_lazy("Penulisan ini tidak cocok dengan bentuk yang diminta."),
    "string_type": gettext_lazy("Isi dengan teks."),
    "model_attributes_type": gettext_lazy("Isi dengan objek JSON."),
    "model_type": gettext_lazy("Isi dengan objek JSON."),
}
_PLAIN_BY_START = {
    "int": gettext_lazy("Isi dengan bilangan bulat."),
    "bool": gettext_lazy("Isi dengan true atau false."),
    "list": gettext_lazy("Isi dengan daftar."),
    "dict": gettext_lazy("Isi dengan objek JSON."),
    "date": gettext_lazy("Tulis tanggal seperti 2026-03-17."),
    "datetime": gettext_lazy("Tulis waktu dengan zonanya, seperti 2026-03-17T08:00:00+07:00."),
    "timezone": gettext_lazy("Tulis waktu dengan zonanya, seperti 2026-03-17T08:00:00+07:00."),
    "uuid": gettext_lazy("Isi dengan UUID."),
}
_WITH_LIMIT = {
    "string_too_long": ("max_length", gettext_lazy("Paling banyak %(limit)s huruf.")),
    "string_too_short": ("min_length", gettext_lazy("Paling sedikit %(limit)s huruf.")),
    "too_long": ("max_length", gettext_lazy("Paling banyak %(limit)s butir.")),
    "too_short": ("min_length", gettext_lazy("Paling sedikit %(limit)s butir.")),
    "greater_than_equal": ("ge", gettext_lazy("Paling kecil %(limit)s.")),
    "less_than_equal": ("le", gettext_lazy("Paling besar %(limit)s.")),
}
