"""What ends within eight months: decrees and boards' terms, with the next act; also as a calendar file."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from kentongan.design.parts import Crumb, Link
from kentongan.domain.core.problems import Absent, Invalid
from kentongan.domain.groups import actions
from kentongan.domain.groups.endings import DECREE, SUCCESSION_DAYS, TERM, Ending, endings
from kentongan.domain.groups.models import BoardTerm, Decree, Group
from kentongan.domain.groups.rules import REMINDERS
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.rules import level_of
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.groups.words import reminder_words
from kentongan.doors.office.groups.writing import group_for, trail_of
from kentongan.doors.office.pages import actor_of, page, posted, with_params

SHOWN = 100
REGENCY_LEVEL = 2
KINDS = {"pengurus": TERM, "sk": DECREE}


@dataclass(frozen=True)
class Row:
    """An ending with how far it is, in words, and what to do next."""

    ending: Ending
    words: str
    acts: list[Link]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What ends within eight months in one's areas, or ended without a successor; the next end first."""
    actor = actor_of(request)
    wanted = KINDS.get(request.GET.get("jenis", ""), TERM)
    found = [one for one in _found(actor, prepared=True) if one.kind == wanted]
    context = {
        "tabs": [
            Link(label, "?" + with_params(request.GET, jenis=key), current=KINDS[key] == wanted)
            for key, label in (("pengurus", _("Masa bakti pengurus")), ("sk", _("SK")))
        ],
        "rows": [Row(one, reminder_words(one.days_left), _acts(one, actor)) for one in found[:SHOWN]],
        "total": len(found),
        "about_terms": wanted == TERM,
    }
    trail = [Crumb(_("KIM"), reverse("office:group-list")), Crumb(_("Masa bakti berakhir"))]
    return page(request, "office/groups/endings.html", context, section="groups", trail=trail)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The ends ahead as an iCalendar file, each with alarms 90, 30 and 7 days before."""
    feed = Calendar()
    feed.add("prodid", "-//Kentongan//Masa bakti//ID")
    feed.add("version", "2.0")
    for one in _found(actor_of(request), behind=0):
        feed.add_component(_entry(one))
    answer = HttpResponse(feed.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="masa-bakti.ics"'
    return answer


@require_http_methods(ASKED_AND_DONE)
def term_decree(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Note the decree that appointed a board whose term was prepared before it came."""
    group = group_for(request, code, "groups.edit")
    terms = BoardTerm.objects.filter(group__in=Group.objects.same_as(group), pk=number)
    term = terms.select_related("group__merged_into").first()
    if term is None:
        raise Absent(_("Masa bakti ini tidak ditemukan."))
    form = TermDecreeForm(posted(request), group=group)

    def cite() -> object:
        if form.cleaned_data["decree"] is None:
            raise Invalid(_("Pilih SK pengangkatan."), field="decree")
        return actions.cite_decree(term, form.cleaned_data["decree"], by=actor_of(request))

    return ask(
        request,
        form,
        cite,
        section="groups",
        trail=trail_of(group),
        back=reverse("office:group-detail", args=[group.code]),
        question=_("Catat SK pengangkatan pengurus"),
        consequence=_("Pilih dari SK yang menyebut kelompok ini. Catat dahulu SK-nya bila belum ada."),
        button=_("Simpan"),
        done=_("SK pengangkatan tercatat."),
    )


class TermDecreeForm(forms.Form):
    """The decree of a term."""

    decree = forms.ModelChoiceField(Decree.objects.none(), required=False)

    def __init__(self, *args: object, group: Group) -> None:
        super().__init__(*args)  # type: ignore[arg-type]  # the data, passed on
        field = self.fields["decree"]
        field.label = _("SK pengangkatan")
        field.queryset = group.decrees.order_by("-issued_on")  # type: ignore[attr-defined]  # a ModelChoiceField


def _found(actor: Authority, *, behind: int = SUCCESSION_DAYS, prepared: bool = False) -> list[Ending]:
    inside = actor.within("groups.read")
    return endings(inside, ahead=SUCCESSION_DAYS, behind=behind, prepared=prepared)


def _acts(one: Ending, actor: Authority) -> list[Link]:
    """What comes next for those who may do it."""
    acts = []
    region = one.group.region_id
    if one.kind == TERM and not one.is_prepared and actor.may("groups.edit", region):
        acts.append(Link(_("Siapkan masa bakti baru"), reverse("office:group-term", args=[one.group.code])))
    if not one.is_prepared and actor.may("decrees.edit", region):
        kind = Decree.Kind.BOARD_REPLACEMENT if one.kind == TERM else Decree.Kind.CONFIRMATION
        address = f"{reverse('office:decree-new')}?kim={one.group.code}&jenis={kind.value}"
        label = _("Catat SK pergantian pengurus") if one.kind == TERM else _("Catat SK baru")
        acts.append(Link(label, address))
    return acts


def _entry(one: Ending) -> Entry:
    entry = Entry()
    host = urlsplit(settings.BASE_URL).hostname
    entry.add("uid", f"{one.kind}-{one.code}-{one.group.code}-{one.ends_on.isoformat()}@{host}")
    entry.add("dtstamp", timezone.now())
    entry.add("dtstart", one.ends_on)
    entry.add("dtend", one.ends_on + timedelta(days=1))
    words = {"name": one.group.name, "number": one.number}
    title = (
        _("SK %(number)s berakhir: %(name)s") if one.kind == DECREE else _("Masa bakti berakhir: %(name)s")
    )
    entry.add("summary", title % words)
    entry.add("location", one.group.region.title)
    entry.add("url", settings.BASE_URL + reverse("office:group-detail", args=[one.group.code]))
    for days in REMINDERS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title % words)
        alarm.add("trigger", timedelta(days=-days))
        entry.add_component(alarm)
    return entry


def home_endings(actor: Authority) -> list[Ending] | None:
    """What ends within 90 days, for the offices of a regency and below; ``None`` for those above."""
    roots = actor.areas("groups.read")
    small = roots and all(level_of(root) >= REGENCY_LEVEL for root in roots)
    return endings(actor.within("groups.read")) if small else None
