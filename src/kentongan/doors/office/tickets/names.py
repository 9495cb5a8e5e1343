"""Hidden names: asked for by one, opened by another; and copies of evidence that others may see."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.core import attachments
from kentongan.domain.tickets import access, actions
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.pages import actor_of, page, posted

SHOWN = 50


class DecisionForm(forms.Form):
    """The second person's decision."""

    granted = forms.ChoiceField(
        label=gettext_lazy("Keputusan"),
        choices=[("ya", gettext_lazy("Buka nama")), ("tidak", gettext_lazy("Jangan buka"))],
        widget=forms.RadioSelect,
    )
    decision = forms.CharField(
        label=gettext_lazy("Alasan atau syarat"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CopyForm(forms.Form):
    """A copy on which nobody can be recognized."""

    copy = forms.FileField(
        label=gettext_lazy("Salinan yang disamarkan"),
        help_text=gettext_lazy("Tutup wajah, nama, dan pelat nomor sebelum mengunggah."),
    )


@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    """All openings asked for in the actor's area, newest first."""
    actor = actor_of(request)
    rows = list(access.visible_openings(actor)[:SHOWN])
    context = {
        "rows": rows,
        "user_id": actor.user_id,
        "may_decide": actor.may("tickets.names"),
        "may_note": actor.may("tickets.privacy"),
    }
    trail = [_crumb(), Crumb(_("Pembukaan nama"))]
    return page(request, "office/tickets/openings.html", context, section="tickets", trail=trail)


@require_http_methods(ASKED_AND_DONE)
def decision(request: HttpRequest, number: int) -> HttpResponse:
    """Open the name, or refuse."""
    actor = actor_of(request)
    opening = access.get_opening(number, actor)
    form = DecisionForm(posted(request))

    def verb() -> None:
        data = form.cleaned_data
        actions.decide_opening(opening, granted=data["granted"] == "ya", decision=data["decision"], by=actor)

    return ask(
        request,
        form,
        verb,
        section="tickets",
        trail=[_crumb()],
        back=reverse("office:ticket-openings"),
        question=_("Buka nama pelapor %(code)s") % {"code": opening.ticket.code},
        consequence=_(
            "Alasan pemohon, %(name)s: %(reason)s Pelapor dan petugas pelindungan data diberi tahu."
        )
        % {"name": opening.asked_by_name, "reason": opening.reason.rstrip(".") + "."},
        button=_("Putuskan"),
        done=_("Keputusan tersimpan."),
    )


@require_POST
def name(request: HttpRequest, number: int) -> HttpResponse:
    """The name, for the two persons; each look is audited, so it is asked for by a button."""
    actor = actor_of(request)
    opening = access.get_opening(number, actor)
    context = {"opening": opening, "reporter": actions.read_name(opening, by=actor)}
    trail = [_crumb(), Crumb(_("Nama pelapor"))]
    return page(request, "office/tickets/name.html", context, section="tickets", trail=trail)


@require_POST
def note(request: HttpRequest, number: int) -> HttpResponse:
    """The data-protection officer took note."""
    actor = actor_of(request)
    actions.note_opening(access.get_opening(number, actor), by=actor)
    messages.success(request, _("Tercatat bahwa Anda mengetahuinya."))
    return redirect("office:ticket-openings")


@require_http_methods(ASKED_AND_DONE)
def copy(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Put a redacted copy beside a photo."""
    actor = actor_of(request)
    ticket = access.get_ticket(code, actor)
    photo, form = access.get_photo(ticket, number, actor), CopyForm(posted(request), request.FILES or None)

    def verb() -> None:
        actor.require("tickets.verify", ticket.region_id)
        kept = attachments.store_unsigned(form.cleaned_data["copy"], region=ticket.region_id)
        actions.redact(photo, kept, by=actor)

    return ask(
        request,
        form,
        verb,
        section="tickets",
        trail=[_crumb(), Crumb(ticket.code, _url(ticket.code))],
        back=_url(ticket.code),
        question=_("Salinan foto yang disamarkan"),
        consequence=_(
            "Orang lain menyetujui salinan ini. Sesudah itu petugas lapangan melihat salinannya saja."
        ),
        button=_("Unggah salinan"),
        done=_("Salinan tersimpan dan menunggu persetujuan."),
    )


@require_POST
def copy_approval(request: HttpRequest, code: str, number: int, key: UUID) -> HttpResponse:
    """Approve the copy that was shown."""
    actor = actor_of(request)
    ticket = access.get_ticket(code, actor)
    actions.approve_copy(access.get_photo(ticket, number, actor), copy=key, by=actor)
    messages.success(request, _("Salinan disetujui."))
    return redirect("office:ticket-detail", code=ticket.code)


def _crumb() -> Crumb:
    return Crumb(_("Laporan warga"), reverse("office:ticket-list"))


def _url(code: str) -> str:
    return reverse("office:ticket-detail", args=[code])
