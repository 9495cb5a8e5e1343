"""What hangs on a group: its contacts, its equipment, the accounts that act for it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.design.parts import Crumb
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups import access, actions
from kentongan.domain.groups.models import Equipment, Group
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.groups.forms import AccessForm, ContactsForm, EquipmentForm
from kentongan.doors.office.groups.writing import group_for, trail_of
from kentongan.doors.office.pages import actor_of, page, posted, run


@require_http_methods(ASKED_AND_DONE)
def contacts(request: HttpRequest, code: str) -> HttpResponse:
    """Change how the group is reached."""
    group = group_for(request, code, "groups.edit_own")
    actor_of(request).require("groups.contacts", group.region_id, group=group.pk)
    known = {name: getattr(group, name) for name in ContactsForm.base_fields}
    form = ContactsForm(posted(request), initial=known)
    return ask(
        request,
        form,
        lambda: actions.change_contacts(group, by=actor_of(request), **form.cleaned_data),
        section="groups",
        trail=trail_of(group),
        back=reverse("office:group-detail", args=[group.code]),
        question=_("Ubah kontak"),
        button=_("Simpan"),
        done=_("Kontak tersimpan."),
    )


@require_http_methods(ASKED_AND_DONE)
def equipment(request: HttpRequest, code: str) -> HttpResponse:
    """Note a thing the group works with."""
    group = group_for(request, code, "groups.edit_own")
    form = EquipmentForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.add_equipment(group, by=actor_of(request), **form.cleaned_data),
        section="groups",
        trail=trail_of(group),
        back=reverse("office:group-detail", args=[group.code]),
        question=_("Tambah alat"),
        button=_("Tambah alat"),
        done=_("Alat tercatat."),
    )


@require_POST
def equipment_end(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take a thing off the list; pressed twice it is off once."""
    group = group_for(request, code, "groups.edit_own")
    thing = (
        Equipment.objects.filter(group__in=Group.objects.same_as(group), pk=number)
        .select_related("group__merged_into")
        .first()
    )
    if thing:
        actions.remove_equipment(thing, by=actor_of(request))
    messages.success(request, _("Alat dihapus dari daftar."))
    return redirect("office:group-detail", code=group.code)


@require_http_methods(ASKED_AND_DONE)
def user_access(request: HttpRequest, code: str) -> HttpResponse:
    """The accounts that may act for the group, and giving one the right."""
    actor, group = actor_of(request), group_for(request, code, "groups.edit")
    form = AccessForm(posted(request))

    def grant() -> object:
        user = access.find_account(form.cleaned_data["user"], actor)
        if user is None:
            raise Invalid(
                _("Tidak ada akun aktif dengan nama itu di wilayah Anda. Minta administrator membuatnya."),
                field="user",
            )
        said = {"role": form.cleaned_data["role"], "ends_on": form.cleaned_data["ends_on"]}
        return actions.grant_group_access(group, user=user, by=actor, **said)

    status = 200
    if request.method == "POST":
        status = run(form, grant)
        if status == 200:
            messages.success(request, _("Akun itu kini dapat bertindak untuk kelompok ini."))
            return redirect("office:group-access", code=group.code)
    context = {"form": form, "group": group, "grants": access.group_grants(group)}
    trail = [*trail_of(group), Crumb(_("Akses"))]
    return page(request, "office/groups/access.html", context, section="groups", trail=trail, status=status)
