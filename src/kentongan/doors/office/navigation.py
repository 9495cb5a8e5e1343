"""The sections of the office, as data: who sees which link. A new subject adds one line."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kentongan.design.parts import Link, LinkGroup
from kentongan.domain.core.acting import Actor

HOME, INFORMATION, GROWTH, REGISTER, OFFICE = "home", "information", "growth", "register", "office"
GROUPS: dict[str, str | Promise] = {  # in the order of the menu; home stands alone, without a heading
    HOME: "",
    INFORMATION: _("Informasi"),
    GROWTH: _("Pertumbuhan"),
    REGISTER: _("Register"),
    OFFICE: _("Kantor"),
}


@dataclass(frozen=True)
class Section:
    """One link of the navigation, under its group: shown to those who may do ``verb`` anywhere."""

    key: str
    label: str | Promise
    url_name: str
    icon: str
    verb: str
    group: str


SECTIONS = (
    Section("home", _("Beranda"), "office:home", "home", "releases.read", HOME),
    Section("village", _("Kabar untuk desa"), "field:offices", "inbox", "receipts.hand_over", INFORMATION),
    Section("releases", _("Paket informasi"), "office:release-list", "package", "releases.read", INFORMATION),
    Section("requests", _("Permintaan"), "office:request-list", "request", "requests.read", INFORMATION),
    Section(
        "activities", _("Kegiatan KIM"), "office:activity-list", "activity", "activities.read", INFORMATION
    ),
    Section("rescue", _("Titipan"), "office:rescue-list", "upload", "rescue.take", INFORMATION),
    Section("tickets", _("Laporan warga"), "office:ticket-list", "speak", "tickets.read", INFORMATION),
    Section("claims", _("Cek fakta"), "office:claim-list", "search", "claims.desk", INFORMATION),
    Section("coverage", _("Capaian"), "office:coverage", "map", "coverage.read", GROWTH),
    Section("events", _("Acara"), "office:event-list", "calendar", "events.read", GROWTH),
    Section("speakers", _("Narasumber"), "office:speaker-list", "speak", "speakers.read", GROWTH),
    Section("tours", _("Keliling"), "office:tour-list", "region", "tours.read", GROWTH),
    Section("visits", _("Pendampingan"), "office:visit-list", "group", "visits.read", GROWTH),
    Section("needs", _("Kebutuhan KIM"), "office:need-list", "request", "needs.read", GROWTH),
    Section("founding", _("Pembentukan"), "office:founding-board", "star", "founding.read", GROWTH),
    Section("groups", _("KIM"), "office:group-list", "group", "groups.read", REGISTER),
    Section("duplicates", _("Data ganda"), "office:duplicate-list", "copy", "duplicates.merge", REGISTER),
    Section("decrees", _("SK"), "office:decree-list", "decree", "decrees.read", REGISTER),
    Section("regulations", _("Peraturan"), "office:regulation-list", "file", "regulations.read", REGISTER),
    Section("devices", _("Perangkat KIM"), "office:device-list", "phone", "sync.devices", REGISTER),
    Section("regions", _("Wilayah"), "office:region-list", "map", "regions.read", REGISTER),
    Section(
        "categories", _("Kategori laporan"), "office:ticket-categories", "speak", "people.manage", OFFICE
    ),
    Section("choices", _("Pilihan cek fakta"), "office:claim-choices", "search", "people.manage", OFFICE),
    Section("people", _("Orang dan akun"), "office:user-list", "shield", "people.manage", OFFICE),
)


def navigation(actor: Actor, current: str) -> list[LinkGroup]:
    """The actor's sections under their groups, the one they are in marked; empty groups are left out."""
    shown = [section for section in SECTIONS if actor.may(section.verb)]
    groups = [
        LinkGroup(
            str(label),
            [
                Link(str(one.label), reverse(one.url_name), one.icon, one.key == current)
                for one in shown
                if one.group == key
            ],
        )
        for key, label in GROUPS.items()
    ]
    return [group for group in groups if group.links]
