"""A program that talks to the API: one token, one client, and the people it speaks for."""

import io
import json
from dataclasses import dataclass
from typing import Any

from django.test import Client
from PIL import Image

from kentongan.domain.core.acting import System
from kentongan.domain.people.access import Authority
from kentongan.domain.people.actions import issue_token
from tests.actors import actor

ROOT = "/api/v1/"


@dataclass
class Answer:
    """What came back."""

    status: int
    body: Any
    headers: Any

    @property
    def messages(self) -> dict[str, str]:
        """The sentences of a problem document by field."""
        return {error["field"]: error["message"] for error in self.body.get("errors", [])}


class Caller:
    """Sends requests with somebody's token, or with none."""

    def __init__(self, authority: Authority | None = None) -> None:
        self.client = Client()
        self.authority = authority
        token = issue_token(user=authority.user, label="tests", by=System()) if authority else ""
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, **headers: str) -> Answer:
        """GET below /api/v1/, or of a whole address."""
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        """POST a JSON body, or none."""
        return self.send("POST", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Answer:
        """PATCH with a JSON body."""
        return self.send("PATCH", path, body, **headers)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Any method."""
        content = b"" if body is None else json.dumps(body).encode()
        address = path if path.startswith(("/", "http")) else ROOT + path
        kind = "application/json" if content else ""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return read(self.client.generic(method, address, content, kind, headers=self.headers | named))

    def upload(self, content: bytes, name: str = "foto.png", **headers: str) -> Answer:
        """POST a file."""
        file = io.BytesIO(content)
        file.name = name
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return read(self.client.post(f"{ROOT}attachments", {"file": file}, headers=self.headers | named))


def read(response: Any) -> Answer:
    """The answer with its JSON, if it is any."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    is_json = "json" in response.headers.get("Content-Type", "")
    return Answer(response.status_code, json.loads(content) if is_json else content, response.headers)


def caller(role: str, region: str, **narrowed: Any) -> Caller:
    """A program of somebody with the role there."""
    return Caller(actor(role, region, **narrowed))


def picture(colour: str = "green") -> bytes:
    """A small photo."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "PNG")
    return out.getvalue()
