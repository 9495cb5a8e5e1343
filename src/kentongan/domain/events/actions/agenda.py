"""What the event is about, its conditions, who hosts and who speaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid
from kentongan.domain.events import rules
from kentongan.domain.events.models import AgendaItem, Condition, Event, EventSpeaker, Party, Speaker
from kentongan.domain.groups.models import Group, Regulation
from kentongan.domain.people.models import Agency, Unit

MOST_ITEMS = 50


@dataclass(frozen=True)
class Item:
    """A matter to put on the agenda; ``programme`` where it belongs to another one than the event."""

    title: str
    programme: str = ""
    regulation: Regulation | None = None


def write_agenda(event: Event, items: Sequence[str | Item]) -> None:
    """Put these matters on the agenda, in this order, instead of what stood there; in a verb's transaction.

    A matter that keeps its title keeps its speakers and material. Raises ``Invalid``.
    """
    if len(items) > MOST_ITEMS:
        raise Invalid(
            _("Acara memuat paling banyak %(count)d agenda.") % {"count": MOST_ITEMS}, field="agenda"
        )
    known = {item.title: item for item in event.agenda.all()}
    kept = []
    event.agenda.update(position=F("position") + 1000)  # out of the way: no two may share a place
    for position, told in enumerate(items, start=1):
        item = told if isinstance(told, Item) else Item(told)
        title = rules.check_line(item.title, 200, "agenda", _("Isi judul agenda."))
        row = known.pop(title, None) or AgendaItem(event=event, title=title)
        row.position, row.regulation = position, item.regulation
        row.programme = rules.check_line(item.programme, 200, "agenda")
        row.save()
        kept.append(row.pk)
    event.agenda.exclude(pk__in=kept).delete()


def write_conditions(event: Event, texts: Sequence[str]) -> None:
    """Let the event keep these conditions instead of what stood there; what is ticked off stays so."""
    sentences = list(dict.fromkeys(rules.clean_sentences(texts, "conditions", 200)))
    event.conditions.exclude(text__in=sentences).delete()
    known = {row.text: row for row in event.conditions.all()}
    for position, text in enumerate(sentences, start=1):
        if text not in known:
            Condition.objects.create(event=event, text=text, position=position)
        elif known[text].position != position:
            Condition.objects.filter(pk=known[text].pk).update(position=position)


@transaction.atomic
def set_conditions(event: Event, texts: Sequence[str], *, by: Actor) -> None:
    """Say what the event has to keep, such as ``usual_conditions()`` for the health protocol."""
    by.require("events.edit", event.region_id)
    write_conditions(event, texts)
    record("events.set_conditions", event, by=by, region=event.region_id, count=len(texts))


@transaction.atomic
def check_condition(condition: Condition, *, met: bool, by: Actor) -> Condition:
    """Tick a condition off, or take the tick away."""
    event = condition.event
    by.require("events.edit", event.region_id)
    condition.met_on = timezone.localdate() if met else None
    condition.met_by_name = by.name if met else ""
    condition.save(update_fields=["met_on", "met_by_name"])
    record("events.check_condition", event, by=by, region=event.region_id, condition=condition.text, met=met)
    return condition


@transaction.atomic
def add_party(
    event: Event,
    *,
    role: str,
    by: Actor,
    agency: Agency | None = None,
    unit: Unit | None = None,
    group: Group | None = None,
    name: str = "",
    head_name: str = "",
    head_title: str = "",
    delegate_name: str = "",
    delegate_title: str = "",
) -> Party:
    """Name a host, a delegation or who organises with; a delegate stands beside the head (domain.md M2)."""
    by.require("events.edit", event.region_id)
    if role not in Party.Role.values:
        raise Invalid(_("Pilih tuan rumah, rombongan, atau penyelenggara bersama."), field="role")
    called = name or (unit and unit.name) or (agency and agency.name) or (group and group.name) or ""
    texts = {
        "head_name": head_name,
        "head_title": head_title,
        "delegate_name": delegate_name,
        "delegate_title": delegate_title,
    }
    values = {key: rules.check_line(text, 150, key) for key, text in texts.items()}
    rules.check_head(values["delegate_name"], values["head_title"])
    title = rules.check_line(called, 200, "name", _("Isi nama lembaga atau kelompok."))
    party, made = Party.objects.update_or_create(
        event=event,
        role=role,
        name=title,
        defaults={
            "agency": agency or (unit.agency if unit else None),
            "unit": unit,
            "group": group,
            **values,
        },
    )
    record("events.add_party", event, by=by, region=event.region_id, role=role, name=title, new=made)
    return party


@transaction.atomic
def remove_party(party: Party, *, by: Actor) -> None:
    """Take a host or delegation off the event."""
    event = party.event
    by.require("events.edit", event.region_id)
    record("events.remove_party", event, by=by, region=event.region_id, role=party.role, name=party.name)
    party.delete()


@transaction.atomic
def add_speaker(
    event: Event,
    *,
    by: Actor,
    speaker: Speaker | None = None,
    name: str = "",
    title: str = "",
    role: str = EventSpeaker.Role.SPEAKER,
    item: AgendaItem | None = None,
    material_title: str = "",
    confirmed_on: date | None = None,
) -> EventSpeaker:
    """Put somebody on the programme, from the register or only named.

    Raises ``Invalid`` for a speaker who is away on a day of the event.
    """
    by.require("events.edit", event.region_id)
    if role not in EventSpeaker.Role.values:
        raise Invalid(_("Pilih narasumber, moderator, atau pembuka acara."), field="role")
    if speaker:
        _check_free(speaker, event)
    called = rules.check_line(
        name or (speaker.name if speaker else ""), 150, "name", _("Pilih atau tulis nama narasumber.")
    )
    row, _made = EventSpeaker.objects.update_or_create(
        event=event,
        name=called,
        role=role,
        material_title=rules.check_line(material_title, 200, "material_title"),
        defaults={
            "speaker": speaker,
            "item": item,
            "title": rules.check_line(title or (speaker.title if speaker else ""), 150, "title"),
            "confirmed_on": confirmed_on,
        },
    )
    record("events.add_speaker", event, by=by, region=event.region_id, name=called, role=role)
    return row


@transaction.atomic
def remove_speaker(row: EventSpeaker, *, by: Actor) -> None:
    """Take somebody off the programme."""
    event = row.event
    by.require("events.edit", event.region_id)
    record("events.remove_speaker", event, by=by, region=event.region_id, name=row.name, role=row.role)
    row.delete()


def _check_free(speaker: Speaker, event: Event) -> None:
    away = speaker.absences.touching(event.starts_on, event.ends_on).first()
    if away:
        raise Invalid(
            _("%(name)s berhalangan %(start)s sampai %(end)s. Pilih narasumber lain atau pindahkan acara.")
            % {
                "name": speaker.name,
                "start": away.starts_on.strftime("%d-%m-%Y"),
                "end": away.ends_on.strftime("%d-%m-%Y"),
            },
            field="speaker",
        )
