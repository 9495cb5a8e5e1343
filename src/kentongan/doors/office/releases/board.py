"""The board of a package: by area how far it came; whom to phone; one group's part in it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design.parts import Crumb, Link
from kentongan.domain.activities import access as activities_access
from kentongan.domain.activities.boards import board_total, chase_list, release_board, trail
from kentongan.domain.core.history import audit
from kentongan.domain.core.problems import Absent
from kentongan.domain.core.texts import number_of
from kentongan.domain.groups.access import get_group, may_read_contacts, may_read_contacts_in
from kentongan.domain.groups.boards import chairs
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import parent_code
from kentongan.domain.releases import access
from kentongan.domain.releases.models import Progress, Publication
from kentongan.doors.office import sheets
from kentongan.doors.office.pages import actor_of, page
from kentongan.doors.office.releases.board_parts import (
    drawn_map,
    level_below,
    parts,
    reach_rows,
    shown_rows,
    table_for_sheet,
)

BY_NAMES = {"province": "provinsi", "regency": "kabupaten", "district": "kecamatan", "village": "desa"}
MAP = "peta"
BY_WORDS = {word: level for level, word in BY_NAMES.items()}


@require_safe
def board(request: HttpRequest, code: str) -> HttpResponse:
    """The board inside one area; the fragment alone when the page renews itself."""
    publication, region = _asked(request, code)
    context = _board(request, publication, region)
    if request.headers.get("X-Fragment") == "papan":
        return render(request, "office/releases/_board.html", context)
    context["versions"] = _versions(publication)
    trail_ = [*_trail(publication), Crumb(_("Papan sebaran"))]
    return page(request, "office/releases/board.html", context, section="releases", trail=trail_)


@require_safe
def chase(request: HttpRequest, code: str) -> HttpResponse:
    """The silent groups inside one area, with whom to phone."""
    publication, region = _asked(request, code)
    context = {
        "publication": publication,
        "release": publication.release,
        "region": region,
        "entries": chase_list(publication, region, by=actor_of(request)),
        "board_url": _board_url(publication, region),
        "may_call": may_read_contacts_in(region.code, actor_of(request)),
    }
    trail_ = [
        *_trail(publication),
        Crumb(_("Papan sebaran"), _board_url(publication, region)),
        Crumb(_("Belum ada kabar")),
    ]
    return page(request, "office/releases/chase.html", context, section="releases", trail=trail_)


@require_safe
def group(request: HttpRequest, code: str, group_code: str) -> HttpResponse:
    """What one group did with the package: its steps, its activities, the photos."""
    actor = actor_of(request)
    publication = access.get_publication(code, actor)
    found = get_group(group_code, actor)
    activities_access.get_board_region(publication, actor, found.region_id)
    same = Group.objects.same_as(found)
    post = chairs([found]).get(found.pk) if may_read_contacts(found, actor) else None
    activities = activities_access.visible(actor).filter(publication=publication, group__in=same)
    reached = Progress.objects.filter(publication=publication, group__in=same).first()
    context = {
        "publication": publication,
        "release": publication.release,
        "group": found,
        "step": reached.kind if reached else "silent",
        "chair": post.person.survivor if post else None,
        "receipts": publication.receipts.filter(group__in=same).order_by("at"),
        "activities": activities.prefetch_related("proofs").order_by("-held_on", "-recorded_at"),
    }
    above = parent_code(found.region_id) or found.region_id
    trail_ = [
        *_trail(publication),
        Crumb(_("Papan sebaran"), f"{reverse('office:release-board', args=[code])}?wilayah={above}"),
        Crumb(found.name),
    ]
    return page(request, "office/releases/group.html", context, section="releases", trail=trail_)


@require_safe
def export(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The board as XLSX or CSV, with no text that a spreadsheet would run."""
    if kind not in sheets.KINDS:
        raise Absent(_("Berkas ini tidak ditemukan."))
    publication, region = _asked(request, code)
    rows = release_board(publication, region, _by(request, region))
    head, lines = table_for_sheet(rows, board_total(rows, region.code, region.title))
    audit("export", name=actor_of(request).user.username, what="board", release=publication.release.code)
    name = f"papan-{publication.release.code}-{region.code}"
    return sheets.answer(kind, name, publication.version.title, head, lines)


