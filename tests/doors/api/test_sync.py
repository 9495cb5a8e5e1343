"""Machines send the same operations as phones, with a token."""

import gzip
import hashlib
import io
import json
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from PIL import Image

from kentongan.domain.people import actions
from kentongan.domain.people.models import Agency
from kentongan.domain.sync.models import Operation
from tests.actors import actor
from tests.cast import BERMI, plant_regions
from tests.sync import world
from tests.sync.world import item


@pytest.fixture
def machine(db: None) -> Iterator[Client]:
    """A program with somebody's token."""
    plant_regions()
    who = actor("village_officer", BERMI)
    token = actions.issue_token(user=who.user, label="mesin", by=who)
    with world.handlers():
        yield Client(headers={"Authorization": f"Bearer {token}"})


def test_a_batch_has_one_effect_and_a_result_for_each(machine: Client) -> None:
    one = item(title="Dari mesin")
    del one["digest"]
    body = {"operations": [one, {"id": "x"}]}
    first = machine.post("/api/v1/sync", body, content_type="application/json")
    again = machine.post("/api/v1/sync", body, content_type="application/json")
    assert [result["result"] for result in first.json()["results"]] == ["applied", "rejected"]
    assert [result["result"] for result in again.json()["results"]] == ["duplicate", "rejected"]
    assert first.json()["cursor"] is None
    assert (Agency.objects.count(), Operation.objects.get().way) == (1, "api")


def test_with_a_device_it_is_told_what_is_new(machine: Client) -> None:
    world.HELD["a"] = {"title": "Kabar"}
    body = {"device": str(uuid4()), "operations": []}
    answer = machine.post("/api/v1/sync", body, content_type="application/json").json()
    assert answer["changes"] == [{"k": "note", "id": "a", "d": {"title": "Kabar"}}]


def test_a_packed_body_is_read_and_a_bomb_is_not(machine: Client) -> None:
    packed = gzip.compress(json.dumps({"operations": [item()]}).encode())
    headers = {"Content-Encoding": "gzip"}
    answer = machine.post("/api/v1/sync", packed, content_type="application/json", headers=headers)
    assert answer.json()["results"][0]["result"] == "applied"
    bomb = gzip.compress(b" " * 50_000_000)
    answer = machine.post("/api/v1/sync", bomb, content_type="application/json", headers=headers)
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    large = {"operations": [item(title="x" * 1_100_000)]}
    assert machine.post("/api/v1/sync", large, content_type="application/json").status_code == 413


def test_a_file_comes_in_pieces(machine: Client) -> None:
    out = io.BytesIO()
    Image.effect_noise((640, 480), 60).convert("RGB").save(out, "JPEG")
    content = out.getvalue()
    way, size = f"/api/v1/files/{hashlib.sha256(content).hexdigest()}", len(content)

    def put(start: int, end: int) -> object:
        told = {"Content-Range": f"bytes {start}-{end - 1}/{size}"}
        kind = "application/octet-stream"
        answer = machine.put(way, content[start:end], content_type=kind, headers=told)
        return answer.status_code, answer.json()

    assert put(0, 100) == (200, {"have": 100, "whole": False})
    assert put(50, 200) == (409, {"have": 100, "whole": False})
    assert machine.get(way).json() == {"have": 100, "whole": False}
    assert put(100, size) == (200, {"have": size, "whole": True})


def test_a_stranger_sends_nothing(machine: Client) -> None:
    assert Client().post("/api/v1/sync", {}, content_type="application/json").status_code == 401
    assert Client().put("/api/v1/files/" + "0" * 64, b"x").status_code == 401
