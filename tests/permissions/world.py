"""The demonstration network as the world of the permission tests: Pati is home, Purbalingga is abroad."""

import io
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kentongan.demo import seed
from kentongan.domain.activities import actions as activities
from kentongan.domain.activities.models import Activity
from kentongan.domain.core import attachments
from kentongan.domain.core.acting import System
from kentongan.domain.core.models import Attachment
from kentongan.domain.groups import actions as groups
from kentongan.domain.groups.models import BoardTerm, Decree, Group, Membership, Regulation
from kentongan.domain.people.models import Agency, Grant, Post, User
from kentongan.domain.regions.actions import load_bundled
from kentongan.domain.regions.models import Region
from kentongan.domain.releases import actions as releases
from kentongan.domain.releases.models import AgencyRequest, Publication, Release

BY = System("Uji")
HOME, ABROAD = "33.18", "33.03"
HOME_GROUP, ABROAD_GROUP = "33.18.13.2001", "33.03.11.2010"
MARK = "RAHASIAPURBALINGGA"  # stands in everything that nobody of Pati may see
ROLES = {
    "admin.pati": "administrator",
    "pati.humas": "public_relations_officer",
    "pati.kabid": "division_head",
    "pati.dinkes": "agency_officer",
    "pati.gembong.sekcam": "district_officer",
    "pati.bermi.desa": "village_officer",
    "pati.bermi.kim": "group_board",
    "pati.bermi.anggota": "group_member",
    "jatim.provinsi": "province_supervisor",
}


@dataclass(frozen=True)
class Samples:
    """One record of each noun in a regency, to put into addresses."""

    region: str
    village: str
    group: Group
    release: Release
    restricted: Release
    publication: Publication
    request: AgencyRequest
    activity: Activity
    proof: UUID
    file: Attachment
    decree: Decree
    regulation: Regulation
    user: User
    grant: Grant
    agency: Agency
    post: Post
    term: BoardTerm
    membership: Membership


def build() -> tuple[Samples, Samples]:
    """The network, an administrator of Pati alone, and samples of both regencies."""
    load_bundled()
    seed.build()
    administrator = User.objects.get(username="admin")
    local = User.objects.create(
        username="admin.pati", person=administrator.person.__class__.objects.create(name="Admin")
    )
    Grant.objects.create(user=local, role="administrator", region_id=HOME, starts_on=date(2020, 1, 1))
    return _samples(HOME, HOME_GROUP, "pati"), _samples(ABROAD, ABROAD_GROUP, "purbalingga", MARK)


def _samples(region: str, village: str, key: str, mark: str = "") -> Samples:
    group = Group.objects.get(region_id=village)
    _spread_mark(group, mark)
    officer = User.objects.get(username=f"{key}.humas")
    file = attachments.store(SimpleUploadedFile("a.jpg", _photo()), by=BY, region=region)
    restricted = _restricted(region, mark, file)
    publication = Publication.objects.filter(release__region=region).exclude(release=restricted).first()
    assert publication is not None
    activity = activities.record(
        group=group,
        publication=publication,
        medium="masjid",
        held_on=date(2026, 1, 2),
        note=f"Catatan {mark}",
        proofs=[attachments.store(SimpleUploadedFile("b.jpg", _photo()), by=BY, region=village)],
        by=BY,
    )
    request = AgencyRequest.objects.get(region=region)
    AgencyRequest.objects.filter(pk=request.pk).update(theme=f"Tema {mark}", material=mark)
    return Samples(
        region=region,
        village=village,
        group=group,
        release=publication.release,
        restricted=restricted,
        publication=publication,
        request=request,
        activity=activity,
        proof=activity.proofs.get().pk,
        file=file,
        decree=_decree(group, mark),
        regulation=groups.register_regulation(
            kind="perbup",
            number="9",
            year=2025,
            title="Judul",
            region=Region.objects.get(code=region),
            by=BY,
        ),
        user=officer,
        grant=officer.grants.get(),
        agency=Agency.objects.filter(region=region, kind="communications_office").get(),
        post=Post.objects.filter(agency__region=region).first(),  # type: ignore[arg-type]
        term=group.terms.get(),
        membership=group.memberships.first(),  # type: ignore[arg-type]
    )


def _spread_mark(group: Group, mark: str) -> None:
    if mark:
        Group.objects.filter(pk=group.pk).update(phone="0800-000-9999", note=mark)
        groups.add_member(group, name=f"Anggota {mark}", phone="0800-000-8888", by=BY)
    else:
        groups.add_member(group, name="Anggota Bermi", by=BY)


def _restricted(region: str, mark: str, file: Attachment) -> Release:
    version = releases.draft(
        region=region,
        agency=Agency.objects.get(region=region, kind="communications_office"),
        title=f"Edaran {mark}",
        summary=f"Ringkas {mark}",
        body=f"Isi {mark}",
        information_class="restricted",
        areas=[region],
        attachments=[file],
        by=BY,
    )
    releases.submit(version, by=BY)
    releases.approve(version.release, version.number, by=BY)
    releases.publish(version.release, by=BY)
    return version.release


def _decree(group: Group, mark: str) -> Decree:
    return groups.issue_decree(
        number=f"77/{mark or 'PATI'}",
        issued_on=date(2025, 1, 2),
        issuer_role="village_head",
        issuer_region=group.region,
        valid_from=date(2025, 1, 2),
        groups=[group],
        by=BY,
    )


def _photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (9, 90, 80)).save(out, "JPEG")
    return out.getvalue()


def arguments(endpoint: str, names: list[str], sample: Samples) -> dict[str, Any]:
    """The values for the placeholders of an address, taken from the sample; fails on one it does not know."""
    noun = endpoint.split(":")[1].split("-")[0]
    door = endpoint.split(":")[0]
    known: dict[str, Any] = {
        "number": 1,
        "kind": {
            "field:receipt": "received",
            "field:office-note": "received",
            "field:record-own": "discussion",
        }.get(endpoint, "xlsx"),
        "release": sample.restricted.code,
        "village": sample.village,
        "group_code": sample.group.code,
        "proof": sample.proof,
        "file": sample.file.pk,
        "username": sample.user.username,
        "reference": "0" * 16,
        "section": "wilayah",
        "part": sample.region,
        "pk": 1,
    }
    codes = {
        "release": sample.restricted.code,
        "request": sample.request.code,
        "group": sample.group.code,
        "decree": sample.decree.code,
        "regulation": sample.regulation.code,
        "region": sample.region,
        "theme": sample.region,
    }
    known["code"] = sample.group.code if door == "field" else codes.get(noun, sample.restricted.code)
    keys = {"activity": sample.activity.pk, "attachment": sample.file.pk, "agency": sample.agency.pk}
    known["key"] = sample.activity.pk if door == "field" else keys.get(noun, sample.file.pk)
    return {name: known[name] for name in names}
