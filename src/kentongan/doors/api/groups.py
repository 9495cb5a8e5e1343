"""The register of groups: read, entered, changed."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from ninja import Query, Router, Status
from pydantic import Field, StringConstraints

from kentongan.domain.groups import access, actions
from kentongan.domain.groups.models import Decree, Group, Membership
from kentongan.domain.groups.models.boards import PERSON
from kentongan.domain.groups.models.groups import Kind, LegalForm, Level, Origin
from kentongan.domain.groups.models.queries import Stage
from kentongan.doors.api.common.fields import (
    Change,
    Day,
    In,
    OneOf,
    Out,
    Page,
    RegionCode,
    RegionPaging,
    Word,
    known,
    known_region,
    region_of,
    text,
)
from kentongan.doors.api.common.paging import page
from kentongan.doors.api.common.service import actor_of

router = Router(tags=["groups"])
CONTACTS = ("phone", "email", "website", "address")
DECREES = ("in_force", "none", "expiring")


class Contacts(Out):
    """How to reach the group itself."""

    phone: str | None
    email: str | None
    website: str | None
    address: str | None


class GroupOut(Out):
    """A group; what nobody knows is null."""

    code: str
    name: str
    kind: str
    level: str
    region: RegionCode
    hamlet: str | None
    origin: str
    parent_body: str | None
    parent_body_purpose: str | None
    legal_form: str
    legal_document: str | None
    register_number: str | None
    proposed_on: date | None
    founded_on: date | None
    function_added_on: date | None
    registered_on: date | None
    reported_on: date | None
    dissolved_on: date | None
    stage: str = Field(description="Derived from the dated facts as of today.")
    members_count: int | None = Field(description="Members today; null while no member was ever entered.")
    current_decree: str | None = Field(description="Code of the latest decree in force.")
    contacts: Contacts | None = Field(description="Null for those it is not for.")
    source: str | None
    is_demo: bool


class GroupFilter(RegionPaging):
    """Which groups."""

    q: Annotated[str, text(100)] | None = Field(None, description="Words of its name or of its area.")
    kind: Annotated[str, OneOf(Kind)] | None = None
    level: Annotated[str, OneOf(Level)] | None = None
    stage: Annotated[str, OneOf(Stage)] | None = None
    tag: Word | None = None
    decree: Annotated[str, OneOf(DECREES)] | None = Field(None, description="`expiring`: within 90 days.")


class _Facts(In):
    hamlet: Annotated[str, text(80)] | None = None
    parent_body: Annotated[str, text(120)] | None = None
    parent_body_purpose: Annotated[str, text(200)] | None = None
    function_added_on: Day | None = None
    legal_document: Annotated[str, text(200)] | None = None
    register_number: Annotated[str, text(40)] | None = None
    proposed_on: Day | None = None
    founded_on: Day | None = None
    phone: Annotated[str, text(20)] | None = None
    email: (
        Annotated[str, StringConstraints(pattern=r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254)] | None
    ) = None
    website: Annotated[str, StringConstraints(pattern=r"^$|^https?://[^\s]+$", max_length=200)] | None = None
    address: Annotated[str, text(200)] | None = None
    note: Annotated[str, text(5000)] | None = None
    source: Annotated[str, text(200)] | None = None


class GroupIn(_Facts):
    """A group to enter."""

    name: Annotated[str, text(120, least=1)]
    region: RegionCode
    kind: Annotated[str, OneOf(Kind)] = "kim"
    level: Annotated[str, OneOf(Level)] = "village"
    origin: Annotated[str, OneOf(Origin)] = "new"
    legal_form: Annotated[str, OneOf(LegalForm)] = "none"


class GroupChange(Change, _Facts):
    """What to change; null empties a field. Contacts alone may be changed by the group's own board."""

    name: Annotated[str, text(120, least=1)] = ""
    region: RegionCode = ""
    kind: Annotated[str, OneOf(Kind)] = "kim"
    level: Annotated[str, OneOf(Level)] = "village"
    origin: Annotated[str, OneOf(Origin)] = "new"
    legal_form: Annotated[str, OneOf(LegalForm)] = "none"


@router.get("/groups", response=Page[GroupOut], url_name="groups", summary="List groups")
def list_groups(request: HttpRequest, filters: Query[GroupFilter]) -> Any:
    """The groups in your area, by area and name."""
    known_region(filters.region)
    by = actor_of(request)
    wanted = filters.model_dump(include={"region", "kind", "level", "stage", "tag", "decree"})
    rows = access.visible(by).matching(text=filters.q, **wanted)
    return page(request, rows, ["region_id", "name", "pk"], filters, lambda found: show_groups(found, by))


