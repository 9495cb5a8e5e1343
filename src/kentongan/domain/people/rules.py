"""The role matrix as plain values. Pure: reads one file once, touches no database."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

EVERYONE = "everyone"
ACCOUNT = "account"
MATRIX_FILE = Path(__file__).with_name("matrix.toml")
OFFICER_ROLES = frozenset(
    {
        "administrator",
        "province_supervisor",
        "division_head",
        "public_relations_officer",
        "district_officer",
        "village_officer",
        "agency_officer",
        "ministry_reader",
    }
)
GROUP_ROLES = frozenset({"group_board", "group_member"})


@dataclass(frozen=True)
class Role:
    """A role: its key in the matrix, its Indonesian name, and what a grant of it hangs on."""

    key: str
    name: str
    on: str


@dataclass(frozen=True)
class Matrix:
    """Role × verb, the verb each endpoint needs, and the pages that ask for the password again."""

    roles: dict[str, Role]
    verbs: dict[str, frozenset[str]]
    endpoints: dict[str, str]
    proof: dict[str, str]

    def allows(self, role: str, verb: str) -> bool:
        """Whether a holder of the role may do the verb somewhere. An unknown verb is a fault in the code."""
        holders = self.verbs[verb]
        return role in holders or ACCOUNT in holders or EVERYONE in holders

    def open_to(self, verb: str) -> str | None:
        """``everyone`` or ``account`` when the verb needs no role, else ``None``."""
        for key in (EVERYONE, ACCOUNT):
            if key in self.verbs[verb]:
                return key
        return None


@cache
def matrix() -> Matrix:
    """The matrix, read once. Raises ``ValueError`` when it names a role or verb that it does not declare."""
    content = tomllib.loads(MATRIX_FILE.read_text(encoding="utf-8"))
    roles = {key: Role(key, entry["name"], entry["on"]) for key, entry in content["roles"].items()}
    verbs = {verb: frozenset(holders) for verb, holders in content["verbs"].items()}
    endpoints: dict[str, str] = content["endpoints"]
    unknown = {role for holders in verbs.values() for role in holders} - set(roles) - {EVERYONE, ACCOUNT}
    proof: dict[str, str] = content["proof"]
    unknown |= set(endpoints.values()) - set(verbs) | set(proof) - set(endpoints)
    if unknown:
        raise ValueError(f"matrix.toml names what it does not declare: {sorted(unknown)}")
    return Matrix(roles, verbs, endpoints, proof)


def session_reference(session_key: str) -> str:
    """What a page may show of a session: enough to name it, useless to take it over."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:16]
