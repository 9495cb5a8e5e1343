"""Mandates: who acts on whose behalf, from when to when."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.core.problems import Absent
from kentongan.domain.people import access, actions
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.pages import actor_of, next_page, page, posted, with_params
from kentongan.doors.office.people.accounts import tabs
from kentongan.doors.office.people.forms import EndForm, MandateForm


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The mandates of one's area, the latest first."""
    found = access.visible_mandates(actor_of(request)).select_related("principal", "delegate")
    rows, following = next_page(found, request.GET)
    context = {
        "tabs": tabs("mandates"),
        "rows": rows,
        "today": timezone.localdate(),
        "next_url": following,
        "first_url": "?" + with_params(request.GET) if request.GET.get("sesudah") else "",
    }
    return page(request, "office/people/mandates.html", context, section="people")


@require_http_methods(ASKED_AND_DONE)
def new(request: HttpRequest) -> HttpResponse:
    """Let one person act for another."""
    actor = actor_of(request)
    form = MandateForm(posted(request), by=actor, initial={"starts_on": timezone.localdate()})
    return ask(
        request,
        form,
        lambda: actions.give_mandate(by=actor, **form.facts()),
        section="people",
        trail=[Crumb(_("Mandat"), reverse("office:mandate-list"))],
        back=reverse("office:mandate-list"),
        question=_("Beri mandat"),
        consequence=_(
            "Tindakan wakil tercatat dengan dua nama: wakilnya dan yang diwakili. Hak wakil tidak bertambah."
        ),
        button=_("Beri mandat"),
        done=_("Mandat diberikan."),
    )


@require_http_methods(ASKED_AND_DONE)
def ending(request: HttpRequest, number: int) -> HttpResponse:
    """End a mandate."""
    actor = actor_of(request)
    mandate = access.visible_mandates(actor).select_related("principal", "delegate").filter(pk=number).first()
    if mandate is None:
        raise Absent(_("Mandat ini tidak ditemukan."))
    form = EndForm(posted(request), initial={"on": timezone.localdate()})
    return ask(
        request,
        form,
        lambda: actions.end_mandate(mandate=mandate, on=form.cleaned_data["on"], by=actor),
        section="people",
        trail=[Crumb(_("Mandat"), reverse("office:mandate-list"))],
        back=reverse("office:mandate-list"),
        question=_("Akhiri mandat %(delegate)s untuk %(principal)s")
        % {"delegate": mandate.delegate.name, "principal": mandate.principal.name},
        button=_("Akhiri mandat"),
        done=_("Mandat diakhiri."),
    )
