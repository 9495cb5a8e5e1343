"""Words for the history of a claim."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

VERBS: "dict[str, str | Promise]" = {
    "claims.report": _("Ditanyakan"),
    "claims.add_photo": _("Gambar ditambahkan"),
    "claims.add_voice": _("Pesan suara ditambahkan"),
    "claims.take_up": _("Mulai diperiksa"),
    "claims.ask_for_data": _("Keterangan diminta"),
    "claims.give_up": _("Dinyatakan tidak dapat dipastikan"),
    "claims.describe": _("Keterangan klaim diubah"),
    "claims.merge": _("Digabung ke klaim lain"),
    "claims.take_in": _("Menerima klaim yang digabung"),
    "claims.draft_verdict": _("Putusan dikonsep"),
    "claims.submit_verdict": _("Putusan diajukan"),
    "claims.return_verdict": _("Putusan dikembalikan"),
    "claims.approve_verdict": _("Putusan disetujui"),
    "claims.publish_verdict": _("Putusan diterbitkan"),
    "claims.ask_to_carry": _("Paket bawa kembali diajukan"),
    "claims.carry_back": _("Dibawa kembali oleh KIM"),
    "claims.bring_in": _("Diimpor dari pemeriksa lain"),
}
