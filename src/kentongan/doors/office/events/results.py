"""What came of an event: minutes with decisions, what has to be done, photos and papers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.domain.core.problems import Absent
from kentongan.domain.events import access, actions
from kentongan.domain.events.models import Event, FollowUp, Minutes
from kentongan.doors.office.asking import ASKED_AND_DONE
from kentongan.doors.office.events.acts import asked, event_to_edit
from kentongan.doors.office.events.forms import DoneForm, FileForm, FollowUpForm, MinutesForm
from kentongan.doors.office.pages import actor_of, posted


@require_http_methods(ASKED_AND_DONE)
def minutes(request: HttpRequest, code: str) -> HttpResponse:
    """Write the minutes, or write them anew."""
    event = event_to_edit(request, code)
    form = MinutesForm(posted(request), initial=_words_of(event))
    return asked(
        request,
        event,
        form,
        lambda: actions.write_minutes(event, by=actor_of(request), **form.facts()),
        question=_("Tulis notulen"),
        consequence=_("Tulisan sebelumnya tetap ada di riwayat."),
        button=_("Simpan notulen"),
        done=_("Notulen tersimpan."),
        back="results",
        keep=f"notulen-{event.code}",
    )


@require_http_methods(ASKED_AND_DONE)
def follow_up(request: HttpRequest, code: str) -> HttpResponse:
    """Note what somebody promised."""
    event = event_to_edit(request, code)
    form = FollowUpForm(posted(request), event=event)
    return asked(
        request,
        event,
        form,
        lambda: actions.add_follow_up(event=event, by=actor_of(request), **form.cleaned_data),
        question=_("Tambah tindak lanjut"),
        button=_("Tambah"),
        done=_("Tindak lanjut tercatat."),
        back="results",
    )


@require_http_methods(ASKED_AND_DONE)
def follow_up_end(request: HttpRequest, code: str, task: UUID) -> HttpResponse:
    """Note that it was done, with what came of it; whoever it was given to may say so too."""
    actor = actor_of(request)
    event = access.get_event(code, actor)
    row = _own(access.get_follow_up(task, actor), event)
    form = DoneForm(posted(request), initial={"done_on": timezone.localdate()})
    return asked(
        request,
        event,
        form,
        lambda: actions.close_follow_up(row, by=actor, **form.cleaned_data),
        question=_("Tandai tindak lanjut selesai"),
        consequence=row.text,
        button=_("Tandai selesai"),
        done=_("Tindak lanjut selesai."),
        back="results",
    )


@require_http_methods(ASKED_AND_DONE)
def file_new(request: HttpRequest, code: str) -> HttpResponse:
    """Add a photo as proof, material, a signed list."""
    actor = actor_of(request)
    event = access.get_event(code, actor)
    form = FileForm(posted(request), request.FILES or None)

    def add() -> Any:
        data = form.cleaned_data
        return actions.add_file(event, data["file"], kind=data["kind"], caption=data["caption"], by=actor)

    return asked(
        request,
        event,
        form,
        add,
        question=_("Tambah foto atau berkas"),
        consequence=_(
            "Foto dikecilkan dan data lokasinya dihapus; sidik berkas aslinya dicatat sebagai bukti."
        ),
        button=_("Unggah"),
        done=_("Berkas tersimpan."),
        back="results",
    )


@require_POST
def file_end(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Take a file off the event."""
    event = event_to_edit(request, code)
    actions.remove_file(access.get_file(event, key), by=actor_of(request))
    messages.success(request, _("Berkas dikeluarkan dari acara."))
    return redirect("office:event-results", code=event.code)


def _words_of(event: Event) -> dict[str, Any]:
    """The minutes as the form shows them."""
    found = Minutes.objects.filter(event=event).first()
    if found is None:
        return {}
    plain = ("summary", "lesson", "chair_name", "writer_name")
    return {name: getattr(found, name) for name in plain} | {"decisions": "\n".join(found.decisions)}


def _own(row: FollowUp, event: Event) -> FollowUp:
    if row.event_id != event.pk:
        raise Absent(_("Tindak lanjut ini tidak ditemukan."))
    return row
