"""The desk's queue: filters that can be shared as a link, kept views, acts on many claims at once."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kentongan.design.parts import Crumb, Link
from kentongan.domain.claims import access, actions, boards
from kentongan.domain.claims.models import Claim, ClaimQuerySet, Topic, UnclearReason, Verdict
from kentongan.domain.core.codes import read_code
from kentongan.domain.core.problems import Invalid, Problem
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.rules import valid_code
from kentongan.doors.office import kept_views
from kentongan.doors.office.pages import actor_of, page, with_params
from kentongan.doors.office.paging import page_after
from kentongan.doors.office.results import Result

FILTERS = ("keadaan", "topik", "wilayah", "kecepatan", "q")
VIEWS = "claims"  # under which views of this list are kept
MOST_AT_ONCE = 50
WAITING_ORDER = ("due_at", "id")
NEWEST = ("-raised_at", "-id")
PILES = {
    "": gettext_lazy("Menunggu"),
    "lewat": gettext_lazy("Lewat batas"),
    "naik": gettext_lazy("Sedang naik"),
    "setuju": gettext_lazy("Menunggu persetujuan"),
}
ACTS = {
    "periksa": gettext_lazy("Mulai periksa"),
    "gabung": gettext_lazy("Gabungkan ke satu klaim"),
    "tutup": gettext_lazy("Tutup tanpa putusan"),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The queue: what is due first, and a warning above for what rises."""
    actor, params = actor_of(request), request.GET
    pile = params.get("keadaan", "")
    rising = boards.rising(actor)
    submitted = Verdict.objects.filter(claim=OuterRef("pk"), state=Verdict.State.SUBMITTED)
    desk = access.desk(actor).annotate(submitted=Exists(submitted))
    rows = filtered(desk, params, [one.claim.pk for one in rising])
    waits = pile in PILES or pile in Claim.WAITING
    rows = rows.filter(due_at__isnull=False) if waits else rows
    found, following = page_after(rows, params, WAITING_ORDER if waits else NEWEST)
    context: dict[str, Any] = {
        "rows": found,
        "next_url": following,
        "chips": _chips(params, pile, boards.counts_by_state(access.desk(actor).own())),
        "rising": rising,
        "topics": list(Topic.objects.all()),
        "params": params,
        "now": timezone.now(),
        "waiting": Claim.WAITING,
        "may_draft": actor.may("claims.draft"),
        "may_rule": actor.may("claims.rules"),
        "reasons": list(UnclearReason.objects.filter(retired=False)),
        "views": kept_views.links(actor, VIEWS),
        "keep_url": reverse("office:claim-view"),
        "query": with_params(params),
    }
    return page(request, "office/claims/list.html", context, section="claims")


def filtered(rows: ClaimQuerySet, params: QueryDict, rising: list[Any]) -> ClaimQuerySet:
    """The claims that the address asks for; what it says wrongly is left out."""
    rows = _pile(rows, params.get("keadaan", ""), rising)
    if params.get("topik"):
        rows = rows.filter(topic_id=params["topik"][:30])
    if params.get("kecepatan") == "urgent":
        rows = rows.filter(pace="urgent")
    area = params.get("wilayah", "").strip()
    if valid_code(area):
        rows = access.met_in(rows, area)
    words = params.get("q", "").strip()[:80]
    if words:
        code = read_code(words, "H")
        rows = rows.filter(Q(code=code) if code else Q(title__icontains=words) | Q(text__icontains=words))
    return rows


def _pile(rows: ClaimQuerySet, pile: str, rising: list[Any]) -> ClaimQuerySet:
    if pile == "lewat":
        return rows.overdue()
    if pile == "naik":
        return rows.filter(pk__in=rising)
    if pile == "impor":
        return rows.exclude(source_name="")
    if pile == "setuju":
        return rows.own().filter(verdicts__state=Verdict.State.SUBMITTED)
    if pile in Claim.State.values:
        return rows.own().filter(state=pile)
    return rows.waiting()


def _chips(params: QueryDict, pile: str, counts: dict[str, int]) -> list[Link]:
    waiting = sum(counts.get(value, 0) for value in Claim.WAITING)
    piles: dict[str, str] = {name: str(word) for name, word in PILES.items()}
    piles[""] = f"{piles['']} ({waiting})"
    for value, label in Claim.State.choices:
        if counts.get(value):
            piles[value] = f"{str(label).capitalize()} ({counts[value]})"
    piles["impor"] = _("Dari pemeriksa lain")
    return [
        Link(word, "?" + with_params(params, keadaan=name), current=name == pile)
        for name, word in piles.items()
    ]


@require_POST
def keep_view(request: HttpRequest) -> HttpResponse:
    """Keep the filter under a name, or forget one."""
    return kept_views.answer(request, VIEWS, filters=FILTERS, back="office:claim-list")


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Take up, merge into one, or close each claim that was ticked; what became of each is told."""
    actor, act = actor_of(request), request.POST.get("tindakan", "")
    if act not in ACTS:
        raise Invalid(_("Pilih tindakan untuk klaim yang dicentang."))
    step = _stepping(request, act, actor)
    results = [_result(code, step, actor) for code in request.POST.getlist("kode")[:MOST_AT_ONCE]]
    back = kept_views.plain(request.POST.get("kembali", ""), FILTERS)
    context = {
        "act": ACTS[act],
        "results": results,
        "done": sum(not one.problem for one in results),
        "back_url": f"{reverse('office:claim-list')}?{back}",
    }
    trail = [Crumb(_("Cek fakta"), reverse("office:claim-list")), Crumb(str(ACTS[act]))]
    return page(request, "office/claims/bulk.html", context, section="claims", trail=trail)


def _stepping(request: HttpRequest, act: str, by: Authority) -> Any:
    """What is done to each claim, with what the form says about it. Raises ``Invalid`` and ``Absent``."""
    if act == "periksa":
        return lambda claim: (actions.take_up(claim, by=by), _("Mulai diperiksa."))[1]
    if act == "tutup":
        reason = UnclearReason.objects.filter(pk=request.POST.get("alasan", ""), retired=False).first()
        if reason is None:
            raise Invalid(_("Pilih alasan mengapa tidak dapat dipastikan."))
        return lambda claim: (actions.give_up(claim, reason, by=by), reason.name)[1]
    into = access.get_at_desk(request.POST.get("ke", ""), by)

    def merge(claim: Claim) -> str:
        if claim == into:
            return _("Klaim yang lain digabung ke sini.")
        actions.merge(claim, into, by=by)
        return _("Digabung ke %(code)s.") % {"code": into.code}

    return merge


def _result(code: str, step: Any, by: Authority) -> Result:
    title = ""
    try:
        claim = access.get_at_desk(code, by)
        title = claim.title
        return Result(claim.code, title, step(claim))
    except Problem as problem:
        return Result(code[:16], title, problem.message, problem=True)
