"""The group's inbox, one package, and the group's steps with it.

No GET writes: reading a page on the web notes nothing. "Diterima" is said by pressing the button; "opened"
is noted only by programs that tell it (docs/field.md).
"""

from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import Case, QuerySet, When
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.domain.core import attachments
from kentongan.domain.core.problems import Absent, Problem
from kentongan.domain.events.access import open_invitations
from kentongan.domain.groups.models import Group
from kentongan.domain.releases import access
from kentongan.domain.releases.actions import record_receipt
from kentongan.domain.releases.boards import spread_before
from kentongan.domain.releases.models import InformationClass, Publication, Receipt
from kentongan.domain.releases.rules import SETTLED
from kentongan.domain.tickets.access import own_of_group
from kentongan.domain.tickets.models.kinds import State
from kentongan.doors.field.inbox.forms import DeclineForm
from kentongan.doors.field.pages import actor_of, group_of, page, run

SHOWN = 60  # cards: what waits, what has to be passed on, then the latest of what is settled
BUTTONS = {"terima": Receipt.Kind.RECEIVED, "bahas": Receipt.Kind.DISCUSSED}


@require_safe
def inbox(request: HttpRequest, code: str) -> HttpResponse:
    """What is new first, then what has still to be passed on, then what is settled; urgent things on top."""
    group = group_of(request, code)
    later = Case(When(step=None, then=0), When(step__in=SETTLED, then=2), default=1)
    items = list(access.inbox(group).order_by(later, "-published_at", "-pk")[:SHOWN])
    steps = [(item, item.step) for item in items]  # type: ignore[attr-defined]  # annotated by the gate
    waiting = sorted((item for item, step in steps if step is None), key=_urgency)
    open_steps = (item for item, step in steps if step is not None and step not in SETTLED)
    to_spread = sorted(open_steps, key=_urgency)
    context = {
        "waiting": waiting,
        "to_spread": to_spread,
        "done": [item for item, step in steps if step in SETTLED],
        "recalled": list(access.recalled(group)[:SHOWN]),
        "spread_before": spread_before(group, [*waiting, *to_spread]),
        "invited": open_invitations(group).count(),
        "to_tell": own_of_group(group, actor_of(request)).filter(state=State.ANSWERED).count(),
    }
    return page(request, "field/inbox/inbox.html", context, group=group, here="inbox")


@require_safe
def item(request: HttpRequest, code: str, release: str) -> HttpResponse:
    """One package: what to do with it, the text to read aloud, the rest."""
    group = group_of(request, code)
    publication = access.inbox_item(release, group, actor_of(request))
    version = publication.version
    now = timezone.now()
    context = {
        "publication": publication,
        "release": publication.release,
        "version": version,
        "step": publication.step,  # type: ignore[attr-defined]  # annotated by the gate
        "withdrawn": publication.withdrawn_at is not None,
        "expired": publication.expires_at is not None and publication.expires_at <= now,
        "is_public": version.information_class == InformationClass.PUBLIC and not version.is_embargoed,
        "receipts": list(_receipts(publication, group)),
        "spread_before": publication.pk in spread_before(group, [publication]),
        "attachments": list(version.attachments.order_by("name", "pk")),
        "token": uuid4(),
    }
    back = (reverse("field:inbox", args=[group.code]), _("Kabar"))
    return page(request, "field/inbox/item.html", context, group=group, here="inbox", back=back)


@require_POST
def receipt(request: HttpRequest, code: str, release: str, kind: str) -> HttpResponse:
    """Say that the group has the package, or talked it over; pressed twice it is noted once."""
    group = group_of(request, code)
    publication = access.inbox_item(release, group, actor_of(request))
    if kind not in BUTTONS:
        raise Absent(_("Halaman ini tidak ada."))
    try:
        record_receipt(
            id=_token(request),
            publication=publication,
            group=group,
            kind=BUTTONS[kind],
            by=actor_of(request),
        )
    except Problem as problem:
        if problem.status not in {409, 422}:
            raise
        messages.error(request, problem.message)
    else:
        messages.success(request, _("Tercatat: %(step)s.") % {"step": BUTTONS[kind].label})
    return redirect("field:item", code=group.code, release=publication.release.code)


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, code: str, release: str) -> HttpResponse:
    """Say why the group does not pass the package on."""
    group = group_of(request, code)
    publication = access.inbox_item(release, group, actor_of(request))
    form = DeclineForm(request.POST or None, initial={"id": uuid4()})
    status = 200
    if request.method == "POST":
        status = run(form, lambda: _decline(form, publication, group, request))
        if status == 200:
            messages.success(
                request, _("Tercatat. Kantor tahu alasannya."), extra_tags=f"tidak-{publication.pk}"
            )
            return redirect("field:item", code=group.code, release=publication.release.code)
    back = (reverse("field:item", args=[group.code, publication.release.code]), _("Kembali"))
    context = {"form": form, "publication": publication, "keep_key": f"tidak-{publication.pk}"}
    return page(
        request, "field/inbox/decline.html", context, group=group, here="inbox", back=back, status=status
    )


@require_safe
def attachment(request: HttpRequest, code: str, release: str, file: UUID) -> FileResponse:
    """A file of a package in the inbox."""
    publication = access.inbox_item(release, group_of(request, code), actor_of(request))
    found = publication.version.attachments.filter(pk=file).first()
    if found is None:
        raise Absent(_("Berkas ini tidak ditemukan."))
    return attachments.response(found)


def _decline(form: DeclineForm, publication: Publication, group: Group, request: HttpRequest) -> None:
    record_receipt(
        id=form.cleaned_data["id"],
        publication=publication,
        group=group,
        kind=Receipt.Kind.DECLINED,
        reason=form.reason(),
        by=actor_of(request),
    )


def _receipts(publication: Publication, group: Group) -> QuerySet[Receipt]:
    """What the group told about the package, and what an entry merged into it told."""
    told = Receipt.objects.filter(publication=publication, group__in=Group.objects.same_as(group))
    return told.order_by("at")


def _urgency(publication: Publication) -> int:
    if publication.emergency_reason:
        return 0
    return 1 if publication.version.corrects else 2


def _token(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return None
