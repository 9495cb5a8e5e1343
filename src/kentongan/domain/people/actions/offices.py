"""Offices, their units and the posts in them; and the first office of a new installation."""

import re
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor, System
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid
from kentongan.domain.people.actions.accounts import create_user, random_password
from kentongan.domain.people.actions.authority import grant_role
from kentongan.domain.people.models import Agency, Person, Post, Unit, User
from kentongan.domain.regions.models import Region


@transaction.atomic
def create_agency(*, region: Region, name: str, short_name: str, kind: str, by: Actor) -> Agency:
    """An office of a region. Raises ``Invalid`` when the region has one of that name."""
    by.require("people.manage", region.code)
    if Agency.objects.filter(region=region, name=name).exists():
        raise Invalid(_("Kantor dengan nama ini sudah ada di wilayah ini."), field="name")
    agency = Agency.objects.create(region=region, name=name, short_name=short_name, kind=kind)
    record("people.create_agency", agency, by=by, region=region.code, name=name)
    return agency


@transaction.atomic
def create_unit(*, agency: Agency, name: str, short_name: str = "", by: Actor) -> Unit:
    """A unit of an office: Bidang IKP in one regency, Bidang KIP in another (domain.md T11)."""
    by.require("people.manage", agency.region_id)
    if Unit.objects.filter(agency=agency, name=name).exists():
        raise Invalid(_("Bidang dengan nama ini sudah ada di kantor ini."), field="name")
    unit = Unit.objects.create(agency=agency, name=name, short_name=short_name)
    record("people.create_unit", unit, by=by, region=agency.region_id, name=name)
    return unit


@transaction.atomic
def appoint(
    *,
    person: Person | None = None,
    name: str = "",
    agency: Agency,
    title: str,
    unit: Unit | None = None,
    kind: str = Post.Kind.STRUCTURAL,
    starts_on: date | None = None,
    ends_on: date | None = None,
    note: str = "",
    by: Actor,
) -> Post:
    """Write down that a person (by ``name`` when not on record) holds a post.

    An unknown start stays empty, with what is known as a note.
    """
    by.require("people.manage", agency.region_id)
    if person is None and not name.strip():
        raise Invalid(_("Isi nama pejabatnya."), field="name")
    if starts_on and ends_on and ends_on < starts_on:
        raise Invalid(_("Tanggal berakhir mendahului tanggal mulai."), field="ends_on")
    if unit is not None and unit.agency_id != agency.pk:
        raise Invalid(_("Bidang ini bukan bagian dari kantor yang dipilih."), field="unit")
    holder = person or Person.objects.create(name=" ".join(name.split())[:150], region_id=agency.region_id)
    post = Post.objects.create(
        person=holder,
        agency=agency,
        unit=unit,
        title=title,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        note=note,
    )
    record("people.appoint", post, by=by, region=agency.region_id, title=title)
    return post


@transaction.atomic
def end_post(*, post: Post, on: date, by: Actor) -> None:
    """The person leaves the post on the day; the row stays as history."""
    by.require("people.manage", post.agency.region_id)
    if post.starts_on and on < post.starts_on:
        raise Invalid(_("Tanggal berakhir mendahului tanggal mulai."), field="ends_on")
    post.ends_on = on
    post.save(update_fields=["ends_on"])
    record("people.end_post", post, by=by, region=post.agency.region_id, on=on.isoformat())


@transaction.atomic
def create_installation(*, region: Region, office_name: str, admin_email: str = "") -> tuple[User, str]:
    """The communications office of the region and its first administrator, with a one-time password.

    Raises ``Invalid`` when the region has its office already: a second run changes nothing.
    """
    system = System()
    if Agency.objects.filter(region=region, kind=Agency.Kind.COMMUNICATIONS_OFFICE).exists():
        raise Invalid(_("Wilayah ini sudah mempunyai kantor dan administrator. Tidak ada yang diubah."))
    agency = create_agency(
        region=region,
        name=office_name,
        short_name=_short(office_name),
        kind=Agency.Kind.COMMUNICATIONS_OFFICE,
        by=system,
    )
    person = Person.objects.create(
        name=_("Administrator %(office)s") % {"office": agency.short_name}, email=admin_email
    )
    password = random_password()
    username = "admin" if not User.objects.filter(username="admin").exists() else f"admin.{region.code}"
    user = create_user(username=username, person=person, password=password, by=system)
    User.objects.filter(pk=user.pk).update(must_change_password=True)
    grant_role(user=user, role="administrator", region=region, starts_on=timezone.localdate(), by=system)
    return user, password


def _short(office_name: str) -> str:
    return re.sub(r"^Dinas Komunikasi dan Informatika", "Diskominfo", office_name)[:60]
