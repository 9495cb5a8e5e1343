"""The role matrix is the single source: no endpoint outside it, no dead line in it, its page is true."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from kentongan.config.gate import needed_verb
from kentongan.domain.people.rules import GROUP_ROLES, OFFICER_ROLES, matrix
from scripts.roles_page import PAGE, page


def endpoints(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    """The full names of all addresses."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from endpoints(entry.url_patterns, inner)
        else:
            yield f"{namespace}{entry.name}"


def test_every_address_stands_in_the_matrix() -> None:
    """security.md 1: an endpoint missing from the matrix fails the build."""
    methods = ("GET", "POST", "PATCH", "PUT", "DELETE")
    missing = sorted(
        name
        for name in set(endpoints(get_resolver().url_patterns))
        if not any(needed_verb(method, name) for method in methods)
    )
    assert missing == []


def test_every_line_of_the_matrix_is_an_address() -> None:
    known = set(endpoints(get_resolver().url_patterns))
    assert sorted(name for name in matrix().endpoints if name.split()[-1] not in known) == []


def test_every_verb_is_held_by_somebody() -> None:
    assert sorted(verb for verb, holders in matrix().verbs.items() if not holders) == []


def test_every_role_is_an_officers_or_a_groups() -> None:
    assert set(matrix().roles) == OFFICER_ROLES | GROUP_ROLES


def test_the_page_about_roles_is_made_from_the_matrix() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m scripts.roles_page"
