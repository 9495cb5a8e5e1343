"""The sections of the office, as data: who sees which link. A new subject adds one line."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kentongan.design.parts import Link
from kentongan.domain.core.acting import Actor


@dataclass(frozen=True)
class Section:
    """One link of the navigation: shown to those who may do ``verb`` anywhere."""

    key: str
    label: str | Promise
    url_name: str
    icon: str
    verb: str


SECTIONS = (
    Section("home", _("Beranda"), "office:home", "home", "releases.read"),
    Section("village", _("Kabar untuk desa"), "field:offices", "inbox", "receipts.hand_over"),
    Section("releases", _("Paket informasi"), "office:release-list", "package", "releases.read"),
    Section("requests", _("Permintaan"), "office:request-list", "request", "requests.read"),
    Section("activities", _("Kegiatan KIM"), "office:activity-list", "activity", "activities.read"),
    Section("groups", _("KIM"), "office:group-list", "group", "groups.read"),
    Section("decrees", _("SK"), "office:decree-list", "decree", "decrees.read"),
    Section("regulations", _("Peraturan"), "office:regulation-list", "file", "regulations.read"),
    Section("regions", _("Wilayah"), "office:region-list", "map", "regions.read"),
    Section("people", _("Orang dan akun"), "office:user-list", "shield", "people.manage"),
)


def navigation(actor: Actor, current: str) -> list[Link]:
    """The links of the actor's sections, the one they are in marked."""
    return [
        Link(str(section.label), reverse(section.url_name), section.icon, section.key == current)
        for section in SECTIONS
        if actor.may(section.verb)
    ]
