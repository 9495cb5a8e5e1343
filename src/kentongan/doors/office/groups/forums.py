"""The members of a forum of KIM: which groups join, which one leaves."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kentongan.domain.core.problems import Absent
from kentongan.domain.groups import actions
from kentongan.domain.groups.access import visible
from kentongan.domain.groups.models import ForumMembership, Group
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.fields import day_field
from kentongan.doors.office.groups.forms import DayForm
from kentongan.doors.office.groups.writing import group_for, trail_of
from kentongan.doors.office.pages import actor_of, posted

OFFERED = 500  # the groups of a regency


class ForumForm(forms.Form):
    """Groups that join a forum."""

    members = forms.ModelMultipleChoiceField(
        Group.objects.none(), label=gettext_lazy("KIM yang bergabung"), widget=forms.CheckboxSelectMultiple
    )
    joined_on = day_field(gettext_lazy("Bergabung sejak"), required=False)

    def __init__(self, *args: Any, forum: Group, groups: Any) -> None:
        super().__init__(*args)
        inside = ForumMembership.objects.filter(forum=forum, left_on=None).values("member")
        rows = groups.standing().for_region(forum.region_id).exclude(pk=forum.pk).exclude(pk__in=inside)
        keys = list(rows.order_by("region_id", "name").values_list("pk", flat=True)[:OFFERED])
        field: Any = self.fields["members"]
        field.queryset = (
            Group.objects.filter(pk__in=keys).select_related("region").order_by("region_id", "name")
        )
        self.has_choices = bool(keys)
        field.label_from_instance = lambda group: f"{group.name}, {group.region.title}"


@require_http_methods(ASKED_AND_DONE)
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Note which groups belong to the forum."""
    forum, actor = group_for(request, code, "groups.edit"), actor_of(request)
    form = ForumForm(posted(request), forum=forum, groups=visible(actor))
    return ask(
        request,
        form,
        lambda: actions.join_forum(
            forum, list(form.cleaned_data["members"]), joined_on=form.cleaned_data["joined_on"], by=actor
        ),
        section="groups",
        trail=trail_of(forum),
        back=reverse("office:group-detail", args=[forum.code]),
        question=_("Tambah anggota forum"),
        consequence=_("Forum beranggotakan kelompok. Pengurus forum tetap dicatat sebagai pengurus biasa.")
        if form.has_choices
        else _("Semua kelompok di wilayah forum ini sudah menjadi anggotanya."),
        button=_("Tambahkan ke forum"),
        done=_("Anggota forum tercatat."),
    )


@require_http_methods(ASKED_AND_DONE)
def leave(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Note that a group left the forum."""
    forum = group_for(request, code, "groups.edit")
    rows = ForumMembership.objects.filter(forum__in=Group.objects.same_as(forum), pk=number)
    found = rows.select_related("member__merged_into").first()
    if found is None:
        raise Absent(_("Anggota forum ini tidak ditemukan."))
    form = DayForm(posted(request), initial={"on": timezone.localdate()})
    return ask(
        request,
        form,
        lambda: actions.leave_forum(found, on=form.cleaned_data["on"], by=actor_of(request)),
        section="groups",
        trail=trail_of(forum),
        back=reverse("office:group-detail", args=[forum.code]),
        question=_("Catat %(name)s keluar dari forum") % {"name": found.member.survivor.name},
        button=_("Catat keluar"),
        done=_("Kelompok dicatat keluar dari forum."),
    )
