"""Everything about one group on one page; its packages as a part that loads by itself."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design.parts import Crumb, Link
from kentongan.domain.activities import access as activities_access
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.models import Entry
from kentongan.domain.founding.access import paths_of
from kentongan.domain.groups import access
from kentongan.domain.groups.boards import one_each
from kentongan.domain.groups.models import BoardPost, BoardTerm, Decree, Equipment, ForumMembership, Group
from kentongan.domain.groups.models.groups import Kind, Origin, Stage
from kentongan.domain.regions.boards import facts_for
from kentongan.domain.releases.access import inbox
from kentongan.doors.office.groups.words import course, decree_rows, stage_badge
from kentongan.doors.office.history import SHOWN, events
from kentongan.doors.office.pages import actor_of, page

if TYPE_CHECKING:
    from kentongan.domain.regions.models import Region

LATEST = 5
MEMBERS_SHOWN = 500  # the groups of a regency
_POST = ("id", "title", "section", "starts_on", "ends_on")
_HOLDER = ("name", "phone")


@dataclass
class Term:
    """A term with the posts of the day asked for, or all of them when it is over."""

    id: int
    starts_on: date | None
    ends_on: date | None
    decree: str
    is_running: bool
    posts: list[dict[str, Any]] = field(default_factory=list)


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """The group, with what the person may do with it now; ``?pada=`` shows the roster of another day."""
    actor = actor_of(request)
    group = access.get_group_in_full(code, actor)
    if access.is_other_code(group, code):
        return redirect("office:group-detail", code=group.code)
    today = timezone.localdate()
    day = _day(request.GET.get("pada", "")) or today
    terms = _terms(group, day)
    decrees = list(_decrees(group, actor))
    may = _may(group, actor)
    context = {
        "group": group,
        "badge": stage_badge(group.stage),  # type: ignore[attr-defined]  # annotated by the gate
        "course": course(group, decrees),
        "path": _path(group),
        "day": day,
        "is_today": day == today,
        "board": next((term for term in terms if term.is_running), None),
        "earlier": [term for term in terms if not term.is_running],
        "members": one_each(access.members(group, actor).current(day).by_name()),
        "decrees": decree_rows(decrees),
        **_forums(group),
        "merged": list(group.absorbed.order_by("name")) if group.has_merged else [],  # type: ignore[attr-defined]
        "equipment": list(
            Equipment.objects.filter(group__in=Group.objects.same_as(group)).order_by("name", "pk")
        ),
        "facts": facts_for([group.region_id])[group.region_id],
        "founding": list(paths_of(group, actor).values_list("code", flat=True)[:3])
        if actor.may("founding.read", group.region_id)
        else [],
        "acts": _acts(group) if may["edit"] else [],
        "may": may,
        "events": _events(group) if may["members"] else [],
        **_clashes(group, actor),
        "uses_htmx": True,
    }
    trail = [Crumb(_("KIM"), reverse("office:group-list")), Crumb(group.name)]
    return page(request, "office/groups/detail.html", context, section="groups", trail=trail)


def _may(group: Group, actor: Actor) -> dict[str, bool]:
    """What the person may do with the group, by the name the page has for it."""
    verbs = {verb: f"groups.{verb}" for verb in ("edit", "edit_own", "contacts", "members")}
    verbs |= {"decree": "decrees.edit", "merge": "duplicates.merge"}
    return {name: actor.may(verb, group.region_id, group=group.pk) for name, verb in verbs.items()}


def _forums(group: Group) -> dict[str, Any]:
    """The forum's members, and the forums the group is in."""
    is_forum = group.kind == Kind.FORUM
    inside = ForumMembership.objects.forums_of(group) if group.in_forum else []  # type: ignore[attr-defined]
    members = ForumMembership.objects.members_of(group)[:MEMBERS_SHOWN] if is_forum else []
    return {"is_forum": is_forum, "forum_members": list(members), "forums": list(inside)}