def _asked(request: HttpRequest, code: str) -> tuple[Publication, Region]:
    """The publication and the area of the board, both as far as the person may see."""
    actor = actor_of(request)
    publication = access.get_publication(code, actor, number_of(request.GET.get("versi", "")))
    return publication, activities_access.get_board_region(
        publication, actor, request.GET.get("wilayah") or None
    )


def _by(request: HttpRequest, region: Region) -> str:
    return BY_WORDS.get(request.GET.get("rinci", ""), level_below(region.level))


def _board(request: HttpRequest, publication: Publication, region: Region) -> dict[str, Any]:
    release = publication.release
    base = reverse("office:release-board", args=[release.code])
    kept = f"&versi={request.GET['versi']}" if request.GET.get("versi") else ""
    context: dict[str, Any] = {
        "publication": publication,
        "release": release,
        "version": publication.version,
        "region": region,
        "up_url": _up(request, region, base, kept),
        "at": timezone.now(),
        "may_call": may_read_contacts_in(region.code, actor_of(request)),
        "chase_url": f"{base}kejar/?wilayah={region.code}{kept}",
    }
    if region.is_village:
        return context | {"trail_steps": trail(publication, region)}
    by = _by(request, region)
    rows = release_board(publication, region, by)
    total = board_total(rows, region.code, region.title)
    with_map = request.GET.get("tampilan") == MAP
    here = f"?wilayah={region.code}&rinci={BY_NAMES[by]}{kept}"
    return context | {
        "rows": shown_rows(rows, base, kept),
        "total": total,
        "total_parts": parts(total),
        "reach": reach_rows(total),
        "map": drawn_map(rows, base, kept) if with_map else None,
        "views": [
            *_levels(region, by, base, kept, with_map=with_map),
            Link(_("Peta"), f"{base}{here}&tampilan={MAP}", current=with_map),
        ],
        "export_query": here,
    }


def _levels(region: Region, by: str, base: str, kept: str, *, with_map: bool) -> list[Link]:
    """The tables that fit a page: of a regency by district or by village."""
    words = (
        {"district": _("Per kecamatan"), "village": _("Per desa")} if region.level == 2 else {by: _("Tabel")}
    )
    return [
        Link(
            word,
            f"{base}?wilayah={region.code}&rinci={BY_NAMES[level]}{kept}",
            current=level == by and not with_map,
        )
        for level, word in words.items()
    ]


def _up(request: HttpRequest, region: Region, base: str, kept: str) -> str:
    """The board one level up, where the person may see it."""
    above = parent_code(region.code)
    if above is None or not actor_of(request).may("releases.board", above):
        return ""
    return f"{base}?wilayah={above}{kept}"


def _versions(publication: Publication) -> list[Link]:
    """The boards of earlier versions of a corrected package."""
    if publication.version.number == 1:
        return []
    base = reverse("office:release-board", args=[publication.release.code])
    out = publication.release.publications.filter(published_at__lte=timezone.now())
    numbers = out.order_by("-version__number").values_list("version__number", flat=True)
    return [
        Link(
            _("Versi %(number)d") % {"number": number},
            f"{base}?versi={number}",
            current=number == publication.version.number,
        )
        for number in numbers
    ]


def _board_url(publication: Publication, region: Region) -> str:
    base = reverse("office:release-board", args=[publication.release.code])
    return f"{base}?wilayah={region.code}"


def _trail(publication: Publication) -> list[Crumb]:
    code = publication.release.code
    return [
        Crumb(_("Paket informasi"), reverse("office:release-list")),
        Crumb(publication.version.title, reverse("office:release-detail", args=[code])),
    ]
