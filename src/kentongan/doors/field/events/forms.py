"""Attendance as it comes from a phone: names that were ticked, names that were typed, each with its own id.

The fields of a typed row end in its number: ``id-0``, ``name-0``, ``sex-0``, ``element-0``, ``region-0``.
A tick is ``<id>.<key of the offer>``. Sent again, or later, the same form makes nothing twice.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kentongan.domain.events.models import Attendance, Element
from kentongan.domain.events.offering import Offer
from kentongan.domain.regions.models import Region

MOST_ROWS = 200
SPARE_ROWS = 4  # without scripts so many names go in one sending
_NUMBERED = re.compile(r"id-([0-9]{1,3})")


@dataclass(kw_only=True)
class Line:
    """A name on its way to the list: its id, and what is wrong with it."""

    id: str
    error: str = ""
    is_kept: bool = False


@dataclass(kw_only=True)
class Row(Line):
    """One typed name."""

    number: int
    name: str = ""
    sex: str = ""
    element: str = ""
    region: str = ""

    def facts(self, elements: Sequence[Element], areas: Sequence[Region]) -> dict[str, Any]:
        """What the verb takes; what nobody offered counts as not told."""
        return {
            "id": UUID(self.id),
            "name": self.name,
            "sex": self.sex,
            "element": next((one for one in elements if one.pk == self.element), None),
            "region": next((area for area in areas if area.code == self.region), None),
        }


@dataclass(kw_only=True)
class Tick(Line):
    """An offered name with the id it gets when it is ticked."""

    offer: Offer
    checked: bool = False

    @property
    def value(self) -> str:
        """What the form sends."""
        return f"{self.id}.{self.offer.key}"

    def facts(self, elements: Sequence[Element]) -> dict[str, Any]:
        """What the verb takes."""
        offer = self.offer
        return {
            "id": UUID(self.id),
            "name": offer.name,
            "sex": offer.sex,
            "element": next((one for one in elements if one.pk == offer.element), None),
            "person": offer.person,
            "region": offer.region,
            "group": offer.group,
            "title": offer.title,
        }


def spare_rows(last: Attendance | None) -> list[Row]:
    """Empty rows that bear the element, sex and area of the last name written down."""
    return [
        Row(
            number=number,
            id=str(uuid4()),
            sex=last.sex if last else "",
            element=(last.element_id if last else "") or "",
            region=(last.region_id if last else "") or "",
        )
        for number in range(SPARE_ROWS)
    ]


def typed_rows(data: QueryDict) -> list[Row]:
    """The rows in which a name was typed, with an id each; the first :data:`MOST_ROWS`."""
    numbers = sorted(int(found.group(1)) for key in data if (found := _NUMBERED.fullmatch(key)))
    rows = [
        Row(
            number=number,
            id=_read_id(data.get(f"id-{number}", "")),
            name=data.get(f"name-{number}", "").strip(),
            sex=data.get(f"sex-{number}", ""),
            element=data.get(f"element-{number}", ""),
            region=data.get(f"region-{number}", ""),
        )
        for number in numbers[:MOST_ROWS]
    ]
    return [row for row in rows if row.name]


def ticks_of(offers: Sequence[Offer], data: QueryDict | None = None) -> list[Tick]:
    """Every offer as a row to tick; those ticked keep the id they were sent with."""
    sent = dict(reversed(value.partition(".")[::2]) for value in data.getlist("present")) if data else {}
    return [
        Tick(offer=offer, id=_read_id(sent.get(offer.key, "")), checked=offer.key in sent) for offer in offers
    ]


def _read_id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid4())


class AnswerForm(forms.Form):
    """How many will come."""

    seats = forms.IntegerField(
        label=_("Berapa orang yang akan hadir?"),
        min_value=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class DeclineForm(forms.Form):
    """Why nobody comes."""

    note = forms.CharField(label=_("Alasan"), max_length=300)
