"""Information packages: written, read, their audience, a group's inbox."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import Substr
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Absent, Invalid, Refused
from kentongan.domain.groups.access import get_group
from kentongan.domain.groups.access import visible as visible_groups
from kentongan.domain.groups.models import Group
from kentongan.domain.groups.models.groups import GroupQuerySet
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import subtree_q
from kentongan.domain.releases import access, actions, audience
from kentongan.domain.releases.models import Publication, Release, Version
from kentongan.doors.api.common.fields import Page, known_region, region_of
from kentongan.doors.api.common.paging import page
from kentongan.doors.api.common.service import actor_of
from kentongan.doors.api.lists import agency_for
from kentongan.doors.api.release_shapes import (
    AreaCountOut,
    AudienceGroup,
    AudienceIn,
    AudienceOut,
    ReleaseChange,
    ReleaseFilter,
    ReleaseIn,
    ReleaseOut,
    Shown,
    changes_of,
    show_releases,
)

router = Router(tags=["releases"])
LISTED = 200  # groups of an audience that are listed


@router.get("/releases", response=Page[ReleaseOut], url_name="releases", summary="List packages")
def list_releases(request: HttpRequest, filters: Query[ReleaseFilter]) -> Any:
    """The packages you may read, newest first; with `group` what that group has to read now.

    Who has a role on a group alone gets the inbox of their groups.
    """
    known_region(filters.region)
    by = actor_of(request)
    if filters.group is not None:
        return _inbox(request, filters, [_readable_group(filters.group, by)])
    if not by.may("releases.read"):
        return _inbox(request, filters, list(_own_groups(by)))
    rows = access.visible(by).filter(_matching(filters)).with_state()
    if filters.state:
        rows = rows.filter(Q(state=filters.state))
    if filters.q:
        rows = rows.search(filters.q)
    return page(request, rows, ["-release_id"], filters, _versions)


@router.post("/releases", response={201: ReleaseOut}, url_name="releases", summary="Write a package")
def create_release(request: HttpRequest, payload: ReleaseIn) -> Any:
    """Begin a package as a draft."""
    by = actor_of(request)
    region = sending_region(payload.region, by)
    version = actions.draft(
        region=region,
        agency=agency_for(region, payload.agency, by),
        attachments=attachments(payload.attachments, by),
        by=by,
        **changes_of(payload, "region", "agency"),
    )
    return Status(201, _versions([version])[0])


@router.post(
    "/releases/audience-preview",
    response=AudienceOut,
    url_name="release-audience-preview",
    summary="Look at an audience",
)
def preview_audience(request: HttpRequest, payload: AudienceIn) -> Any:
    """Whom areas and filter would reach now, before anything is written."""
    by = actor_of(request)
    region = sending_region(payload.region, by)
    wanted = payload.audience_filter.model_dump() if payload.audience_filter else {}
    audience.preview(payload.areas, wanted, region=region.code, by=by)  # refuses what cannot be sent
    return _audience(audience.groups_in(payload.areas, wanted), by)


@router.get("/releases/{code}", response=ReleaseOut, url_name="release", summary="One package")
def read_release(request: HttpRequest, code: str) -> Any:
    """A package by its code, as your office or your group has it."""
    return show_releases([_readable(code, actor_of(request))])[0]


@router.patch("/releases/{code}", response=ReleaseOut, url_name="release", summary="Change a package")
def change_release(request: HttpRequest, code: str, payload: ReleaseChange) -> Any:
    """Change a package that is not out; after a submission this makes the next version."""
    by = actor_of(request)
    version = own_version(code, "releases.write", by)
    changes = changes_of(payload)
    if "attachments" in payload.model_fields_set:
        changes["attachments"] = attachments(payload.attachments, by, version)
    revision = payload.revision or version.revision
    return _versions([actions.edit(version, revision=revision, by=by, **changes)])[0]


@router.get(
    "/releases/{code}/audience", response=AudienceOut, url_name="release-audience", summary="Whom it reaches"
)
def read_audience(request: HttpRequest, code: str) -> Any:
    """The groups this package reaches, as of now, those you may read."""
    by = actor_of(request)
    version = access.get_release(code, by)
    publication = Publication.objects.filter(version=version).first()
    if publication:
        return _audience(audience.reached_by(publication), by)
    areas = [region.code for region in version.areas.all()]
    return _audience(audience.groups_in(areas, version.audience_filter), by)


def answer(version: Version) -> ReleaseOut:
    """The package as its office sees it after a step."""
    return _versions([version])[0]


def own_release(code: str, verb: str, by: Actor) -> Release:
    """The package with the code in an area where the asker may do the verb. Raises ``Absent``."""
    return access.get_own_release(code, verb, by)


def own_version(code: str, verb: str, by: Actor) -> Version:
    """The newest version of such a package. Raises ``Absent``."""
    release = own_release(code, verb, by)
    return release.versions.select_related("release__region", "release__agency").get(
        number=release.latest_number
    )


def attachments(keys: Sequence[UUID], by: Actor, version: Version | None = None) -> list[Attachment]:
    """The files with these ids that the sender handed in or the version has already. Raises ``Invalid``."""
    mine = Q(uploaded_by_id=by.user_id)
    if version is not None:
        mine |= Q(pk__in=version.attachments.values("pk"))
    found = Attachment.objects.filter(mine).in_bulk(list(keys))
    if len(found) < len(set(keys)):
        raise Invalid(_("Lampiran ini tidak ditemukan. Unggah sekali lagi."), field="attachments")
    return list(found.values())


def sending_region(code: str | None, by: Actor) -> Region:
    """The area whose office writes: the one told, else the only one the writer has. Raises ``Invalid``."""
    if code:
        region = region_of(code)
        by.require("releases.write", code)
        return region
    roots = sorted(set(by.areas("releases.write")))
    if len(roots) != 1:
        raise Invalid(_("Anda bertugas di beberapa wilayah. Sebutkan wilayah pengirim."), field="region")
    return region_of(roots[0])


def _readable(code: str, by: Actor) -> Shown:
    """As an office, else as one of the asker's groups. Raises ``Absent``."""
    if by.may("releases.read"):
        try:
            return Shown(version=access.get_release(code, by))
        except Absent:
            if not by.may("inbox.read"):
                raise
    for group in _own_groups(by)[:20]:
        try:
            item = access.inbox_item(code, group, by)
        except Absent:
            continue
        return Shown(version=item.version, step=getattr(item, "step", None), for_group=True)
    raise Absent(_("Paket ini tidak ditemukan."))


