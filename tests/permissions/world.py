"""Two regencies with a record of every noun: Pati is home, Batang is abroad."""

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kentongan.domain.activities import actions as activities
from kentongan.domain.activities.actions import load_media
from kentongan.domain.activities.models import Activity
from kentongan.domain.core import attachments
from kentongan.domain.core.acting import System
from kentongan.domain.core.models import Attachment
from kentongan.domain.events.actions import load_lists
from kentongan.domain.founding import actions as founding
from kentongan.domain.founding.models import DecreeDraft, DecreeTemplate, Deliberation, Path
from kentongan.domain.groups import actions as groups
from kentongan.domain.groups.imports import receive
from kentongan.domain.groups.models import (
    BoardPost,
    BoardTerm,
    Conflict,
    Decree,
    Equipment,
    Export,
    ForumMembership,
    Group,
    ImportBatch,
    Membership,
    Merge,
    Regulation,
    Transmission,
)
from kentongan.domain.groups.sheets import read_sheet
from kentongan.domain.indicators.actions import set_target
from kentongan.domain.indicators.models import Target
from kentongan.domain.people import actions as people
from kentongan.domain.people.models import Agency, Grant, Mandate, Person, PersonMerge, Post, User
from kentongan.domain.people.rules import GROUP_ROLES
from kentongan.domain.regions.actions import add_holiday, define_tag, tag_region
from kentongan.domain.regions.models import Holiday, Region, RegionTag
from kentongan.domain.releases import actions as releases
from kentongan.domain.releases.models import AgencyRequest, Release
from tests.actors import actor
from tests.cast import BATANG, BERMI, EAST_JAVA, GEMBONG, NGADIREJO, PATI, plant_regions
from tests.permissions.care import Care, care_for
from tests.permissions.doubts import Doubt, doubt_of
from tests.permissions.meetings import Meeting, make_meeting
from tests.permissions.travels import Travel, travel_in
from tests.permissions.voices import Voice, voice_of
from tests.permissions.world_sync import Phone, phone_of

BY = System("Uji")
HOME, ABROAD = PATI, BATANG
HOME_GROUP, ABROAD_GROUP = BERMI, NGADIREJO
MARK = "RAHASIABATANG"  # stands in everything that nobody of Pati may see
ROLES = {  # one account for each role, and where it holds
    "pati.admin": ("administrator", PATI),
    "pati.humas": ("public_relations_officer", PATI),
    "pati.kabid": ("division_head", PATI),
    "pati.dinkes": ("agency_officer", PATI),
    "pati.gembong.sekcam": ("district_officer", GEMBONG),
    "pati.bermi.desa": ("village_officer", BERMI),
    "pati.bermi.kim": ("group_board", BERMI),
    "pati.bermi.anggota": ("group_member", BERMI),
    "jatim.provinsi": ("province_supervisor", EAST_JAVA),
    "jatim.pembaca": ("ministry_reader", EAST_JAVA),
}


@dataclass(frozen=True)
class Samples:
    """One record of each noun in a regency, to put into addresses."""

    region: str
    village: str
    group: Group
    twin: Group
    merge: Merge
    forum: Group
    forum_member: ForumMembership
    sent: Transmission
    person: Person
    double: Person
    person_merge: PersonMerge
    release: Release
    restricted: Release
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
    mandate: Mandate
    term: BoardTerm
    chair: BoardPost
    membership: Membership
    equipment: Equipment
    clash: Conflict
    batch: ImportBatch
    export: Export
    tag_use: RegionTag
    path: Path
    deliberation: Deliberation
    draft: DecreeDraft
    template: DecreeTemplate
    holiday: Holiday
    meeting: Meeting
    target: Target
    care: Care
    travel: Travel
    phone: Phone
    word: Voice
    doubt: Doubt


