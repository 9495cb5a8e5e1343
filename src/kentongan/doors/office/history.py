"""The history of the register in words people read."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.design.parts import Event
from kentongan.domain.core.models import Entry
from kentongan.domain.founding.models import StepKind
from kentongan.domain.groups.models import BoardPost
from kentongan.domain.people.rules import matrix

SHOWN = 60
VERBS: dict[str, Promise] = {
    "group.register": gettext_lazy("Didaftarkan ke register"),
    "group.change": gettext_lazy("Data diubah"),
    "group.register_at_office": gettext_lazy("Terdaftar di dinas"),
    "group.report_to_province": gettext_lazy("Dilaporkan ke provinsi"),
    "group.dissolve": gettext_lazy("Dicatat bubar"),
    "group.revive": gettext_lazy("Dihidupkan kembali"),
    "group.return_function": gettext_lazy("Fungsi informasi dikembalikan"),
    "founding.open": gettext_lazy("Perjalanan dibuka"),
    "founding.link": gettext_lazy("Dihubungkan dengan KIM di register"),
    "founding.close": gettext_lazy("Perjalanan dihentikan"),
    "founding.reopen": gettext_lazy("Perjalanan dibuka kembali"),
    "founding.step": gettext_lazy("Langkah dicatat"),
    "founding.skip": gettext_lazy("Langkah dilewati"),
    "founding.take_back": gettext_lazy("Catatan langkah ditarik"),
    "founding.coordinate": gettext_lazy("Koordinasi dicatat"),
    "founding.deliberate": gettext_lazy("Hasil musyawarah dicatat"),
    "founding.establish": gettext_lazy("Kelompok dibentuk"),
    "founding.template": gettext_lazy("Templat SK disimpan"),
    "draft.write": gettext_lazy("Konsep SK dibuat"),
    "draft.change": gettext_lazy("Teks konsep diubah"),
    "draft.print": gettext_lazy("Dicetak untuk ditandatangani"),
    "draft.deliver": gettext_lazy("Foto SK dikirim"),
    "draft.send_back": gettext_lazy("Foto SK diminta ulang"),
    "draft.issue": gettext_lazy("SK dicatat ke register"),
    "draft.discard": gettext_lazy("Konsep dibatalkan"),
    "group.decree": gettext_lazy("Disebut dalam SK"),
    "group.start_term": gettext_lazy("Masa bakti dimulai"),
    "group.cite_decree": gettext_lazy("SK pengangkatan pengurus dicatat"),
    "group.join_forum": gettext_lazy("Menjadi anggota forum"),
    "group.leave_forum": gettext_lazy("Keluar dari forum"),
    "group.forum_members": gettext_lazy("Anggota forum bertambah"),
    "groups.send_to_province": gettext_lazy("Data dikirim ke provinsi"),
    "group.appoint": gettext_lazy("Pengurus diangkat"),
    "group.end_post": gettext_lazy("Jabatan pengurus diakhiri"),
    "group.add_member": gettext_lazy("Anggota ditambahkan"),
    "group.end_membership": gettext_lazy("Anggota keluar"),
    "group.change_contacts": gettext_lazy("Kontak diubah"),
    "group.add_equipment": gettext_lazy("Alat dicatat"),
    "group.remove_equipment": gettext_lazy("Alat dihapus dari daftar"),
    "group.grant_access": gettext_lazy("Akun diberi akses"),
    "group.import": gettext_lazy("Diimpor dari lembar kerja"),
    "group.merge": gettext_lazy("Digabungkan"),
    "group.undo_merge": gettext_lazy("Penggabungan dibatalkan"),
    "decree.issue": gettext_lazy("SK dicatat"),
    "decree.name_groups": gettext_lazy("KIM ditambahkan ke SK"),
    "decree.revoke": gettext_lazy("SK dicabut"),
    "decree.attach_scan": gettext_lazy("Pindaian diunggah"),
    "regulation.register": gettext_lazy("Peraturan dicatat"),
    "regulation.end": gettext_lazy("Masa berlaku peraturan diakhiri"),
    "regions.tag": gettext_lazy("Label dipasang"),
    "regions.untag": gettext_lazy("Label diakhiri"),
    "regions.connectivity": gettext_lazy("Jaringan dicatat"),
    "regions.measure": gettext_lazy("Jaringan diukur aplikasi"),
    "regions.note": gettext_lazy("Catatan ditulis"),
    "regions.brand": gettext_lazy("Tampilan kantor diubah"),
    "regions.load_boundaries": gettext_lazy("Batas wilayah dimuat"),
    "mentoring.revive": gettext_lazy("Dihidupkan kembali dari vakum"),
    "mentoring.record_visit": gettext_lazy("Dikunjungi"),
    "mentoring.make_instrument": gettext_lazy("Instrumen dibuat"),
    "mentoring.draft_edition": gettext_lazy("Konsep versi baru ditulis"),
    "mentoring.publish_edition": gettext_lazy("Versi diberlakukan"),
    "mentoring.retire_instrument": gettext_lazy("Pemakaian dihentikan"),
    "mentoring.write_section": gettext_lazy("Bagian ditulis"),
    "mentoring.remove_section": gettext_lazy("Bagian dihapus"),
    "mentoring.write_question": gettext_lazy("Pertanyaan ditulis"),
    "mentoring.remove_question": gettext_lazy("Pertanyaan dihapus"),
    "events.plan": gettext_lazy("Acara direncanakan"),
    "events.change": gettext_lazy("Acara diubah"),
    "events.move": gettext_lazy("Acara dipindah"),
    "events.cancel": gettext_lazy("Acara dibatalkan"),
    "events.invite": gettext_lazy("Undangan dikirim"),
    "events.confirm": gettext_lazy("Undangan dijawab"),
    "events.change_seats": gettext_lazy("Kursi undangan diubah"),
    "events.withdraw_invitation": gettext_lazy("Undangan ditarik"),
    "events.hold": gettext_lazy("Dicatat terlaksana"),
    "events.write_minutes": gettext_lazy("Notulen ditulis"),
    "events.report": gettext_lazy("Acara dilaporkan"),
    "events.add_follow_up": gettext_lazy("Tindak lanjut dicatat"),
    "events.close_follow_up": gettext_lazy("Tindak lanjut selesai"),
    "events.set_conditions": gettext_lazy("Syarat acara ditetapkan"),
    "events.check_condition": gettext_lazy("Syarat acara diperiksa"),
    "events.add_party": gettext_lazy("Pihak acara dicatat"),
    "events.remove_party": gettext_lazy("Pihak acara dihapus"),
    "events.add_speaker": gettext_lazy("Pembicara dicatat"),
    "events.remove_speaker": gettext_lazy("Pembicara dihapus"),
    "events.add_file": gettext_lazy("Berkas acara diunggah"),
    "events.remove_file": gettext_lazy("Berkas acara dihapus"),
    "events.write_letter": gettext_lazy("Nomor dan penanda tangan surat dicatat"),
    "events.import_attendance": gettext_lazy("Daftar hadir diimpor"),
    "events.attend": gettext_lazy("Kehadiran dicatat"),
    "events.correct_attendance": gettext_lazy("Kehadiran diperbaiki"),
    "events.remove_attendance": gettext_lazy("Dihapus dari daftar hadir"),
    "events.restore_attendance": gettext_lazy("Dikembalikan ke daftar hadir"),
    "events.add_funding_line": gettext_lazy("Sumber dana dicatat"),
    "speakers.register": gettext_lazy("Narasumber didaftarkan"),
    "speakers.change": gettext_lazy("Data narasumber diubah"),
    "speakers.end": gettext_lazy("Narasumber dikeluarkan"),
    "speakers.add_absence": gettext_lazy("Hari berhalangan dicatat"),
    "speakers.remove_absence": gettext_lazy("Hari berhalangan dihapus"),
    "target.set": gettext_lazy("Target disusun"),
    "target.change": gettext_lazy("Target diubah"),
    "target.carry_over": gettext_lazy("Sisa target dialihkan"),
    "target.receive": gettext_lazy("Menerima sisa target"),
    "target.cancel": gettext_lazy("Target dibatalkan"),
    "people.create_user": gettext_lazy("Akun dibuat"),
    "people.grant_role": gettext_lazy("Peran diberikan"),
    "people.revoke_grant": gettext_lazy("Peran dicabut"),
    "people.start_reset": gettext_lazy("Kata sandi disetel ulang"),
    "people.change_password": gettext_lazy("Kata sandi diganti"),
    "people.deactivate_user": gettext_lazy("Akun ditutup"),
    "people.reopen_user": gettext_lazy("Akun dibuka kembali"),
    "people.end_session": gettext_lazy("Sesi diakhiri"),
    "people.issue_token": gettext_lazy("Token dibuat"),
    "people.revoke_token": gettext_lazy("Token dicabut"),
    "people.create_agency": gettext_lazy("Kantor dicatat"),
    "people.create_unit": gettext_lazy("Bidang dicatat"),
    "people.appoint": gettext_lazy("Pejabat dicatat"),
    "people.end_post": gettext_lazy("Jabatan diakhiri"),
    "people.give_mandate": gettext_lazy("Mandat diberikan"),
    "people.end_mandate": gettext_lazy("Mandat diakhiri"),
}
_SAID = ("number", "step", "tag", "name", "title", "role", "user", "reason")


def events(entries: Iterable[Entry]) -> list[Event]:
    """History entries as lines people read, in the order given."""
    return [
        Event(
            str(VERBS.get(entry.verb, entry.verb)),
            entry.at,
            entry.name,
            entry.on_behalf_of,
            _note(entry.detail),
        )
        for entry in entries
    ]


def _note(detail: dict[str, Any]) -> str:
    """What of the entry's detail helps a reader: names, numbers and reasons."""
    words = (
        dict(BoardPost.Title.choices)
        | dict(StepKind.choices)
        | {key: role.name for key, role in matrix().roles.items()}
    )
    said = [str(words.get(detail[key], detail[key])) for key in _SAID if detail.get(key)]
    if detail.get("fields"):
        said.append(_("%(count)d isian") % {"count": len(detail["fields"])})
    return " · ".join(said)
