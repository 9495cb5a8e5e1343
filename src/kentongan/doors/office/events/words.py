"""How an event is shown: its state as a badge, its time on the clock of its region, its history."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.design.formats import clock, weekday
from kentongan.design.parts import Crumb
from kentongan.design.parts import Event as Line
from kentongan.domain.core.models import Entry
from kentongan.domain.events.models import Event, State

LOOKS = {State.REPORTED: "event_reported"}  # of design.states; the others bear their own name
VERBS: dict[str, Promise] = {
    "events.plan": gettext_lazy("Direncanakan"),
    "events.change": gettext_lazy("Keterangan diubah"),
    "events.move": gettext_lazy("Jadwal dipindahkan"),
    "events.cancel": gettext_lazy("Dibatalkan"),
    "events.invite": gettext_lazy("Peserta diundang"),
    "events.confirm": gettext_lazy("Undangan dijawab"),
    "events.change_seats": gettext_lazy("Kursi undangan diubah"),
    "events.withdraw_invitation": gettext_lazy("Undangan ditarik"),
    "events.set_conditions": gettext_lazy("Syarat ditulis"),
    "events.check_condition": gettext_lazy("Syarat diperiksa"),
    "events.add_party": gettext_lazy("Tuan rumah atau rombongan dicatat"),
    "events.remove_party": gettext_lazy("Tuan rumah atau rombongan dihapus"),
    "events.add_speaker": gettext_lazy("Narasumber masuk susunan acara"),
    "events.remove_speaker": gettext_lazy("Narasumber keluar dari susunan acara"),
    "events.hold": gettext_lazy("Terlaksana"),
    "events.write_minutes": gettext_lazy("Notulen ditulis"),
    "events.report": gettext_lazy("Dilaporkan"),
    "events.add_follow_up": gettext_lazy("Tindak lanjut dicatat"),
    "events.close_follow_up": gettext_lazy("Tindak lanjut selesai"),
    "events.add_file": gettext_lazy("Berkas ditambahkan"),
    "events.remove_file": gettext_lazy("Berkas dikeluarkan"),
    "events.write_letter": gettext_lazy("Nomor dan penanda tangan surat dicatat"),
    "events.import_attendance": gettext_lazy("Daftar hadir diimpor"),
    "speakers.register": gettext_lazy("Narasumber didaftarkan"),
    "speakers.change": gettext_lazy("Data narasumber diubah"),
    "speakers.end": gettext_lazy("Dikeluarkan dari daftar"),
    "speakers.add_absence": gettext_lazy("Berhalangan dicatat"),
    "speakers.remove_absence": gettext_lazy("Berhalangan dihapus"),
}


def look_of(event: Event) -> str:
    """The name of the event's state in design.states."""
    return LOOKS.get(event.state, str(event.state))


def when(event: Event) -> str:
    """The time in words: "Kamis, 18 Februari 2021, 09.00–12.00 WIB", or from a first to a last day."""
    zone = event.region.zone
    first, last = weekday(event.starts_at, zone), weekday(event.ends_at, zone)
    start, end = clock(event.starts_at, zone), clock(event.ends_at, zone)
    if first == last:
        return f"{first}, {start.rsplit(' ', 1)[0]}–{end}"
    return f"{first}, {start} – {last}, {end}"


def trail_of(event: Event | None = None, *more: str) -> list[Crumb]:
    """The way to an event, or to what lies behind it."""
    first = Crumb(_("Acara"), reverse("office:event-list"))
    if event is None:
        return [first, *(Crumb(word) for word in more)]
    href = reverse("office:event-detail", args=[event.code]) if more else ""
    return [first, Crumb(event.title, href), *(Crumb(word) for word in more)]


def lines_of(entries: Iterable[Entry]) -> list[Line]:
    """History entries as lines people read, in the order given."""
    said = ("reason", "addressee", "name", "text", "condition", "number", "outcome")
    return [
        Line(
            str(VERBS.get(entry.verb, entry.verb)),
            entry.at,
            entry.name,
            entry.on_behalf_of,
            " · ".join(str(entry.detail[key]) for key in said if entry.detail.get(key)),
        )
        for entry in entries
    ]
