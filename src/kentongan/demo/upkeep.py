"""A forum, terms that end, an entry made twice, and data sent to the province, for the demonstration."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from kentongan.demo import sources
from kentongan.domain.core.acting import System
from kentongan.domain.groups.actions import (
    NewPost,
    add_member,
    join_forum,
    merge_groups,
    register_group,
    send_to_province,
    start_term,
)
from kentongan.domain.groups.models import BoardPost, Group
from kentongan.domain.groups.models.groups import Kind
from kentongan.domain.regions.models import Region

BY = System("Demonstrasi")
PHONE = "0800-000-9900"  # reaches nobody, as all of the demonstration
INVENTED = "Contoh untuk demonstrasi."


def build() -> None:
    """Everything in upkeep.toml."""
    told = sources.toml("upkeep.toml")
    _forum(told["forum"])
    for entry in told["terms"]:
        _term(entry)
    _double(told["double"])
    _merged(told["merged"])
    sent = told["transmission"]
    send_to_province(
        Region.objects.get(code=sent["region"]),
        on=_day(sent["days"]),
        letter_number=sent["letter"],
        recipient=sent["recipient"],
        by=BY,
    )


def _forum(entry: dict[str, Any]) -> None:
    region = Region.objects.get(code=entry["region"])
    forum = register_group(
        name=entry["name"],
        region=region,
        kind=Kind.FORUM,
        founded_on=date.fromisoformat(entry["founded_on"]),
        level="regency",
        source=entry["source"],
        phone=PHONE,
        note=INVENTED,
        is_demo=True,
        by=BY,
    )
    coordinator = NewPost("chair", name=entry["coordinator"], phone=PHONE)
    start_term(forum, starts_on=None, posts=[coordinator], by=BY)
    members = Group.objects.standing().filter(kind=Kind.KIM).for_region(region.code)
    join_forum(forum, list(members), by=BY)


def _term(entry: dict[str, Any]) -> None:
    """The same board in a term with an end."""
    group = _group(entry["group"])
    held = BoardPost.objects.filter(term__group=group).order_by("pk")
    posts = [NewPost(post.title, person=post.person) for post in held.select_related("person")]
    ends_on = _day(entry["days"])
    start_term(group, starts_on=ends_on - timedelta(days=3 * 365), ends_on=ends_on, posts=posts, by=BY)


def _double(entry: dict[str, Any]) -> None:
    group = _group(entry["group"])
    chair = BoardPost.objects.filter(term__group=group, title="chair").order_by("-pk")[0].person
    add_member(group, name=chair.name, phone=chair.phone, by=BY)


def _merged(entry: dict[str, Any]) -> None:
    kept = _group(entry["group"])
    facts: dict[str, Any] = {"phone": PHONE, "note": INVENTED, "is_demo": True}
    twice = register_group(name=entry["name"], region=kept.region, by=BY, **facts)
    merge_groups(kept, twice, by=BY)


def _group(code: str) -> Group:
    found = Group.objects.standing().filter(region_id=code, kind=Kind.KIM)
    return found.select_related("region").order_by("pk")[0]


def _day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)
