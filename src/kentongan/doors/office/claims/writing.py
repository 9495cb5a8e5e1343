"""Writing at the desk: the claim's facts, and the verdict."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kentongan.design.parts import Crumb
from kentongan.domain.claims import access, actions
from kentongan.domain.claims.actions.verdicts import said_by
from kentongan.domain.claims.models import Claim, Verdict
from kentongan.doors.office.claims.forms import DescribeForm, VerdictForm
from kentongan.doors.office.pages import actor_of, page, posted, run


@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: HttpRequest, code: str) -> HttpResponse:
    """Name the claim, its topic and pace."""
    actor = actor_of(request)
    claim = access.get_at_desk(code, actor)
    initial = {name: getattr(claim, name) for name in ("revision", "title", "text", "topic", "pace")}
    form = DescribeForm(posted(request), initial=initial)
    if actions.is_judged(claim):
        form.keep_words()
    if request.method == "POST":
        status = run(
            form,
            lambda: actions.describe(
                claim,
                revision=form.cleaned_data["revision"],
                title=form.cleaned_data["title"],
                text=form.cleaned_data["text"],
                topic=form.cleaned_data["topic"],
                pace=form.cleaned_data["pace"],
                by=actor,
            ),
        )
        if status == 200:
            messages.success(request, _("Keterangan klaim tersimpan."))
            return redirect("office:claim-detail", code=claim.code)
        return _page(request, claim, form, _("Keterangan klaim"), status)
    return _page(request, claim, form, _("Keterangan klaim"))


@require_http_methods(["GET", "HEAD", "POST"])
def verdict(request: HttpRequest, code: str) -> HttpResponse:
    """Write the verdict, or go on with the draft."""
    actor = actor_of(request)
    claim = access.get_at_desk(code, actor)
    again = claim.verdicts.filter(published_at__isnull=False).exists()
    held = claim.verdicts.prefetch_related("sources").first()
    form = VerdictForm(posted(request), again=again, initial=_initial(held))
    if request.method == "POST":
        status = run(
            form,
            lambda: actions.draft_verdict(
                claim,
                form.draft(),
                by=actor,
                number=form.cleaned_data["number"],
                seen=form.cleaned_data["seen"],
            ),
        )
        if status == 200:
            messages.success(request, _("Konsep putusan tersimpan. Ajukan bila sudah lengkap."))
            return redirect("office:claim-detail", code=claim.code)
    else:
        status = 200
    returned = held.return_reason if held and held.state == Verdict.State.RETURNED else ""
    return _page(request, claim, form, _("Tulis putusan"), status, returned=returned)


def _initial(held: Verdict | None) -> dict[str, object]:
    if held is None:
        return {}
    sources = "\n".join(f"{source.title} {source.url}".strip() for source in held.sources.all())
    values = {name: getattr(held, name) for name in ("short", "why", "checked_on")}
    values |= {"label": held.label_id, "sources": sources}
    return values | ({"number": held.number, "seen": said_by(held)} if held.state == held.State.DRAFT else {})


def _page(
    request: HttpRequest,
    claim: Claim,
    form: DescribeForm | VerdictForm,
    heading: str,
    status: int = 200,
    *,
    returned: str = "",
) -> HttpResponse:
    trail = [
        Crumb(_("Cek fakta"), reverse("office:claim-list")),
        Crumb(claim.code, reverse("office:claim-detail", args=[claim.code])),
        Crumb(heading),
    ]
    context = {"claim": claim, "form": form, "heading": heading, "returned": returned}
    return page(request, "office/claims/form.html", context, section="claims", trail=trail, status=status)
