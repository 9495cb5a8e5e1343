"""The acts on a group: registered at the office, reported to the province, dissolved, revived."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kentongan.domain.groups import actions
from kentongan.domain.groups.models import Group
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.groups.forms import DayForm, DissolveForm, OfficeForm, ReviveForm
from kentongan.doors.office.groups.writing import group_for, trail_of
from kentongan.doors.office.pages import actor_of, posted


@require_http_methods(ASKED_AND_DONE)
def registration(request: HttpRequest, code: str) -> HttpResponse:
    """Note the registration at the regency's office."""
    group = group_for(request, code, "groups.edit")
    form = OfficeForm(posted(request), initial={"on": timezone.localdate(), "number": group.register_number})
    return _ask(
        request,
        group,
        form,
        lambda: actions.register_at_office(
            group, on=form.cleaned_data["on"], number=form.cleaned_data["number"], by=actor_of(request)
        ),
        question=_("Catat pendaftaran di dinas"),
        consequence=_("Tanpa SK yang berlaku, kelompok tetap berstatus dibentuk meskipun sudah didaftarkan."),
        button=_("Catat terdaftar"),
        done=_("Pendaftaran tercatat."),
    )


@require_http_methods(ASKED_AND_DONE)
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Note that the group's data went to the province."""
    group = group_for(request, code, "groups.edit")
    form = DayForm(posted(request), initial={"on": timezone.localdate()})
    return _ask(
        request,
        group,
        form,
        lambda: actions.report_to_province([group], on=form.cleaned_data["on"], by=actor_of(request)),
        question=_("Laporkan ke provinsi"),
        consequence=_("Hanya kelompok dengan SK yang berlaku yang masuk data provinsi."),
        button=_("Catat dilaporkan"),
        done=_("Laporan ke provinsi tercatat."),
    )


@require_http_methods(ASKED_AND_DONE)
def dissolution(request: HttpRequest, code: str) -> HttpResponse:
    """Note that the group ended."""
    group = group_for(request, code, "groups.edit")
    form = DissolveForm(posted(request), initial={"on": timezone.localdate()})
    return _ask(
        request,
        group,
        form,
        lambda: actions.dissolve_group(
            group, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"], by=actor_of(request)
        ),
        question=_("Catat kelompok ini bubar"),
        consequence=_("Kelompok tidak lagi menerima paket dan tidak dihitung. Seluruh catatannya tetap ada."),
        button=_("Catat bubar"),
        kind="danger",
        done=_("Kelompok dicatat bubar."),
    )


@require_http_methods(ASKED_AND_DONE)
def function_return(request: HttpRequest, code: str) -> HttpResponse:
    """Note that the body gave the information function back."""
    group = group_for(request, code, "groups.edit")
    form = DissolveForm(posted(request), initial={"on": timezone.localdate()})
    return _ask(
        request,
        group,
        form,
        lambda: actions.return_function(
            group, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"], by=actor_of(request)
        ),
        question=_("Kembalikan fungsi informasi"),
        consequence=_(
            "Kelompok asalnya tetap berjalan dengan nama dan tujuannya; tidak lagi dihitung sebagai KIM."
        ),
        button=_("Catat pengembalian"),
        kind="danger",
        done=_("Pengembalian fungsi tercatat."),
    )


@require_http_methods(ASKED_AND_DONE)
def revival(request: HttpRequest, code: str) -> HttpResponse:
    """Take a dissolution back."""
    group = group_for(request, code, "groups.edit")
    form = ReviveForm(posted(request))
    return _ask(
        request,
        group,
        form,
        lambda: actions.revive_group(group, reason=form.cleaned_data["reason"], by=actor_of(request)),
        question=_("Hidupkan kembali kelompok ini"),
        consequence=_("Kelompok kembali menerima paket dan dihitung seperti sebelumnya."),
        button=_("Hidupkan kembali"),
        done=_("Kelompok hidup kembali."),
    )


def _ask(
    request: HttpRequest, group: Group, form: BaseForm, verb: Callable[[], Any], **words: str
) -> HttpResponse:
    back = reverse("office:group-detail", args=[group.code])
    return ask(request, form, verb, section="groups", trail=trail_of(group), back=back, **words)
