"""The acts on an event: moved, called off, held, reported."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm, Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kentongan.domain.core.problems import Refused
from kentongan.domain.events import access, actions
from kentongan.domain.events.models import Event
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.events.forms import CancelForm, HoldForm, MoveForm
from kentongan.doors.office.events.words import trail_of
from kentongan.doors.office.pages import actor_of, posted


@require_http_methods(ASKED_AND_DONE)
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Put it to another time."""
    event = event_to_edit(request, code)
    form = MoveForm(posted(request), event=event)
    return asked(
        request,
        event,
        form,
        lambda: actions.move_event(event, by=actor_of(request), **form.facts()),
        question=_("Pindahkan jadwal"),
        consequence=_(
            "Waktu yang lama tetap terbaca di riwayat, dan kalender yang berlangganan ikut berubah."
        ),
        button=_("Pindahkan"),
        done=_("Jadwal dipindahkan. Beri tahu yang sudah diundang."),
    )


@require_http_methods(ASKED_AND_DONE)
def cancellation(request: HttpRequest, code: str) -> HttpResponse:
    """Call it off."""
    event = event_to_edit(request, code)
    form = CancelForm(posted(request))
    return asked(
        request,
        event,
        form,
        lambda: actions.cancel_event(event, by=actor_of(request), **form.cleaned_data),
        question=_("Batalkan acara ini"),
        consequence=_("Acara tetap tercatat sebagai dibatalkan, dengan alasannya."),
        button=_("Batalkan acara"),
        kind="danger",
        done=_("Acara dibatalkan. Beri tahu yang sudah diundang."),
    )


@require_http_methods(ASKED_AND_DONE)
def holding(request: HttpRequest, code: str) -> HttpResponse:
    """Note that it took place."""
    event = event_to_edit(request, code)
    form = HoldForm(posted(request), initial={"on": event.starts_on, "head_count": event.head_count})
    return asked(
        request,
        event,
        form,
        lambda: actions.hold(event, by=actor_of(request), **form.cleaned_data),
        question=_("Catat acara terlaksana"),
        button=_("Catat terlaksana"),
        done=_("Acara tercatat terlaksana. Berikutnya: tulis notulennya."),
    )


@require_http_methods(ASKED_AND_DONE)
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Close it with its minutes."""
    event = event_to_edit(request, code)
    return asked(
        request,
        event,
        Form(posted(request)),
        lambda: actions.report_event(event, by=actor_of(request)),
        question=_("Laporkan acara ini"),
        consequence=_(
            "Acara dilaporkan selesai: terlaksana, dengan notulen. Tindak lanjutnya tetap dapat dicatat."
        ),
        button=_("Laporkan"),
        done=_("Acara dilaporkan."),
    )


def event_to_edit(request: HttpRequest, code: str) -> Event:
    """The event, when the person may plan it. Raises ``Absent`` or ``Refused``."""
    actor = actor_of(request)
    event = access.get_event(code, actor)
    if not actor.may("events.edit", event.region_id):
        raise Refused(_("Acara ini diurus oleh penyelenggaranya."))
    return event


def asked(
    request: HttpRequest,
    event: Event,
    form: BaseForm,
    verb: Callable[[], Any],
    *,
    question: str,
    back: str = "detail",
    **words: str,
) -> HttpResponse:
    """A question about the event; afterwards back to one of its pages."""
    href = reverse(f"office:event-{back}", args=[event.code])
    trail = trail_of(event, question)[:-1]
    return ask(request, form, verb, section="events", trail=trail, back=href, question=question, **words)
