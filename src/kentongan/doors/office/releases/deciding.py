"""The acts on a package, each at its own address: handing in, deciding, publishing, calling back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm, Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kentongan.design.formats import moment, number
from kentongan.design.parts import Crumb
from kentongan.domain.releases import access, actions, audience
from kentongan.domain.releases.models import Publication, Version
from kentongan.doors.office.pages import actor_of, page, posted, run
from kentongan.doors.office.releases.forms import (
    EmergencyForm,
    PublicationForm,
    ReasonForm,
    ReviewForm,
    VersionForm,
)

ASKED_AND_DONE = ["GET", "HEAD", "POST"]


@require_http_methods(ASKED_AND_DONE)
def submission(request: HttpRequest, code: str) -> HttpResponse:
    """Hand a draft in."""
    version = own_version(request, code, "releases.write")
    return _decide(
        request,
        version,
        Form(posted(request)),
        lambda _form: actions.submit(version, by=actor_of(request)),
        question=_("Ajukan paket ini untuk disetujui?"),
        consequence=_(
            "Orang lain membaca versi ini dan memutuskannya. Perubahan sesudahnya menjadi versi baru."
        ),
        verb=_("Ajukan"),
        done=_("Paket diajukan. Kepala bidang melihatnya di berandanya."),
    )


@require_http_methods(ASKED_AND_DONE)
def returning(request: HttpRequest, code: str) -> HttpResponse:
    """Give a submitted version back with a reason."""
    version = own_version(request, code, "releases.approve")
    return _decide(
        request,
        version,
        ReasonForm(posted(request)),
        lambda form: actions.return_to_author(version, form.cleaned_data["reason"], by=actor_of(request)),
        question=_("Kembalikan kepada penulis?"),
        consequence=_("Tulis apa yang perlu diubah; penulis membacanya di atas naskahnya."),
        verb=_("Kembalikan"),
        done=_("Paket dikembalikan kepada penulis."),
    )


@require_http_methods(ASKED_AND_DONE)
def approval(request: HttpRequest, code: str) -> HttpResponse:
    """Approve exactly the version whose number the form carries."""
    version = own_version(request, code, "releases.approve")
    return _decide(
        request,
        version,
        VersionForm(posted(request), initial={"version": version.number}),
        lambda form: actions.approve(version.release, form.cleaned_data["version"], by=actor_of(request)),
        question=_("Setujui versi %(number)d?") % {"number": version.number},
        consequence=_(
            "Yang disetujui hanya versi ini, persis seperti yang tampil. "
            "Bila naskah berubah, persetujuan gugur."
        ),
        verb=_("Setujui versi %(number)d") % {"number": version.number},
        done=_("Versi %(number)d disetujui dan siap diterbitkan.") % {"number": version.number},
    )


@require_http_methods(ASKED_AND_DONE)
def publication(request: HttpRequest, code: str) -> HttpResponse:
    """Set the approved version out, now or at a moment."""
    version = own_version(request, code, "releases.publish")
    return _decide(
        request,
        version,
        PublicationForm(posted(request)),
        lambda form: actions.publish(version.release, form.cleaned_data["at"], by=actor_of(request)),
        question=_("Terbitkan versi %(number)d?") % {"number": version.number},
        consequence=_("Begitu terbit, paket ada di kotak masuk %(count)s KIM di wilayah sasaran.")
        % {"count": number(audience.size(version))},
        verb=_("Terbitkan"),
        done=_out_words,
    )


@require_http_methods(ASKED_AND_DONE)
def schedule_end(request: HttpRequest, code: str) -> HttpResponse:
    """Take a scheduled publication back before its moment."""
    version = own_version(request, code, "releases.publish")
    return _decide(
        request,
        version,
        Form(posted(request)),
        lambda _form: actions.cancel_schedule(version.release, by=actor_of(request)),
        question=_("Batalkan jadwal terbit?"),
        consequence=_(
            "Belum ada yang terkirim. Paket kembali menjadi disetujui dan dapat diterbitkan kapan saja."
        ),
        verb=_("Batalkan jadwal"),
        done=_("Jadwal dibatalkan; paket kembali berstatus disetujui."),
    )


@require_http_methods(ASKED_AND_DONE)
def emergency(request: HttpRequest, code: str) -> HttpResponse:
    """Set a version out at once without approval; it is reviewed afterwards."""
    version = own_version(request, code, "releases.emergency")
    actions.refuse_own_emergency(version, by=actor_of(request))

    def publish(form: BaseForm) -> object:
        version.revision = form.cleaned_data["revision"]  # what the person saw: the room notices a change
        return actions.publish_in_emergency(version, form.cleaned_data["reason"], by=actor_of(request))

    return _decide(
        request,
        version,
        EmergencyForm(posted(request), initial={"version": version.number, "revision": version.revision}),
        publish,
        question=_("Terbitkan sekarang tanpa persetujuan?"),
        consequence=_(
            "Hanya untuk keadaan yang tidak dapat menunggu, misalnya bencana. "
            "Alasan Anda tercatat dan kepala bidang meninjaunya sesudahnya."
        ),
        verb=_("Terbitkan darurat"),
        kind="danger",
        done=_("Paket terbit. Penerbitan darurat ini menunggu tinjauan."),
    )


@require_http_methods(ASKED_AND_DONE)
def review(request: HttpRequest, code: str) -> HttpResponse:
    """Look afterwards at what went out in an emergency."""
    version = own_version(request, code, "releases.approve")
    out = access.get_publication(code, actor_of(request))
    return _decide(
        request,
        version,
        ReviewForm(posted(request)),
        lambda form: actions.review_emergency(
            out, form.cleaned_data["accepted"], form.cleaned_data["note"], by=actor_of(request)
        ),
        question=_("Tinjau penerbitan darurat"),
        consequence=_("Alasan yang ditulis: %(reason)s") % {"reason": out.emergency_reason or "–"},
        verb=_("Simpan tinjauan"),
        done=_("Tinjauan tersimpan."),
    )


@require_http_methods(ASKED_AND_DONE)
def withdrawal(request: HttpRequest, code: str) -> HttpResponse:
    """Call the package back."""
    version = own_version(request, code, "releases.publish")
    return _decide(
        request,
        version,
        ReasonForm(posted(request)),
        lambda form: actions.withdraw(version.release, form.cleaned_data["reason"], by=actor_of(request)),
        question=_("Tarik paket ini?"),
        consequence=_(
            "Paket hilang dari kotak masuk KIM dan halaman umum. "
            "Yang sudah menerima membaca alasan Anda. Untuk membetulkan isinya, pakailah koreksi."
        ),
        verb=_("Tarik paket"),
        kind="danger",
        done=_("Paket ditarik."),
    )


def _out_words(publication: Publication) -> str:
    """When it goes out and to how many groups."""
    words = {"count": number(publication.audience_count)}
    if publication.published_at <= timezone.now():
        return _("Paket sudah terbit dan terkirim ke %(count)s KIM.") % words
    words["moment"] = moment(publication.published_at)
    return _("Paket terbit pada %(moment)s untuk %(count)s KIM.") % words


def own_version(request: HttpRequest, code: str, verb: str) -> Version:
    """The newest version of a package on which the person may do the verb; absent otherwise."""
    release = access.get_own_release(code, verb, actor_of(request))
    return (
        Version.objects.latest_only()
        .with_state()
        .select_related("release__region", "release__agency")
        .prefetch_related("areas", "attachments")
        .get(release=release)
    )


def _decide(
    request: HttpRequest,
    version: Version,
    form: BaseForm,
    verb_done: Callable[[BaseForm], Any],
    *,
    done: str | Callable[[Any], str],
    **words: str,
) -> HttpResponse:
    """Ask, do, answer: a refusal comes back on the same page with its sentence.

    ``done`` may be made from what the verb gave back.
    """
    status, results = 200, list[Any]()
    if request.method == "POST":
        status = run(form, lambda: results.append(verb_done(form)))
        if status == 200:
            messages.success(request, done if isinstance(done, str) else done(results[0]))
            return redirect("office:release-detail", code=version.release.code)
    back = reverse("office:release-detail", args=[version.release.code])
    trail = [
        Crumb(_("Paket informasi"), reverse("office:release-list")),
        Crumb(version.title, back),
        Crumb(words["verb"]),
    ]
    context = {"form": form, "version": version, "back_url": back, **words}
    return page(
        request, "office/releases/decide.html", context, section="releases", trail=trail, status=status
    )
