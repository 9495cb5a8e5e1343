"""What belongs to a draft: its districts with their quotas, its teams, the speakers they take along."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.texts import one_line
from kentongan.domain.events.models import Speaker
from kentongan.domain.outreach.actions.changing import lock_tour, noted, require_draft, require_open
from kentongan.domain.outreach.models import Team, TeamAbsence, TeamMember, Tour, TourDistrict, TourSpeaker
from kentongan.domain.people.models import Person
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import is_within

TEAMS = 20
MEMBERS = 30


@dataclass(frozen=True)
class Member:
    """Somebody in a team, from the register of persons or only named."""

    name: str = ""
    person: Person | None = None
    task: str = ""


@dataclass(frozen=True)
class Companion:
    """A speaker who goes with one team, or with every stop when no team is named."""

    speaker: Speaker
    team: Team | None = None
    material_title: str = ""


@transaction.atomic
def set_district(
    tour: Tour,
    region: Region,
    *,
    by: Actor,
    quota: int | None = None,
    left_out_reason: str = "",
    version: int | None = None,
) -> TourDistrict:
    """Give a district its own quota (``None``: the tour's), or leave it out for a reason.

    Leaving out removes its stops; a district of the region that is not on the tour comes onto it.
    """
    held = lock_tour(tour, by=by, version=version)
    require_draft(held)
    if region.level != Region.Level.DISTRICT or not is_within(region.code, held.region_id):
        raise Invalid(
            _("Kecamatan %(code)s tidak ada di %(area)s.") % {"code": region.code, "area": held.region.title},
            field="district",
        )
    if quota is not None and not 1 <= quota <= 500:
        raise Invalid(
            _("Isi angka antara %(least)d dan %(most)d.") % {"least": 1, "most": 500}, field="quota"
        )
    reason = one_line(left_out_reason)[:300]
    district, _created = TourDistrict.objects.update_or_create(
        tour=held, region=region, defaults={"quota": quota, "left_out_reason": reason}
    )
    if reason:
        district.stops.all().delete()
    noted(held, "tours.district", by=by, district=region.code, quota=quota, left_out_reason=reason)
    return district


@transaction.atomic
def save_team(
    tour: Tour, *, name: str, members: Sequence[Member] = (), by: Actor, team: Team | None = None
) -> Team:
    """Make a team, or give one its name and people anew."""
    held = lock_tour(tour, by=by)
    require_open(held)
    called = one_line(name)
    if not called or len(called) > 80:
        raise Invalid(_("Tulis nama tim, paling banyak 80 huruf."), field="name")
    people = [member for member in members if member.person or member.name.strip()]
    if len(people) > MEMBERS:
        raise Invalid(_("Satu tim paling banyak %(count)d orang.") % {"count": MEMBERS}, field="members")
    if team is None and held.teams.count() >= TEAMS:
        raise Invalid(_("Satu keliling paling banyak %(count)d tim.") % {"count": TEAMS}, field="name")
    row = team or Team(tour=held)
    row.name = called
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Invalid(_("Sudah ada tim bernama %(name)s.") % {"name": called}, field="name") from error
    row.members.all().delete()
    TeamMember.objects.bulk_create(_members(row, people))
    noted(held, "tours.team", by=by, team=called, members=len(people))
    return row


@transaction.atomic
def remove_team(team: Team, *, by: Actor) -> None:
    """Take a team off the tour. Raises ``Invalid`` while it has stops, or when it is the last."""
    held = lock_tour(team.tour, by=by)
    require_open(held)
    if team.stops.exists():
        raise Invalid(_("Tim ini masih bertugas. Pindahkan dahulu jadwalnya ke tim lain."), field="team")
    if held.teams.count() < 2:
        raise Invalid(_("Keliling memerlukan paling sedikit satu tim."), field="team")
    name = team.name
    team.delete()
    noted(held, "tours.remove_team", by=by, team=name)


@transaction.atomic
def add_absence(team: Team, *, starts_on: date, ends_on: date, by: Actor, reason: str = "") -> TeamAbsence:
    """Note days on which a team cannot travel, both included."""
    held = lock_tour(team.tour, by=by)
    require_open(held)
    if ends_on < starts_on:
        raise Invalid(_("Tanggal selesai mendahului tanggal mulai."), field="ends_on")
    absence, _created = TeamAbsence.objects.update_or_create(
        team=team, starts_on=starts_on, defaults={"ends_on": ends_on, "reason": one_line(reason)[:150]}
    )
    noted(held, "tours.absence", by=by, team=team.name, starts_on=str(starts_on), ends_on=str(ends_on))
    return absence


@transaction.atomic
def remove_absence(absence: TeamAbsence, *, by: Actor) -> None:
    """Take a team's absence back."""
    held = lock_tour(absence.team.tour, by=by)
    require_open(held)
    noted(held, "tours.remove_absence", by=by, team=absence.team.name, starts_on=str(absence.starts_on))
    absence.delete()


@transaction.atomic
def set_speakers(tour: Tour, companions: Iterable[Companion], *, by: Actor) -> list[TourSpeaker]:
    """Say which speakers of the register travel along, instead of those named before."""
    held = lock_tour(tour, by=by)
    require_open(held)
    wanted = {
        (companion.speaker.pk, companion.team and companion.team.pk): companion for companion in companions
    }
    for companion in wanted.values():
        if companion.team and companion.team.tour_id != held.pk:
            raise Invalid(_("Tim ini bukan tim keliling ini."), field="speakers")
        if len(companion.material_title) > 200:
            raise Invalid(_("Judul materi paling banyak 200 huruf."), field="speakers")
    held.speakers.all().delete()
    rows = TourSpeaker.objects.bulk_create(
        TourSpeaker(
            tour=held,
            speaker=companion.speaker,
            team=companion.team,
            material_title=one_line(companion.material_title),
        )
        for companion in wanted.values()
    )
    noted(held, "tours.speakers", by=by, speakers=[row.speaker.code for row in rows])
    return rows


def _members(team: Team, people: Sequence[Member]) -> list[TeamMember]:
    seen: dict[object, Member] = {}
    for member in people:
        seen.setdefault(member.person.pk if member.person else one_line(member.name).casefold(), member)
    return [
        TeamMember(
            team=team,
            person=member.person,
            name=(one_line(member.name) or (member.person.name if member.person else ""))[:150],
            task=one_line(member.task)[:100],
        )
        for member in seen.values()
    ]