@router.post("/groups", response={201: GroupOut}, url_name="groups", summary="Enter a group")
def create_group(request: HttpRequest, payload: GroupIn) -> Any:
    """Enter a group into the register of an area of yours."""
    by = actor_of(request)
    facts = _facts(payload.model_dump(exclude_unset=True, exclude={"name", "region"}))
    group = actions.register_group(name=payload.name, region=region_of(payload.region), by=by, **facts)
    return Status(201, show_groups([access.get_group(group.code, by)], by)[0])


@router.get("/groups/{code}", response=GroupOut, url_name="group", summary="One group")
def read_group(request: HttpRequest, code: str) -> Any:
    """A group by its code."""
    by = actor_of(request)
    group = access.get_group(code, by)
    if access.is_other_code(group, code):
        return redirect("api:group", code=group.code)
    return show_groups([group], by)[0]


@router.patch("/groups/{code}", response=GroupOut, url_name="group", summary="Change a group")
def change_group(request: HttpRequest, code: str, payload: GroupChange) -> Any:
    """Change some facts of a group; fields left out stay."""
    by = actor_of(request)
    group = access.get_group(code, by)
    facts = _facts(payload.model_dump(exclude_unset=True))
    if facts and set(facts) <= set(CONTACTS):
        actions.change_contacts(group, by=by, **facts)
    else:
        if "region" in facts:
            facts["region"] = region_of(facts["region"])
        actions.change_group(group, by=by, **facts)
    return show_groups([access.get_group(code, by)], by)[0]


def show_groups(groups: Sequence[Group], by: Any) -> list[GroupOut]:
    """The groups as answered; a fixed number of queries."""
    keys = [group.pk for group in groups]
    staged = {group.pk: group for group in Group.objects.filter(pk__in=keys).with_stage()}
    reachable = set(Group.objects.filter(access.with_contacts(by), pk__in=keys).values_list("pk", flat=True))
    decrees, members = _current_decrees(keys), _member_counts(keys)
    return [_shown(staged[key], key in reachable, decrees.get(key), members.get(key)) for key in keys]


def _shown(group: Group, with_contacts: bool, decree: str | None, members: int | None) -> GroupOut:
    texts = ("hamlet", "parent_body", "parent_body_purpose", "legal_document", "register_number", "source")
    same = ("code", "name", "kind", "level", "origin", "legal_form", "is_demo")
    days = ("proposed_on", "founded_on", "function_added_on", "registered_on", "reported_on", "dissolved_on")
    contacts = Contacts(**{name: known(getattr(group, name)) for name in CONTACTS}) if with_contacts else None
    facts: dict[str, Any] = {name: getattr(group, name) for name in (*same, *days)}
    return GroupOut(
        region=group.region_id,
        stage=getattr(group, "stage", ""),
        members_count=members,
        current_decree=decree,
        contacts=contacts,
        **facts | {name: known(getattr(group, name)) for name in texts},
    )


def _facts(values: dict[str, Any]) -> dict[str, Any]:
    """What the room's verbs take: an unknown text is empty there."""
    days = {"proposed_on", "founded_on", "function_added_on"}
    return {name: "" if value is None and name not in days else value for name, value in values.items()}


def _current_decrees(keys: Sequence[Any]) -> dict[Any, str]:
    """The code of each group's latest decree in force."""
    pairs = (
        Decree.objects.in_force()
        .filter(groups__in=keys)
        .order_by("valid_from", "issued_on", "pk")
        .values_list("groups", "code")
    )
    return {group: code for group, code in pairs if group in set(keys)}


def _member_counts(keys: Sequence[Any]) -> dict[Any, int]:
    """Members today of each group for which a member was ever entered."""
    today = timezone.localdate()
    here = (Q(joined_on=None) | Q(joined_on__lte=today)) & (Q(left_on=None) | Q(left_on__gt=today))
    rows = (
        Membership.objects.filter(Q(group__in=keys) | Q(group__merged_into__in=keys))
        .values(means=Coalesce("group__merged_into", "group"))
        .annotate(now=Count(PERSON, filter=here, distinct=True))
    )
    return dict(rows.values_list("means", "now"))
