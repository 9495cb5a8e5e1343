"""The register of regulations: which rules the groups, the programmes and the money rest on."""

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.core import attachments
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent
from kentongan.domain.groups import access, actions
from kentongan.domain.groups.models import Regulation
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.history import SHOWN, events
from kentongan.doors.office.once import new_token, once
from kentongan.doors.office.pages import actor_of, next_page, page, posted, run, with_params
from kentongan.doors.office.regulations.forms import EndForm, RegulationForm, number_of

KEEP = "peraturan-baru"


class FilterForm(forms.Form):
    """The filters; what is not understood filters nothing."""

    q = forms.CharField(label=gettext_lazy("Nomor atau judul"), required=False, max_length=80)
    jenis = forms.ChoiceField(label=gettext_lazy("Jenis"), required=False)

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]  # the query, passed on
        choices = [("", gettext_lazy("Semua")), *Regulation.Kind.choices]
        self.fields["jenis"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The regulations, those entered last first."""
    form = FilterForm(request.GET)
    form.is_valid()
    rows = Regulation.objects.select_related("region")
    if form.cleaned_data.get("q"):
        text = form.cleaned_data["q"].strip()
        rows = rows.filter(Q(title__icontains=text) | Q(number__icontains=text))
    if form.cleaned_data.get("jenis"):
        rows = rows.filter(kind=form.cleaned_data["jenis"])
    found, following = next_page(rows, request.GET)
    context = {
        "form": form,
        "rows": [(regulation, number_of(regulation)) for regulation in found],
        "today": timezone.localdate(),
        "is_filtered": any(form.cleaned_data.values()),
        "next_url": following,
        "first_url": "?" + with_params(request.GET) if request.GET.get("sesudah") else "",
        "may_add": actor_of(request).may("regulations.edit"),
    }
    return page(request, "office/regulations/list.html", context, section="regulations")


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One regulation, what it revokes and what revoked it."""
    actor = actor_of(request)
    regulation = access.get_regulation(code, actor)
    may_edit = actor.may("regulations.edit", regulation.region_id)
    context = {
        "regulation": regulation,
        "number": number_of(regulation),
        "today": timezone.localdate(),
        "revokes": _others(regulation.revokes.all()),
        "revoked_by": _others(regulation.revoked_by.all()),
        "may_edit": may_edit,
        "events": events(Entry.objects.about(regulation)[:SHOWN]) if may_edit else [],
    }
    trail = [Crumb(_("Peraturan"), reverse("office:regulation-list")), Crumb(number_of(regulation))]
    return page(request, "office/regulations/detail.html", context, section="regulations", trail=trail)


@require_safe
def file(request: HttpRequest, code: str) -> FileResponse:
    """The text of the regulation as it was handed in."""
    regulation = access.get_regulation(code, actor_of(request))
    if regulation.file is None:
        raise Absent(_("Naskah peraturan ini belum diunggah."))
    return attachments.response(regulation.file)


@require_http_methods(ASKED_AND_DONE)
def new(request: HttpRequest) -> HttpResponse:
    """Enter a regulation; the same form sent twice makes one."""
    actor = actor_of(request)
    first = {"token": new_token(), "year": timezone.localdate().year}
    form = RegulationForm(posted(request), request.FILES or None, by=actor, initial=first)

    def make() -> str:
        regulation = actions.register_regulation(by=actor, **form.facts())
        return reverse("office:regulation-detail", args=[regulation.code])

    made: list[str] = []
    status = 200
    if request.method == "POST":
        form.keep_upload(next(iter(actor.areas("regulations.edit")), ""))
        status = run(form, lambda: made.append(once(form.cleaned_data["token"], make, by=actor)))
        if status == 200:
            messages.success(request, _("Peraturan tercatat."), extra_tags=KEEP)
            return redirect(made[0])
    context = {
        "form": form,
        "question": _("Catat peraturan"),
        "verb": _("Catat peraturan"),
        "kind": "primary",
        "keep": KEEP,
        "back_url": reverse("office:regulation-list"),
        "layout": form.layout,
    }
    trail = [Crumb(_("Peraturan"), reverse("office:regulation-list")), Crumb(_("Catat peraturan"))]
    return page(request, "office/ask.html", context, section="regulations", trail=trail, status=status)


@require_http_methods(ASKED_AND_DONE)
def ending(request: HttpRequest, code: str) -> HttpResponse:
    """Note the last day a regulation is in force."""
    actor = actor_of(request)
    regulation = access.get_regulation(code, actor)
    actor.require("regulations.edit", regulation.region_id)
    form = EndForm(posted(request), initial={"on": regulation.in_force_to or timezone.localdate()})
    back = reverse("office:regulation-detail", args=[regulation.code])
    return ask(
        request,
        form,
        lambda: actions.end_regulation(regulation, on=form.cleaned_data["on"], by=actor),
        section="regulations",
        trail=[Crumb(_("Peraturan"), reverse("office:regulation-list")), Crumb(number_of(regulation), back)],
        back=back,
        question=_("Akhiri masa berlaku"),
        button=_("Akhiri masa berlaku"),
        done=_("Akhir masa berlaku tercatat."),
    )


def _others(regulations: Iterable[Regulation]) -> list[tuple[Regulation, str]]:
    return [(regulation, number_of(regulation)) for regulation in regulations]
