"""What villagers say, written down by the KIM; what became of it; and telling them."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.domain.core.attachments import response as file_response
from kentongan.domain.core.problems import Absent
from kentongan.domain.groups.models import Group
from kentongan.domain.people.access import Authority
from kentongan.domain.tickets import access, actions, tracking
from kentongan.domain.tickets.demands import demands_of
from kentongan.domain.tickets.models import Category, Reaction, Ticket
from kentongan.domain.tickets.models.kinds import Door, Identity, State
from kentongan.domain.tickets.rules import spoken_tracking
from kentongan.doors.field.pages import actor_of, group_of, page, run
from kentongan.doors.field.tickets.forms import RaiseForm, ReactionForm, TellForm

SHOWN = 50


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """To the tickets of the person's first group."""
    actor = actor_of(request)
    found = Group.objects.filter(pk__in=actor.group_ids).order_by("name").first()
    if found is None:
        raise Absent(_("Akun Anda belum terhubung dengan sebuah KIM. Hubungi kantor pembina KIM Anda."))
    return redirect("field:tickets", code=found.survivor.code)


@require_safe
def index(request: HttpRequest, code: str) -> HttpResponse:
    """What the group brought, with those to be told first."""
    actor, group = actor_of(request), group_of(request, code)
    rows = list(access.own_of_group(group, actor).newest()[:SHOWN])
    context = {
        "tell": [row for row in rows if row.state == State.ANSWERED],
        "rows": [row for row in rows if row.state != State.ANSWERED],
        "demands": demands_of(group.region_id),
        "today": timezone.localdate(),
    }
    back = (reverse("field:group", args=[group.code]), _("KIM kami"))
    return page(request, "field/tickets/list.html", context, group=group, here="group", back=back)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Write down what somebody said; the code to follow it is shown once."""
    actor, group = actor_of(request), group_of(request, code)
    first = {"id": uuid4(), "kind": "aspiration", "identity": "named", "content": "public"}
    form, status = RaiseForm(request.POST or None, request.FILES or None, initial=first), 200
    key, made = f"lapor-{group.code}", list[actions.Raised]()
    if request.method == "POST":
        status = run(form, lambda: made.append(_raise(form, group, actor)))
        if status == 200:
            messages.success(request, _("Tersimpan."), extra_tags=key)
            context = {"ticket": made[0].ticket, "digits": spoken_tracking(made[0].digits)}
            return page(request, "field/tickets/slip.html", context, group=group, back=_back(group))
    context = {"form": form, "keep_key": key}
    return page(request, "field/tickets/form.html", context, group=group, back=_back(group), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, code: str, ticket: str) -> HttpResponse:
    """One of the group's tickets: its answer, and telling it back."""
    actor, group = actor_of(request), group_of(request, code)
    found = access.get_own(ticket, group, actor)
    tells = request.method == "POST" and request.POST.get("kata") == "sampaikan"
    reacts = request.method == "POST" and request.POST.get("kata") == "tanggapan"
    tell = TellForm(request.POST if tells else None, initial={"id": uuid4()})
    react, status = ReactionForm(request.POST if reacts else None), 200
    if tells:
        status = run(tell, lambda: actions.tell(found, group=group, by=actor, **tell.cleaned_data))
    elif reacts:
        status = run(react, lambda: _react(found, react.cleaned_data, group, actor))
    if request.method == "POST" and status == 200:
        messages.success(request, _("Tersimpan. Terima kasih sudah menyampaikan."))
        return redirect("field:ticket", code=group.code, ticket=found.code)
    context = {
        "ticket": found,
        "answers": list(found.answers.prefetch_related("photos")),
        "steps": list(found.steps.filter(inside=False)),
        "tell": tell if found.state == State.ANSWERED else None,
        "react": react if _may_react(found) else None,
    }
    return page(request, "field/tickets/detail.html", context, group=group, back=_back(group), status=status)


@require_safe
def photo(request: HttpRequest, code: str, ticket: str, key: UUID) -> FileResponse:
    """A photo of the answer, to be shown to the person."""
    actor, group = actor_of(request), group_of(request, code)
    return file_response(access.get_answer_photo(access.get_own(ticket, group, actor), key))


def _raise(form: RaiseForm, group: Group, by: Authority) -> actions.Raised:
    data = form.cleaned_data
    nameless = data["identity"] == Identity.NONE
    photos = [actions.keep_photo(file, region=group.region_id) for file in form.photos()]
    word = actions.Word(
        kind=data["kind"],
        region=group.region,
        text=data["text"],
        identity=data["identity"],
        content=data["content"],
        category=Category.objects.filter(pk=data["category"]).first(),
        group=group,
        place=data["place"],
        name=data["name"],
        on_behalf=bool(data["name"]),
        consent=data["consent"],
    )
    return actions.raise_ticket(
        word,
        by=by,
        door=Door.FIELD,
        id=None if nameless else data["id"],
        digits=tracking.new_digits(),
        photos=photos,
    )


def _react(ticket: Ticket, data: dict[str, Any], group: Group, by: Authority) -> None:
    accepted = data.pop("accepted") == "ya"
    actions.confirm(ticket, accepted=accepted, way=Reaction.Way.GROUP, group=group, by=by, **data)


def _may_react(ticket: Ticket) -> bool:
    waits = ticket.state in {State.ANSWERED, State.TOLD}
    return waits and not ticket.reactions.filter(round=ticket.round).exists()


def _back(group: Group) -> tuple[str, str]:
    return reverse("field:tickets", args=[group.code]), _("Suara warga")