def build() -> tuple[Samples, Samples]:
    """Both regencies with a record of every noun, and one account for each role in the first."""
    plant_regions()
    load_media()
    load_lists()
    home, abroad = _samples(HOME, HOME_GROUP), _samples(ABROAD, ABROAD_GROUP, MARK)
    for username, (role, region) in ROLES.items():
        user = User.objects.create(username=username, person=Person.objects.create(name=username))
        on_group = role in GROUP_ROLES
        Grant.objects.create(
            user=user,
            role=role,
            region_id=region,
            group_id=home.group.pk if on_group else None,
            agency=home.request.agency if role == "agency_officer" else None,
            starts_on=date(2020, 1, 1),
        )
    return home, abroad


def _samples(region: str, village: str, mark: str = "") -> Samples:
    place = Region.objects.get(code=region)
    office = Agency.objects.create(
        region=place, name="Diskominfo", short_name="Diskominfo", kind="communications_office"
    )
    agency = Agency.objects.create(region=place, name="Dinkes", short_name="Dinkes", kind="regional_agency")
    officer = actor("public_relations_officer", region)
    group = _group(village, mark)
    file = attachments.store(SimpleUploadedFile("a.jpg", _photo()), by=BY, region=region)
    release = _release(region, office, f"Kabar {region}", "public", file)
    restricted = _release(region, office, f"Edaran {mark}", "restricted", file)
    activity = activities.record(
        group=group,
        publication=restricted.publications.get(),
        medium="masjid",
        held_on=date(2026, 1, 2),
        note=f"Catatan {mark}",
        proofs=[attachments.store(SimpleUploadedFile("b.jpg", _photo()), by=BY, region=village)],
        by=BY,
    )
    return Samples(
        region=region,
        village=village,
        group=group,
        twin=_group(village, mark, "kembar"),
        merge=groups.merge_groups(_group(village, mark, "satu"), _group(village, mark, "dua"), by=BY),
        forum=(forum := _forum(place, group, mark)),
        forum_member=forum.forum_members.get(),
        sent=_sent(place, group, mark),
        person=_person(village, mark),
        double=_person(village, mark),
        person_merge=people.merge_persons(_person(village, mark), _person(village, mark), by=BY),
        release=release,
        restricted=restricted,
        request=releases.make_request(
            agency=agency,
            theme=f"Tema {mark}",
            material=mark,
            areas=[region],
            wanted_from=date(2026, 1, 1),
            wanted_until=date(2026, 2, 1),
            attachments=[file],
            by=BY,
        ),
        activity=activity,
        proof=activity.proofs.get().pk,
        file=file,
        decree=_decree(group, mark, file),
        regulation=groups.register_regulation(
            kind="perbup", number="9", year=2025, title="Judul", region=place, file=file, by=BY
        ),
        user=officer.user,
        grant=officer.grants[0],
        agency=office,
        post=people.appoint(person=officer.user.person, agency=office, title=f"Kepala {mark}", by=BY),
        mandate=_mandate(place, officer.user.person, mark),
        term=group.terms.get(),
        chair=group.terms.get().posts.get(),
        membership=group.memberships.order_by("pk")[0],
        equipment=groups.add_equipment(group, name=f"Radio {mark}", by=BY),
        clash=_clash(group, mark),
        batch=_batch(region, mark),
        export=Export.objects.create(region_code=region, by=officer.user),
        tag_use=_tag_use(village),
        **_founding(group, mark, file),
        target=set_target(region=place, level="village", year=2030, count=1, reason=f"Alasan {mark}", by=BY),
        holiday=add_holiday(place, on=date(2026, 3, 2), name="Hari jadi", by=BY),
        meeting=make_meeting(region, group, file, mark),
        care=care_for(group, region, file, mark),
        travel=travel_in(region, village, mark),
        phone=phone_of(group, mark),
        word=voice_of(group, agency, file, mark),
        doubt=doubt_of(group, file, mark),
    )


