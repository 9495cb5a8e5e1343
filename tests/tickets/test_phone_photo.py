"""A photo follows its ticket from the phone, whether the reporter is named or not."""

import hashlib
import io
import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from PIL import Image

from kentongan.domain.sync.models import Operation
from kentongan.domain.tickets.actions import load_examples
from kentongan.domain.tickets.models import Ticket
from tests.cast import BERMI
from tests.doors import network

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone() -> Client:
    """The phone of a KIM member."""
    network.plant()
    load_examples()
    return network.signed_in(network.member_of(network.group(BERMI)))


@pytest.mark.parametrize(("identity", "kept"), [("named", 2), ("none", 0)])
def test_a_photo_joins_its_ticket_when_it_is_whole(phone: Client, identity: str, kept: int) -> None:
    photo = _photo()
    sha, ticket = hashlib.sha256(photo).hexdigest(), str(uuid4())
    told = {"kind": "obstacle", "category": "jalan", "title": "Jembatan", "text": "Putus", "region": BERMI}
    first = _item("ticket.raise", told | {"identity": identity, "content": "public"}) | {"id": ticket}
    second = _item("ticket.photo", {}) | {"after": [ticket], "file": sha}

    assert _send(phone, first, second) == ["applied", "waiting"]
    phone.put(
        f"/k/berkas/{sha}",
        photo,
        content_type="application/octet-stream",
        headers={"Content-Range": f"bytes 0-{len(photo) - 1}/{len(photo)}"},
    )
    assert _send(phone, second)[0] in {"applied", "duplicate"}
    assert _send(phone, first, second) == ["duplicate", "duplicate"]

    assert Ticket.objects.get().photos.count() == 1
    assert Operation.objects.count() == kept


def _item(verb: str, data: dict[str, Any]) -> dict[str, Any]:
    return {"id": str(uuid4()), "verb": verb, "v": 1, "at": "2026-11-22T01:00:00.000Z", "data": data}


def _send(phone: Client, *items: dict[str, Any]) -> list[str]:
    body = {"device": str(uuid4()), "app": "1", "operations": list(items), "cursor": None}
    answer = phone.post("/k/sync", json.dumps(body), content_type="application/json")
    return [one["result"] for one in answer.json()["results"]]


def _photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 400), "olive").save(out, "JPEG")
    return out.getvalue()
