"""How a tour is shown: its period, the way to it, its history."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.design.formats import day, short_day
from kentongan.design.parts import Crumb, Event, Link
from kentongan.domain.core.models import Entry
from kentongan.domain.outreach.models import Tour
from kentongan.domain.outreach.rules import Warning  # noqa: A004 - the office's word for it

VERBS: dict[str, Promise] = {
    "tours.create": gettext_lazy("Rancangan dibuat"),
    "tours.change": gettext_lazy("Rancangan diubah"),
    "tours.district": gettext_lazy("Kuota kecamatan diubah"),
    "tours.team": gettext_lazy("Tim diubah"),
    "tours.remove_team": gettext_lazy("Tim dihapus"),
    "tours.absence": gettext_lazy("Halangan tim dicatat"),
    "tours.remove_absence": gettext_lazy("Halangan tim dihapus"),
    "tours.speakers": gettext_lazy("Narasumber diubah"),
    "tours.plan": gettext_lazy("Jadwal disusun"),
    "tours.undo_plan": gettext_lazy("Jadwal dikembalikan"),
    "tours.undo": gettext_lazy("Perubahan terakhir diurungkan"),
    "tours.add_stop": gettext_lazy("Pertemuan ditambahkan"),
    "tours.move_stop": gettext_lazy("Pertemuan dipindahkan"),
    "tours.remove_stop": gettext_lazy("Pertemuan dihapus"),
    "tours.lock_stop": gettext_lazy("Pertemuan dikunci"),
    "tours.unlock_stop": gettext_lazy("Kunci pertemuan dibuka"),
    "tours.villages": gettext_lazy("Desa diganti"),
    "tours.approve": gettext_lazy("Disetujui"),
    "tours.reopen": gettext_lazy("Dibuka kembali sebagai rancangan"),
    "tours.open_events": gettext_lazy("Acara dibuka"),
    "tours.letters": gettext_lazy("Undangan disiapkan"),
    "tours.finish": gettext_lazy("Dinyatakan selesai"),
    "tours.evaluate": gettext_lazy("Evaluasi ditulis"),
    "tours.cancel": gettext_lazy("Dibatalkan"),
}


SAID = ("reason", "despite", "team", "number")  # of an entry's detail
KINDS: dict[str, Promise] = {
    "quota_too_large": gettext_lazy("kuota melebihi jumlah desa"),
    "too_few": gettext_lazy("kuota kurang"),
    "too_many": gettext_lazy("kuota lebih"),
    "no_date": gettext_lazy("belum bertanggal"),
    "outside_period": gettext_lazy("di luar masa keliling"),
    "day_off": gettext_lazy("hari libur atau akhir pekan"),
    "no_team": gettext_lazy("belum ada tim"),
    "team_twice": gettext_lazy("tim di dua tempat"),
    "team_away": gettext_lazy("tim berhalangan"),
    "person_twice": gettext_lazy("anggota tim di dua tempat"),
    "person_away": gettext_lazy("anggota tim berhalangan"),
    "speaker_twice": gettext_lazy("narasumber di dua tempat"),
    "speaker_away": gettext_lazy("narasumber berhalangan"),
    "village_twice": gettext_lazy("desa terpilih dua kali"),
    "travel": gettext_lazy("perjalanan tidak cukup sehari"),
}


def period(start: date, end: date) -> str:
    """The days in words: "1–15 Maret 2021", or from one month or year into another."""
    if (start.year, start.month) == (end.year, end.month):
        return day(start) if start == end else f"{start.day}–{day(end)}"
    return f"{short_day(start)} – {short_day(end)}"


def trail_of(tour: Tour | None = None, *more: str) -> list[Crumb]:
    """The way to a tour, or to what lies behind it."""
    first = Crumb(_("Keliling"), reverse("office:tour-list"))
    if tour is None:
        return [first, *(Crumb(word) for word in more)]
    href = reverse("office:tour-detail", args=[tour.code]) if more else ""
    return [first, Crumb(tour.title, href), *(Crumb(word) for word in more)]


def views_of(tour: Tour, here: str) -> list[Link]:
    """The ways to look at a tour, as tabs."""
    views = {
        "plan": (_("Rencana"), "office:tour-detail"),
        "calendar": (_("Kalender"), "office:tour-calendar"),
        "frame": (_("Tim dan kerangka"), "office:tour-frame"),
        "report": (_("Laporan"), "office:tour-report"),
    }
    return [
        Link(label, reverse(name, args=[tour.code]), current=key == here)
        for key, (label, name) in views.items()
    ]


def lines_of(entries: Iterable[Entry]) -> list[Event]:
    """History entries as lines people read, in the order given."""
    return [
        Event(
            str(VERBS.get(entry.verb, entry.verb)),
            entry.at,
            entry.name,
            entry.on_behalf_of,
            " · ".join(str(entry.detail[key]) for key in SAID if entry.detail.get(key)),
        )
        for entry in entries
    ]


def warning_counts(warnings: Iterable[Warning]) -> list[tuple[str, int]]:
    """How many warnings there are of each kind, in words, the most frequent first."""
    counts = Counter(str(KINDS.get(warning.kind, warning.kind)) for warning in warnings)
    return counts.most_common()
