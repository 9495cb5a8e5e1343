"""The words of a ticket: its kind, who may be known, what may be read, where it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a villager or a group asks for (domain.md §6, §13)."""

    ASPIRATION = "aspiration", _("aspirasi")
    COMPLAINT = "complaint", _("pengaduan")
    INFORMATION = "information", _("permintaan informasi")
    OBSTACLE = "obstacle", _("kendala")
    INFRASTRUCTURE = "infrastructure", _("permintaan sarana")
    NEED = "need", _("kebutuhan kelompok")


class Identity(models.TextChoices):
    """Who may know the reporter (security.md 33)."""

    NAMED = "named", _("dengan nama")
    HIDDEN = "hidden", _("nama disembunyikan")
    NONE = "none", _("tanpa nama")


class Content(models.TextChoices):
    """Who may read what was written; a setting of its own beside the identity (security.md 33)."""

    PUBLIC = "public", _("terbuka")
    RESTRICTED = "restricted", _("terbatas")


class Door(models.TextChoices):
    """Where the word came in; the thread is one whatever the door."""

    PUBLIC = "public", _("halaman lapor")
    FIELD = "field", _("ponsel KIM")
    OFFICE = "office", _("ditulis petugas")
    PAPER = "paper", _("surat atau kotak saran")
    MACHINE = "machine", _("sistem lain")
    SMS = "sms", _("pesan singkat")


class State(models.TextChoices):
    """Where it stands (domain.md §6.2 and §13)."""

    RECEIVED = "received", _("diterima")
    VERIFIED = "verified", _("terverifikasi")
    RETURNED = "returned", _("dikembalikan untuk dilengkapi")
    MERGED = "merged", _("digabungkan")
    OUT_OF_SCOPE = "out_of_scope", _("di luar kewenangan")
    DISPOSITIONED = "dispositioned", _("diteruskan")
    IN_PROGRESS = "in_progress", _("dikerjakan")
    ANSWERED = "answered", _("dijawab")
    TOLD = "told", _("disampaikan ke warga")
    CLOSED = "closed", _("selesai")
    REOPENED = "reopened", _("dibuka kembali")


class Stage(models.TextChoices):
    """The clocks (domain.md §6.2): each counts to a day that a dated rule gives."""

    VERIFY = "verify", _("verifikasi")
    START = "start", _("mulai ditindaklanjuti")
    ANSWER = "answer", _("jawaban")
    TELL = "tell", _("penyampaian ke warga")
    RESPOND = "respond", _("tanggapan warga")


class About(models.TextChoices):
    """Whom a category is about: what concerns persons starts hidden and restricted (security.md 33)."""

    MATTER = "matter", _("hal atau layanan")
    PERSON = "person", _("perilaku orang")
    VILLAGE = "village", _("perangkat desa atau kelurahan")


OPEN = (
    State.RECEIVED,
    State.VERIFIED,
    State.RETURNED,
    State.DISPOSITIONED,
    State.IN_PROGRESS,
    State.ANSWERED,
    State.TOLD,
    State.REOPENED,
)
AT_DESK = (State.RECEIVED, State.VERIFIED, State.REOPENED)  # the desk's turn
AT_AGENCY = (State.DISPOSITIONED, State.IN_PROGRESS)  # the turn of those it was sent to
AT_CITIZEN = (State.RETURNED, State.ANSWERED, State.TOLD)  # told, or to be told, and asked
LIVE = (*AT_DESK, *AT_AGENCY)  # an answer is owed
SHOWN = (State.VERIFIED, *AT_AGENCY, State.ANSWERED, State.TOLD, State.CLOSED, State.REOPENED)
DEMANDS = (Kind.OBSTACLE, Kind.INFRASTRUCTURE)  # stand on the village's page until met or refused