def _clash(group: Group, mark: str) -> Conflict:
    groups.change_contacts(group, address=f"Alamat {mark}", by=BY)
    (clash,) = groups.merge_contacts(group, {"address": groups.Edit("lama", f"Lain {mark}")}, by=BY)
    return clash


def _forum(place: Region, member: Group, mark: str) -> Group:
    forum = groups.register_group(
        name="Forum KIM", region=place, kind="kim_forum", level="regency", note=mark, by=BY
    )
    groups.join_forum(forum, [member], by=BY)
    return forum


def _sent(place: Region, group: Group, mark: str) -> Transmission:
    groups.issue_decree(
        number=f"78/{mark or 'PATI'}",
        issued_on=date(2025, 1, 2),
        issuer_role="village_head",
        issuer_region=group.region,
        valid_from=date(2025, 1, 2),
        groups=[group],
        by=BY,
    )
    return groups.send_to_province(place, on=date(2025, 2, 1), note=mark, by=BY)


def _person(village: str, mark: str) -> Person:
    return Person.objects.create(name=f"Orang {mark}", region_id=village)


def _group(village: str, mark: str, more: str = "") -> Group:
    group = groups.register_group(
        name=f"KIM {village} {more}",
        region=Region.objects.get(code=village),
        founded_on=date(2023, 1, 1),
        note=mark,
        by=BY,
    )
    groups.add_member(group, name=f"Anggota {mark}", phone="0800-000-8888", by=BY)
    groups.start_term(
        group, starts_on=date(2023, 1, 1), posts=[groups.NewPost(title="chair", name=f"Ketua {mark}")], by=BY
    )
    return group


def _mandate(place: Region, principal: Person, mark: str) -> Mandate:
    return people.give_mandate(
        principal=principal,
        principal_title=f"Kepala {mark}",
        delegate=Person.objects.create(name=f"Wakil {mark}"),
        starts_on=date(2026, 1, 1),
        region=place,
        by=BY,
    )


def _batch(region: str, mark: str) -> ImportBatch:
    content = io.BytesIO(f"nama_kim,kode_wilayah\nKIM {mark},{region}\n".encode())
    return receive(read_sheet(content, "kim.csv"), Region.objects.get(code=region), by=BY)


def _tag_use(village: str) -> RegionTag:
    tag = define_tag(code="zona-merah", name="Zona merah", by=BY)
    return tag_region(Region.objects.get(code=village), tag, starts_on=date(2026, 1, 1), by=BY)


def _release(region: str, office: Agency, title: str, information_class: str, file: Attachment) -> Release:
    version = releases.draft(
        region=region,
        agency=office,
        title=title,
        summary=title,
        body=title,
        information_class=information_class,
        areas=[region],
        attachments=[file],
        by=BY,
    )
    releases.submit(version, by=BY)
    releases.approve(version.release, version.number, by=BY)
    releases.publish(version.release, by=BY)
    return version.release


def _decree(group: Group, mark: str, scan: Attachment) -> Decree:
    return groups.issue_decree(
        number=f"77/{mark or 'PATI'}",
        issued_on=date(2025, 1, 2),
        issuer_role="village_head",
        issuer_region=group.region,
        valid_from=date(2025, 1, 2),
        groups=[group],
        scan=scan,
        by=BY,
    )


def _founding(group: Group, mark: str, file: Attachment) -> dict[str, Any]:
    path = founding.open_path(region=group.region, reason=f"Alasan {mark}", opened_on=date(2026, 1, 1), by=BY)
    founding.record_step(path, kind="visited", on=date(2026, 1, 2), note=mark, attachment=file, by=BY)
    meeting = founding.plan_deliberation(
        path,
        starts_at=datetime(2026, 1, 3, 2, tzinfo=UTC),
        ends_at=datetime(2026, 1, 3, 4, tzinfo=UTC),
        by=BY,
    )
    template = founding.save_template(
        key="pembentukan",
        region=Region.objects.get(code=group.region_id[:5]),
        kind="founding",
        name=f"Templat {mark}",
        heading="{issuer}",
        number_pattern="{n}",
        subject=f"Pembentukan {mark}",
        articles=["Membentuk {groups}."],
        by=BY,
    )
    draft = founding.draft_decree([group], by=BY)
    DecreeDraft.objects.filter(pk=draft.pk).update(scan=file)
    return {
        "path": path,
        "deliberation": founding.record_deliberation(
            path, event=meeting, result="postponed", decisions=mark, by=BY
        ),
        "draft": draft,
        "template": template,
    }


