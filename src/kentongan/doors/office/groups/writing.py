"""Entering a group into the register, and changing its facts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kentongan.design.parts import Crumb
from kentongan.domain.groups import access, actions
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT, valid_code
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.groups.forms import GroupForm, facts_of
from kentongan.doors.office.once import new_token, once
from kentongan.doors.office.pages import actor_of, page, posted, run

KEEP_NEW = "kim-baru"


@require_http_methods(ASKED_AND_DONE)
def new(request: HttpRequest) -> HttpResponse:
    """Register a group; the same form sent twice makes one."""
    actor = actor_of(request)
    within = next(iter(actor.areas("groups.edit")), ROOT)
    first = {"token": new_token(), "region": _asked_region(request)}
    form = GroupForm(posted(request), within=within, initial=first)

    def make() -> str:
        group = actions.register_group(by=actor, **form.facts())
        return reverse("office:group-detail", args=[group.code])

    made: list[str] = []
    status = 200
    if request.method == "POST":
        status = run(form, lambda: made.append(once(form.cleaned_data["token"], make, by=actor)))
        if status == 200:
            messages.success(
                request,
                _("Kelompok terdaftar. Lengkapi pengurus dan SK-nya di halaman ini."),
                extra_tags=KEEP_NEW,
            )
            return redirect(made[0])
    context = {
        "form": form,
        "question": _("Daftarkan kelompok"),
        "verb": _("Daftarkan"),
        "kind": "primary",
        "keep": KEEP_NEW,
        "back_url": reverse("office:group-list"),
        "layout": form.layout,
        "uses_htmx": True,
    }
    trail = [Crumb(_("KIM"), reverse("office:group-list")), Crumb(_("Daftarkan kelompok"))]
    return page(request, "office/ask.html", context, section="groups", trail=trail, status=status)


@require_http_methods(ASKED_AND_DONE)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change the facts of a group."""
    actor, group = actor_of(request), group_for(request, code, "groups.edit")
    within = next(iter(actor.areas("groups.edit")), ROOT)
    form = GroupForm(posted(request), within=within, initial=facts_of(group))
    return ask(
        request,
        form,
        lambda: actions.change_group(group, by=actor, **form.facts()),
        section="groups",
        trail=trail_of(group),
        back=reverse("office:group-detail", args=[group.code]),
        question=_("Ubah data kelompok"),
        button=_("Simpan"),
        done=_("Perubahan tersimpan."),
        keep=f"kim-{group.code}",
    )


def group_for(request: HttpRequest, code: str, verb: str) -> Group:
    """The group, when the person may do the verb on it: absent out of sight, refused where only reading."""
    actor = actor_of(request)
    group = access.get_group(code, actor)
    actor.require(verb, group.region_id, group=group.pk)
    return group


def trail_of(group: Group) -> list[Crumb]:
    """The way to the group's page."""
    return [
        Crumb(_("KIM"), reverse("office:group-list")),
        Crumb(group.name, reverse("office:group-detail", args=[group.code])),
    ]


def _asked_region(request: HttpRequest) -> Region | None:
    code = request.GET.get("wilayah", "")
    return Region.objects.filter(code=code).first() if valid_code(code) else None
