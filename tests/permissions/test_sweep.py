"""Every page and API operation × every role × own and foreign regency (security.md 1–3).

Nothing is open that the matrix closes, and nothing of another regency shows.
"""

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
from kentongan.domain.people.rules import matrix
from kentongan.domain.people.sessions import PROVEN_KEY
from tests.permissions import world

METHODS = ("GET", "POST", "PATCH")
CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")
OPEN_VERBS = {"public", "account"}
SHARED = {  # public facts of any region
    "api:region",
    "api:regulation",
    "office:region-detail",
    "office:regulation-detail",
    "office:regulation-file",
    "office:speaker-detail",  # the phone is hidden: tests/doors/office/test_speakers.py
}
OWN_ONLY = {  # what one person asked for; no colleague fetches it
    "office:event-sheet-batch",
    "office:event-sheet-errors",
    "office:group-export-file",
    "office:group-export-progress",
    "office:group-import-batch",
    "office:group-import-errors",
}


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
    values = world.arguments(endpoint, CONVERTER.findall(route), sample)
    return CONVERTER.sub(lambda found: str(values[found.group(1)]), route)


class TheSweep(TestCase):
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
                if endpoint in {"account:sign-out", "account:session-end"}:
                    continue  # would end the session that walks

                def ask(path: str, method: str = method, is_api: bool = is_api) -> Any:
                    extra: dict[str, Any] = {"headers": headers} if is_api else {}
                    if is_api and method != "GET":
                        extra |= {"data": json.dumps({}), "content_type": "application/json"}
                    return client.generic(method, path, **extra)

                yield endpoint, route, method, ask

    def test_a_visitor_gets_only_what_is_open_to_everyone(self) -> None:
        wrong = []
        for endpoint, route, method, ask in self.calls(None):
            status = ask(path_of(endpoint, route, self.home)).status_code
            closed = matrix().open_to(needed_verb(method, endpoint) or "") != "everyone"
            if status >= 500 or (closed and status not in {302, 401, 405}):
                wrong.append((method, endpoint, status))
        assert not wrong, "\n".join(map(str, wrong))

    def test_a_role_without_the_verb_is_refused_and_one_with_it_meets_no_fault(self) -> None:
        wrong = []
        for username, (role, _region) in world.ROLES.items():
            for endpoint, route, method, ask in self.calls(username):
                status = ask(path_of(endpoint, route, self.home)).status_code
                allowed = matrix().allows(role, needed_verb(method, endpoint) or "")
                if status >= 500 or (not allowed and status not in {403, 405}):
                    wrong.append((username, method, endpoint, status))
        assert not wrong, "\n".join(map(str, wrong))

    def test_the_offices_of_the_regency_find_their_own_records(self) -> None:
        wrong = []
        for username in ("pati.humas", "pati.kabid"):
            for endpoint, route, method, ask in self.calls(username):
                verb = needed_verb(method, endpoint) or ""
                if method != "GET" or not matrix().allows(world.ROLES[username][0], verb):
                    continue
                status = ask(path_of(endpoint, route, self.home)).status_code
                if not endpoint.startswith("office:") or endpoint in OWN_ONLY:
                    continue
                if status not in {200, 302, 405, 409}:
                    wrong.append((username, endpoint, status))
        assert not wrong, "\n".join(map(str, wrong))

    def test_a_record_of_another_regency_looks_absent_to_every_role(self) -> None:
        wrong = []
        for username, (role, _region) in world.ROLES.items():
            for endpoint, route, method, ask in self.calls(username):
                verb = needed_verb(method, endpoint) or ""
                if verb in OPEN_VERBS or not CONVERTER.search(route) or not matrix().allows(role, verb):
                    continue
                if method == "GET" and endpoint in SHARED:
                    continue
                response = ask(path_of(endpoint, route, self.abroad))
                absent = {403, 404, 405}
                if endpoint.startswith("api:") and method != "GET":
                    absent |= {422}  # an empty body is refused before the record is looked for
                if response.status_code not in absent or world.MARK in _text(response):
                    wrong.append((username, method, endpoint, response.status_code))
        assert not wrong, "\n".join(map(str, wrong))

    def test_nothing_of_another_regency_shows_in_lists_counts_search_exports_and_feeds(self) -> None:
        asked = f"?q={world.MARK[:-1]}&wilayah={world.ABROAD}"
        wrong = []
        for username in (None, *world.ROLES):
            for endpoint, route, method, ask in self.calls(username):
                if method != "GET":
                    continue
                path = path_of(endpoint, route, self.home)
                query_string = f"?region={world.ABROAD}" if endpoint.startswith("api:") else asked
                for query in ("",) if CONVERTER.search(route) else ("", query_string):
                    if world.MARK in _text(ask(path + query)):
                        wrong.append((username, endpoint, query))
        assert not wrong, "\n".join(map(str, wrong))


def _text(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace")
