"""Numbers, dates and money as Indonesians write them; English on English pages. Unknown is "–", never 0."""

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any

from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, ngettext

UNKNOWN = "–"
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


def locale() -> str:
    """The page's language as a Babel locale."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def capitals(choices: Iterable[Any]) -> list[tuple[str, str]]:
    """A model's choices as a list to pick from shows them; lazy labels stay lazy and follow the page."""
    return [(str(key), capfirst(label)) for key, label in choices]


def number(value: float | Decimal | None, digits: int | None = None) -> str:
    """1234.5 as ``1.234,5``; ``digits`` fixes the decimals."""
    if value is None or value == "":
        return UNKNOWN
    pattern = "#,##0.##" if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=locale())


def percent(share: float | None, digits: int = 0) -> str:
    """0.456 as ``46 %`` (Indonesian ``46%``)."""
    if share is None:
        return UNKNOWN
    return format_percent(
        share, format="#,##0" + ("." + "0" * digits if digits else "") + "%", locale=locale()
    )


def rupiah(value: int | None) -> str:
    """Whole rupiah: ``Rp416.000``."""
    if value is None:
        return UNKNOWN
    sign = "-" if value < 0 else ""
    return f"{sign}Rp{number(abs(value), 0)}"


def people(low: int | None, high: int | None = None) -> str:
    """A count of people as a range: ``40–60 orang``; one number when both are equal or only one is known."""
    if low is None and high is None:
        return UNKNOWN
    if low is None or high is None or low == high:
        one = low if low is not None else high
        assert one is not None  # noqa: S101 one of the two is known here
        return ngettext("%(count)s orang", "%(count)s orang", one) % {"count": number(one)}
    return gettext("%(low)s–%(high)s orang") % {"low": number(low), "high": number(high)}


def local(value: datetime, zone: tzinfo | None = None) -> datetime:
    """The moment on the wall clock of the zone, or of the page's current zone."""
    if timezone.is_naive(value):
        value = timezone.make_aware(value)
    return value.astimezone(zone or timezone.get_current_timezone())


def day(value: date | datetime | None, zone: tzinfo | None = None) -> str:
    """``17 Februari 2023``."""
    return _date(value, "d MMMM y", zone)


def short_day(value: date | datetime | None, zone: tzinfo | None = None) -> str:
    """``17 Feb 2023``."""
    return _date(value, "d MMM y", zone)


def weekday(value: date | datetime | None, zone: tzinfo | None = None) -> str:
    """``Jumat, 17 Februari 2023``."""
    return _date(value, "EEEE, d MMMM y", zone)


def month_name(value: date) -> str:
    """``Februari 2023``."""
    return _date(value, "LLLL y", None)


def _date(value: date | datetime | None, pattern: str, zone: tzinfo | None) -> str:
    if not value:
        return UNKNOWN
    if isinstance(value, datetime):
        value = local(value, zone)
    return format_date(value, format=pattern, locale=locale())


def clock(value: datetime | None, zone: tzinfo | None = None) -> str:
    """``14.05 WIB``: the hour with the name of the zone (WIB, WITA, WIT, else the offset)."""
    if not value:
        return UNKNOWN
    here = local(value, zone)
    offset = here.utcoffset()
    hours = offset.total_seconds() / 3600 if offset is not None else 0
    name = ZONES.get(int(hours)) if hours == int(hours) else None
    return f"{format_time(here, format='HH.mm', locale='id')} {name or here.strftime('%z')}"


def moment(value: datetime | None, zone: tzinfo | None = None) -> str:
    """``17 Februari 2023, 14.05 WIB``."""
    return f"{day(value, zone)}, {clock(value, zone)}" if value else UNKNOWN
