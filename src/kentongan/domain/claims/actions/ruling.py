"""The desks' own words as data: schemes and labels, topics, reasons, hours. Nothing used is deleted.

All desks share them, so that only who rules the whole installation changes one.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kentongan.domain.claims.models import AnswerTarget, Label, LabelScheme, Topic, UnclearReason, Verdict
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.core.texts import one_line

MOST_HOURS = 30 * 24


def save_scheme(
    scheme: LabelScheme | None, *, name: str, source: str = "", retired: bool = False, by: Actor
) -> LabelScheme:
    """Make a scheme of labels or change one; switched off, its labels are offered no more."""
    values = {"name": _named(name, 80), "source": one_line(source)[:200], "retired": retired}
    made: LabelScheme = _saved(LabelScheme, scheme, values, "claims.save_scheme", by)
    return made


def save_label(
    label: Label | None,
    *,
    scheme: LabelScheme,
    name: str,
    meaning: str,
    tone: str,
    retired: bool = False,
    by: Actor,
) -> Label:
    """Make a label or change one. What verdicts say already keeps its name and tone. Raises ``Stale``."""
    words, told = _named(name, 80), one_line(meaning)
    if not told or len(told) > 300:
        raise Invalid(_("Tulis artinya, paling banyak 300 huruf."), field="meaning")
    if tone not in Label.Tone.values:
        raise Invalid(_("Pilih salah satu dari daftar."), field="tone")
    changed = label is not None and (label.name, label.tone, label.scheme_id) != (words, tone, scheme.pk)
    if changed and Verdict.objects.filter(label=label).exists():
        raise Stale(
            _("Putusan ini sudah dipakai. Matikan, lalu tambahkan yang baru dengan nama yang diinginkan.")
        )
    values = {"scheme": scheme, "name": words, "meaning": told, "tone": tone, "retired": retired}
    made: Label = _saved(Label, label, values, "claims.save_label", by)
    return made


def save_topic(topic: Topic | None, *, name: str, retired: bool = False, by: Actor) -> Topic:
    """Make a topic or change one."""
    values = {"name": _named(name, 80), "retired": retired}
    made: Topic = _saved(Topic, topic, values, "claims.save_topic", by)
    return made


def save_reason(
    reason: UnclearReason | None, *, name: str, explanation: str, retired: bool = False, by: Actor
) -> UnclearReason:
    """Make or change a reason why something cannot be cleared up; whoever asked reads the explanation."""
    told = one_line(explanation)
    if not told or len(told) > 300:
        raise Invalid(
            _("Tulis penjelasan untuk yang bertanya, paling banyak 300 huruf."), field="explanation"
        )
    values = {"name": _named(name, 80), "explanation": told, "retired": retired}
    made: UnclearReason = _saved(UnclearReason, reason, values, "claims.save_reason", by)
    return made


@transaction.atomic
def set_target(*, pace: str, hours: int, starts_on: date, source: str = "", by: Actor) -> AnswerTarget:
    """Within how many hours is to be answered from a day on; claims that wait keep the hour they were told.

    The same day again changes that day's hours; days that began stay as they were.
    """
    by.require("claims.rules", settings.HOME_REGION)
    if pace not in AnswerTarget.Pace.values:
        raise Invalid(_("Pilih biasa atau mendesak."), field="pace")
    if not 1 <= hours <= MOST_HOURS:
        raise Invalid(_("Isi 1 sampai %(most)d jam.") % {"most": MOST_HOURS}, field="hours")
    if starts_on < timezone.localdate():
        raise Invalid(_("Tanggal mulainya hari ini atau sesudahnya."), field="starts_on")
    made, _new = AnswerTarget.objects.update_or_create(
        pace=pace, starts_on=starts_on, defaults={"hours": hours, "source": one_line(source)[:200]}
    )
    record("claims.set_target", made, by=by, pace=pace, hours=hours)
    return made


def _named(name: str, most: int) -> str:
    words = one_line(name)
    if not words or len(words) > most:
        raise Invalid(_("Tulis namanya, paling banyak %(most)d huruf.") % {"most": most}, field="name")
    return words


@transaction.atomic
def _saved(model: type[models.Model], known: Any, values: dict[str, Any], verb: str, by: Actor) -> Any:
    """The row with these values; a new one gets a code made of its name, behind the others."""
    by.require("claims.rules", settings.HOME_REGION)
    rows = model._default_manager
    if known is None:
        longest = model._meta.pk.max_length or 30
        code = slugify(values["name"])[:longest].strip("-")
        if not code or rows.filter(pk=code).exists():
            raise Invalid(_("Nama ini sudah ada. Pakai nama lain, atau ubah yang ada."), field="name")
        last = rows.aggregate(last=models.Max("sort"))["last"] or 0
        try:
            with transaction.atomic():
                known = rows.create(code=code, sort=last + 1, **values)
        except IntegrityError as error:  # somebody made it in between
            raise Invalid(
                _("Nama ini sudah ada. Pakai nama lain, atau ubah yang ada."), field="name"
            ) from error
    else:
        rows.filter(pk=known.pk).update(**values)
        known.refresh_from_db()
    record(verb, known, by=by, name=known.name)
    return known
