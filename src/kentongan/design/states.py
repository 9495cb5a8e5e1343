"""The word, the shape and the tone of every state people see; the word alone is enough."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Look(NamedTuple):
    """How a state shows. ``tone``: ok, info, wait, bad or mute."""

    word: "str | Promise"
    shape: str
    tone: str


LOOKS: dict[str, Look] = {
    # what became of a package at a group
    "received": Look(_("Diterima"), "half", "info"),
    "opened": Look(_("Dibuka"), "eye", "info"),
    "discussed": Look(_("Dibahas"), "talk", "info"),
    "disseminated": Look(_("Disebarkan"), "check", "ok"),
    "declined": Look(_("Tidak disebarkan"), "cross", "bad"),
    "silent": Look(_("Belum ada kabar"), "ring", "mute"),
    # a package
    "draft": Look(_("Konsep"), "pen", "mute"),
    "submitted": Look(_("Diajukan"), "up", "wait"),
    "approved": Look(_("Disetujui"), "check", "info"),
    "returned": Look(_("Dikembalikan"), "back", "wait"),
    "scheduled": Look(_("Dijadwalkan"), "clock", "info"),
    "published": Look(_("Terbit"), "dot", "ok"),
    "corrected": Look(_("Dikoreksi"), "turn", "wait"),
    "withdrawn": Look(_("Ditarik"), "back", "bad"),
    "expired": Look(_("Kedaluwarsa"), "bar", "mute"),
    # a group's stage and activity
    "proposed": Look(_("Diusulkan"), "pen", "mute"),
    "founded": Look(_("Belum ber-SK"), "ring", "wait"),
    "recognised": Look(_("Ber-SK"), "half", "info"),
    "registered": Look(_("Terdaftar"), "dot", "ok"),
    "reported": Look(_("Terdaftar di provinsi"), "dot", "ok"),
    "active": Look(_("Aktif"), "check", "ok"),
    "dormant": Look(_("Vakum"), "warn", "wait"),
    "dissolved": Look(_("Bubar"), "cross", "mute"),
    # a decree
    "valid": Look(_("Berlaku"), "check", "ok"),
    "expiring": Look(_("Segera berakhir"), "warn", "wait"),
    "revoked": Look(_("Dicabut"), "cross", "bad"),
    # a request of another agency
    "requested": Look(_("Diminta"), "up", "wait"),
    "accepted": Look(_("Disanggupi"), "check", "ok"),
    "changed": Look(_("Diubah"), "turn", "info"),
    "refused": Look(_("Ditolak"), "cross", "bad"),
    # an activity record
    "recorded": Look(_("Tercatat"), "dot", "info"),
    "verified": Look(_("Terverifikasi"), "check", "ok"),
    "doubted": Look(_("Diragukan"), "warn", "wait"),
    # an event
    "planned": Look(_("Direncanakan"), "pen", "mute"),
    "invited": Look(_("Undangan dikirim"), "up", "info"),
    "confirmed": Look(_("Ada yang menyatakan hadir"), "half", "info"),
    "held": Look(_("Terlaksana"), "check", "ok"),
    "event_reported": Look(_("Dilaporkan"), "dot", "ok"),
    "cancelled": Look(_("Dibatalkan"), "cross", "bad"),
    # a tour
    "running": Look(_("Berjalan"), "half", "info"),
    "done": Look(_("Selesai"), "check", "ok"),
    "evaluated": Look(_("Dievaluasi"), "dot", "ok"),
    # a ticket
    "dispositioned": Look(_("Diteruskan"), "up", "info"),
    "in_progress": Look(_("Dikerjakan"), "half", "info"),
    "answered": Look(_("Dijawab"), "talk", "ok"),
    "told": Look(_("Disampaikan ke warga"), "check", "ok"),
    "closed": Look(_("Selesai"), "dot", "ok"),
    "reopened": Look(_("Dibuka kembali"), "turn", "wait"),
    "merged": Look(_("Digabungkan"), "square", "mute"),
    "out_of_scope": Look(_("Di luar kewenangan"), "cross", "mute"),
    "on_time": Look(_("Dalam batas waktu"), "clock", "mute"),
    "due_today": Look(_("Batasnya hari ini"), "clock", "wait"),
    "overdue": Look(_("Lewat batas"), "warn", "wait"),
    "very_overdue": Look(_("Jauh lewat batas"), "warn", "bad"),
    # information class
    "public": Look(_("Untuk umum"), "dot", "ok"),
    "restricted": Look(_("Khusus KIM"), "square", "wait"),
}
ALIASES = {
    "formed": "founded",
    "decreed": "recognised",
    "passed_on": "disseminated",
    "sent": "silent",
    "lapsed": "expired",
    "asked": "requested",
    "rejected": "refused",
}


def look(state: str) -> Look:
    """How the state shows; a state nobody named shows as itself, quietly, so that no page breaks on it."""
    name = ALIASES.get(state, state)
    return LOOKS.get(name) or Look(state, "ring", "mute")
