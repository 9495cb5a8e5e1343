"""The papers of an event as PDF: list to sign, letters of invitation, minutes, certificates.

Official papers are Indonesian whatever language the person reads, black on white. Call them outside a
transaction.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.printing import pdf, qr_svg
from kentongan.domain.core.problems import Invalid
from kentongan.domain.events.access import may_see_people
from kentongan.domain.events.boards import counts_of, roster
from kentongan.domain.events.models import Attendance, Event, Invitation, Letter, Minutes, Mode
from kentongan.domain.events.papers.wording import (
    DOTS,
    attended_text,
    common_of,
    day_text,
    days_of,
    facts_of,
    letter_of,
    office_of,
    paragraphs_of,
    party_of,
    place_and_day,
    signature_of,
    when_of,
)

HERE = Path(__file__).parents[1] / "prints"
MOST_PAGES = 500  # letters or certificates in one file
EMPTY_ROWS = 30
_ROLES = {"speaker": "narasumber", "moderator": "moderator", "opener": "pembuka acara"}


def attendance_pdf(event: Event, url: str, by: Actor, *, empty_rows: int = EMPTY_ROWS) -> bytes:
    """The list to sign, with a QR code to ``url``: the names on it already, then empty rows.

    Who may not see the people of the event gets empty rows alone.
    """
    rows = []
    if may_see_people(event, by):
        rows = [
            {
                "name": row.name,
                "sex": {"f": "P", "m": "L"}.get(row.sex, ""),
                "element": row.title or (row.element.name if row.element else ""),
                "area": row.region.title if row.region else "",
                "signed": row.signature_id is not None,
            }
            for row in Attendance.objects.standing().filter(event=event).as_listed()
        ]
    empty = {"name": "", "sex": "", "element": "", "area": "", "signed": False}
    with override("id"):
        data = common_of(event) | {
            "facts": facts_of(event, link=False),
            "rows": [*rows, *([empty] * empty_rows)],
            "url": url,
            "qr": qr_svg(url),
        }
    return pdf(HERE / "attendance.typ", data)


def invitation_pdf(event: Event, invitations: Sequence[Invitation]) -> bytes:
    """One letter for each invitation, all in one file. Number and signatory come from the event's letter.

    Where none is written yet they are dots to fill in. Raises ``Invalid`` for none or more than 500.
    """
    _check_pages(len(invitations), _("Belum ada yang diundang."))
    with override("id"):
        data = _letters(event, invitations)
    return pdf(HERE / "invitation.typ", data)


def invitations_pdf(
    batches: Sequence[tuple[Event, Sequence[Invitation]]], *, title: str, office: str
) -> bytes:
    """The letters of several events in one file, under the letterhead of the region ``office``.

    Raises ``Invalid`` for none or more than 500.
    """
    _check_pages(sum(len(rows) for _event, rows in batches), _("Belum ada yang diundang."))
    with override("id"):
        head = {"office": office_of(office)}
        events = [_letters(event, rows) | head for event, rows in batches if rows]
    return pdf(HERE / "invitation.typ", {"subject": title, "events": events})


def _letters(event: Event, invitations: Sequence[Invitation]) -> dict[str, object]:
    letter = letter_of(event, Letter.Kind.INVITATION)
    opening = (letter.text if letter else "") or (
        f"Sehubungan dengan akan dilaksanakannya kegiatan “{event.title}”,"
        " dengan ini kami mengharap kehadiran Bapak/Ibu/Saudara pada:"
    )
    return common_of(event) | {
        "number": letter.number if letter else DOTS,
        "subject": (letter.subject if letter else "") or f"Undangan {event.title}",
        "place_day": place_and_day(event, letter),
        "opening": paragraphs_of(opening),
        "facts": facts_of(event, link=True),
        "agenda": [item.title for item in event.agenda.all()],
        "conditions": [row.text for row in event.conditions.all()],
        "signature": signature_of(event, letter),
        "copies": (letter.copies if letter else "").splitlines(),
        "letters": [
            {
                "addressee": row.addressee,
                "seats": f"Mohon menugaskan {row.seats} orang untuk hadir." if row.seats > 1 else "",
            }
            for row in invitations
        ],
    }


def minutes_pdf(event: Event) -> bytes:
    """The minutes (berita acara) with decisions and follow-ups. Raises ``Invalid`` while there are none."""
    minutes = Minutes.objects.filter(event=event).first()
    if minutes is None:
        raise Invalid(_("Notulen acara ini belum ditulis."))
    with override("id"):
        letter = letter_of(event, Letter.Kind.MINUTES)
        counts, summed = counts_of([event])[event.pk], roster(event)
        elements = [
            {"name": share.name or "Tidak dicatat", "count": str(share.count)} for share in summed.elements
        ]
        parties = [
            {"word": party.get_role_display().capitalize(), "text": party_of(party)}
            for party in event.parties.all()
        ]
        speakers = ", ".join(
            f"{row.name} ({row.material_title or _ROLES[row.role]})" for row in event.speakers.all()
        )
        data = common_of(event) | {
            "number": letter.number if letter else "",
            "opening": f"Pada {when_of(event)} telah dilaksanakan kegiatan “{event.title}”"
            " dengan rincian berikut.",
            "facts": [*facts_of(event, link=False)[1:], *parties, {"word": "Narasumber", "text": speakers}],
            "agenda": [item.title for item in event.agenda.all()],
            "attended": attended_text(counts.invited, counts.confirmed, counts.attended, summed.villages),
            "elements": elements if summed.total else [],
            "summary": paragraphs_of(minutes.summary),
            "lesson": paragraphs_of(minutes.lesson),
            "decisions": minutes.decisions,
            "follow_ups": [
                {
                    "text": row.text,
                    "owner": row.owner_name,
                    "due": day_text(row.due_on) if row.due_on else "–",
                }
                for row in event.follow_ups.all()
            ],
            "signature": signature_of(event, letter) if letter else None,
            "chair": minutes.chair_name or DOTS,
            "writer": minutes.writer_name or DOTS,
        }
    return pdf(HERE / "minutes.typ", data)


def certificate_pdf(event: Event, people: Iterable[Attendance], *, role: str = "peserta") -> bytes:
    """Certificates for those who came, one a page. ``{urut}`` in the number becomes the place in the list.

    Raises ``Invalid`` before the event was held, for nobody, or more than 500.
    """
    rows = list(people)
    if event.held_on is None:
        raise Invalid(_("Tandai acara ini terlaksana lebih dahulu."))
    _check_pages(len(rows), _("Belum ada peserta di daftar hadir."))
    with override("id"):
        letter = letter_of(event, Letter.Kind.CERTIFICATE)
        places = {
            pk: place
            for place, pk in enumerate(
                Attendance.objects.standing().filter(event=event).as_listed().values_list("pk", flat=True), 1
            )
        }
        number = letter.number if letter else DOTS
        where = f" di {event.place}" if event.place and event.mode != Mode.VIRTUAL else ""
        data = common_of(event) | {
            "subject": f"Sertifikat {event.title}",
            "when": f"pada {days_of(event)}{where}",
            "signature": signature_of(event, letter),
            "people": [
                {
                    "name": row.name,
                    "number": number.replace("{urut}", f"{places.get(row.pk, 0):03}"),
                    "from": row.group.name if row.group else row.region.title if row.region else "",
                    "role": role,
                }
                for row in rows
            ],
        }
    return pdf(HERE / "certificate.typ", data)


def _check_pages(count: int, none: str) -> None:
    if not count:
        raise Invalid(none)
    if count > MOST_PAGES:
        raise Invalid(_("Cetak paling banyak %(count)d lembar sekaligus.") % {"count": MOST_PAGES})
