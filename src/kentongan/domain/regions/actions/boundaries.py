"""Outlines of regions from GeoJSON files that an office supplies; for maps only."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid
from kentongan.domain.regions.models import Boundary, FormerBoundary, Region
from kentongan.domain.regions.outlines import OutlineError, centroid, read_outline

_MAX_BYTES = 20 * 1024 * 1024
_BATCH = 200


def load_boundaries(paths: Iterable[Path], *, source: str = "", by: Actor) -> int:
    """Load features keyed by region code (``properties.code`` or ``id``); all files or none.

    Coordinates are WGS 84 degrees. ``source`` defaults to the file name. Returns how many were written.
    Raises `Invalid` naming the file and the feature that is wrong.
    """
    outlines: dict[str, Boundary] = {}
    for path in paths:
        for feature in _features(path):
            outline = _outline(feature, path, source or path.name)
            outlines[outline.region_id] = outline
    known = Region.objects.in_bulk(outlines)
    for code in outlines:
        if code not in known:
            raise Invalid(_("Kode wilayah %(code)s tidak ada dalam daftar wilayah.") % {"code": code})
        by.require("regions.edit", code)
    with transaction.atomic():
        _keep_former(outlines)
        Boundary.objects.bulk_create(
            outlines.values(),
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["region"],
            update_fields=["geometry", "lon", "lat", "source", "loaded_on"],
        )
        for code in _tops(outlines.keys()):
            record("regions.load_boundaries", known[code], by=by, region=code, outlines=len(outlines))
    return len(outlines)


def _keep_former(outlines: Mapping[str, Boundary]) -> None:
    """Set aside the outlines that change; one replaced on the day it was loaded never held."""
    today = timezone.localdate()
    known = Boundary.objects.select_for_update().filter(region_id__in=outlines, loaded_on__lt=today)
    FormerBoundary.objects.bulk_create(
        (
            FormerBoundary(
                region_id=old.region_id, geometry=old.geometry, source=old.source, replaced_on=today
            )
            for old in known
            if old.geometry != outlines[old.region_id].geometry
        ),
        batch_size=_BATCH,
    )


def _features(path: Path) -> list[Any]:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise Invalid(_("Berkas %(file)s lebih besar dari 20 MB.") % {"file": path.name})
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise Invalid(_("Berkas %(file)s bukan GeoJSON yang dapat dibaca.") % {"file": path.name}) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        raise Invalid(_("Berkas %(file)s tidak berisi batas wilayah.") % {"file": path.name})
    return features


def _outline(feature: Any, path: Path, source: str) -> Boundary:
    feature = feature if isinstance(feature, dict) else {}
    properties = feature.get("properties")
    code = str((properties.get("code") if isinstance(properties, dict) else None) or feature.get("id") or "")
    try:
        polygons = read_outline(feature.get("geometry"))
    except OutlineError as error:
        raise Invalid(
            _("Batas wilayah “%(code)s” dalam %(file)s tidak dapat dipakai: %(reason)s")
            % {"code": code[:20], "file": path.name, "reason": error}
        ) from error
    lon, lat = centroid(polygons)
    return Boundary(region_id=code[:20], geometry=polygons, lon=lon, lat=lat, source=source[:200])


def _tops(codes: Iterable[str]) -> list[str]:
    """The shortest codes of the load: one history entry each."""
    ordered = sorted(codes)
    shortest = min(len(code) for code in ordered)
    return [code for code in ordered if len(code) == shortest]
