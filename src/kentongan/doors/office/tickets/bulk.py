"""One act on many tickets of the queue, each judged by itself; what became of each is told line by line."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kentongan.design.parts import Crumb
from kentongan.domain.core.problems import Invalid, Problem
from kentongan.domain.people.access import Authority
from kentongan.domain.tickets import access, actions, routing
from kentongan.domain.tickets.models import Category, Ticket
from kentongan.domain.tickets.models.kinds import AT_AGENCY, State
from kentongan.doors.office import kept_views
from kentongan.doors.office.pages import actor_of, page
from kentongan.doors.office.results import Result
from kentongan.doors.office.tickets.queue import FILTERS

MOST_AT_ONCE = 50
ACTS = {
    "verifikasi": gettext_lazy("Verifikasi"),
    "teruskan": gettext_lazy("Teruskan menurut aturan"),
    "keduanya": gettext_lazy("Verifikasi dan teruskan"),
    "kategori": gettext_lazy("Ubah kategori"),
}


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Verify, send on by the rules, or sort anew each ticket that was ticked.

    A box carries ``code:version``: a ticket that somebody changed meanwhile is left as it is.
    """
    actor, act = actor_of(request), request.POST.get("tindakan", "")
    if act not in ACTS:
        raise Invalid(_("Pilih tindakan untuk laporan yang dicentang."))
    category = Category.objects.filter(pk=request.POST.get("kategori", ""), retired=False).first()
    ticked = request.POST.getlist("kode")[:MOST_AT_ONCE]
    results = [_result(one, act, category, actor) for one in ticked]
    context = {
        "act": ACTS[act],
        "results": results,
        "done": sum(not one.problem for one in results),
        "back_url": f"{reverse('office:ticket-list')}?"
        + kept_views.plain(request.POST.get("kembali", ""), FILTERS),
    }
    trail = [Crumb(_("Laporan warga"), reverse("office:ticket-list")), Crumb(str(ACTS[act]))]
    return page(request, "office/tickets/bulk.html", context, section="tickets", trail=trail)


def _result(ticked: str, act: str, category: Category | None, by: Authority) -> Result:
    code, _colon, version = ticked.partition(":")
    title = ""
    try:
        ticket = access.get_ticket(code, by)
        title = ticket.title
        actions.expect(ticket, int(version) if version.isdecimal() else 0)
        with transaction.atomic():  # verified and sent on, or neither
            return Result(ticket.code, title, _do(ticket, act, category, by))
    except Problem as problem:
        return Result(code[:16], title, problem.message, problem=True)


def _do(ticket: Ticket, act: str, category: Category | None, by: Authority) -> str:
    if act == "kategori":
        if category is None:
            raise Invalid(_("Pilih kategori dari daftar."))
        actions.amend(ticket, category=category, by=by)
        return _("Kategori menjadi %(name)s.") % {"name": category.name}
    if act == "verifikasi" or (act == "keduanya" and ticket.state == State.RECEIVED):
        actions.verify(ticket, by=by)
        if act == "verifikasi":
            return _("Terverifikasi.")
    rule = routing.route_of(ticket)
    if rule is None:
        raise Invalid(_("Belum ada aturan tujuan untuk laporan ini. Teruskan satu per satu."))
    if ticket.state in {str(state) for state in AT_AGENCY} and ticket.agency_id == rule.agency_id:
        raise Invalid(_("Laporan ini sudah di %(agency)s.") % {"agency": rule.agency.short_name})
    words = rule.instruction or _("Mohon ditindaklanjuti dan dijawab.")
    actions.disposition(ticket, words, agency=rule.agency, by=by)
    return _("Diteruskan ke %(agency)s.") % {"agency": rule.agency.short_name}
