"""Setting, changing, carrying over and cancelling a target: each a page with a reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kentongan.design.parts import Crumb
from kentongan.domain.core.problems import Absent
from kentongan.domain.indicators import access, actions
from kentongan.domain.indicators.models import Goal, Target, TargetLevel
from kentongan.domain.regions.access import get_region
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.coverage.forms import AmountForm, CarryForm, NewTargetForm, ReasonForm, home_of
from kentongan.doors.office.coverage.targets import trail_of
from kentongan.doors.office.once import new_token, once
from kentongan.doors.office.pages import actor_of, page, posted, run

KEEP = "target-baru"


@require_http_methods(ASKED_AND_DONE)
def new(request: HttpRequest) -> HttpResponse:
    """A target for a year: places ticked or pasted, all at once, or a count."""
    actor = actor_of(request)
    region = get_region(request.GET.get("wilayah") or home_of(actor))
    actor.require("targets.edit", region.code)
    level = request.GET.get("tingkat", TargetLevel.DISTRICT)
    if level not in TargetLevel.values:
        raise Absent(_("Tingkat target ini tidak ada."))
    preset: dict[str, Any] = {"token": new_token(), "stage": request.GET.get("tahap", Goal.FOUNDED)}
    preset["areas"] = request.GET.getlist("pilih")
    form = NewTargetForm(posted(request), region=region, level=level, initial=preset)
    if request.method == "POST":
        done: list[str] = []

        def make() -> str:
            said = form.cleaned_data
            target = actions.set_target(
                region=region,
                level=level,
                year=said["year"],
                stage=said["stage"],
                areas=said["chosen"],
                count=said["count"],
                reason=said["reason"],
                by=actor,
            )
            return reverse("office:target-detail", args=[target.pk])

        status = run(form, lambda: done.append(once(form.cleaned_data["token"], make, by=actor)))
        if status == 200:
            messages.success(request, _("Target tersimpan."), extra_tags=KEEP)
            return redirect(done[0])
        return _amount_page(request, form, _("Target baru untuk %(place)s") % {"place": region.title}, status)
    return _amount_page(request, form, _("Target baru untuk %(place)s") % {"place": region.title})


@require_http_methods(ASKED_AND_DONE)
def change(request: HttpRequest, key: int) -> HttpResponse:
    """Other places or another count, with the reason."""
    actor = actor_of(request)
    target = access.get_target(key, actor)
    actor.require("targets.edit", target.region_id)
    areas = list(target.areas.values_list("code", flat=True))
    initial: dict[str, Any] = {"areas": areas, "count": target.count}
    form = AmountForm(posted(request), region=target.region, level=target.level, initial=initial)
    if "areas" not in form.fields and areas:
        form.fields["pasted"].initial = "\n".join(areas)
    status = 200
    if request.method == "POST":
        status = run(
            form,
            lambda: actions.change_target(
                target,
                areas=form.cleaned_data["chosen"],
                count=form.cleaned_data["count"],
                reason=form.cleaned_data["reason"],
                by=actor,
            ),
        )
        if status == 200:
            messages.success(request, _("Perubahan target tersimpan bersama alasannya."))
            return redirect("office:target-detail", key=target.pk)
    return _amount_page(request, form, _("Ubah target"), status, target)


@require_http_methods(ASKED_AND_DONE)
def carry(request: HttpRequest, key: int) -> HttpResponse:
    """What was not reached goes into a later year."""
    actor = actor_of(request)
    target = access.get_target(key, actor)
    actor.require("targets.edit", target.region_id)
    form = CarryForm(posted(request), target=target)
    return ask(
        request,
        form,
        lambda: actions.carry_over(
            target, year=form.cleaned_data["year"], reason=form.cleaned_data["reason"], by=actor
        ),
        section="coverage",
        trail=trail_of(target, ends=False),
        back=reverse("office:target-detail", args=[target.pk]),
        question=_("Alihkan sisa target %(year)s?") % {"year": target.year},
        consequence=_(
            "Yang belum tercapai masuk ke target tahun lain. Target ini tetap tersimpan apa adanya."
        ),
        button=_("Alihkan sisanya"),
        done=_("Sisa target dialihkan."),
    )


@require_http_methods(ASKED_AND_DONE)
def cancel(request: HttpRequest, key: int) -> HttpResponse:
    """Take a target out of the plan."""
    actor = actor_of(request)
    target = access.get_target(key, actor)
    actor.require("targets.edit", target.region_id)
    form = ReasonForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.cancel_target(target, reason=form.cleaned_data["reason"], by=actor),
        section="coverage",
        trail=trail_of(target, ends=False),
        back=reverse("office:target-detail", args=[target.pk]),
        question=_("Batalkan target ini?"),
        consequence=_("Target tidak dihitung lagi dalam rencana, tetapi riwayatnya tetap terbaca."),
        button=_("Batalkan target"),
        kind="danger",
        done=_("Target dibatalkan."),
    )


def _amount_page(
    request: HttpRequest, form: AmountForm, title: str, status: int = 200, target: Target | None = None
) -> HttpResponse:
    back = reverse("office:target-detail", args=[target.pk]) if target else reverse("office:target-list")
    trail = trail_of(target, ends=False) if target else [Crumb(_("Target"), back)]
    context = {
        "form": form,
        "heading": title,
        "keep_key": "" if target else KEEP,
        "back_url": back,
        "level_word": TargetLevel(form.level).label,
        "places": len(form.places),
    }
    way = [*trail, Crumb(title)]
    return page(request, "office/coverage/amount.html", context, section="coverage", trail=way, status=status)
