"""Nothing of another regency shows in any page or answer, to any role (security.md 1–3)."""

import pytest

from kentongan.config.gate import needed_verb
from kentongan.domain.people.rules import matrix
from tests.permissions import world
from tests.permissions.walking import CONVERTER, Walk, path_of, text_of

pytestmark = pytest.mark.sweep
OFFICES = {"pati.humas", "pati.kabid"}
OWN_ONLY = {  # what one person asked for; no colleague fetches it
    "office:event-sheet-batch",
    "office:event-sheet-errors",
    "office:group-export-file",
    "office:group-export-progress",
    "office:group-import-batch",
    "office:group-import-errors",
}


class TheLeaks(Walk):
    """What is read: by whom, and what stands in it."""

    def test_each_role_reads_what_it_may_and_nothing_of_another_regency(self) -> None:
        wrong = []
        for username, (role, _region) in world.ROLES.items():
            for endpoint, route, method, ask in self.calls(username):
                if method != "GET":
                    continue
                response = ask(path_of(endpoint, route, self.home))
                fit = {403, 405}
                if matrix().allows(role, needed_verb(method, endpoint) or ""):
                    its_own = username in OFFICES and endpoint.startswith("office:")
                    fit = {200, 302, 405, 409} if its_own and endpoint not in OWN_ONLY else set(range(500))
                if response.status_code not in fit or world.MARK in text_of(response):
                    wrong.append((username, endpoint, response.status_code))
        assert not wrong, "\n".join(map(str, wrong))

    def test_nothing_of_another_regency_is_found_in_lists_counts_search_exports_and_feeds(self) -> None:
        asked = f"?q={world.MARK[:-1]}&wilayah={world.ABROAD}"
        wrong = []
        for username in (None, *world.ROLES):
            role = world.ROLES[username][0] if username else ""
            for endpoint, route, method, ask in self.calls(username):
                verb = needed_verb(method, endpoint) or ""
                if method != "GET" or (username and not matrix().allows(role, verb)):
                    continue
                path = path_of(endpoint, route, self.home)
                search = f"?region={world.ABROAD}" if endpoint.startswith("api:") else asked
                queries = [""] if CONVERTER.search(route) else ["", search]
                for query in queries if username is None else queries[1:]:
                    if world.MARK in text_of(ask(path + query)):
                        wrong.append((username, endpoint, query))
        assert not wrong, "\n".join(map(str, wrong))
