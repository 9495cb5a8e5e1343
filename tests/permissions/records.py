"""One record of each noun, made through the verbs; ``mark`` stands in what nobody else may see."""

import io
from datetime import UTC, date, datetime
from typing import Any

from PIL import Image

from kentongan.domain.core.acting import System
from kentongan.domain.core.models import Attachment
from kentongan.domain.founding import actions as founding
from kentongan.domain.founding.models import DecreeDraft
from kentongan.domain.groups import actions as groups
from kentongan.domain.groups.imports import receive
from kentongan.domain.groups.models import (
    Conflict,
    Decree,
    Group,
    ImportBatch,
    Transmission,
)
from kentongan.domain.groups.sheets import read_sheet
from kentongan.domain.people import actions as people
from kentongan.domain.people.models import Agency, Mandate, Person
from kentongan.domain.regions.actions import define_tag, tag_region
from kentongan.domain.regions.models import Region, RegionTag
from kentongan.domain.releases import actions as releases
from kentongan.domain.releases.models import Release

BY = System("Uji")


def clash_of(group: Group, mark: str) -> Conflict:
    groups.change_contacts(group, address=f"Alamat {mark}", by=BY)
    (clash,) = groups.merge_contacts(group, {"address": groups.Edit("lama", f"Lain {mark}")}, by=BY)
    return clash


def forum_of(place: Region, member: Group, mark: str) -> Group:
    forum = groups.register_group(
        name="Forum KIM", region=place, kind="kim_forum", level="regency", note=mark, by=BY
    )
    groups.join_forum(forum, [member], by=BY)
    return forum


def sent_of(place: Region, group: Group, mark: str) -> Transmission:
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


def person_of(village: str, mark: str) -> Person:
    return Person.objects.create(name=f"Orang {mark}", region_id=village)


def group_of(village: str, mark: str, more: str = "") -> Group:
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


def mandate_of(place: Region, principal: Person, mark: str) -> Mandate:
    return people.give_mandate(
        principal=principal,
        principal_title=f"Kepala {mark}",
        delegate=Person.objects.create(name=f"Wakil {mark}"),
        starts_on=date(2026, 1, 1),
        region=place,
        by=BY,
    )


def batch_of(region: str, mark: str) -> ImportBatch:
    content = io.BytesIO(f"nama_kim,kode_wilayah\nKIM {mark},{region}\n".encode())
    return receive(read_sheet(content, "kim.csv"), Region.objects.get(code=region), by=BY)


def tag_use_of(village: str) -> RegionTag:
    tag = define_tag(code="zona-merah", name="Zona merah", by=BY)
    return tag_region(Region.objects.get(code=village), tag, starts_on=date(2026, 1, 1), by=BY)


def release_of(region: str, office: Agency, title: str, information_class: str, file: Attachment) -> Release:
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


def decree_of(group: Group, mark: str, scan: Attachment) -> Decree:
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


def founding_of(group: Group, mark: str, file: Attachment) -> dict[str, Any]:
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


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (9, 90, 80)).save(out, "JPEG")
    return out.getvalue()