def _own_groups(by: Actor) -> GroupQuerySet:
    """The groups whose inbox the asker reads by their role."""
    inside = by.within("inbox.read", "region_id", group="pk")
    return Group.objects.standing().filter(inside).order_by("region_id", "name")


def _readable_group(code: str, by: Actor) -> Group:
    """A group whose inbox the asker may see: their own, or one in the area of their office."""
    group = get_group(code, by)
    verbs = ("inbox.read", "releases.read")
    if not any(by.may(verb, group.region_id, group=group.pk) for verb in verbs):
        raise Refused(_("Anda tidak berwenang melihat kotak masuk kelompok ini."))
    return group


def _inbox(request: HttpRequest, filters: ReleaseFilter, groups: Sequence[Group]) -> Any:
    rows = access.inbox(groups).filter(_matching(filters))
    if filters.state:
        versions = Version.objects.with_state().filter(Q(state=filters.state))
        rows = rows.filter(version__in=versions)
    if filters.q:
        rows = rows.search(filters.q)
    return page(request, rows, ["-published_at", "-pk"], filters, _items)


def _matching(filters: ReleaseFilter) -> Q:
    condition = subtree_q(filters.region, "release__region_id") if filters.region else Q()
    if filters.topic:
        condition &= Q(release__topics=filters.topic)
    if filters.campaign:
        condition &= Q(release__campaign=filters.campaign)
    return condition


def _versions(versions: Sequence[Version]) -> list[ReleaseOut]:
    return show_releases([Shown(version=version) for version in versions])


def _items(items: Sequence[Publication]) -> list[ReleaseOut]:
    rows = [Shown(version=item.version, step=getattr(item, "step", None), for_group=True) for item in items]
    return show_releases(rows)


def _audience(groups: GroupQuerySet, by: Actor) -> AudienceOut:
    inside = groups.filter(pk__in=visible_groups(by).order_by().values("pk"))
    counted = dict(
        inside.order_by()
        .annotate(district=Substr("region_id", 1, audience.DISTRICT_CODE))
        .values_list("district")
        .annotate(number=Count("pk"))
    )
    names = Region.objects.in_bulk(list(counted))
    listed = inside.order_by("region_id", "name", "pk")[:LISTED]
    return AudienceOut(
        count=sum(counted.values()),
        groups=[AudienceGroup(code=group.code, name=group.name, region=group.region_id) for group in listed],
        by_district=[
            AreaCountOut(region=code, name=names[code].title, count=counted[code]) for code in sorted(counted)
        ],
    )
