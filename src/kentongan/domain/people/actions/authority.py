"""Who may do what, where and until when: grants and mandates."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import audit, record
from kentongan.domain.core.problems import Invalid, Refused
from kentongan.domain.people.models import Agency, Grant, Mandate, Person, User
from kentongan.domain.people.rules import matrix
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT


@transaction.atomic
def grant_role(
    *,
    user: User,
    role: str,
    region: Region,
    agency: Agency | None = None,
    group_id: UUID | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    by: Actor,
) -> Grant:
    """Give a role on a subtree, an agency or a group, from a day to a day.

    Raises ``Invalid`` when role and place do not fit, ``Refused`` outside the giver's area or for oneself.
    """
    known = matrix().roles.get(role)
    if known is None:
        raise Invalid(_("Peran ini tidak dikenal."), field="role")
    if (known.on == "agency") != (agency is not None) or (known.on == "group") != (group_id is not None):
        raise Invalid(
            _("Peran %(role)s tidak cocok dengan tempat yang dipilih.") % {"role": known.name}, field="role"
        )
    if ends_on and starts_on and ends_on < starts_on:
        raise Invalid(_("Tanggal berakhir mendahului tanggal mulai."), field="ends_on")
    by.require("people.manage", region.code)
    _not_oneself(user, by)
    grant = Grant.objects.create(
        user=user,
        role=role,
        region=region,
        agency=agency,
        group_id=group_id,
        starts_on=starts_on or timezone.localdate(),
        ends_on=ends_on,
    )
    record("people.grant_role", user, by=by, region=region.code, role=role)
    audit("role granted", name=user.username, role=role, region=region.code, by=by.name)
    return grant


@transaction.atomic
def revoke_grant(*, grant: Grant, by: Actor) -> None:
    """Take a role back; it stops at the next request."""
    by.require("people.manage", grant.region_id)
    _not_oneself(grant.user, by)
    Grant.objects.filter(pk=grant.pk, revoked_at=None).update(revoked_at=timezone.now())
    record("people.revoke_grant", grant.user, by=by, region=grant.region_id, role=grant.role)
    audit("role revoked", name=grant.user.username, role=grant.role, region=grant.region_id, by=by.name)


@transaction.atomic
def give_mandate(
    *,
    principal: Person,
    principal_title: str,
    delegate: Person,
    starts_on: date,
    ends_on: date | None = None,
    region: Region,
    by: Actor,
) -> Mandate:
    """Let one person act on behalf of another for a period; acts then carry both names."""
    by.require("people.manage", region.code)
    if principal.pk == delegate.pk:
        raise Invalid(_("Seseorang tidak dapat mewakili dirinya sendiri."), field="delegate")
    if ends_on and ends_on < starts_on:
        raise Invalid(_("Tanggal berakhir mendahului tanggal mulai."), field="ends_on")
    mandate = Mandate.objects.create(
        principal=principal,
        principal_title=principal_title,
        delegate=delegate,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    record("people.give_mandate", mandate, by=by, region=region.code, principal=principal.name)
    return mandate


@transaction.atomic
def end_mandate(*, mandate: Mandate, on: date, by: Actor) -> None:
    """The mandate holds no longer after the day; the acts done by it keep both names."""
    places = {post.agency.region_id for post in mandate.principal.posts.select_related("agency")}
    places.add(mandate.principal.region_id or ROOT)
    if not any(by.may("people.manage", place) for place in places):
        raise Refused(_("Mandat ini milik wilayah lain."))
    if on < mandate.starts_on:
        raise Invalid(_("Tanggal berakhir mendahului tanggal mulai."), field="on")
    Mandate.objects.filter(pk=mandate.pk).update(ends_on=on)
    record("people.end_mandate", mandate, by=by, principal=mandate.principal.name, on=on.isoformat())


def _not_oneself(user: User, by: Actor) -> None:
    if by.user_id == user.pk:
        raise Refused(_("Anda tidak dapat mengubah peran Anda sendiri."))
