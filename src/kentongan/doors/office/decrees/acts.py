"""The acts on a decree: revoked, given its scan."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kentongan.design.parts import Crumb
from kentongan.domain.core.problems import Invalid, Refused
from kentongan.domain.groups import access, actions
from kentongan.domain.groups.models import Decree
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.decrees.forms import RevokeForm, ScanForm
from kentongan.doors.office.pages import actor_of, posted


@require_http_methods(ASKED_AND_DONE)
def revocation(request: HttpRequest, code: str) -> HttpResponse:
    """Note that the decree no longer holds."""
    decree = _decree(request, code)
    form = RevokeForm(posted(request), initial={"on": timezone.localdate()})
    return ask(
        request,
        form,
        lambda: actions.revoke_decree(
            decree, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"], by=actor_of(request)
        ),
        section="decrees",
        trail=_trail(decree),
        back=reverse("office:decree-detail", args=[decree.code]),
        question=_("Cabut SK %(number)s") % {"number": decree.number},
        consequence=_("Kelompok yang hanya disebut SK ini tidak lagi berstatus ber-SK sejak tanggal itu."),
        button=_("Cabut SK"),
        kind="danger",
        done=_("Pencabutan tercatat."),
    )


@require_http_methods(ASKED_AND_DONE)
def scan(request: HttpRequest, code: str) -> HttpResponse:
    """Put the scanned letter on the decree."""
    decree = _decree(request, code)
    form = ScanForm(posted(request), request.FILES or None, by=actor_of(request))
    if request.method == "POST":
        form.keep_upload(decree.issuer_region_id)

    def attach() -> object:
        if form.attachment is None:
            raise Invalid(_("Pilih berkas pindaian SK."), field="file")
        return actions.attach_scan(decree, form.attachment, by=actor_of(request))

    return ask(
        request,
        form,
        attach,
        section="decrees",
        trail=_trail(decree),
        back=reverse("office:decree-detail", args=[decree.code]),
        question=_("Unggah pindaian SK"),
        button=_("Unggah"),
        done=_("Pindaian tersimpan."),
    )


def _decree(request: HttpRequest, code: str) -> Decree:
    """A decree somewhere in the areas the person may edit; whether this one, the verb says."""
    actor = actor_of(request)
    decree = access.get_decree(code, actor)
    if not actor.may("decrees.edit"):
        raise Refused(_("Anda tidak berwenang mengubah SK."))
    return decree


def _trail(decree: Decree) -> list[Crumb]:
    return [
        Crumb(_("SK"), reverse("office:decree-list")),
        Crumb(decree.number, reverse("office:decree-detail", args=[decree.code])),
    ]
