"""The papers of an event: number and signatory of each, and the PDF to print."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.domain.core.problems import Absent, Refused
from kentongan.domain.events import access, actions, papers
from kentongan.domain.events.models import Event, Letter
from kentongan.domain.people.access import Authority
from kentongan.doors.office.asking import ASKED_AND_DONE
from kentongan.doors.office.events.acts import asked, event_to_edit
from kentongan.doors.office.events.forms import LetterForm
from kentongan.doors.office.pages import actor_of, posted

LETTERS = {  # in the address → the kind
    "undangan": Letter.Kind.INVITATION,
    "berita-acara": Letter.Kind.MINUTES,
    "sertifikat": Letter.Kind.CERTIFICATE,
}
ATTENDANCE = "daftar-hadir"
SIGNED = ("place", "on_behalf_of")


@require_http_methods(ASKED_AND_DONE)
def letter(request: HttpRequest, code: str, paper: str) -> HttpResponse:
    """Write number, date and signatory of a paper."""
    event = event_to_edit(request, code)
    if paper not in LETTERS:
        raise Absent(_("Surat ini tidak ada."))
    kind = LETTERS[paper]
    kept = event.letters.filter(kind=kind).first()
    form = LetterForm(posted(request), initial=_first(event, kept))
    return asked(
        request,
        event,
        form,
        lambda: actions.write_letter(event, kind=kind, by=actor_of(request), **form.cleaned_data),
        question=_("Nomor dan penanda tangan %(paper)s") % {"paper": kind.label},
        consequence=_("Untuk sertifikat, {urut} dalam nomor menjadi nomor urut peserta.")
        if kind == Letter.Kind.CERTIFICATE
        else "",
        button=_("Simpan"),
        done=_("Tersimpan. Surat dapat dicetak."),
        back="results",
    )


@require_safe
def pdf(request: HttpRequest, code: str, paper: str) -> HttpResponse:
    """One of the papers, made anew each time."""
    actor = actor_of(request)
    event = access.get_event(code, actor)
    made = _made(request, event, paper, actor)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{paper}-{event.code}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _made(request: HttpRequest, event: Event, paper: str, actor: Authority) -> bytes:
    if paper == ATTENDANCE:
        address = request.build_absolute_uri(reverse("field:roll", args=[event.code]))
        return papers.attendance_pdf(event, address, actor)
    if paper == "berita-acara":
        return papers.minutes_pdf(event)
    if paper not in LETTERS:
        raise Absent(_("Surat ini tidak ada."))
    if not access.may_see_people(event, actor):
        raise Refused(_("Surat untuk peserta dicetak oleh penyelenggara."))
    if paper == "undangan":
        rows = event.invitations.select_related("group__region", "agency", "region")
        return papers.invitation_pdf(event, list(rows))
    return papers.certificate_pdf(event, access.attendance(event, actor).standing())


def _first(event: Event, kept: Letter | None) -> dict[str, Any]:
    """The letter as kept; else the signatory of another letter of the event, and today."""
    if kept is not None:
        return LetterForm.words_of(kept)
    like = LetterForm.words_of(event.letters.first())
    signed = {name: word for name, word in like.items() if name.startswith("signatory") or name in SIGNED}
    return {"dated": timezone.localdate()} | signed
