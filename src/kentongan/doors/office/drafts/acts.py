"""The acts on a draft: printed, its signed letter brought, looked at, entered, given up."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.domain.core.problems import Invalid
from kentongan.domain.founding import access, actions
from kentongan.domain.founding.models import DecreeDraft
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.drafts.forms import DeliveryForm, EmptyForm, ReasonForm
from kentongan.doors.office.drafts.reading import SECTION, trail_to
from kentongan.doors.office.pages import actor_of, posted


@require_POST
def printing(request: HttpRequest, code: str) -> HttpResponse:
    """Note that it goes out to be signed, and give the PDF."""
    actor = actor_of(request)
    draft = actions.mark_printed(access.get_draft(code, actor), by=actor)
    return redirect("office:draft-pdf", code=draft.code)


@require_http_methods(ASKED_AND_DONE)
def delivery(request: HttpRequest, code: str) -> HttpResponse:
    """Bring the signed letter back."""
    actor = actor_of(request)
    draft = access.get_draft(code, actor)
    form = DeliveryForm(
        posted(request), request.FILES or None, by=actor, initial={"issued_on": timezone.localdate()}
    )
    if request.method == "POST":
        form.keep_upload(draft.issuer_region_id)

    def bring() -> object:
        if form.attachment is None:
            raise Invalid(_("Pilih foto atau pindaian SK yang sudah ditandatangani."), field="file")
        return actions.deliver(
            draft,
            number=form.cleaned_data["number"],
            issued_on=form.cleaned_data["issued_on"],
            scan=form.attachment,
            by=actor,
        )

    return _ask(
        request,
        draft,
        form,
        bring,
        question=_("SK sudah ditandatangani"),
        button=_("Kirim SK"),
        done=_("SK bertanda tangan tersimpan."),
    )


@require_http_methods(ASKED_AND_DONE)
def issuing(request: HttpRequest, code: str) -> HttpResponse:
    """Enter into the register the letter that was brought."""
    actor = actor_of(request)
    draft = access.get_draft(code, actor)
    return _ask(
        request,
        draft,
        EmptyForm(posted(request)),
        lambda: actions.issue(draft, by=actor),
        question=_("Catat SK ke register"),
        consequence=_("Periksa dahulu fotonya: nomor, tanggal, tanda tangan, dan cap."),
        button=_("Catat SK"),
        done=_("SK tercatat. Kelompok yang disebut kini ber-SK."),
    )


@require_http_methods(ASKED_AND_DONE)
def sending_back(request: HttpRequest, code: str) -> HttpResponse:
    """Refuse what was brought, and say what is wrong with it."""
    actor = actor_of(request)
    draft = access.get_draft(code, actor)
    form = ReasonForm(posted(request))
    return _ask(
        request,
        draft,
        form,
        lambda: actions.send_back(draft, reason=form.cleaned_data["reason"], by=actor),
        question=_("Minta foto SK yang baru"),
        button=_("Kembalikan"),
        done=_("Dikembalikan; menunggu foto yang baru."),
    )


@require_http_methods(ASKED_AND_DONE)
def discarding(request: HttpRequest, code: str) -> HttpResponse:
    """Give the draft up."""
    actor = actor_of(request)
    draft = access.get_draft(code, actor)
    form = ReasonForm(posted(request))
    return _ask(
        request,
        draft,
        form,
        lambda: actions.discard(draft, reason=form.cleaned_data["reason"], by=actor),
        question=_("Batalkan konsep SK"),
        button=_("Batalkan konsep"),
        kind="danger",
        done=_("Konsep dibatalkan."),
    )


def _ask(request: HttpRequest, draft: DecreeDraft, form: Any, verb: Any, **words: str) -> HttpResponse:
    return ask(
        request,
        form,
        verb,
        section=SECTION,
        trail=trail_to(draft, linked=True),
        back=reverse("office:draft-detail", args=[draft.code]),
        **words,
    )
