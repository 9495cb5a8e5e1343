"""What every change of a tour has in common: the right, the lock, the version."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.outreach.models import Tour, TourState


def lock_tour(tour: Tour, *, by: Actor, version: int | None = None, verb: str = "tours.edit") -> Tour:
    """The tour as it is now, held until the transaction ends. Call it inside one.

    Raises ``Refused``; ``Stale`` when ``version`` is not the one that was shown.
    """
    by.require(verb, tour.region_id)
    held = Tour.objects.select_for_update().get(pk=tour.pk)
    held.region = tour.region
    if version is not None and held.version != version:
        raise Stale(_("Keliling ini berubah sejak Anda membukanya. Muat ulang halaman, lalu periksa lagi."))
    return held


def require_draft(tour: Tour) -> None:
    """Raise ``Invalid`` once the tour is approved: its frame and its plan stand."""
    if tour.state != TourState.DRAFT:
        raise Invalid(
            _("Keliling ini sudah %(state)s. Buka kembali rancangannya lebih dahulu bila perlu diubah.")
            % {"state": tour.state.label}
        )


def require_open(tour: Tour) -> None:
    """Raise ``Invalid`` once somebody called the tour done or off; a last day gone by closes nothing."""
    if tour.done_on or tour.evaluated_on or tour.cancelled_on:
        raise Invalid(_("Keliling ini sudah %(state)s.") % {"state": tour.state.label})


def noted(tour: Tour, verb: str, *, by: Actor, **detail: Any) -> None:
    """Count the change and write it into the history."""
    Tour.objects.filter(pk=tour.pk).update(version=F("version") + 1)
    tour.version += 1
    record(verb, tour, by=by, region=tour.region_id, **detail)
