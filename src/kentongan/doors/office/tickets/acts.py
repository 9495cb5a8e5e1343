"""The acts on a ticket: when each is offered, what it asks, which verb it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kentongan.domain.core import attachments
from kentongan.domain.core.problems import Absent, Invalid
from kentongan.domain.people.access import Authority
from kentongan.domain.tickets import access, actions
from kentongan.domain.tickets.models import Category, Ticket
from kentongan.domain.tickets.models.kinds import AT_AGENCY, OPEN, Identity, State
from kentongan.doors.office.tickets import forms

SAVED = _("Tersimpan.")
Judge = Callable[[Ticket, Authority], bool]


@dataclass(frozen=True)
class Act:
    """One act: its address, its words, its form, and the verb."""

    slug: str
    label: str | Promise
    question: str | Promise
    form: type[forms.ActForm]
    verb: Callable[[Ticket, Any, Authority], Any]
    shows: Judge
    done: str | Promise = SAVED
    consequence: str | Promise = ""
    kind: str = "primary"
    main: bool = False  # the next step, as the one primary button
    button: str | Promise = ""  # what doing it is called, where the label does not say so


def _at(*states: str) -> Judge:
    wanted = {str(state) for state in states}
    return lambda ticket, by: ticket.state in wanted


def _desk(*states: str) -> Judge:
    at = _at(*states)
    return lambda ticket, by: at(ticket, by) and access.is_desk(ticket, by)


def _turn(*states: str) -> Judge:
    at = _at(*states)
    return lambda ticket, by: at(ticket, by) and access.has_turn(ticket, by)


def _answer(ticket: Ticket, data: Any, by: Authority) -> None:
    photos = [attachments.store(file, by=by, region=ticket.region_id) for file in data.pop("photos", [])]
    outcome = data.get("outcome", "")
    actions.answer(
        ticket,
        data["text"],
        photos=photos,
        met={"met": True, "refused": False}.get(outcome),
        promised_on=data.get("promised_on") if outcome == "promised" else None,
        by=by,
    )


def _disposition(ticket: Ticket, data: Any, by: Authority) -> None:
    form: forms.DispositionForm = data.pop("form")
    actions.disposition(
        ticket,
        data["instruction"],
        agency=form.offices.get(data["agency"]),
        region=form.places.get(data["region"]),
        due_on=data["due_on"],
        by=by,
    )


def _amend(ticket: Ticket, data: Any, by: Authority) -> None:
    category = Category.objects.filter(pk=data.pop("category")).first()
    actions.amend(ticket, category=category, by=by, **data)


def _merge(ticket: Ticket, data: Any, by: Authority) -> None:
    try:
        into = access.get_ticket(data["into"], by)
    except Absent as absent:
        raise Invalid(absent.message, field="into") from absent
    actions.merge(ticket, into, by=by)


def _react(ticket: Ticket, data: Any, by: Authority) -> None:
    accepted = data.pop("accepted") == "ya"
    actions.confirm(ticket, accepted=accepted, way="office", by=by, **data)


def _fulfil(ticket: Ticket, data: Any, by: Authority) -> None:
    actions.fulfil(ticket, met=data["met"] == "ya", reason=data["reason"], by=by)


class AskNameForm(forms.ReasonForm):
    """Why the name is needed; the reporter reads it."""


ACTS = (
    Act(
        "verifikasi",
        _("Verifikasi"),
        _("Verifikasi laporan ini"),
        forms.ActForm,
        lambda ticket, data, by: actions.verify(ticket, by=by),
        _desk(State.RECEIVED, State.RETURNED),
        _("Terverifikasi. Sekarang teruskan kepada yang menangani."),
        _("Isinya dapat dipahami dan termasuk kewenangan daerah. Batas waktu jawaban mulai hari ini."),
        main=True,
    ),
    Act(
        "disposisi",
        _("Teruskan"),
        _("Teruskan laporan ini"),
        forms.DispositionForm,
        _disposition,
        _turn(State.VERIFIED, State.REOPENED, *AT_AGENCY),
        _("Diteruskan."),
        main=True,
    ),
    Act(
        "mulai",
        _("Mulai dikerjakan"),
        _("Tandai mulai dikerjakan"),
        forms.NoteForm,
        lambda ticket, data, by: actions.start(ticket, data["note"], by=by),
        _turn(State.VERIFIED, State.DISPOSITIONED, State.REOPENED),
    ),
    Act(
        "jawab",
        _("Jawab"),
        _("Jawab warga"),
        forms.AnswerForm,
        _answer,
        _turn(State.VERIFIED, State.REOPENED, *AT_AGENCY),
        _("Jawaban tersimpan."),
        _("Dibaca warga dengan kodenya. Bila KIM yang membawa laporan ini, KIM itu menyampaikannya."),
        main=True,
    ),
    Act(
        "salah-alamat",
        _("Salah alamat"),
        _("Kembalikan karena salah alamat"),
        forms.ReasonForm,
        lambda ticket, data, by: actions.send_back(ticket, data["reason"], by=by),
        _turn(*AT_AGENCY),
        _("Dikembalikan ke meja pengaduan. Batas waktu tetap berjalan."),
        _("Laporan kembali ke meja pengaduan. Batas waktunya tetap berjalan dan terlihat."),
        button=_("Kembalikan"),
    ),
    Act(
        "sampaikan",
        _("Catat penyampaian"),
        _("Jawaban sudah disampaikan ke warga"),
        forms.TellForm,
        lambda ticket, data, by: actions.tell(ticket, by=by, **data),
        _desk(State.ANSWERED),
        main=True,
        button=_("Simpan"),
    ),
    Act(
        "tanggapan",
        _("Catat tanggapan warga"),
        _("Tanggapan warga atas jawaban"),
        forms.ReactionForm,
        _react,
        _desk(State.ANSWERED, State.TOLD),
        button=_("Simpan"),
    ),
    Act(
        "tutup",
        _("Tutup"),
        _("Tutup laporan ini"),
        forms.ActForm,
        lambda ticket, data, by: actions.close(ticket, by=by),
        _desk(State.ANSWERED, State.TOLD),
        _("Laporan ditutup."),
        _("Hanya bila warga tidak menanggapi selama sepuluh hari kerja sejak jawaban disampaikan."),
    ),
    Act(
        "kembalikan",
        _("Minta dilengkapi"),
        _("Minta pelapor melengkapi"),
        forms.ReasonForm,
        lambda ticket, data, by: actions.return_ticket(ticket, data["reason"], by=by),
        _desk(State.RECEIVED),
        _("Pelapor diminta melengkapi."),
    ),
    Act(
        "gabung",
        _("Gabungkan"),
        _("Gabungkan dengan laporan yang sama"),
        forms.MergeForm,
        _merge,
        _desk(State.RECEIVED, State.VERIFIED, State.RETURNED, State.REOPENED, *AT_AGENCY),
        _("Digabungkan. Kedua nomor tetap berlaku."),
    ),
    Act(
        "luar-kewenangan",
        _("Di luar kewenangan"),
        _("Di luar kewenangan daerah"),
        forms.ReasonForm,
        lambda ticket, data, by: actions.out_of_scope(ticket, data["reason"], by=by),
        _desk(State.RECEIVED, State.VERIFIED, State.RETURNED),
        consequence=_("Tulis ke mana pelapor dapat menyampaikannya."),
        button=_("Tetapkan di luar kewenangan"),
    ),
    Act(
        "buka",
        _("Buka kembali"),
        _("Buka kembali laporan ini"),
        forms.ReasonForm,
        lambda ticket, data, by: actions.reopen(ticket, data["reason"], by=by),
        _desk(State.ANSWERED, State.TOLD, State.CLOSED, State.OUT_OF_SCOPE),
        _("Dibuka kembali dengan batas waktu baru."),
    ),
    Act(
        "janji",
        _("Catat janji"),
        _("Tanggal yang dijanjikan"),
        forms.PledgeForm,
        lambda ticket, data, by: actions.pledge(ticket, data["promised_on"], data["note"], by=by),
        lambda ticket, by: ticket.demand_open and access.has_turn(ticket, by),
        button=_("Simpan"),
    ),
    Act(
        "hasil",
        _("Terpenuhi atau ditolak"),
        _("Akhir permintaan ini"),
        forms.FulfilForm,
        _fulfil,
        lambda ticket, by: ticket.demand_open and access.has_turn(ticket, by),
        button=_("Simpan"),
    ),
    Act(
        "atur",
        _("Ubah jenis, kategori, sifat"),
        _("Jenis, kategori, dan sifat"),
        forms.AmendForm,
        _amend,
        lambda ticket, by: access.is_desk(ticket, by),
        button=_("Simpan"),
    ),
    Act(
        "naikkan",
        _("Naikkan ke atasan"),
        _("Naikkan laporan ini ke atasan"),
        forms.ReasonForm,
        lambda ticket, data, by: actions.escalate(ticket, data["reason"], by=by),
        _desk(*OPEN),
    ),
    Act(
        "musrenbang",
        _("Musrenbang"),
        _("Tahap musrenbang"),
        forms.ForumForm,
        lambda ticket, data, by: actions.put_to_forum(ticket, by=by, **data),
        lambda ticket, by: access.is_desk(ticket, by),
        button=_("Simpan"),
    ),
    Act(
        "nomor-lapor",
        _("Nomor SP4N-LAPOR!"),
        _("Nomor di SP4N-LAPOR!"),
        forms.NationalForm,
        lambda ticket, data, by: actions.note_national(ticket, data.pop("number"), by=by, **data),
        lambda ticket, by: access.is_desk(ticket, by),
        button=_("Simpan"),
    ),
    Act(
        "mohon-nama",
        _("Mohon buka nama"),
        _("Mohon nama pelapor dibuka"),
        AskNameForm,
        lambda ticket, data, by: actions.ask_opening(ticket, data["reason"], by=by),
        lambda ticket, by: (
            ticket.identity == Identity.HIDDEN and by.may("tickets.restricted", ticket.region_id)
        ),
        _("Permohonan tercatat. Orang kedua memutuskannya."),
        _("Orang kedua memutuskan. Bila dibuka, pelapor membaca alasan ini di halaman lacaknya."),
        button=_("Kirim permohonan"),
    ),
)
BY_SLUG = {act.slug: act for act in ACTS}
