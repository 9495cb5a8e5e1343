"""Every page and API operation × every role × own and foreign regency (security.md 1–3).

Nothing is open that the matrix closes. On one database: what a role may ask does not hang on it.
"""

import pytest

from kentongan.config.gate import needed_verb
from kentongan.domain.people.rules import matrix
from tests.permissions import world
from tests.permissions.walking import CONVERTER, Walk, path_of, text_of

pytestmark = pytest.mark.sweep
OPEN_VERBS = {"public", "account"}
SHARED = {  # public facts of any region
    "api:region",
    "api:regulation",
    "office:region-detail",
    "office:regulation-detail",
    "office:regulation-file",
    "office:speaker-detail",  # the phone is hidden: tests/doors/office/test_speakers.py
}
LISTS = {  # one list for the whole installation, kept by whoever may
    "office:claim-choice",
    "office:claim-choice-new",
    "office:ticket-category",
}


class TheSweep(Walk):
    """Who is let in, and who is not."""

    def test_a_visitor_gets_only_what_is_open_to_everyone(self) -> None:
        wrong = []
        for endpoint, route, method, ask in self.calls(None):
            status = ask(path_of(endpoint, route, self.home)).status_code
            closed = matrix().open_to(needed_verb(method, endpoint) or "") != "everyone"
            if status >= 500 or (closed and status not in {302, 401, 405}):
                wrong.append((method, endpoint, status))
        assert not wrong, "\n".join(map(str, wrong))

    def test_a_role_without_the_verb_writes_nothing_and_one_with_it_meets_no_fault(self) -> None:
        wrong = []
        for username, (role, _region) in world.ROLES.items():
            for endpoint, route, method, ask in self.calls(username):
                if method == "GET":
                    continue  # tests/permissions/test_leaks.py
                status = ask(path_of(endpoint, route, self.home)).status_code
                allowed = matrix().allows(role, needed_verb(method, endpoint) or "")
                if status >= 500 or (not allowed and status not in {403, 405}):
                    wrong.append((username, method, endpoint, status))
        assert not wrong, "\n".join(map(str, wrong))

    def test_a_record_of_another_regency_looks_absent_to_every_role(self) -> None:
        wrong = []
        for username, (role, _region) in world.ROLES.items():
            for endpoint, route, method, ask in self.calls(username):
                verb = needed_verb(method, endpoint) or ""
                if verb in OPEN_VERBS or not CONVERTER.search(route) or not matrix().allows(role, verb):
                    continue
                if endpoint in LISTS or (method == "GET" and endpoint in SHARED):
                    continue
                response = ask(path_of(endpoint, route, self.abroad))
                absent = {403, 404, 405}
                if endpoint.startswith("api:") and method != "GET":
                    absent |= {422}  # an empty body is refused before the record is looked for
                if response.status_code not in absent or world.MARK in text_of(response):
                    wrong.append((username, method, endpoint, response.status_code))
        assert not wrong, "\n".join(map(str, wrong))
