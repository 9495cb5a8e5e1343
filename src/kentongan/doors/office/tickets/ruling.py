"""The office's rules about tickets: routes with a test, deadlines, categories."""

from typing import Any

from django import forms as django_forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.design.parts import Crumb, Link
from kentongan.domain.people.access import Authority
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.rules import lineage
from kentongan.domain.tickets import actions, routing
from kentongan.domain.tickets.models import Category, DeadlineRule, RoutingRule
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.pages import actor_of, page, posted
from kentongan.doors.office.tickets.rule_forms import CategoryForm, DeadlineForm, RouteForm, TrialForm


@require_safe
def routes(request: HttpRequest) -> HttpResponse:
    """Who gets what, and a test: where would this go?"""
    actor = actor_of(request)
    tested = bool(request.GET)
    trial = TrialForm(request.GET if tested else None)
    found: dict[str, Any] = {}
    if tested and trial.is_valid():
        data = trial.cleaned_data
        category = Category.objects.get(pk=data["kategori"])
        rule = routing.route_for(region=data["wilayah"].code, category=category, kind=data["jenis"])
        found = {"rule": rule, "region": data["wilayah"], "category": category, "answered": True}
    context = {
        "rows": _routes(actor),
        "trial": trial,
        "found": found,
        "tabs": _tabs("rute", actor),
    }
    return _page(request, "office/tickets/routes.html", context, _("Aturan tujuan"))


@require_http_methods(ASKED_AND_DONE)
def route_new(request: HttpRequest) -> HttpResponse:
    """Write a route, or change the one that is there."""
    actor = actor_of(request)
    form = RouteForm(posted(request), offices=[(one.pk, one.name) for one in _agencies(actor)])

    def verb() -> None:
        data = form.cleaned_data
        actions.save_route(
            region=data["region"],
            agency=next(one for one in _agencies(actor) if str(one.pk) == data["agency"]),
            category=Category.objects.filter(pk=data["category"]).first(),
            kind=data["kind"],
            instruction=data["instruction"],
            by=actor,
        )

    return _ask(request, form, verb, "ticket-routes", _("Aturan tujuan baru"))


@require_POST
def route_end(request: HttpRequest, number: int) -> HttpResponse:
    """Take a route out."""
    actor = actor_of(request)
    rule = next((one for one in _routes(actor) if one.pk == number), None)
    if rule is None:
        raise Http404
    actions.remove_route(rule, by=actor)
    messages.success(request, _("Aturan dihapus. Laporan yang sudah diteruskan tidak berubah."))
    return redirect("office:ticket-routes")


@require_safe
def deadlines(request: HttpRequest) -> HttpResponse:
    """How long each stage may take, as dated data; examples are named so."""
    actor = actor_of(request)
    context = {"rows": _deadlines(actor), "tabs": _tabs("tenggat", actor)}
    return _page(request, "office/tickets/deadlines.html", context, _("Batas waktu"))


@require_http_methods(ASKED_AND_DONE)
def deadline_new(request: HttpRequest) -> HttpResponse:
    """Rule a deadline from a day on."""
    actor = actor_of(request)
    form = DeadlineForm(posted(request), initial={"counted": "working", "grace": 5})
    return _ask(
        request,
        form,
        lambda: actions.save_deadline(by=actor, **form.cleaned_data),
        "ticket-deadlines",
        _("Batas waktu baru"),
    )


@require_safe
def categories(request: HttpRequest) -> HttpResponse:
    """The categories."""
    actor = actor_of(request)
    context = {
        "rows": list(Category.objects.all()),
        "tabs": _tabs("kategori", actor),
        "may_change": actor.may("tickets.lists", settings.HOME_REGION),
    }
    return _page(request, "office/tickets/categories.html", context, _("Kategori"))


@require_http_methods(ASKED_AND_DONE)
def category(request: HttpRequest, code: str = "") -> HttpResponse:
    """Write a category or change one."""
    actor = actor_of(request)
    known = Category.objects.filter(pk=code).first()
    names = ("code", "name", "about", "supervision", "elsewhere", "retired")
    initial = {name: getattr(known, name) for name in names} if known else {}
    form = CategoryForm(posted(request), initial=initial)
    return _ask(
        request,
        form,
        lambda: actions.save_category(by=actor, **form.cleaned_data),
        "ticket-categories",
        known.name if known else _("Kategori baru"),
    )


def _ask(request: HttpRequest, form: django_forms.Form, verb: Any, back: str, question: str) -> HttpResponse:
    return ask(
        request,
        form,
        verb,
        section="tickets",
        trail=[_crumb()],
        back=reverse(f"office:{back}"),
        question=question,
        button=_("Simpan"),
        done=_("Aturan tersimpan."),
    )


def _routes(actor: Authority) -> list[RoutingRule]:
    rows = RoutingRule.objects.filter(actor.within("tickets.rules"))
    return list(rows.select_related("region", "category", "agency"))


def _deadlines(actor: Authority) -> list[DeadlineRule]:
    codes = {code for area in actor.areas("tickets.rules") for code in lineage(area)}
    rows = DeadlineRule.objects.filter(actor.within("tickets.rules")) | DeadlineRule.objects.filter(
        region_id__in=codes
    )
    return list(rows.select_related("region"))


def _agencies(actor: Authority) -> list[Agency]:
    return list(Agency.objects.filter(actor.within("tickets.rules")).order_by("name"))


def _tabs(here: str, actor: Authority) -> list[Link]:
    pages = (
        ("rute", _("Tujuan"), "ticket-routes", "tickets.rules"),
        ("tenggat", _("Batas waktu"), "ticket-deadlines", "tickets.rules"),
        ("kategori", _("Kategori"), "ticket-categories", "tickets.lists"),
    )
    shown = [one for one in pages if actor.may(one[3])]
    return [Link(label, reverse(f"office:{name}"), current=key == here) for key, label, name, _verb in shown]


def _page(request: HttpRequest, template: str, context: dict[str, Any], title: str) -> HttpResponse:
    reads = actor_of(request).may("tickets.read")  # an administrator rules the categories alone
    trail = [_crumb() if reads else Crumb(_("Laporan warga")), Crumb(title)]
    return page(request, template, context, section="tickets", trail=trail)


def _crumb() -> Crumb:
    return Crumb(_("Laporan warga"), reverse("office:ticket-list"))
