"""The papers of founding as PDF: a decree with its annex, the minutes of a founding meeting."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from kentongan.domain.core.printing import pdf, qr_svg
from kentongan.domain.founding import rules
from kentongan.domain.founding.issuing import ordered_bases
from kentongan.domain.founding.models import DecreeDraft, Deliberation, DraftState
from kentongan.domain.groups.models import BoardPost, Group, Regulation
from kentongan.domain.regions.models import Region

HERE = Path(__file__).parent
DOTS = "…………………"
_ISSUERS = {  # as a decree's heading names them
    "village_head": "Kepala Desa",
    "ward_head": "Lurah",
    "district_head": "Camat",
    "regent": "Bupati",
    "mayor": "Wali Kota",
    "governor": "Gubernur",
}
_RULES = {
    "uu": "Undang-Undang",
    "pp": "Peraturan Pemerintah",
    "perpres": "Peraturan Presiden",
    "inpres": "Instruksi Presiden",
    "permen": "Peraturan Menteri",
    "pergub": "Peraturan Gubernur",
    "perbup": "Peraturan Bupati",
    "perwali": "Peraturan Wali Kota",
    "perdes": "Peraturan Desa",
}


def decree_pdf(draft: DecreeDraft, address: str) -> bytes:
    """The decree with its annex of boards; once signed with a QR to ``address``, where it can be checked.

    A decree is written in Indonesian, whatever language the person reads. Call it outside a transaction.
    """
    with override("id"):
        data = decree_data(draft, address)
    return pdf(HERE / "decree.typ", data)


def decree_data(draft: DecreeDraft, address: str) -> dict[str, Any]:
    """What stands in the decree, in its places; the page of the draft shows the same."""
    signed = draft.decree
    values = values_of(draft)
    return {
        "title": rules.fill(draft.subject, values),
        "ribbon": _ribbon(draft),
        "heading": rules.lines_of(rules.fill(draft.heading, values)),
        "issuer": values["issuer"],
        "number": signed.number if signed else rules.fill(draft.number, values),
        "subject": rules.fill(draft.subject, values).rstrip("."),
        "considerations": [rules.fill(text, values) for text in draft.considerations],
        "bases": [f"{cited(rule)};" for rule in ordered_bases(draft.bases.select_related("region"))],
        "articles": [
            {"mark": rules.ordinal(place), "text": rules.fill(text, values)}
            for place, text in enumerate(draft.articles)
        ],
        "closing": rules.fill(draft.closing, values),
        "place": draft.issuer_region.name.removeprefix("Kabupaten ").removeprefix("Kota "),
        "date": _day(signed.issued_on) if signed else DOTS,
        "behalf": draft.on_behalf_of and rules.fill(draft.on_behalf_of, values),
        "signatory_title": rules.fill(draft.signatory_title, values) or values["issuer"],
        "signatory_name": draft.signatory_name or DOTS,
        "signed": signed is not None,
        "copies": [rules.fill(text, values) for text in draft.copies],
        "annex_title": _("Susunan pengurus"),
        "groups": boards_of(draft.groups.all(), signed.issued_on if signed else None),
        "code": signed.code if signed else "",
        "url": address.split("//")[-1] if signed else "",
        "qr": qr_svg(address) if signed else "",
    }


def values_of(draft: DecreeDraft) -> dict[str, str]:
    """What the placeholders of a draft stand for. What is not known yet is left out."""
    region = draft.issuer_region
    above = {level.level: level for level in region.path}
    names = list(draft.groups.order_by("region_id", "name").values_list("name", flat=True))
    begins = draft.valid_from or (draft.decree.valid_from if draft.decree else None)
    revoked = draft.revokes
    return {
        "issuer": issuer_title(draft.issuer_role, region),
        "place": region.title,
        "district": above[3].name if 3 in above else "",
        "regency": above[2].title if 2 in above else "",
        "province": above[1].name if 1 in above else "",
        "groups": _joined(names),
        "count": str(len(names)),
        "year": str((draft.decree.issued_on if draft.decree else timezone.localdate()).year),
        "unit": draft.template.unit,
        "valid_from": _day(begins) if begins else "",
        "valid_to": _day(draft.valid_to) if draft.valid_to else "",
        "revoked": _("Nomor %(number)s tanggal %(day)s")
        % {"number": revoked.number, "day": _day(revoked.issued_on)}
        if revoked
        else "",
    }


def issuer_title(role: str, region: Region) -> str:
    """Who signs, as written: "Kepala Desa Selakambang", "Bupati Purbalingga"."""
    return f"{_ISSUERS[role]} {region.name.removeprefix('Kabupaten ').removeprefix('Kota ')}"


def cited(rule: Regulation) -> str:
    """A regulation as a decree cites it: kind, number, year, and what it is about."""
    kind = _RULES[rule.kind]
    if rule.kind in {"pergub", "perbup", "perwali", "perdes"}:
        kind = f"{kind} {rule.region.name.removeprefix('Kabupaten ').removeprefix('Kota ')}"
    year = "" if str(rule.year) in rule.number else f" Tahun {rule.year}"
    return f"{kind} Nomor {rule.number}{year} tentang {rule.title}"


def boards_of(groups: Iterable[Group], on: date | None) -> list[dict[str, Any]]:
    """The groups with who sits on their boards on the day (today unless told): two statements."""
    rows = sorted(groups, key=lambda group: (group.region_id, group.name))
    places = Region.objects.in_bulk([group.region_id for group in rows])
    order = {title: place for place, title in enumerate(BoardPost.Title.values)}
    boards: dict[Any, list[BoardPost]] = {}
    posts = BoardPost.objects.current(on).filter(term__group__in=[group.pk for group in rows])
    for post in posts.select_related("term", "person"):
        boards.setdefault(post.term.group_id, []).append(post)
    return [
        {
            "name": group.name,
            "place": places[group.region_id].title,
            "board": [
                {"title": _post(post.title, post.section), "name": post.person.name}
                for post in sorted(
                    boards.get(group.pk, []), key=lambda post: (order[post.title], post.section, post.pk)
                )
            ],
        }
        for group in rows
    ]


def minutes_pdf(meeting: Deliberation) -> bytes:
    """The minutes of a founding meeting. Call it outside a transaction."""
    with override("id"):
        data = minutes_data(meeting)
    return pdf(HERE / "minutes.typ", data)


def minutes_data(meeting: Deliberation) -> dict[str, Any]:
    """What stands in the minutes, in its places."""
    event, place = meeting.event, meeting.path.region
    people = list(event.attendances.standing().as_listed())
    count = len(people) or event.head_count
    held = event.held_on or event.starts_on
    return {
        "title": event.title,
        "ribbon": _("PERAGAAN: bukan dokumen sungguhan") if meeting.path.is_demo else "",
        "number": meeting.minutes_number,
        "opening": _(
            "Pada hari %(weekday)s, %(day)s, bertempat di %(room)s, %(place)s, telah diadakan %(title)s."
        )
        % {
            "weekday": date_format(held, "l"),
            "day": _day(held),
            "room": event.place or DOTS,
            "place": f"{place.title}, {place.path_text}",
            "title": event.title,
        },
        "result": str(Deliberation.Result(meeting.result).label),
        "decisions": rules.lines_of(meeting.decisions),
        "board_title": _("Susunan pengurus %(name)s yang dipilih:") % {"name": meeting.group_name},
        "board": [
            {"title": _post(row.title, row.section), "name": row.name} for row in meeting.elected.all()
        ],
        "attended": _("Musyawarah dihadiri %(count)d orang.") % {"count": count}
        if count
        else _("Daftar hadir musyawarah belum dicatat."),
        "place": place.name,
        "date": _day(held),
        "chaired_by": meeting.chaired_by or DOTS,
        "noted_by": meeting.noted_by or DOTS,
        "people": [
            {"name": one.name, "element": one.element.name if one.element else one.title} for one in people
        ],
    }


def _ribbon(draft: DecreeDraft) -> str:
    if draft.is_demo:
        return _("PERAGAAN: bukan keputusan sungguhan")
    if draft.state == DraftState.DISCARDED:
        return _("KONSEP YANG DIBATALKAN")
    return ""


def _post(title: str, section: str) -> str:
    word = str(BoardPost.Title(title).label)
    return f"{word[:1].upper()}{word[1:]} {section}".strip()


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _joined(names: list[str]) -> str:
    """A few names in a row; many stand in the annex."""
    if len(names) > 3:
        return _("%(count)d kelompok sebagaimana tercantum dalam lampiran") % {"count": len(names)}
    return _(" dan ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
