"""What is shown of two entries beside each other: their fields in words, and what hangs on them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kentongan.design.formats import short_day
from kentongan.domain.activities.models import Activity
from kentongan.domain.groups import boards
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Person, User
from kentongan.domain.releases.models import Progress
from kentongan.doors.office.duplicates.forms import Cell, Line, Side
from kentongan.doors.office.groups.words import capital, stage_badge

GROUP_LABELS: dict[str, Promise] = {
    "name": _("Nama"),
    "hamlet": _("Padukuhan atau dusun"),
    "proposed_on": _("Diusulkan"),
    "founded_on": _("Dibentuk"),
    "registered_on": _("Terdaftar di dinas"),
    "reported_on": _("Dilaporkan ke provinsi"),
    "origin": _("Asal"),
    "function_added_on": _("Fungsi ditambahkan"),
    "parent_body": _("Kelompok asal"),
    "parent_body_purpose": _("Tujuan kelompok asal"),
    "legal_form": _("Bentuk hukum"),
    "legal_document": _("Dokumen dasar"),
    "register_number": _("Nomor Induk KIM"),
    "phone": _("Telepon"),
    "email": _("Surel"),
    "website": _("Situs"),
    "address": _("Alamat"),
    "note": _("Catatan"),
    "source": _("Sumber"),
}
PERSON_LABELS: dict[str, Promise] = {
    "name": _("Nama"),
    "sex": _("Jenis kelamin"),
    "phone": _("Nomor HP"),
    "email": _("Surel"),
}


def shown(record: Any, name: str) -> str:
    """A field in words; empty for what nobody filled."""
    value = getattr(record, name)
    if value and hasattr(record, f"get_{name}_display"):
        return capital(getattr(record, f"get_{name}_display")())
    return short_day(value) if isinstance(value, date) else str(value or "")


def group_facts(sides: Sequence[Side]) -> list[Line]:
    """What hangs on each group; seven queries."""
    keys = [side.record.pk for side in sides]
    staged = Group.objects.filter(pk__in=keys).with_stage().in_bulk()
    chairs, decrees = boards.chairs(list(staged.values())), boards.current_decrees(list(staged.values()))
    members = _counted(Group.objects.filter(pk__in=keys), "memberships")
    done = dict(_by_group(Activity.objects.filter(group__in=keys)))
    told = dict(_by_group(Progress.objects.filter(group__in=keys)))

    def line(label: Any, texts: list[str]) -> Line:
        return Line(label, [Cell(side.short, text) for side, text in zip(sides, texts, strict=True)])

    return [
        line(_("Wilayah"), [side.record.region.title for side in sides]),
        line(_("Jenis"), [capital(side.record.get_kind_display()) for side in sides]),
        line(_("Tahap"), [stage_badge(staged[key].stage).word for key in keys]),  # type: ignore[attr-defined]  # annotated
        line(_("SK yang berlaku"), [decrees[key].number if key in decrees else "–" for key in keys]),
        line(_("Ketua"), [chairs[key].person.survivor.name if key in chairs else "–" for key in keys]),
        line(_("Anggota"), [str(members.get(key, 0)) for key in keys]),
        line(_("Kegiatan"), [str(done.get(key, 0)) for key in keys]),
        line(_("Paket yang ditanggapi"), [str(told.get(key, 0)) for key in keys]),
    ]


def person_facts(sides: Sequence[Side]) -> list[Line]:
    """Where each person stands: area, groups, posts on boards, account; four queries."""
    keys = [side.record.pk for side in sides]
    rows = Group.objects.filter(
        Q(memberships__person__in=keys) | Q(terms__posts__person__in=keys)
    ).values_list("memberships__person", "terms__posts__person", "name")
    named: dict[Any, set[str]] = {key: set() for key in keys}
    for member, holder, name in rows:
        for key in {member, holder} & set(keys):
            named[key].add(name)
    posts = _counted(Person.objects.filter(pk__in=keys), "board_posts")
    accounts = dict(User.objects.filter(person__in=keys).values_list("person_id", "username"))

    def line(label: Any, texts: list[str]) -> Line:
        return Line(label, [Cell(side.short, text) for side, text in zip(sides, texts, strict=True)])

    return [
        line(_("Wilayah"), [side.record.region.title if side.record.region else "–" for side in sides]),
        line(_("Kelompok"), [", ".join(sorted(named[key])) or "–" for key in keys]),
        line(_("Jabatan pengurus"), [str(posts.get(key, 0)) for key in keys]),
        line(_("Akun"), [accounts.get(key, _now("tidak ada")) for key in keys]),
    ]


def _counted(rows: Any, related: str) -> dict[Any, int]:
    return dict(rows.annotate(n=Count(related)).values_list("pk", "n"))


def _by_group(rows: Any) -> Any:
    return rows.order_by().values("group").annotate(n=Count("pk")).values_list("group", "n")
