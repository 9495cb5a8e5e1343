"""What the papers say, in their words: who stands above them, when and where, who signs."""

from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format

from kentongan.domain.events.models import Event, Letter, Mode, Party
from kentongan.domain.regions.access import get_region, near_brand

DOTS = "……………………"
_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


def common_of(event: Event) -> dict[str, Any]:
    """What every paper shows: title, code, office, the ribbon of the demonstration."""
    return {
        "title": event.title,
        "code": event.code,
        "office": office_of(event.region_id),
        "demo": "PERAGAAN: bukan surat resmi" if event.is_demo else "",
    }


def office_of(code: str) -> dict[str, Any]:
    """Who stands above a letter: the office of a regency or province, else the district or village."""
    region = get_region(code)
    if region.level <= 2:
        brand = near_brand(region.code)
        office = brand.office_name if brand and brand.region_id == region.code else ""
        return {"above": [f"Pemerintah {_government(region.title)}"], "name": office or region.title}
    above = [
        f"Pemerintah {_government(one.title)}" if one.level == 2 else one.title
        for one in region.path[:-1]
        if one.level >= 2
    ]
    return {"above": above, "name": region.title}


def _government(title: str) -> str:
    return "Republik Indonesia" if title == "Indonesia" else title


def facts_of(event: Event, *, link: bool) -> list[dict[str, str]]:
    """Matter, day, hours and place as lines; the link of a virtual room only in invitations."""
    place = event.place
    if link and event.link:
        place = f"{place} dan daring: {event.link}" if place else f"Daring: {event.link}"
    elif event.mode != Mode.ONSITE:
        place = f"{place} dan daring" if place else "Daring"
    return [
        {"word": "Acara", "text": event.title},
        {"word": "Hari, tanggal", "text": days_of(event)},
        {"word": "Waktu", "text": _hours(event)},
        {"word": "Tempat", "text": place},
    ]


def days_of(event: Event) -> str:
    """The day or days, with their names."""
    first, last = event.starts_on, event.ends_on
    if first == last:
        return date_format(first, "l, j F Y")
    return f"{date_format(first, 'l, j F Y')} sampai {date_format(last, 'l, j F Y')}"


def when_of(event: Event) -> str:
    """Day and place in one sentence."""
    return f"hari {days_of(event)}" + (f" di {event.place}" if event.place else "")


def _hours(event: Event) -> str:
    zone = event.region.zone
    start, end = event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)
    name = _ZONES.get(int((start.utcoffset() or timedelta()).total_seconds() // 3600), "")
    return f"pukul {date_format(start, 'H.i')} sampai {date_format(end, 'H.i')} {name}".rstrip()


def day_text(day: date) -> str:
    """17 Maret 2021."""
    return date_format(day, "j F Y")


def letter_of(event: Event, kind: str) -> Letter | None:
    """Number and signatory of this paper, once written."""
    return event.letters.filter(kind=kind).first()


def place_and_day(event: Event, letter: Letter | None) -> str:
    """Where and when it is signed."""
    place = (letter.place if letter else "") or event.region.name.removeprefix("Kabupaten ").removeprefix(
        "Kota "
    )
    return f"{place}, {day_text(letter.dated) if letter else DOTS}"


def signature_of(event: Event, letter: Letter | None) -> dict[str, str]:
    """Who signs, for whom; dots while nobody is named."""
    return {
        "place_day": place_and_day(event, letter),
        "behalf": letter.on_behalf_of if letter else "",
        "title": letter.signatory_title if letter else DOTS,
        "name": letter.signatory_name if letter else DOTS,
        "rank": letter.signatory_rank if letter else "",
        "number": letter.signatory_number if letter else "",
    }


def party_of(party: Party) -> str:
    """The body, its head, and who stood in for the head: both names (domain.md M2)."""
    head = ", ".join(part for part in (party.head_name, party.head_title) if part)
    delegate = ", ".join(part for part in (party.delegate_name, party.delegate_title) if part)
    words = [party.name, head and f"dipimpin {head}", delegate and f"diwakili {delegate}"]
    return "; ".join(word for word in words if word)


def attended_text(invited: int | None, confirmed: int | None, attended: int | None, villages: int) -> str:
    """Invited, confirmed and attended in one sentence; what nobody knows is left out."""
    parts = []
    if invited is not None:
        parts.append(f"Diundang {invited} orang")
    if confirmed is not None:
        parts.append(f"menyatakan hadir {confirmed} orang")
    parts.append(f"hadir {attended} orang" if attended is not None else "kehadiran tidak dicatat")
    words = ", ".join(parts)
    return f"{words[:1].upper()}{words[1:]}" + (f", dari {villages} desa/kelurahan." if villages else ".")


def paragraphs_of(text: str) -> list[str]:
    """The lines of a text as paragraphs."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