def _photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (9, 90, 80)).save(out, "JPEG")
    return out.getvalue()


def arguments(endpoint: str, names: list[str], sample: Samples) -> dict[str, Any]:
    """The values for the placeholders of an address, taken from the sample; fails on one it does not know."""
    door, _colon, name = endpoint.partition(":")
    noun = name.split("-")[0]
    codes = {
        "release": sample.restricted.code,
        "request": sample.request.code,
        "group": sample.group.code,
        "forum": sample.forum.code,
        "decree": sample.decree.code,
        "regulation": sample.regulation.code,
        "region": sample.village,
        "theme": sample.region,
        "target": sample.region,
        "event": sample.meeting.event,
        "founding": sample.path.code,
        "draft": sample.draft.code,
        "speaker": sample.meeting.speaker,
    }
    keys = {
        "activity": sample.activity.pk,
        "attachment": sample.file.pk,
        "agency": sample.agency.pk,
        "group": sample.export.pk,
        "target": sample.target.pk,
    }
    numbers = {
        "group-post": sample.term.pk,
        "group-post-end": sample.chair.pk,
        "group-member-end": sample.membership.pk,
        "group-equipment-end": sample.equipment.pk,
        "group-conflict": sample.clash.pk,
        "group-conflict-undo": sample.clash.pk,
        "group-import-batch": sample.batch.pk,
        "group-import-errors": sample.batch.pk,
        "region-tag-end": sample.tag_use.pk,
        "holiday-removal": sample.holiday.pk,
        "group-term-decree": sample.term.pk,
        "group-sent": sample.sent.pk,
        "group-sent-paper": sample.sent.pk,
        "group-sent-sheet": sample.sent.pk,
        "forum-leave": sample.forum_member.pk,
        "duplicate-group-undo": sample.merge.pk,
        "duplicate-person-undo": sample.person_merge.pk,
        "user-revoke": sample.grant.pk,
        "founding-minutes": sample.deliberation.pk,
        "draft-template": sample.template.pk,
        "post-end": sample.post.pk,
        "mandate-ending": sample.mandate.pk,
    }
    kinds = {"field:receipt": "terima", "field:office-note": "terima", "field:record-own": "diskusi"}
    kinds |= {f"office:founding-{act}": "visited" for act in ("step", "take-back", "file")}
    kinds["office:founding-skip"] = "coordinated"
    known: dict[str, Any] = {
        "code": sample.group.code if door == "field" else codes.get(noun, sample.restricted.code),
        "key": sample.activity.pk if door == "field" else keys.get(noun, sample.file.pk),
        "number": (numbers | sample.meeting.numbers).get(name, 1),
        "kind": kinds.get(endpoint, "xlsx"),
        "release": sample.restricted.code,
        "village": sample.village,
        "group_code": sample.group.code,
        "one": sample.group.code,
        "other": sample.twin.code,
        "person": sample.person.pk,
        "twin": sample.double.pk,
        "draft": sample.draft.code,
        "proof": sample.proof,
        "file": sample.file.pk,
        "username": sample.user.username,
        "reference": "0" * 16,
        "section": "wilayah",
        "part": sample.region,
    }
    known |= sample.meeting.values
    known |= sample.care.values(endpoint)
    known |= sample.travel.values(endpoint)
    known |= sample.doubt.values(endpoint)
    known |= sample.phone.values(endpoint)
    known |= sample.word.values(endpoint)
    return {name: known[name] for name in names}
