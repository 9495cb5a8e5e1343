"""The verbs of boards and members: a term begins, posts are filled and vacated, members come and go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.groups import rules
from kentongan.domain.groups.models import BoardPost, BoardTerm, Decree, Group, Membership
from kentongan.domain.people.models import Person


@dataclass(frozen=True)
class NewPost:
    """Somebody for a post: a person on record, or the name (and phone) of one who is not yet."""

    title: str
    person: Person | None = None
    name: str = ""
    phone: str = ""
    section: str = ""


@transaction.atomic
def start_term(
    group: Group,
    *,
    starts_on: date | None,
    by: Actor,
    ends_on: date | None = None,
    decree: Decree | None = None,
    posts: Sequence[NewPost] = (),
) -> BoardTerm:
    """Begin a board's term, also one prepared ahead; a term still running on that day ends the day before.

    ``starts_on`` is ``None`` when nobody knows. Raises ``Invalid`` for reversed dates or two terms on a day.
    """
    by.require("groups.edit", group.region_id, group=group.pk)
    rules.check_period(starts_on, ends_on, "ends_on")
    if BoardTerm.objects.filter(group=group, starts_on=starts_on).exists():
        raise Invalid(_("Masa bakti yang mulai pada tanggal ini sudah ada."), field="starts_on")
    if decree and not decree.groups.filter(pk=group.pk).exists():
        raise Invalid(_("SK ini tidak menyebut kelompok ini."), field="decree")
    if starts_on:
        same = Group.objects.same_as(group)
        earlier = BoardTerm.objects.filter(Q(starts_on=None) | Q(starts_on__lt=starts_on), group__in=same)
        earlier.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on)).update(
            ends_on=starts_on - timedelta(days=1)
        )
    term = BoardTerm.objects.create(group=group, starts_on=starts_on, ends_on=ends_on, decree=decree)
    for post in posts:
        _fill(term, post, None)
    record("group.start_term", group, by=by, region=group.region_id, starts_on=str(starts_on or ""))
    return term


@transaction.atomic
def rest_terms_on(decree: Decree, *, by: Actor) -> int:
    """Note that the boards a decree found in office, appointed by none before, rest on it; how many."""
    groups = list(decree.groups.all())
    for group in groups:
        by.require("groups.edit", group.region_id, group=group.pk)
    running = BoardTerm.objects.filter(group__in=groups, decree=None).current(decree.issued_on)
    keys = list(running.values_list("pk", flat=True))
    return BoardTerm.objects.filter(pk__in=keys).update(decree=decree)


@transaction.atomic
def cite_decree(term: BoardTerm, decree: Decree, *, by: Actor) -> BoardTerm:
    """Note the decree that appointed a board, also one whose term was prepared before the decree came."""
    current = BoardTerm.objects.select_for_update(of=("self",)).select_related("group__merged_into")
    row = current.get(pk=term.pk)
    group = row.group.survivor
    by.require("groups.edit", group.region_id, group=group.pk)
    if not decree.groups.filter(pk=group.pk).exists():
        raise Invalid(_("SK ini tidak menyebut kelompok ini."), field="decree")
    row.decree = decree
    row.save(update_fields=["decree"])
    record("group.cite_decree", group, by=by, region=group.region_id, number=decree.number)
    return row


@transaction.atomic
def appoint_board(
    term: BoardTerm,
    *,
    title: str,
    by: Actor,
    person: Person | None = None,
    name: str = "",
    phone: str = "",
    section: str = "",
    starts_on: date | None = None,
) -> BoardPost:
    """Put somebody on the board; during the term a successor is a new row beside the ended one."""
    group = term.group.survivor
    by.require("groups.edit_own", group.region_id, group=group.pk)
    rules.check_period(term.starts_on, starts_on, "starts_on")
    rules.check_period(starts_on, term.ends_on, "starts_on")
    post = _fill(term, NewPost(title, person, name, phone, section), starts_on)
    record("group.appoint", group, by=by, region=group.region_id, title=title, name=post.person.name)
    return post


@transaction.atomic
def end_board_post(post: BoardPost, *, on: date, by: Actor) -> BoardPost:
    """Note the last day somebody held a post."""
    current = (
        BoardPost.objects.select_for_update(of=("self",))
        .select_related("term__group__merged_into", "person")
        .get(pk=post.pk)
    )
    group = current.term.group.survivor
    by.require("groups.edit_own", group.region_id, group=group.pk)
    if current.ends_on:
        raise Stale(_("Jabatan ini sudah diakhiri. Muat ulang halaman."))
    rules.check_period(current.starts_on or current.term.starts_on, on, "on")
    current.ends_on = on
    current.save(update_fields=["ends_on"])
    record("group.end_post", group, by=by, region=group.region_id, title=current.title, on=on.isoformat())
    return current


@transaction.atomic
def add_member(
    group: Group,
    *,
    by: Actor,
    person: Person | None = None,
    name: str = "",
    phone: str = "",
    joined_on: date | None = None,
    recruited_from: str = "",
) -> Membership:
    """Note a member; a person may belong to several groups. Raises ``Invalid`` when they are one already."""
    by.require("groups.edit_own", group.region_id, group=group.pk)
    rules.check_dates({"joined_on": joined_on}, timezone.localdate())
    member = person or _new_person(name, phone, group)
    same = Membership.objects.filter(group__in=Group.objects.same_as(group), left_on=None)
    if same.filter(person=member).exists():
        raise Invalid(_("%(name)s sudah menjadi anggota.") % {"name": member.name}, field="person")
    membership = Membership.objects.create(
        group=group, person=member, joined_on=joined_on, recruited_from=recruited_from.strip()
    )
    record("group.add_member", group, by=by, region=group.region_id, name=member.name)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, on: date, by: Actor) -> Membership:
    """Note the day a member left."""
    current = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("group__merged_into", "person")
        .get(pk=membership.pk)
    )
    group = current.group.survivor
    by.require("groups.edit_own", group.region_id, group=group.pk)
    if current.left_on:
        raise Stale(_("Anggota ini sudah keluar. Muat ulang halaman."))
    rules.check_dates({"on": on}, timezone.localdate())
    rules.check_period(current.joined_on, on, "on")
    current.left_on = on
    current.save(update_fields=["left_on"])
    record("group.end_membership", group, by=by, region=group.region_id, name=current.person.name)
    return current


def _fill(term: BoardTerm, post: NewPost, starts_on: date | None) -> BoardPost:
    if post.title not in BoardPost.Title.values:
        raise Invalid(_("Pilih jabatan dari daftar."), field="title")
    held = BoardPost.objects.filter(term=term, title=post.title, ends_on=None)
    if post.title in rules.SINGLE_POSTS and held.exists():
        raise Invalid(_("Jabatan ini masih dipegang. Akhiri dahulu jabatan pemegang lama."), field="title")
    person = post.person or _new_person(post.name, post.phone, term.group)
    section = post.section.strip()
    if BoardPost.objects.filter(term=term, person=person, title=post.title, section=section).exists():
        raise Invalid(_("%(name)s sudah memegang jabatan ini.") % {"name": person.name}, field="person")
    return BoardPost.objects.create(
        term=term, person=person, title=post.title, section=section, starts_on=starts_on
    )


def _new_person(name: str, phone: str, group: Group) -> Person:
    """A new person: equal names stay apart, so nobody is guessed by name."""
    name = rules.clean_name(name)
    if not name:
        raise Invalid(_("Isi nama orangnya."), field="name")
    return Person.objects.create(
        name=name[:150], phone=phone.strip()[:20], region_id=group.region_id, is_demo=group.is_demo
    )
