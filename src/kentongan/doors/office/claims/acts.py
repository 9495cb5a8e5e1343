"""Steps of one claim: taken up, asked for more, given up, merged; its verdict decided and sent back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kentongan.domain.claims import access, actions
from kentongan.domain.claims.models import Claim, Verdict
from kentongan.domain.core.problems import Absent, Invalid, Problem, Stale
from kentongan.domain.core.texts import number_of
from kentongan.domain.people.access import Authority
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.rules import lineage
from kentongan.doors.office.claims.forms import ActForm
from kentongan.doors.office.claims.reading import detail_page
from kentongan.doors.office.pages import actor_of


@require_POST
def act(request: HttpRequest, code: str) -> HttpResponse:
    """Take up, ask for more, give up, merge."""
    actor = actor_of(request)
    claim, form = access.get_at_desk(code, actor), ActForm(request.POST)
    if not form.is_valid():
        return detail_page(request, claim, problem=_("Pilih tindakan dan lengkapi isiannya."), status=422)
    return _do(request, claim, lambda: _step(claim, form.cleaned_data, actor), _("Tersimpan."))


def _step(claim: Claim, data: dict[str, Any], actor: Authority) -> None:
    if data["act"] == "take_up":
        actions.take_up(claim, by=actor)
    elif data["act"] == "ask":
        actions.ask_for_data(claim, data["note"], by=actor)
    elif data["act"] == "give_up":
        if data["reason"] is None:
            raise Invalid(_("Pilih alasannya."), field="reason")
        actions.give_up(claim, data["reason"], by=actor)
    else:
        try:
            into = access.get_at_desk(data["into"], actor)
        except Absent as absent:
            raise Invalid(absent.message, field="into") from absent
        actions.merge(claim, into, by=actor)


@require_POST
def submit(request: HttpRequest, code: str) -> HttpResponse:
    """Ask another person to approve the draft."""
    actor = actor_of(request)
    claim = access.get_at_desk(code, actor)
    return _do(
        request,
        claim,
        lambda: actions.submit_verdict(_shown(request, claim), by=actor),
        _("Putusan diajukan. Orang lain akan menyetujuinya."),
    )


@require_POST
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """Approve the version shown, or give it back with what to mend."""
    actor = actor_of(request)
    claim = access.get_at_desk(code, actor)
    if "setuju" in request.POST:
        number = number_of(request.POST.get("number", "")) or 0
        return _do(
            request,
            claim,
            lambda: actions.approve_verdict(claim, number, by=actor),
            _("Putusan disetujui. Sekarang dapat diterbitkan."),
        )
    reason = request.POST.get("reason", "")
    return _do(
        request,
        claim,
        lambda: actions.return_verdict(_shown(request, claim), reason, by=actor),
        _("Putusan dikembalikan kepada penulisnya."),
    )


@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Set the approved version out."""
    actor = actor_of(request)
    claim = access.get_at_desk(code, actor)
    return _do(
        request,
        claim,
        lambda: actions.publish_verdict(claim, _shown(request, claim).number, by=actor),
        _("Putusan terbit. Semua yang bertanya dapat membacanya."),
    )


@require_POST
def ask_to_carry(request: HttpRequest, code: str) -> HttpResponse:
    """Submit the package that asks the groups to tell the answer where the message went round."""
    actor = actor_of(request)
    claim = access.get_at_desk(code, actor)

    def make() -> None:
        verdict, agency = access.verdict_out(claim), _agency(claim)
        if verdict is None or agency is None:
            raise Stale(_("Belum ada putusan yang terbit, atau kantor ini belum tercatat sebagai instansi."))
        actions.ask_to_carry(verdict, agency, by=actor)

    return _do(
        request,
        claim,
        make,
        _("Paket diajukan. Setelah disetujui dan terbit, KIM diminta membawanya kembali."),
    )


def _agency(claim: Claim) -> Agency | None:
    """The communication office nearest above the desk."""
    rows = Agency.objects.filter(
        region_id__in=lineage(claim.region_id), kind=Agency.Kind.COMMUNICATIONS_OFFICE
    )
    return rows.order_by("-region_id").first()


def _shown(request: HttpRequest, claim: Claim) -> Verdict:
    number = number_of(request.POST.get("number", ""))
    found = claim.verdicts.filter(number=number).first() if number else None
    if found is None:
        raise Stale(_("Versi ini tidak ada lagi. Muat ulang halaman."))
    return found


def _do(request: HttpRequest, claim: Claim, verb: Callable[[], Any], told: str) -> HttpResponse:
    """The verb, then the page; a refusal is said above the claim as it is now."""
    try:
        verb()
    except Problem as problem:
        if problem.status not in {403, 409, 422}:
            raise
        claim.refresh_from_db()
        return detail_page(request, claim, problem=problem.message, status=problem.status)
    messages.success(request, told)
    return redirect("office:claim-detail", code=claim.code)
