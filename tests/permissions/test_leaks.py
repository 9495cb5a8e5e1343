"""Nothing of another regency shows in any page or answer, to any role (security.md 1–3)."""

import pytest

from tests.permissions import world
from tests.permissions.walking import CONVERTER, Walk, path_of, text_of

pytestmark = pytest.mark.sweep


class TheLeaks(Walk):
    """What stands in the pages of those who are let in."""

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
                    if world.MARK in text_of(ask(path + query)):
                        wrong.append((username, endpoint, query))
        assert not wrong, "\n".join(map(str, wrong))
