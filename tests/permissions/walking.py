"""Walking every page and API operation as one account."""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.test import Client, TestCase
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from kentongan.config.gate import needed_verb
from kentongan.domain.core.acting import System
from kentongan.domain.people import actions
from kentongan.domain.people.models import User
from kentongan.domain.people.sessions import PROVEN_KEY
from tests.permissions import world
from tests.permissions.addresses import arguments

METHODS = ("GET", "POST", "PATCH")
CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")


def addresses() -> Iterator[tuple[str, str]]:
    """Every endpoint's name and its route, such as ``/kantor/paket/<slug:code>/``; once each."""
    yield from sorted(set(_walk(get_resolver().url_patterns, "", "/")))


def _walk(patterns: list[Any], namespace: str, route: str) -> Iterator[tuple[str, str]]:
    for entry in patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry.url_patterns, inner, here)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", here


def path_of(endpoint: str, route: str, sample: world.Samples) -> str:
    """The address with the sample's values in its placeholders."""
    values = arguments(endpoint, CONVERTER.findall(route), sample)
    return CONVERTER.sub(lambda found: str(values[found.group(1)]), route)


class Walk(TestCase):
    """One network for all; each test walks all addresses."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.home, cls.abroad = world.build()
        cls.tokens = {
            name: actions.issue_token(user=User.objects.get(username=name), label="uji", by=System())
            for name in world.ROLES
        }

    def calls(self, username: str | None) -> Iterator[tuple[str, str, str, Any]]:
        """(endpoint, route, method, function from path to response) for everything the account can ask."""
        client = Client(raise_request_exception=False)
        headers: dict[str, str] = {}
        if username:
            client.force_login(User.objects.get(username=username))
            session = client.session
            session[PROVEN_KEY] = timezone.now().timestamp()
            session.save()
            headers = {"Authorization": f"Bearer {self.tokens[username]}"}
        for endpoint, route in addresses():
            is_api = endpoint.startswith("api:")
            if username and endpoint.startswith("portal:"):
                continue  # the public pages know no account
            for method in METHODS:
                if needed_verb(method, endpoint) is None or (method == "PATCH" and not is_api):
                    continue
                if endpoint in {
                    "account:sign-out",
                    "account:session-end",
                    "field:seat-change",
                    "field:seat-leave",
                }:
                    continue  # would end the session that walks

                def ask(path: str, method: str = method, is_api: bool = is_api) -> Any:
                    extra: dict[str, Any] = {"headers": headers} if is_api else {}
                    if is_api and method != "GET":
                        extra |= {"data": json.dumps({}), "content_type": "application/json"}
                    return client.generic(method, path, **extra)

                yield endpoint, route, method, ask


def text_of(response: Any) -> str:
    """The body of an answer, whole or streamed."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace")
