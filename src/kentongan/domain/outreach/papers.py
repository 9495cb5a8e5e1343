"""The papers of a tour as PDF: the schedule for the notice board, the report of what came of it.

Official papers are Indonesian whatever language the person reads, black on white. Call them outside a
transaction.
"""

from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.translation import override

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.printing import pdf
from kentongan.domain.events.models import Invitation
from kentongan.domain.events.papers import invitations_pdf
from kentongan.domain.events.papers.wording import day_text, office_of
from kentongan.domain.outreach import access
from kentongan.domain.outreach.actions.stops import event_times
from kentongan.domain.outreach.boards import DistrictRow, StopRow, Totals, TourReport, VillageRow, tour_report
from kentongan.domain.outreach.models import Stop, Tour

HERE = Path(__file__).parent / "prints"
_UNKNOWN = "belum diketahui"
_SEXES = {"f": "perempuan", "m": "laki-laki", "": _UNKNOWN}


def schedule_pdf(tour: Tour, by: Actor, *, district: str = "") -> bytes:
    """The schedule as far as the actor reads it, or of one district alone; those without a day last."""
    stops = [stop for stop in access.stops(tour, by) if not district or stop.district.region_id == district]
    with override("id"):
        data = _common(tour, "JADWAL") | {
            "facts": _frame(tour),
            "rows": [_schedule_row(tour, stop) for stop in stops],
            "conditions": list(tour.conditions),
            "notes": [] if tour.approved_on else ["Jadwal ini rancangan dan belum disetujui."],
        }
    return pdf(HERE / "schedule.typ", data)


def letters_pdf(tour: Tour, by: Actor) -> bytes:
    """The letters of invitation to every meeting of the tour that is still to come, in one file.

    Raises ``Invalid`` while nobody is invited, or beyond 500 letters.
    """
    by.require("events.people", tour.region_id)
    rows = access.stops(tour, by).filter(event__cancelled_on=None, event__held_on=None, event__isnull=False)
    invited = Prefetch("event__invitations", Invitation.objects.select_related("group", "agency", "region"))
    stops = rows.select_related("event__region").prefetch_related(
        invited, "event__agenda", "event__conditions", "event__letters"
    )
    batches = [(stop.event, list(stop.event.invitations.all())) for stop in stops if stop.event]
    return invitations_pdf(batches, title=f"Undangan {tour.title}", office=tour.region_id)


def report_pdf(tour: Tour, by: Actor, *, on: date | None = None) -> bytes:
    """The report as of the day (today unless told), as far as the actor reads it."""
    report = tour_report(tour, by, on)
    rows = [row for row in report.districts if not row.district.is_left_out]
    with override("id"):
        data = _common(tour, "LAPORAN") | {
            "facts": _summary(report),
            "rows": [{"name": row.district.region.title, "numbers": _numbers(row.totals)} for row in rows],
            "total": _numbers(report.totals),
            "elements": [{"name": name or _UNKNOWN, "count": str(count)} for name, count in report.elements],
            "parts": [_part(stop) for row in rows for stop in row.stops],
            "evaluation": [part.strip() for part in tour.evaluation.split("\n") if part.strip()],
            "notes": [
                f"Keadaan per {day_text(report.on)}. Sudah ber-KIM: memiliki KIM sebelum keliling dimulai.",
                *_left_out(report.districts),
            ],
        }
    return pdf(HERE / "report.typ", data)


def _common(tour: Tour, heading: str) -> dict[str, Any]:
    first, last = day_text(tour.starts_on), day_text(tour.ends_on)
    return {
        "heading": f"{heading} KELILING",
        "title": tour.title,
        "code": tour.code,
        "office": office_of(tour.region_id),
        "period": f"{first} sampai {last}",
        "demo": "PERAGAAN: bukan surat resmi" if tour.is_demo else "",
    }


def _frame(tour: Tour) -> list[dict[str, str]]:
    agenda = "; ".join(item.title for item in tour.agenda.all())
    funding = str(tour.funding) if tour.funding else ""
    known = (("Agenda", agenda), ("Sumber dana", funding))
    return [{"word": word, "text": text} for word, text in known if text]


def _schedule_row(tour: Tour, stop: Stop) -> dict[str, str]:
    day, hours = "belum bertanggal", ""
    if stop.date:
        starts_at, ends_at = event_times(tour, stop)
        day = date_format(stop.date, "l, j F Y")
        hours = f"{date_format(starts_at, 'H.i')}–{date_format(ends_at, 'H.i')}"
    return {
        "day": day,
        "hours": hours,
        "district": stop.district.region.title,
        "place": stop.place,
        "villages": ", ".join(row.village.name for row in stop.villages.all()),
        "team": stop.team.name if stop.team else "",
    }


def _summary(report: TourReport) -> list[dict[str, str]]:
    totals = report.totals
    sexes = ", ".join(f"{count} {_SEXES[sex]}" for sex, count in report.sexes.items() if count)
    people = f"{report.people} orang" + (f" ({sexes})" if sexes else "")
    return [
        {"word": "Pertemuan terlaksana", "text": f"{totals.held} dari {totals.stops}"},
        {"word": "Desa dan kelurahan", "text": str(totals.villages)},
        {"word": "sudah ber-KIM sebelumnya", "text": str(totals.with_kim_before)},
        {"word": "belum ber-KIM", "text": str(totals.without_kim_before)},
        {"word": "KIM baru sejak keliling", "text": str(totals.new_kim)},
        {"word": "Peserta, tiap orang sekali", "text": people if report.people else "belum ada daftar hadir"},
    ]


def _numbers(totals: Totals) -> list[str]:
    attended = "–" if totals.attended is None else str(totals.attended)
    counted = (totals.villages, totals.with_kim_before, totals.without_kim_before, totals.new_kim)
    return [*map(str, counted), attended]


def _part(row: StopRow) -> dict[str, Any]:
    stop, event = row.stop, row.stop.event
    day = date_format(stop.date, "l, j F Y") if stop.date else "belum bertanggal"
    if event is None:
        state = "acara belum dibuka"
    elif event.cancelled_on:
        state = f"dibatalkan: {event.cancel_reason}"
    else:
        state = f"terlaksana {day_text(event.held_on)}" if event.held_on else "belum terlaksana"
    return {
        "title": stop.district.region.title,
        "about": f"{day}; {state}.",
        "villages": [
            {"name": village.region.title, "state": _state(village), "attended": _came(village, row)}
            for village in row.villages
        ],
    }


def _state(village: VillageRow) -> str:
    if village.had_kim:
        return "sudah ber-KIM"
    return "KIM baru" if village.is_new else "belum ber-KIM"


def _came(village: VillageRow, row: StopRow) -> str:
    return f"{village.attended} hadir" if row.counts.attended is not None else "–"


def _left_out(rows: list[DistrictRow]) -> list[str]:
    return [
        f"{row.district.region.title} tidak ikut: {row.district.left_out_reason}."
        for row in rows
        if row.district.is_left_out
    ]
