"""What stands in the addresses of a regency."""

from typing import Any

from tests.permissions.world import Samples


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
