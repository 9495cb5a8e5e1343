"""Offices, the posts the articles name, and one invented account for each role."""

from typing import Any

from django.utils import timezone

from kentongan.demo import sources
from kentongan.domain.core.acting import System
from kentongan.domain.groups.actions import grant_group_access
from kentongan.domain.groups.models import Group
from kentongan.domain.people import actions
from kentongan.domain.people.models import Agency, Mandate, Person, Post, User
from kentongan.domain.regions.actions import brand_region
from kentongan.domain.regions.models import Region

BY = System("Demonstrasi")


def build(*, password_hash: str) -> None:
    """All offices and accounts, but for the roles on groups."""
    network = sources.toml("network.toml")
    account("admin", "Administrator (contoh)", password_hash, "administrator", "00")
    account("pusat.kementerian", "Pembaca kementerian (contoh)", password_hash, "ministry_reader", "00")
    for entry in network["provinces"]:
        _office(entry, Agency.Kind.COMMUNICATIONS_OFFICE)
        name = f"{entry['key']}.provinsi"
        account(name, "Pembina provinsi (contoh)", password_hash, "province_supervisor", entry["region"])
    for entry in network["regencies"]:
        _regency(entry, password_hash)
    for entry in network["officials"]:
        _official(entry)


def grant_groups() -> None:
    """The board's and the member's account of one group in each regency."""
    for entry in sources.toml("network.toml")["regencies"]:
        group = Group.objects.get(region_id=entry["group"])
        for suffix, role in (("kim", "group_board"), ("anggota", "group_member")):
            user = User.objects.get(username=f"{group_account(entry)}.{suffix}")
            grant_group_access(group, user=user, role=role, by=BY)


def group_account(entry: dict[str, Any]) -> str:
    """The first part of the usernames of a regency's demonstration group."""
    place = entry["village"] if entry["group"] == entry["village"][1] else entry["district"]
    return f"{entry['key']}.{place[0]}"


def _regency(entry: dict[str, Any], password_hash: str) -> None:
    key, region = entry["key"], entry["region"]
    office = _office(entry, Agency.Kind.COMMUNICATIONS_OFFICE)
    actions.create_unit(agency=office, name=entry["unit"], short_name=entry["unit_short"], by=BY)
    brand_region(
        office.region,
        office_name=entry["office"],
        short_name=entry["short"],
        accent=entry["accent"],
        motto="",
        by=BY,
    )
    agency = _office(
        {**entry, "office": entry["agency"], "short": entry["agency_short"]}, Agency.Kind.REGIONAL_AGENCY
    )
    unit = f"Bidang {entry['unit_short']}"
    head = _person(f"Kepala dinas (contoh {entry['short']})")
    account(f"{key}.humas", "Pranata humas (contoh)", password_hash, "public_relations_officer", region)
    delegate = account(f"{key}.kabid", f"Kepala {unit} (contoh)", password_hash, "division_head", region)
    Mandate.objects.create(
        principal=head,
        principal_title=f"Kepala {entry['short']}",
        delegate=delegate.person,
        starts_on=timezone.localdate(),
    )
    account(
        f"{key}.dinkes", "Petugas Dinas Kesehatan (contoh)", password_hash, "agency_officer", region, agency
    )
    district, village = entry["district"], entry["village"]
    account(
        f"{key}.{district[0]}.sekcam",
        "Sekretaris kecamatan (contoh)",
        password_hash,
        "district_officer",
        district[1],
    )
    _village_office(village[1])
    account(f"{key}.{village[0]}.desa", "Petugas desa (contoh)", password_hash, "village_officer", village[1])
    for suffix, name in (("kim", "Ketua KIM (contoh)"), ("anggota", "Anggota KIM (contoh)")):
        account(f"{group_account(entry)}.{suffix}", name, password_hash, "", entry["group"])


def _office(entry: dict[str, Any], kind: str) -> Agency:
    return actions.create_agency(
        region=Region.objects.get(code=entry["region"]),
        name=entry["office"],
        short_name=entry["short"],
        kind=kind,
        by=BY,
    )


def _village_office(code: str) -> Agency:
    """The village as an agency, so that its officer can ask for something to be carried."""
    village = Region.objects.get(code=code)
    return actions.create_agency(
        region=village,
        name=f"Kantor {village.title}",
        short_name=f"Kantor {village.title}",
        kind=Agency.Kind.VILLAGE_OFFICE,
        by=BY,
    )


def _official(entry: dict[str, Any]) -> None:
    office = Agency.objects.get(region_id=entry["office"], kind=Agency.Kind.COMMUNICATIONS_OFFICE)
    actions.appoint(
        person=Person.objects.create(name=entry["name"], region_id=entry["office"]),
        agency=office,
        unit=office.units.first() if "Bidang" in entry["title"] else None,
        title=entry["title"],
        kind=Post.Kind.FUNCTIONAL if entry.get("functional") else Post.Kind.STRUCTURAL,
        note=entry["note"],
        by=BY,
    )


def _person(name: str) -> Person:
    return Person.objects.create(name=name, is_demo=True)


def account(
    username: str, name: str, password_hash: str, role: str, region: str, agency: Agency | None = None
) -> User:
    """An invented person who may sign in, with a role in an area."""
    user = actions.create_user(username=username, person=_person(name), by=BY)
    User.objects.filter(pk=user.pk).update(password=password_hash)
    if role:
        place = Region.objects.get(code=region)
        actions.grant_role(user=user, role=role, region=place, agency=agency, by=BY)
    return user
