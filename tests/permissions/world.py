"""Two regencies with a record of every noun: Pati is home, Batang is abroad."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from kentongan.domain.activities import actions as activities
from kentongan.domain.activities.actions import load_media
from kentongan.domain.activities.models import Activity
from kentongan.domain.core import attachments
from kentongan.domain.core.models import Attachment
from kentongan.domain.events.actions import load_lists
from kentongan.domain.founding.models import DecreeDraft, DecreeTemplate, Deliberation, Path
from kentongan.domain.groups import actions as groups
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
from kentongan.domain.indicators.actions import set_target
from kentongan.domain.indicators.models import Target
from kentongan.domain.people import actions as people
from kentongan.domain.people.models import Agency, Grant, Mandate, Person, PersonMerge, Post, User
from kentongan.domain.people.rules import GROUP_ROLES
from kentongan.domain.regions.actions import add_holiday
from kentongan.domain.regions.models import Holiday, Region, RegionTag
from kentongan.domain.releases import actions as releases
from kentongan.domain.releases.models import AgencyRequest, Release
from tests.actors import actor
from tests.cast import BATANG, BERMI, EAST_JAVA, GEMBONG, NGADIREJO, PATI, plant_regions
from tests.permissions.care import Care, care_for
from tests.permissions.doubts import Doubt, doubt_of
from tests.permissions.meetings import Meeting, make_meeting
from tests.permissions.records import (
    BY,
    batch_of,
    clash_of,
    decree_of,
    forum_of,
    founding_of,
    group_of,
    mandate_of,
    person_of,
    photo,
    release_of,
    sent_of,
    tag_use_of,
)
from tests.permissions.travels import Travel, travel_in
from tests.permissions.voices import Voice, voice_of
from tests.permissions.world_sync import Phone, phone_of

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
    group = group_of(village, mark)
    file = attachments.store(SimpleUploadedFile("a.jpg", photo()), by=BY, region=region)
    release = release_of(region, office, f"Kabar {region}", "public", file)
    restricted = release_of(region, office, f"Edaran {mark}", "restricted", file)
    activity = activities.record(
        group=group,
        publication=restricted.publications.get(),
        medium="masjid",
        held_on=date(2026, 1, 2),
        note=f"Catatan {mark}",
        proofs=[attachments.store(SimpleUploadedFile("b.jpg", photo()), by=BY, region=village)],
        by=BY,
    )
    return Samples(
        region=region,
        village=village,
        group=group,
        twin=group_of(village, mark, "kembar"),
        merge=groups.merge_groups(group_of(village, mark, "satu"), group_of(village, mark, "dua"), by=BY),
        forum=(forum := forum_of(place, group, mark)),
        forum_member=forum.forum_members.get(),
        sent=sent_of(place, group, mark),
        person=person_of(village, mark),
        double=person_of(village, mark),
        person_merge=people.merge_persons(person_of(village, mark), person_of(village, mark), by=BY),
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
        decree=decree_of(group, mark, file),
        regulation=groups.register_regulation(
            kind="perbup", number="9", year=2025, title="Judul", region=place, file=file, by=BY
        ),
        user=officer.user,
        grant=officer.grants[0],
        agency=office,
        post=people.appoint(person=officer.user.person, agency=office, title=f"Kepala {mark}", by=BY),
        mandate=mandate_of(place, officer.user.person, mark),
        term=group.terms.get(),
        chair=group.terms.get().posts.get(),
        membership=group.memberships.order_by("pk")[0],
        equipment=groups.add_equipment(group, name=f"Radio {mark}", by=BY),
        clash=clash_of(group, mark),
        batch=batch_of(region, mark),
        export=Export.objects.create(region_code=region, by=officer.user),
        tag_use=tag_use_of(village),
        **founding_of(group, mark, file),
        target=set_target(region=place, level="village", year=2030, count=1, reason=f"Alasan {mark}", by=BY),
        holiday=add_holiday(place, on=date(2026, 3, 2), name="Hari jadi", by=BY),
        meeting=make_meeting(region, group, file, mark),
        care=care_for(group, region, file, mark),
        travel=travel_in(region, village, mark),
        phone=phone_of(group, mark),
        word=voice_of(group, agency, file, mark),
        doubt=doubt_of(group, file, mark),
    )
