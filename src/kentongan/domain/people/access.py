"""The authority of a signed-in person: grants that hold now, asked through the role matrix."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.merging import UNDO_DAYS
from kentongan.domain.core.models import AuditEntry
from kentongan.domain.core.problems import Absent, Refused
from kentongan.domain.people.models import (
    Agency,
    ApiToken,
    Grant,
    Mandate,
    Person,
    PersonMerge,
    Post,
    User,
    holding,
)
from kentongan.domain.people.rules import EVERYONE, GROUP_ROLES, matrix
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import EVERYWHERE, ROOT, is_within, subtree_q

NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Authority:
    """An :class:`~kentongan.domain.core.acting.Actor` made from an account and its grants of today."""

    user: User
    grants: Sequence[Grant]
    on_behalf_of: str = ""
    name: str = field(default="")

    @property
    def user_id(self) -> int | None:
        """The account's id."""
        return self.user.pk

    @property
    def roles(self) -> frozenset[str]:
        """The roles held anywhere."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def group_ids(self) -> list[UUID]:
        """The groups the person is granted a role on, in the order granted."""
        return [grant.group_id for grant in self.grants if grant.role in GROUP_ROLES and grant.group_id]

    @property
    def is_officer(self) -> bool:
        """Whether any grant is that of an officer: shorter sessions, the office door."""
        return any(grant.role not in GROUP_ROLES for grant in self.grants)

    def areas(self, verb: str) -> list[str]:
        """The roots of the subtrees in which the verb is allowed, without those on a group."""
        return [grant.region_id for grant in self._for(verb) if not grant.group_id]

    def may(
        self, verb: str, region: str | None = None, *, agency: UUID | None = None, group: UUID | None = None
    ) -> bool:
        """Whether matrix and grants allow the verb here; without a place, whether anywhere."""
        if matrix().open_to(verb):
            return True
        return any(_covers(grant, region, agency, group) for grant in self._for(verb))

    def require(
        self, verb: str, region: str | None = None, *, agency: UUID | None = None, group: UUID | None = None
    ) -> None:
        """Raise ``Refused`` unless :meth:`may` says yes."""
        if not self.may(verb, region, agency=agency, group=group):
            raise Refused(_("Anda tidak berwenang melakukan ini. Hubungi administrator bila ini keliru."))

    def within(
        self, verb: str, field: str = "region_id", *, group: str | None = None, agency: str | None = None
    ) -> Q:
        """The condition that keeps a query inside what the verb is allowed on."""
        if matrix().open_to(verb):
            return EVERYWHERE
        condition = NOTHING
        for grant in self._for(verb):
            part = subtree_q(grant.region_id, field)
            if grant.group_id:
                part = Q(**{group: grant.group_id}) if group else NOTHING
            elif grant.agency_id and agency:
                part &= Q(**{agency: grant.agency_id})
            condition |= part
        return condition

    def _for(self, verb: str) -> list[Grant]:
        return [grant for grant in self.grants if matrix().allows(grant.role, verb)]


class Visitor:
    """Somebody who has not signed in: may do what the matrix opens to everyone."""

    user_id: int | None = None
    on_behalf_of = ""
    name = ""
    roles: frozenset[str] = frozenset()
    is_officer = False

    def may(
        self, verb: str, region: str | None = None, *, agency: UUID | None = None, group: UUID | None = None
    ) -> bool:
        """Only what needs no account."""
        return matrix().open_to(verb) == EVERYONE

    def require(
        self, verb: str, region: str | None = None, *, agency: UUID | None = None, group: UUID | None = None
    ) -> None:
        """Raise ``Refused`` for anything else."""
        if not self.may(verb):
            raise Refused(_("Masuklah lebih dahulu untuk melakukan ini."))

    def areas(self, verb: str) -> list[str]:
        """Nowhere: a visitor holds no grant."""
        return []

    def within(
        self, verb: str, field: str = "region_id", *, group: str | None = None, agency: str | None = None
    ) -> Q:
        """All or nothing."""
        return EVERYWHERE if self.may(verb) else NOTHING


def _covers(grant: Grant, region: str | None, agency: UUID | None, group: UUID | None) -> bool:
    if region is None and agency is None and group is None:
        return True
    if grant.group_id and grant.group_id != group:
        return False
    if grant.agency_id and agency and grant.agency_id != agency:
        return False
    return region is None or is_within(region, grant.region_id)


def authority_of(user: User, mandate_id: int | None = None) -> Authority:
    """The authority of an account now, acting by the mandate if it is theirs and holds today."""
    grants = list(Grant.objects.filter(user=user).holding().with_places().order_by("id"))
    name, represented = user.person.name, ""
    if mandate_id:
        mandate = (
            Mandate.objects.filter(holding(), pk=mandate_id, delegate_id=user.person_id)
            .select_related("principal")
            .first()
        )
        if mandate:
            represented = f"{mandate.principal.name} ({mandate.principal_title})"
    return Authority(user=user, grants=grants, on_behalf_of=represented, name=name)


def visible_users(by: Actor) -> QuerySet[User]:
    """The accounts of persons, and with roles, in the areas the actor manages."""
    granted = Grant.objects.filter(by.within("people.manage", "region_id")).values("user_id")
    return User.objects.filter(by.within("people.manage", "person__region_id") | Q(pk__in=granted))


def get_user(username: str, *, by: Actor) -> User:
    """An account the asker manages. Raises ``Absent`` when there is none in their area."""
    found = (
        visible_users(by).select_related("person__region").filter(username=username.strip().lower()).first()
    )
    if found is None:
        raise Absent(_("Akun ini tidak ditemukan."))
    return found


def visible_agencies(by: Actor) -> QuerySet[Agency]:
    """The offices in the areas the actor manages."""
    return Agency.objects.filter(by.within("people.manage"))


def get_agency(key: UUID, *, by: Actor) -> Agency:
    """An office the asker manages. Raises ``Absent``."""
    found = visible_agencies(by).select_related("region").filter(pk=key).first()
    if found is None:
        raise Absent(_("Kantor ini tidak ditemukan."))
    return found


def get_post(number: int, *, by: Actor) -> Post:
    """A post in an office the asker manages. Raises ``Absent``."""
    held = Post.objects.filter(by.within("people.manage", "agency__region_id"), pk=number)
    found = held.select_related("agency", "person").first()
    if found is None:
        raise Absent(_("Jabatan ini tidak ditemukan."))
    return found


def visible_mandates(by: Actor) -> QuerySet[Mandate]:
    """The mandates of persons who live or hold a post in the areas the actor manages."""
    posts = Post.objects.filter(by.within("people.manage", "agency__region_id")).values("person_id")
    return Mandate.objects.filter(by.within("people.manage", "principal__region_id") | Q(principal__in=posts))


def visible_audit(by: Actor) -> QuerySet[AuditEntry]:
    """The audited acts of accounts in the areas whose log the actor reads, and those done to these areas."""
    roots = by.areas("audit.read")
    if ROOT in roots:
        return AuditEntry.objects.all()
    names = visible_users(by).values("username")
    rows = AuditEntry.objects.annotate(area=KT("detail__region"))
    seen = Q(name__in=names)
    for number, root in enumerate(roots):
        # compared as nodes by equality, so that no collation of the store matters
        rows = rows.annotate(**{f"below{number}": Substr("area", 1, len(root) + 1)})
        seen |= Q(area=root) | Q(**{f"below{number}": f"{root}."})
    return rows.filter(seen)


def get_mergeable_person(key: UUID, by: Actor) -> Person:
    """A person in the areas where the asker merges entries. Raises ``Absent``, also for a merged one."""
    inside = Person.objects.filter(by.within("duplicates.merge"), merged_into=None)
    found = inside.filter(pk=key).select_related("region").first()
    if found is None:
        raise Absent(_("Orang ini tidak ditemukan, atau sudah digabungkan."))
    return found


def open_person_merges(region: Region, by: Actor) -> QuerySet[PersonMerge]:
    """The merges of persons of the area that may still be taken back, latest first."""
    rows = _person_merges(by).filter(subtree_q(region.code, "kept__region_id"), undone_at=None)
    return rows.filter(at__gte=timezone.now() - timedelta(days=UNDO_DAYS)).order_by("-pk")


def get_person_merge(number: int, by: Actor) -> PersonMerge:
    """A merge of persons in the areas where the asker merges. Raises ``Absent``."""
    found = _person_merges(by).filter(pk=number).first()
    if found is None:
        raise Absent(_("Penggabungan ini tidak ditemukan."))
    return found


def _person_merges(by: Actor) -> QuerySet[PersonMerge]:
    both = by.within("duplicates.merge", "kept__region_id") & by.within(
        "duplicates.merge", "absorbed__region_id"
    )
    return PersonMerge.objects.filter(both).select_related("kept", "absorbed")


def token_digest(token: str) -> str:
    """What is kept of an API token: 32 random bytes need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def user_of_token(token: str) -> User | None:
    """The active account behind an API token that was not revoked, or ``None``."""
    if not token:
        return None
    found = (
        ApiToken.objects.filter(digest=token_digest(token), revoked_at=None, user__is_active=True)
        .select_related("user__person")
        .first()
    )
    if found is None:
        return None
    today = timezone.localdate()
    if found.last_used_on != today:
        ApiToken.objects.filter(pk=found.pk).update(last_used_on=today)
    return found.user


def mandates_of(user: User) -> list[Mandate]:
    """On whose behalf the account may act today."""
    held = Mandate.objects.filter(holding(), delegate_id=user.person_id)
    return list(held.select_related("principal").order_by("principal__name"))
