"""Filters of a list kept under names: the links above the list, and the form that keeps or forgets one."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kentongan.design.parts import Link
from kentongan.domain.core.problems import Problem
from kentongan.domain.people import actions
from kentongan.domain.people.access import Authority
from kentongan.domain.people.models import SavedView
from kentongan.doors.office.pages import actor_of


def links(actor: Authority, page: str) -> list[Link]:
    """The actor's own views of the list."""
    rows = SavedView.objects.filter(user=actor.user, page=page)
    return [Link(view.name, f"?{view.query}") for view in rows[: actions.MOST_VIEWS]]


def answer(request: HttpRequest, page: str, *, filters: Sequence[str], back: str) -> HttpResponse:
    """Keep the sent filter under the sent name, or forget one; then the list with that filter."""
    actor, query = actor_of(request), plain(request.POST.get("kueri", ""), filters)
    try:
        if request.POST.get("hapus"):
            actions.forget_view(page=page, name=request.POST["hapus"], by=actor)
        else:
            actions.keep_view(page=page, name=request.POST.get("nama", ""), query=query, by=actor)
            messages.success(request, _("Tampilan disimpan."))
    except Problem as problem:
        messages.warning(request, problem.message)
    return redirect(f"{reverse(back)}?{query}")


def plain(query: str, filters: Sequence[str]) -> str:
    """Only the list's own filters of a query that came back."""
    given = QueryDict(query[:500])
    kept = QueryDict(mutable=True)
    for name in filters:
        if given.get(name):
            kept[name] = given[name]
    return kept.urlencode()
