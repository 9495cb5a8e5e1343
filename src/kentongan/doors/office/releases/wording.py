"""Words for what the rooms keep as codes: history verbs, audience filters, the course of a package."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.design.formats import day, moment
from kentongan.design.parts import Event, Step
from kentongan.domain.core.models import Entry
from kentongan.domain.groups.models.groups import Level, Stage
from kentongan.domain.regions.models import Connectivity, Tag
from kentongan.domain.releases.models import Publication, State, Version

VERBS: dict[str, Promise] = {
    "releases.draft": gettext_lazy("Konsep ditulis"),
    "releases.edit": gettext_lazy("Naskah diubah"),
    "releases.submit": gettext_lazy("Diajukan untuk disetujui"),
    "releases.return": gettext_lazy("Dikembalikan kepada penulis"),
    "releases.approve": gettext_lazy("Disetujui"),
    "releases.publish": gettext_lazy("Diterbitkan"),
    "releases.emergency": gettext_lazy("Diterbitkan dalam keadaan darurat"),
    "releases.review": gettext_lazy("Penerbitan darurat ditinjau"),
    "releases.correct": gettext_lazy("Koreksi ditulis"),
    "releases.withdraw": gettext_lazy("Ditarik"),
    "releases.cancel_schedule": gettext_lazy("Jadwal terbit dibatalkan"),
    "releases.make_request": gettext_lazy("Permintaan diajukan"),
    "releases.answer_request": gettext_lazy("Permintaan dijawab"),
    "releases.from_request": gettext_lazy("Paket dibuat dari permintaan"),
}


def events(entries: Iterable[Entry]) -> list[Event]:
    """History entries as lines people read."""
    return [
        Event(
            _what(entry),
            entry.at,
            entry.name,
            entry.on_behalf_of,
            str(entry.detail.get("reason") or entry.detail.get("note") or entry.detail.get("answer") or ""),
        )
        for entry in entries
    ]


def _what(entry: Entry) -> str:
    verb = str(VERBS.get(entry.verb, entry.verb))
    number = entry.detail.get("version")
    return _("%(verb)s, versi %(number)d") % {"verb": verb, "number": number} if number else verb


def filter_words(audience_filter: Mapping[str, Sequence[str]]) -> list[str]:
    """The audience filter in words: one query when tags are in it."""
    codes = audience_filter.get("tags") or []
    tags = dict(Tag.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}
    names: dict[str, dict[Any, Any]] = {
        "level": dict(Level.choices),
        "stage": dict(Stage.choices),
        "connectivity": dict(Connectivity.Kind.choices),
        "tags": tags,
    }
    return [str(names[key].get(value, value)) for key, values in audience_filter.items() for value in values]


def state_of(version: Version) -> str:
    """The state of a version that was read with ``with_state``."""
    return str(version.state)  # type: ignore[attr-defined]  # an annotation


def course(version: Version, state: str, publication: Publication | None) -> list[Step]:
    """Where the version stands between being written and being out."""
    order = [State.DRAFT, State.SUBMITTED, State.APPROVED, State.PUBLISHED]
    at = order.index(State(version.step))
    approval = getattr(version, "approval", None)
    notes = {
        State.DRAFT: version.author_name,
        State.SUBMITTED: day(version.submitted_at) if version.submitted_at and at else "",
        State.APPROVED: approval.by_name if approval else "",
        State.PUBLISHED: moment(publication.published_at) if publication else "",
    }
    if publication and publication.emergency_reason:
        notes[State.APPROVED] = _("dilewati: darurat")
    last = _("Dijadwalkan") if state == State.SCHEDULED else _("Terbit")
    labels = [_("Konsep"), _("Diajukan"), _("Disetujui"), last]
    done = at + (version.step == State.PUBLISHED and state != State.SCHEDULED)
    return [
        Step(label, "done" if place < done else "current" if place == done else "todo", notes[step])
        for place, (step, label) in enumerate(zip(order, labels, strict=True))
    ]
