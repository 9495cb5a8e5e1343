"""What the phone is told of an account."""

from typing import Any

from kentongan.domain.groups.access import own_groups
from kentongan.domain.people.access import Authority

MOST_GROUPS = 20


def account_words(actor: Authority) -> dict[str, Any]:
    """Its number, name and own groups."""
    return {
        "id": str(actor.user.pk),
        "name": actor.name,
        "username": actor.user.username,
        "officer": actor.is_officer,
        "groups": [
            {"code": group.code, "name": group.name, "region": group.region.title}
            for group in own_groups(actor)[:MOST_GROUPS]
        ],
    }
