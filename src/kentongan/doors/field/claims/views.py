"""Doubtful messages on the phone's online pages: asked, answered, carried back."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.domain.activities.models import Medium
from kentongan.domain.claims import access, actions, finding, seeing
from kentongan.domain.claims.actions.carrying import text_to_send
from kentongan.domain.claims.matching import engine, links
from kentongan.domain.claims.models import Claim, Report, Verdict
from kentongan.domain.core import attachments
from kentongan.domain.core.problems import Absent, Invalid
from kentongan.domain.groups.models import Group
from kentongan.domain.people.access import Authority
from kentongan.doors.field.claims.forms import AskForm, CarryForm
from kentongan.doors.field.pages import actor_of, group_of, page, run

SUGGESTED = 3
DEFAULT_MEDIUM = "grup-whatsapp"


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """To the messages of the person's first group."""
    found = Group.objects.filter(pk__in=actor_of(request).group_ids).order_by("name").first()
    if found is None:
        raise Absent(_("Akun Anda belum terhubung dengan sebuah KIM. Hubungi kantor pembina KIM Anda."))
    return redirect("field:claims", code=found.survivor.code)


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, code: str) -> HttpResponse:
    """The box to paste into, the answers to carry back, what the group asked."""
    actor, group = actor_of(request), group_of(request, code)
    form, status = AskForm(request.POST or None, request.FILES or None, initial={"id": uuid4()}), 200
    key, made = f"cek-{group.code}", list[Report]()
    if request.method == "POST":
        status = run(form, lambda: made.append(_ask(form, group, actor)))
        if status == 200:
            messages.success(request, _("Tersimpan."), extra_tags=key)
            return redirect("field:claim", code=group.code, claim=made[0].claim.code)
    found = access.followed([group], timezone.now())
    out = _verdicts(found)
    rows = [(one, out.get(one.merged_into_id or one.pk)) for one in found]
    context = {
        "form": form,
        "keep_key": key,
        "carry": [row for row in rows if row[1] and not row[0].carried_here],  # type: ignore[attr-defined]
        "rows": [row for row in rows if not row[1] or row[0].carried_here],  # type: ignore[attr-defined]
    }
    back = (reverse("field:group", args=[group.code]), _("KIM kami"))
    return page(
        request, "field/claims/list.html", context, group=group, here="group", back=back, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, code: str, claim: str) -> HttpResponse:
    """One message: its answer with the text to send, and noting where it was told."""
    actor, group = actor_of(request), group_of(request, code)
    found = access.get_followed(claim, group)
    verdict = access.verdict_out(found)
    today = timezone.localdate(timezone=group.region.zone)
    first = {"id": uuid4(), "held_on": today, "medium": DEFAULT_MEDIUM}
    form = CarryForm(request.POST or None, media=list(Medium.objects.all()), initial=first)
    status, key = 200, f"kembali-{group.code}-{found.code}"
    if request.method == "POST":
        status = run(form, lambda: _carry(form, found, group, actor))
        if status == 200:
            messages.success(request, _("Tersimpan. Terima kasih sudah menyampaikan."), extra_tags=key)
            return redirect("field:claim", code=group.code, claim=found.code)
    context: dict[str, Any] = {
        "claim": found,
        "verdict": verdict,
        "send": text_to_send(verdict) if verdict else "",
        "mine": found.reports.filter(group=group).order_by("-at").first(),
        "carried": found.carried.filter(group=group).order_by("-at").first(),
        "similar": _similar(found) if verdict is None else [],
        "form": form if verdict else None,
        "keep_key": key,
        "is_spread": True,
    }
    back = (reverse("field:claims", args=[group.code]), _("Cek pesan"))
    return page(request, "field/claims/detail.html", context, group=group, back=back, status=status)


def _ask(form: AskForm, group: Group, by: Authority) -> Report:
    data = form.cleaned_data
    text = data["text"].strip()
    bare = links.normal(text) is not None and len(text.split()) == 1
    picture = seeing.look_at(data["picture"]) if data["picture"] is not None else None
    question = actions.Question(
        text="" if bare else text, url=text if bare else "", seen_in=data["seen_in"], note=data["note"]
    )
    if data["voice"] is not None and not question.text:
        raise Invalid(_("Tulis juga apa yang dikatakan pesan suara itu."), field="text")
    voice = attachments.store_sound(data["voice"], by=by) if data["voice"] is not None else None
    row = actions.report(question, by=by, way=Report.Way.PHONE, id=data["id"], group=group, picture=picture)
    return actions.add_voice(row, voice, by=by) if voice else row


def _carry(form: CarryForm, claim: Claim, group: Group, by: Authority) -> None:
    key, carried = form.carried()
    actions.carry_back(claim, group, carried, by=by, id=key)


def _verdicts(claims: list[Claim]) -> dict[Any, Verdict]:
    keys = [claim.merged_into_id or claim.pk for claim in claims]
    rows = Verdict.objects.out().filter(claim__in=keys).select_related("label")
    return {verdict.claim_id: verdict for verdict in rows}


def _similar(claim: Claim) -> list[finding.Found]:
    """Answered claims that may be the same; nobody is sure."""
    if not claim.text:
        return []
    found = finding.find(claim.text, most=SUGGESTED + 1)
    return [one for one in found if one.verdict and one.claim != claim and one.state != engine.UNKNOWN][
        :SUGGESTED
    ]
