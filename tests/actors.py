"""People who act in tests: an account with one grant, as the rooms meet them."""

from datetime import date
from itertools import count
from uuid import UUID

from kentongan.domain.people.access import Authority
from kentongan.domain.people.models import Grant, Person, User

_numbers = count(1)


def account(name: str = "", region: str | None = None) -> User:
    """A new person with an account and no grant at all."""
    number = next(_numbers)
    person = Person.objects.create(name=name or f"Orang {number}", region_id=region)
    return User.objects.create(username=f"orang{number}", person=person)


def actor(
    role: str,
    region: str,
    *,
    group: UUID | None = None,
    agency: UUID | None = None,
    user: User | None = None,
    name: str = "",
    on_behalf_of: str = "",
    ends_on: date | None = None,
) -> Authority:
    """Somebody who holds the role on the region (narrowed to a group or an agency), by default a new person.

    Three statements; with ``user`` one, and the authority then holds that account's earlier grants too.
    """
    holder = user or account(name, region)
    Grant.objects.create(
        user=holder,
        role=role,
        region_id=region,
        group_id=group,
        agency_id=agency,
        starts_on=date(2020, 1, 1),
        ends_on=ends_on,
    )
    grants = list(Grant.objects.filter(user=holder).holding().order_by("id"))
    return Authority(user=holder, grants=grants, name=holder.person.name, on_behalf_of=on_behalf_of)
