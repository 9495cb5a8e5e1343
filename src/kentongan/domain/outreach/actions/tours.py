"""Making a tour and changing its frame while it is a draft."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import unused_code
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid
from kentongan.domain.events.actions.agenda import Item
from kentongan.domain.events.models import Kind as EventKind
from kentongan.domain.outreach.access import CODE
from kentongan.domain.outreach.actions.changing import lock_tour, noted, require_draft
from kentongan.domain.outreach.actions.frame import checked, checked_agenda
from kentongan.domain.outreach.models import Team, Tour, TourAgendaItem, TourDistrict
from kentongan.domain.outreach.rules import DEFAULT_WEIGHTS
from kentongan.domain.regions.models import Region

FRAME = frozenset(
    {
        "title", "starts_on", "ends_on", "quota_per_district", "villages_per_stop", "max_stops_per_day",
        "kinds", "candidates", "weights", "base", "day_starts_at", "minutes_per_stop", "minutes_per_day",
        "km_per_hour", "funding", "conditions",
    }
)  # fmt: skip
_NAMED = frozenset({"base", "funding"})  # kept in the history by their key


@transaction.atomic
def create_tour(
    *,
    title: str,
    region: Region,
    starts_on: date,
    ends_on: date,
    by: Actor,
    agenda: Sequence[str | Item] = (),
    districts: Iterable[Region] | None = None,
    is_demo: bool = False,
    source: str = "",
    **frame: Any,
) -> Tour:
    """A draft of a tour through the districts given, or all of the region; with one team to begin with.

    ``frame`` holds any other field of the frame (``FRAME``). Raises ``Invalid`` naming the field.
    """
    by.require("tours.edit", region.code)
    _known(frame)
    values = checked(
        {
            "title": title,
            "starts_on": starts_on,
            "ends_on": ends_on,
            "kinds": [EventKind.OUTREACH],
            "weights": DEFAULT_WEIGHTS,
        }
        | frame,
        region=region,
    )
    stations = _districts(region, districts)
    tour = Tour.objects.create(
        code=unused_code(CODE, lambda code: Tour.objects.filter(code=code).exists()),
        region=region,
        by_id=by.user_id,
        by_name=by.name,
        is_demo=is_demo,
        source=source[:300],
        **values,
    )
    TourDistrict.objects.bulk_create(TourDistrict(tour=tour, region=station) for station in stations)
    Team.objects.create(tour=tour, name=_("Tim 1"))
    _write_agenda(tour, agenda)
    record("tours.create", tour, by=by, region=region.code, title=tour.title, districts=len(stations))
    return tour


@transaction.atomic
def change_tour(
    tour: Tour,
    *,
    by: Actor,
    version: int | None = None,
    agenda: Sequence[str | Item] | None = None,
    **frame: Any,
) -> Tour:
    """Change fields of the frame, and the agenda when given, while it is a draft. Returns it as it is now.

    Raises ``Stale`` for an outdated ``version``, ``Invalid`` naming the field.
    """
    held = lock_tour(tour, by=by, version=version)
    require_draft(held)
    _known(frame)
    values = checked(frame, region=held.region, tour=held)
    changed = {name: value for name, value in values.items() if getattr(held, name) != value}
    for name, value in changed.items():
        setattr(held, name, value)
    if changed:
        held.save(update_fields=list(changed))
    if agenda is not None:
        held.agenda.all().delete()
        _write_agenda(held, agenda)
    if changed or agenda is not None:
        noted(held, "tours.change", by=by, **{name: _told(name, value) for name, value in changed.items()})
    return held


def _known(frame: dict[str, Any]) -> None:
    unknown = frame.keys() - FRAME
    if unknown:
        raise TypeError(f"no fields of a tour: {sorted(unknown)}")


def _told(name: str, value: Any) -> Any:
    if name in _NAMED:
        return str(value.pk) if value else None
    return value if isinstance(value, int | float | list | dict | None) else str(value)


def _districts(region: Region, chosen: Iterable[Region] | None) -> list[Region]:
    inside = Region.objects.current().within(region.code).at_level(Region.Level.DISTRICT)
    every = {district.code: district for district in inside}
    if chosen is None:
        stations = list(every.values())
    else:
        codes = list(dict.fromkeys(district.code for district in chosen))
        wrong = next((code for code in codes if code not in every), None)
        if wrong:
            raise Invalid(
                _("Kecamatan %(code)s tidak ada di %(area)s.") % {"code": wrong, "area": region.title},
                field="districts",
            )
        stations = [every[code] for code in codes]
    if not stations:
        raise Invalid(_("Pilih paling sedikit satu kecamatan."), field="districts")
    return sorted(stations, key=lambda station: station.code)


def _write_agenda(tour: Tour, items: Sequence[str | Item]) -> None:
    TourAgendaItem.objects.bulk_create(
        TourAgendaItem(
            tour=tour,
            position=position,
            title=item.title.strip(),
            programme=item.programme.strip(),
            regulation=item.regulation,
        )
        for position, item in enumerate(checked_agenda(items), start=1)
    )
