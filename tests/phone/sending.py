"""Sending as a phone does, and looking at what it would hold; for every test of the rooms' operations."""

import hashlib
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from kentongan.domain.core import attachments
from kentongan.domain.people.access import Authority, authority_of
from kentongan.domain.people.models import Grant
from kentongan.domain.sync.actions import take
from kentongan.domain.sync.registry import Holder, feeds
from kentongan.domain.sync.results import Result
from tests.actors import actor
from tests.releases.making import Office


def operation(verb: str, data: dict[str, Any], **head: Any) -> dict[str, Any]:
    """One entry of a batch, with an id of its own unless told."""
    at = head.pop("at", None)
    told = {"id": str(head.pop("id", None) or uuid4()), "verb": verb, "v": 1, "data": data}
    if at is not None:
        told["at"] = at.isoformat() if isinstance(at, datetime) else at
    return told | head


def send(by: Authority, verb: str, data: dict[str, Any], **head: Any) -> Result:
    """Send one operation in a batch of its own."""
    return take(by.user, None, [operation(verb, data, **head)])[0]


def refusal(result: Result) -> tuple[str, str | None, str]:
    """What became of it, the field that is named and the sentence."""
    problem = result.problem or {}
    return result.result, problem.get("field"), problem.get("title", "")


def withdraw(by: Authority) -> None:
    """Take back every grant of the person."""
    Grant.objects.filter(user=by.user).update(revoked_at=timezone.now())


def stranger(office: Office, village: str) -> Authority:
    """Somebody of another group."""
    return office.member(village)


def picture(by: Authority) -> str:
    """A picture that arrived whole; returns the name its operation calls it by."""
    content = BytesIO()
    Image.new("RGB", (12, 9), (40, 90, 60)).save(content, "JPEG")
    upload = SimpleUploadedFile("foto.jpg", content.getvalue(), content_type="image/jpeg")
    attachments.store(upload, by=by)
    return hashlib.sha256(content.getvalue()).hexdigest()


def held(by: Authority, kind: str, *, now: datetime | None = None) -> dict[str, dict[str, Any]]:
    """What a phone of the person holds of the kind, by key."""
    holder = Holder(authority_of(by.user), now or timezone.now())
    return dict(feeds()[kind](holder))


def member_of(group: Any, role: str = "group_board") -> Authority:
    """Somebody with a role on the group."""
    return actor(role, group.region_id, group=group.pk)


def uuid_of(result: Result) -> UUID:
    """The id of the operation."""
    return UUID(str(result.id))
