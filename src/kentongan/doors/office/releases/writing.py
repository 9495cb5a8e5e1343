"""Writing a package: a new one, its changes, its correction. Counting the audience saves nothing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.releases import access, actions
from kentongan.domain.releases.models import Version
from kentongan.doors.office.once import new_token, once
from kentongan.doors.office.pages import actor_of, page, run
from kentongan.doors.office.releases.audience import area_choices, reached, searched_in
from kentongan.doors.office.releases.forms import AudienceForm, ReleaseForm, words_of_version

KEEP_NEW = "paket-baru"


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a new package; the same form sent twice makes one."""
    actor = actor_of(request)
    if request.method != "POST":
        form = ReleaseForm(initial={"token": new_token()}, by=actor)
        return _form_page(request, form, KEEP_NEW, _("Tulis paket informasi"))
    form = ReleaseForm(request.POST, request.FILES, by=actor)
    form.keep_uploads()
    if _only_asks(request):
        return _form_page(request, form.again(), KEEP_NEW, _("Tulis paket informasi"))

    def make() -> str:
        version = actions.draft(
            region=form.sender, agency=form.cleaned_data["agency"], by=actor, **form.changes()
        )
        return reverse("office:release-detail", args=[version.release.code])

    made: list[str] = []
    status = run(form, lambda: made.append(once(form.cleaned_data["token"], make, by=actor)))
    if status != 200:
        return _form_page(request, form, KEEP_NEW, _("Tulis paket informasi"), status=status)
    messages.success(request, _("Konsep tersimpan. Periksa sekali lagi, lalu ajukan."), extra_tags=KEEP_NEW)
    return redirect(made[0])


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a package that is not out yet; a change after submission makes the next version."""
    actor = actor_of(request)
    version = access.get_release(code, actor)
    heading, keep = _("Ubah paket"), f"paket-{version.release.code}"
    form = _form_of(request, version)
    if request.method != "POST" or _only_asks(request):
        return _form_page(request, form, keep, heading, version)
    status = run(
        form,
        lambda: actions.edit(
            version, revision=form.cleaned_data["revision"] or 0, by=actor, **form.changes()
        ),
    )
    if status != 200:
        return _form_page(request, form, keep, heading, version, status=status)
    messages.success(request, _("Perubahan tersimpan."), extra_tags=keep)
    return redirect("office:release-detail", code=version.release.code)


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, code: str) -> HttpResponse:
    """Write the correction of what is out: everyone who had the earlier version will get it."""
    actor = actor_of(request)
    version = access.get_release(code, actor)
    heading, keep = _("Koreksi paket"), f"koreksi-{version.release.code}"
    form = _form_of(request, version, correcting=True)
    if request.method != "POST" or _only_asks(request):
        return _form_page(request, form, keep, heading, version)
    note = request.POST.get("correction_note", "")
    status = run(form, lambda: actions.correct(version.release, note=note, by=actor, **form.changes()))
    if status != 200:
        return _form_page(request, form, keep, heading, version, status=status)
    messages.success(
        request, _("Koreksi tersimpan sebagai konsep. Ajukan agar dapat disetujui."), extra_tags=keep
    )
    return redirect("office:release-detail", code=version.release.code)


@require_safe
def audience(request: HttpRequest) -> HttpResponse:
    """The panel of the groups reached by what is ticked, as a fragment."""
    actor = actor_of(request)
    form = AudienceForm(request.GET, by=actor)
    return render(request, "office/releases/_reached.html", reached(form, actor))


def _only_asks(request: HttpRequest) -> bool:
    """Whether a button was pressed that counts or searches and saves nothing."""
    return "hitung" in request.POST or "cari" in request.POST


def _form_of(request: HttpRequest, version: Version, *, correcting: bool = False) -> ReleaseForm:
    """The form about an existing version: as it is, as typed, or as typed without complaints."""
    actor, place = actor_of(request), version.release.region
    if request.method != "POST":
        form = ReleaseForm(initial=words_of_version(version), by=actor, place=place, correcting=correcting)
        form.kept = list(version.attachments.all())
        return form
    data = request.POST.copy()
    data["agency"] = str(version.release.agency_id)  # the source of a package never changes
    form = ReleaseForm(data, request.FILES, by=actor, place=place, correcting=correcting)
    form.keep_uploads()
    return form.again() if _only_asks(request) else form


def _form_page(
    request: HttpRequest,
    form: ReleaseForm,
    keep: str,
    heading: str,
    version: Version | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    actor = actor_of(request)
    trail = [Crumb(_("Paket informasi"), reverse("office:release-list"))]
    back = reverse("office:release-list")
    is_fresh = request.method != "POST" and version is not None  # with scripts the panel loads by itself
    if version:
        back = reverse("office:release-detail", args=[version.release.code])
        trail.append(Crumb(version.release.code, back))
    context = {
        "form": form,
        "heading": heading,
        "keep": keep,
        "version": version,
        "areas": area_choices(form.places.get(form.sender), form.chosen, searched_in(request)),
        "back_url": back,
        "uses_htmx": True,
        "loads_reached": is_fresh,
        **({"reached": None} if is_fresh else reached(form, actor)),
    }
    trail.append(Crumb(heading))
    return page(request, "office/releases/form.html", context, section="releases", trail=trail, status=status)
