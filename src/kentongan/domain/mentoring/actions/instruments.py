"""An office writes what is asked on visits: drafts, then editions in force from a day, unchanged since."""

import tomllib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor, System
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.mentoring.actions.questions import NewPoint, write_question
from kentongan.domain.mentoring.models import Edition, Instrument, Point, Question, Section
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT
from kentongan.domain.releases.checks import check_reason

EXAMPLE_FILE = Path(__file__).parent.parent / "data" / "contoh.toml"


@transaction.atomic
def make_instrument(
    *, region: Region, name: str, by: Actor, purpose: str = "", like: Edition | None = None
) -> Edition:
    """Begin a visit form of the area: a first draft, empty or with the questions of another edition.

    Raises ``Invalid`` for a name the area already uses.
    """
    by.require("visits.forms", region.code)
    name = check_reason(name, _("Isi nama instrumen."), limit=120, field="name")
    if Instrument.objects.filter(region=region, name=name).exists():
        raise Invalid(_("Nama ini sudah dipakai instrumen lain di wilayah Anda."), field="name")
    made = Instrument.objects.create(region=region, name=name, purpose=purpose.strip()[:300])
    edition = Edition.objects.create(instrument=made, number=1, by_name=by.name)
    if like is not None:
        _copy(like, edition)
    record("mentoring.make_instrument", made, by=by, region=region.code, name=name)
    return edition


@transaction.atomic
def draft_edition(instrument: Instrument, *, by: Actor) -> Edition:
    """The draft of the instrument: the one that is there, else a new one with the newest questions."""
    by.require("visits.forms", instrument.region_id)
    newest = Edition.objects.select_for_update().filter(instrument=instrument).order_by("-number")[0]
    if newest.is_draft:
        return newest
    draft = Edition.objects.create(instrument=instrument, number=newest.number + 1, by_name=by.name)
    _copy(newest, draft)
    record("mentoring.draft_edition", instrument, by=by, region=instrument.region_id, version=draft.number)
    return draft


@transaction.atomic
def publish_edition(edition: Edition, *, in_force_from: date, by: Actor, note: str = "") -> Edition:
    """Let the draft be used for visits from the day on. It is never changed again.

    Raises ``Invalid`` while it asks nothing, and for a day before the edition before came into force.
    """
    instrument = edition.instrument
    by.require("visits.forms", instrument.region_id)
    if not Question.objects.filter(section__edition=edition).exists():
        raise Invalid(_("Instrumen ini belum punya pertanyaan. Tambahkan dulu pertanyaannya."))
    earlier = Edition.objects.filter(instrument=instrument, number__lt=edition.number).order_by("-number")
    before = earlier.values_list("in_force_from", flat=True).first()
    if before and in_force_from < before:
        raise Invalid(
            _("Versi sebelumnya berlaku sejak hari sesudah itu. Pilih tanggal yang sama atau sesudahnya."),
            field="in_force_from",
        )
    done = Edition.objects.filter(pk=edition.pk, in_force_from=None).update(
        in_force_from=in_force_from, note=note.strip()[:300]
    )
    if not done:
        raise Stale(_("Versi ini sudah diberlakukan. Muat ulang halaman."))
    edition.refresh_from_db()
    record(
        "mentoring.publish_edition",
        instrument,
        by=by,
        region=instrument.region_id,
        version=edition.number,
        on=in_force_from.isoformat(),
    )
    return edition


@transaction.atomic
def retire_instrument(instrument: Instrument, *, by: Actor, on: date | None = None) -> Instrument:
    """Offer the instrument for visits no longer. Visits held with it stay as they are."""
    by.require("visits.forms", instrument.region_id)
    day = on or timezone.localdate()
    if not Instrument.objects.filter(pk=instrument.pk, retired_on=None).update(retired_on=day):
        raise Stale(_("Instrumen ini sudah tidak dipakai. Muat ulang halaman."))
    instrument.refresh_from_db()
    record("mentoring.retire_instrument", instrument, by=by, region=instrument.region_id, on=day.isoformat())
    return instrument


@transaction.atomic
def load_example() -> Instrument:
    """Write the visit form shipped with the program, labelled as an example, unless it is there."""
    shipped = tomllib.loads(EXAMPLE_FILE.read_text(encoding="utf-8"))
    instrument, made = Instrument.objects.get_or_create(
        region_id=ROOT, name=shipped["name"], defaults={"purpose": shipped["purpose"], "is_example": True}
    )
    if not made:
        return instrument
    edition = Edition.objects.create(instrument=instrument, number=1, by_name=System().name)
    for place, part in enumerate(shipped["sections"], start=1):
        section = Section.objects.create(
            edition=edition, position=place, title=part["title"], help=part.get("help", "")
        )
        for entry in part["questions"]:
            points = [_point(values) for values in entry.pop("points", [])]
            write_question(section, points=points, by=System(), **entry)
    publish_edition(edition, in_force_from=date(2000, 1, 1), by=System())
    return instrument


def _point(values: Sequence[Any]) -> NewPoint:
    points, label, meaning, *start = values
    return NewPoint(label, points, meaning, Decimal(start[0]) if start else None)


def _copy(source: Edition, target: Edition) -> None:
    """The same sections, questions (with their keys) and points."""
    for section in source.sections.prefetch_related("questions__points"):
        copied = Section.objects.create(
            edition=target, position=section.position, title=section.title, help=section.help
        )
        for question in section.questions.all():
            fields = ("key", "position", "text", "help", "kind", "weight", "is_required")
            again = Question.objects.create(
                section=copied, **{name: getattr(question, name) for name in fields}
            )
            Point.objects.bulk_create(
                Point(
                    question=again,
                    label=point.label,
                    points=point.points,
                    at_least=point.at_least,
                    meaning=point.meaning,
                )
                for point in question.points.all()
            )
