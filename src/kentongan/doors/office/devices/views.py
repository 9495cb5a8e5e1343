"""Which KIM have not synced for long, their members' phones, and shutting one out."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.design.devices import device_words
from kentongan.design.parts import Crumb, Link
from kentongan.domain.core.problems import Absent
from kentongan.domain.groups import phones
from kentongan.domain.groups.models import Group
from kentongan.domain.sync import access, actions
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.pages import actor_of, page, with_params
from kentongan.doors.office.paging import page_after

ALL = ""
NEVER = "belum"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The KIM in one's area with when they were last heard of; those silent for some days alone if chosen."""
    chosen, rows = request.GET.get("diam", ALL), phones.minded(actor_of(request))
    if chosen in {str(days) for days in phones.SILENT_DAYS}:
        rows = phones.silent(rows, int(chosen))
    elif chosen == NEVER:
        rows = phones.without_phone(rows)
    found, following = page_after(rows, request.GET, ["name", "code"])
    choices = [(ALL, _("Semua"))]
    choices += [(str(days), _("Diam %(days)d hari") % {"days": days}) for days in phones.SILENT_DAYS]
    choices += [(NEVER, _("Belum pernah sinkron"))]
    context = {
        "rows": phones.heard_of(found),
        "next_url": following,
        "chips": [
            Link(label, "?" + with_params(request.GET, diam=value), current=value == chosen)
            for value, label in choices
        ],
    }
    return page(request, "office/devices/list.html", context, section="devices")


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """The phones of one KIM, each with its account."""
    group = _group(request, code)
    [heard] = phones.heard_of([group])
    rows = [{"device": row, "words": device_words(row.label)} for row in heard.phones]
    context = {"group": group, "rows": rows}
    return page(request, "office/devices/group.html", context, section="devices", trail=_trail(group))


@require_http_methods(ASKED_AND_DONE)
def revocation(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Shut a phone out of the account that uses it."""
    group, actor = _group(request, code), actor_of(request)
    device = access.get_group_device(number, actor)
    name = device.user.person.name
    return ask(
        request,
        Form(request.POST if request.method == "POST" else None),
        lambda: actions.revoke(device, by=actor),
        section="devices",
        trail=_trail(group),
        back=reverse("office:device-group", args=[group.code]),
        question=_("Cabut perangkat ini dari akun %(name)s?") % {"name": name},
        consequence=_consequence(device.outbox_count),
        button=_("Cabut perangkat"),
        kind="danger",
        done=_("Perangkat sudah dicabut."),
    )


def _consequence(kept: int) -> str:
    text = _("Perangkat itu tidak dapat mengirim atau menerima lagi, dan sesinya berakhir.")
    if not kept:
        return text
    also = ngettext(
        "Di perangkat itu masih ada %(count)d catatan yang belum terkirim.",
        "Di perangkat itu masih ada %(count)d catatan yang belum terkirim.",
        kept,
    )
    return f"{text} {also % {'count': kept}}"


def _group(request: HttpRequest, code: str) -> Group:
    found = phones.minded(actor_of(request)).filter(code=code.upper()).first()
    if found is None:
        raise Absent(_("Kelompok ini tidak ditemukan. Periksa kodenya."))
    return found


def _trail(group: Group) -> list[Crumb]:
    return [Crumb(_("Perangkat KIM"), reverse("office:device-list")), Crumb(group.name)]
