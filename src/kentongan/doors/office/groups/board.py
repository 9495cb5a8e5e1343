"""The board by term, and the members: who came, who left, and when."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kentongan.domain.core.problems import Absent
from kentongan.domain.groups import access, actions
from kentongan.domain.groups.models import BoardPost, BoardTerm, Group
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.groups.forms import DayForm, MemberForm, PostForm, TermForm
from kentongan.doors.office.groups.writing import group_for, trail_of
from kentongan.doors.office.pages import actor_of, posted

FIRST_POSTS = {"chair": "chair_phone", "secretary": "", "treasurer": ""}


@require_http_methods(ASKED_AND_DONE)
def term(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a term, with its first posts."""
    group = group_for(request, code, "groups.edit")
    form = TermForm(posted(request), group=group)

    def begin() -> object:
        said = form.cleaned_data
        posts = [
            actions.NewPost(title, name=said[title], phone=said[phone] if phone else "")
            for title, phone in FIRST_POSTS.items()
            if said[title]
        ] + [
            actions.NewPost(post.title, person=post.person.survivor, section=post.section)
            for post in said.get("stays", ())
        ]
        days = {"starts_on": said["starts_on"], "ends_on": said["ends_on"]}
        return actions.start_term(group, **days, decree=said["decree"], posts=posts, by=actor_of(request))

    return _ask(
        request,
        group,
        form,
        begin,
        question=_("Mulai masa bakti baru"),
        consequence=_(
            "Boleh disiapkan jauh hari: isi tanggal mulainya nanti. Masa bakti yang masih berjalan berakhir"
            " sehari sebelumnya; pengurusnya menjabat sampai hari itu dan tetap tercatat."
        ),
        button=_("Mulai masa bakti"),
        done=_("Masa bakti tercatat."),
    )


@require_http_methods(ASKED_AND_DONE)
def post(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Put somebody on the board of a term."""
    group = group_for(request, code, "groups.edit_own")
    running = (
        BoardTerm.objects.filter(group__in=Group.objects.same_as(group), pk=number)
        .select_related("group__merged_into")
        .first()
    )
    if running is None:
        raise Absent(_("Masa bakti ini tidak ditemukan."))
    form = PostForm(posted(request), group=group)
    return _ask(
        request,
        group,
        form,
        lambda: actions.appoint_board(running, by=actor_of(request), **form.cleaned_data),
        question=_("Tambah pengurus"),
        button=_("Tambah pengurus"),
        done=_("Pengurus tercatat."),
    )


@require_http_methods(ASKED_AND_DONE)
def post_end(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """End a post on the board."""
    group = group_for(request, code, "groups.edit_own")
    held = (
        BoardPost.objects.filter(term__group__in=Group.objects.same_as(group), pk=number)
        .select_related("person__merged_into")
        .first()
    )
    if held is None:
        raise Absent(_("Jabatan ini tidak ditemukan."))
    form = DayForm(posted(request), initial={"on": timezone.localdate()})
    return _ask(
        request,
        group,
        form,
        lambda: actions.end_board_post(held, on=form.cleaned_data["on"], by=actor_of(request)),
        question=_("Akhiri jabatan %(name)s sebagai %(title)s")
        % {"name": held.person.survivor.name, "title": held.get_title_display()},
        consequence=_("Tulis hari terakhir menjabat. Penggantinya ditambahkan sebagai pengurus baru."),
        button=_("Akhiri jabatan"),
        done=_("Jabatan diakhiri."),
    )


@require_http_methods(ASKED_AND_DONE)
def member(request: HttpRequest, code: str) -> HttpResponse:
    """Note a member."""
    group = group_for(request, code, "groups.edit_own")
    form = MemberForm(posted(request), group=group)
    return _ask(
        request,
        group,
        form,
        lambda: actions.add_member(group, by=actor_of(request), **form.cleaned_data),
        question=_("Tambah anggota"),
        consequence=_("Satu orang boleh menjadi anggota beberapa kelompok."),
        button=_("Tambah anggota"),
        done=_("Anggota tercatat."),
    )


@require_http_methods(ASKED_AND_DONE)
def member_end(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Note that a member left."""
    group = group_for(request, code, "groups.edit_own")
    found = (
        access.members(group, actor_of(request))
        .filter(pk=number)
        .select_related("person__merged_into")
        .first()
    )
    if found is None:
        raise Absent(_("Anggota ini tidak ditemukan."))
    form = DayForm(posted(request), initial={"on": timezone.localdate()})
    return _ask(
        request,
        group,
        form,
        lambda: actions.end_membership(found, on=form.cleaned_data["on"], by=actor_of(request)),
        question=_("Catat %(name)s keluar dari kelompok") % {"name": found.person.survivor.name},
        button=_("Catat keluar"),
        done=_("Anggota dicatat keluar."),
    )


def _ask(
    request: HttpRequest, group: Group, form: BaseForm, verb: Callable[[], Any], **words: str
) -> HttpResponse:
    back = reverse("office:group-detail", args=[group.code])
    return ask(request, form, verb, section="groups", trail=trail_of(group), back=back, **words)
