"""Who is asked to come, and their answer."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Refused
from kentongan.domain.events import rules
from kentongan.domain.events.access import may_answer
from kentongan.domain.events.actions.planning import require_standing
from kentongan.domain.events.models import Event, Invitation
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import is_within

MOST_AT_ONCE = 2000


@transaction.atomic
def invite(
    event: Event,
    *,
    by: Actor,
    groups: Sequence[Group] = (),
    agencies: Sequence[Agency] = (),
    regions: Sequence[Region] = (),
    names: Sequence[str] = (),
    role: str = "",
    seats: int = 1,
) -> list[Invitation]:
    """Invite groups, agencies, people by name, or whoever holds ``role`` in each region (sekcam).

    Who is invited already keeps their invitation, and nothing new comes of it. Returns the invitations of
    all that were told. Raises ``Invalid`` for no addressee or fewer seats than one.
    """
    by.require("events.edit", event.region_id)
    require_standing(event)
    rules.check_seats(seats, rules.MOST_SEATS)
    role = rules.check_line(role, 120, "role")
    _check_reach(event, groups, regions, by)
    written = [rules.check_line(name, 150, "names") for name in names if name.strip()]
    told: list[dict[str, Any]] = [{"group": group} for group in groups]
    told += [{"agency": agency} for agency in agencies]
    told += [{"region": region, "role": role} for region in regions]
    told += [{"name": name} for name in written]
    if not told:
        raise Invalid(_("Pilih paling sedikit satu yang diundang."), field="groups")
    if len(told) > MOST_AT_ONCE:
        raise Invalid(
            _("Undang paling banyak %(count)d sekaligus.") % {"count": MOST_AT_ONCE}, field="groups"
        )
    today = timezone.localdate()
    rest = {"seats": seats, "invited_on": today}
    rows = [
        Invitation.objects.get_or_create(event=event, **addressee, defaults=rest | {"role": role} | addressee)
        for addressee in told
    ]
    Event.objects.filter(pk=event.pk, invited_on=None).update(invited_on=today)
    event.refresh_from_db(fields=["invited_on"])
    new = sum(made for _row, made in rows)
    if new:
        record("events.invite", event, by=by, region=event.region_id, count=new, seats=seats * new)
    return [row for row, _made in rows]


@transaction.atomic
def confirm(
    invitation: Invitation,
    *,
    seats: int,
    by: Actor,
    head_name: str = "",
    head_title: str = "",
    delegate_name: str = "",
    delegate_title: str = "",
    note: str = "",
) -> Invitation:
    """Note how many will come, 0 for nobody; who comes in a head's place stands beside the head (M2).

    The organiser or somebody of the invited answers, and may answer anew. Raises ``Invalid`` for more seats
    than were invited.
    """
    event = invitation.event
    if not may_answer(invitation, by):
        raise Refused(_("Undangan ini dijawab oleh yang diundang atau penyelenggara."))
    require_standing(event)
    texts = {
        "head_name": head_name,
        "head_title": head_title,
        "delegate_name": delegate_name,
        "delegate_title": delegate_title,
    }
    values: dict[str, Any] = {key: rules.check_line(text, 150, key) for key, text in texts.items()}
    rules.check_head(delegate_name, head_title)
    now = timezone.now()
    values |= {
        "confirmed_seats": rules.check_seats(seats, invitation.seats, least=0),
        "confirmed_by_name": by.name,
        "answered_at": now,
        "confirmed_at": now if seats else None,
        "note": rules.check_line(note, 300, "note"),
    }
    for name, value in values.items():
        setattr(invitation, name, value)
    invitation.save(update_fields=list(values))
    _move_confirmed(event)
    record(
        "events.confirm",
        event,
        by=by,
        region=event.region_id,
        addressee=invitation.addressee,
        seats=seats,
        delegate=values["delegate_name"],
    )
    return invitation


@transaction.atomic
def change_seats(invitation: Invitation, *, seats: int, by: Actor) -> Invitation:
    """Invite more or fewer; not fewer than have confirmed."""
    event = invitation.event
    by.require("events.edit", event.region_id)
    if seats < (invitation.confirmed_seats or 0):
        raise Invalid(
            _("%(count)d orang sudah menyatakan hadir.") % {"count": invitation.confirmed_seats},
            field="seats",
        )
    invitation.seats = rules.check_seats(seats, rules.MOST_SEATS)
    invitation.save(update_fields=["seats"])
    record(
        "events.change_seats",
        event,
        by=by,
        region=event.region_id,
        addressee=invitation.addressee,
        seats=seats,
    )
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Actor) -> None:
    """Take an invitation back."""
    event = invitation.event
    by.require("events.edit", event.region_id)
    record("events.withdraw_invitation", event, by=by, region=event.region_id, addressee=invitation.addressee)
    invitation.delete()
    if not event.invitations.exists():
        Event.objects.filter(pk=event.pk).update(invited_on=None)
    _move_confirmed(event)


def _move_confirmed(event: Event) -> None:
    """The day of the first answer that still says somebody comes."""
    first = event.invitations.filter(confirmed_at__isnull=False).order_by("confirmed_at").first()
    day = timezone.localdate(first.confirmed_at) if first and first.confirmed_at else None
    Event.objects.filter(pk=event.pk).update(confirmed_on=day)
    event.refresh_from_db(fields=["confirmed_on", "invited_on"])


def _check_reach(event: Event, groups: Sequence[Group], regions: Sequence[Region], by: Actor) -> None:
    for code in [group.region_id for group in groups] + [region.code for region in regions]:
        if not is_within(code, event.region_id):
            by.require("events.edit", code)
