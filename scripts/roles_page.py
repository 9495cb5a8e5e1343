"""Writes docs/roles.md from the role matrix: ``python -m scripts.roles_page``; a test keeps it true."""

from collections.abc import Iterator
from pathlib import Path

from kentongan.domain.people.rules import ACCOUNT, EVERYONE, matrix

OPEN_TO = {EVERYONE: "everyone, without an account", ACCOUNT: "every account"}
PAGE = Path(__file__).resolve().parent.parent / "docs" / "roles.md"


def page() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    known = matrix()
    yield "# Roles and what they may do"
    yield ""
    yield "Made by `python -m scripts.roles_page` from `domain/people/matrix.toml`; do not edit."
    yield "A role is granted on a region (it holds in the whole subtree), an agency or a group, for a period."
    yield ""
    yield "| role | Indonesian name | granted on |"
    yield "| --- | --- | --- |"
    for role in known.roles.values():
        yield f"| `{role.key}` | {role.name} | {role.on} |"
    yield ""
    yield "## Verbs"
    yield ""
    yield "| verb | who | pages and API operations |"
    yield "| --- | --- | --- |"
    for verb, holders in sorted(known.verbs.items()):
        who = OPEN_TO.get(known.open_to(verb) or "")
        places = sorted(endpoint for endpoint, needed in known.endpoints.items() if needed == verb)
        yield f"| `{verb}` | {who or ', '.join(sorted(holders))} | {', '.join(f'`{p}`' for p in places)} |"
    yield ""
    yield "## Pages that ask for the password again"
    yield ""
    yield "When it was typed more than 15 minutes ago; pages on accounts and roles ask in their own form."
    yield ""
    yield from (f"- `{endpoint}`" for endpoint in sorted(known.proof))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
