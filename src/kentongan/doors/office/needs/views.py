"""The queue of needs, one need with its course, and a need written for a group."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.design.parts import Crumb, Link
from kentongan.domain.core import attachments
from kentongan.domain.core.problems import Absent
from kentongan.domain.mentoring import access, actions
from kentongan.domain.mentoring.models import Need
from kentongan.domain.sync.actions import mark_seen
from kentongan.doors.office.needs.forms import AnswerForm, ForwardForm, NeedForm
from kentongan.doors.office.pages import actor_of, next_page, page, posted, run, with_params

KEEP = "kebutuhan-baru"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The needs in one's area or passed on to one's agency, newest first; those waiting unless chosen."""
    actor, state = actor_of(request), request.GET.get("keadaan", "")
    kind = request.GET.get("jenis", "")
    rows = access.visible_needs(actor)
    if state in Need.State.values:
        rows = rows.filter(state=state)
    elif state != "semua":
        rows = rows.waiting()
    if kind in Need.Kind.values:
        rows = rows.filter(kind=kind)
    found, following = next_page(rows, request.GET, field="raised_at")
    states = [("", _("Menunggu dan direncanakan")), *Need.State.choices, ("semua", _("Semua"))]
    context = {
        "rows": found,
        "today": timezone.localdate(),
        "chips": [_chip(request, "keadaan", value, label, state) for value, label in states],
        "kinds": [_chip(request, "jenis", value, label, kind) for value, label in _kinds()],
        "next_url": following,
        "may_raise": actor.may("needs.raise"),
    }
    return page(request, "office/needs/list.html", context, section="needs")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Say what a group needs; the same form sent twice makes one."""
    actor = actor_of(request)
    form = NeedForm(posted(request), initial={"id": uuid4(), "group": request.GET.get("kim", "")})
    made: list[Need] = []

    def write() -> None:
        data = dict(form.cleaned_data)
        made.append(actions.raise_need(group=access.get_needy(data.pop("group"), actor), by=actor, **data))

    status = 200
    if request.method == "POST":
        status = run(form, write)
        if status == 200:
            messages.success(request, _("Kebutuhan tercatat."), extra_tags=KEEP)
            return redirect("office:need-detail", code=made[0].code)
    context = {"form": form, "keep_key": KEEP, "back_url": reverse("office:need-list")}
    trail = [Crumb(_("Kebutuhan KIM"), reverse("office:need-list")), Crumb(_("Tulis kebutuhan"))]
    return page(request, "office/needs/form.html", context, section="needs", trail=trail, status=status)


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One need, what was done about it, and the ways to answer."""
    found = access.get_need(code, actor_of(request))
    mark_seen(found, by=actor_of(request))
    return detail_page(request, found)


@require_safe
def photo(request: HttpRequest, code: str, file: UUID) -> FileResponse:
    """A photo, for whoever may read the need."""
    found = access.get_need(code, actor_of(request)).photos.filter(pk=file).first()
    if found is None:
        raise Absent(_("Foto ini tidak ditemukan."))
    return attachments.response(found)


def detail_page(
    request: HttpRequest,
    found: Need,
    answer: AnswerForm | None = None,
    forward: ForwardForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a need; with a form that was refused."""
    actor = actor_of(request)
    waits = found.state in Need.WAITING
    may_answer = waits and actor.may("needs.answer", found.region_id, agency=found.agency_id)
    context = {
        "need": found,
        "photos": list(found.photos.order_by("uploaded_at", "pk")),
        "steps": list(found.steps.select_related("agency", "release", "event", "speaker")),
        "may_answer": may_answer,
        "may_forward": may_answer and actor.may("groups.edit", found.region_id),
        "may_invite": may_answer and actor.may("events.edit", found.region_id),
        "answer": answer or AnswerForm(by=actor),
        "forward": forward or ForwardForm(region=found.region_id),
    }
    trail = [Crumb(_("Kebutuhan KIM"), reverse("office:need-list")), Crumb(found.title)]
    return page(request, "office/needs/detail.html", context, section="needs", trail=trail, status=status)


def _kinds() -> list[tuple[str, object]]:
    return [("", _("Semua jenis")), *Need.Kind.choices]


def _chip(request: HttpRequest, name: str, value: str, label: object, chosen: str) -> Link:
    words = str(label)
    href = "?" + with_params(request.GET, **{name: value})
    return Link(words[:1].upper() + words[1:], href, current=value == chosen)