@require_safe
def packages(request: HttpRequest, code: str) -> HttpResponse:
    """What the group has in its inbox and what it did of late: a part of its page, or a page of its own."""
    actor = actor_of(request)
    group = access.get_group(code, actor)
    same = Group.objects.same_as(group)
    context = {
        "group": group,
        "publications": list(inbox(group)[:LATEST]) if actor.may("releases.read") else [],
        "activities": list(activities_access.visible(actor).filter(group__in=same).newest()[:LATEST])
        if actor.may("activities.read", group.region_id, group=group.pk)
        else [],
    }
    if request.headers.get("HX-Request"):
        return render(request, "office/groups/_packages.html", context)
    trail = [
        Crumb(_("KIM"), reverse("office:group-list")),
        Crumb(group.name, reverse("office:group-detail", args=[group.code])),
        Crumb(_("Paket dan kegiatan")),
    ]
    return page(request, "office/groups/packages.html", context, section="groups", trail=trail)


def _terms(group: Group, day: date) -> list[Term]:
    """The terms, latest first, with their posts: one query, also for terms without any."""
    order = {title: place for place, title in enumerate(BoardPost.Title.values)}
    titles = dict(BoardPost.Title.choices)
    rows = BoardTerm.objects.filter(group__in=Group.objects.same_as(group)).values(
        "pk",
        "starts_on",
        "ends_on",
        "decree__number",
        *(f"posts__{name}" for name in _POST),
        **{
            name: Coalesce(f"posts__person__merged_into__{name}", f"posts__person__{name}")
            for name in _HOLDER
        },
    )
    terms: dict[int, Term] = {}
    for row in rows:
        running = _holds(row["starts_on"], row["ends_on"], day)
        term = terms.setdefault(
            row["pk"], Term(row["pk"], row["starts_on"], row["ends_on"], row["decree__number"] or "", running)
        )
        post = {name: row[f"posts__{name}"] for name in _POST}
        if post["id"] and (not running or _holds(post["starts_on"], post["ends_on"], day)):
            post |= {"name": row["name"], "phone": row["phone"], "word": titles[post["title"]]}
            term.posts.append(post)
    for term in terms.values():
        term.posts.sort(key=lambda post: (order[post["title"]], post["section"], post["id"]))
    return sorted(terms.values(), key=lambda term: (term.starts_on or date.min, term.id), reverse=True)


def _holds(starts_on: date | None, ends_on: date | None, day: date) -> bool:
    return (starts_on is None or starts_on <= day) and (ends_on is None or ends_on >= day)


def _decrees(group: Group, actor: Actor) -> Any:
    if not actor.may("decrees.read"):
        return []
    return Decree.objects.filter(groups=group).select_related("issuer_region").order_by("-issued_on", "-code")


def _acts(group: Group) -> list[Link]:
    """The acts in the order a person thinks of them; the first is the one expected next."""
    stage = group.stage  # type: ignore[attr-defined]  # annotated by the gate
    offered = [("edit", _("Ubah data"), "edit")]
    if stage == Stage.DISSOLVED:
        offered.append(("revival", _("Hidupkan kembali"), "history"))
    else:
        if not group.registered_on:
            offered.insert(0, ("registration", _("Catat pendaftaran di dinas"), "check"))
        if stage == Stage.REGISTERED:
            offered.insert(0, ("report", _("Laporkan ke provinsi"), "upload"))
        offered.append(("access", _("Akses akun"), "person"))
        if group.origin == Origin.FUNCTION_ADDED:
            offered.append(("function-return", _("Kembalikan fungsi informasi"), "history"))
        offered.append(("dissolution", _("Catat bubar"), "bad"))
    return [
        Link(label, reverse(f"office:group-{name}", args=[group.code]), icon) for name, label, icon in offered
    ]


def _clashes(group: Group, actor: Actor) -> dict[str, Any]:
    """Fields that two people changed: those to choose for, and the choices that can still be taken back."""
    if not group.has_conflicts:  # type: ignore[attr-defined]  # annotated by the gate
        return {}
    rows = [
        {"conflict": row, "standing": getattr(group, row.field)} for row in access.conflicts(group, actor)
    ]
    return {
        "clashes": [row for row in rows if not row["conflict"].chosen],
        "settled": [row for row in rows if row["conflict"].may_be_reopened],
    }


def _path(group: Group) -> list[dict[str, str]]:
    """The areas above the group's seat as links, the widest first."""
    above: list[Region] = []
    here: Region | None = group.region
    while here is not None and here.level > 0:
        above.append(here)
        here = here.parent if here.level > 1 else None
    return [
        {"name": area.title, "href": reverse("office:region-detail", args=[area.code])}
        for area in reversed(above)
    ]


def _events(group: Group) -> list[Any]:
    return events(Entry.objects.about(group)[:SHOWN])


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
