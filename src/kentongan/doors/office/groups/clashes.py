"""Two people changed the same field of a group's card, one of them without network: a person chooses."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kentongan.domain.core.problems import Problem
from kentongan.domain.groups import access, actions
from kentongan.doors.office.groups.writing import group_for
from kentongan.doors.office.pages import actor_of


@require_POST
def choose(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take one of the two; ``standing`` is what the page showed."""
    group = group_for(request, code, "groups.edit_own")
    conflict = access.get_conflict(group, number, actor_of(request))
    choice, standing = request.POST.get("choice", ""), request.POST.get("standing", "")
    try:
        actions.settle_conflict(conflict, choice, standing=standing, by=actor_of(request))
    except Problem as problem:
        if problem.status not in {409, 422}:
            raise
        messages.error(request, problem.message)
    else:
        messages.success(request, _("Pilihan tersimpan. Isi yang lain tetap dapat dikembalikan."))
    return redirect("office:group-detail", code=group.code)


@require_POST
def reopen(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take the choice back: both stand there again."""
    group = group_for(request, code, "groups.edit_own")
    conflict = access.get_conflict(group, number, actor_of(request))
    try:
        actions.reopen_conflict(conflict, by=actor_of(request))
    except Problem as problem:
        if problem.status not in {409, 422}:
            raise
        messages.error(request, problem.message)
    else:
        messages.success(request, _("Pilihan dibatalkan. Kedua isi tampil lagi."))
    return redirect("office:group-detail", code=group.code)
