"""What the groups did: the list, one activity with its proof, and its assessment."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kentongan.design.parts import Crumb, Link
from kentongan.domain.activities import access, actions
from kentongan.domain.activities.models import Activity, Assessment
from kentongan.domain.core import attachments
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Absent
from kentongan.domain.sync.actions import mark_seen
from kentongan.doors.office.activities.forms import AssessmentForm
from kentongan.doors.office.pages import actor_of, next_page, page, run, with_params

UNASSESSED = "belum"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The activities in one's area, latest record first."""
    rows, chosen = access.visible(actor_of(request)), request.GET.get("nilai", "")
    if chosen == UNASSESSED:
        rows = rows.filter(verdict="")
    elif chosen in Assessment.Verdict.values:
        rows = rows.filter(verdict=chosen)
    found, following = next_page(rows.prefetch_related("proofs"), request.GET, field="recorded_at")
    choices = [("", _("Semua")), (UNASSESSED, _("Belum dinilai")), *Assessment.Verdict.choices]
    context = {
        "rows": found,
        "chips": [
            Link(
                str(label).capitalize(), "?" + with_params(request.GET, nilai=value), current=value == chosen
            )
            for value, label in choices
        ],
        "next_url": following,
    }
    return page(request, "office/activities/list.html", context, section="activities")


@require_safe
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """One activity, its proof and what was said of it."""
    activity = access.get_activity(key, actor_of(request))
    mark_seen(activity, by=actor_of(request))
    return _detail_page(request, activity, AssessmentForm())


@require_POST
def assessment(request: HttpRequest, key: UUID) -> HttpResponse:
    """Verify or doubt it."""
    actor = actor_of(request)
    activity, form = access.get_activity(key, actor), AssessmentForm(request.POST)
    status = run(
        form,
        lambda: actions.assess(activity, form.cleaned_data["verdict"], form.cleaned_data["reason"], by=actor),
    )
    if status != 200:
        return _detail_page(request, activity, form, status)
    messages.success(request, _("Penilaian tersimpan."))
    return redirect("office:activity-detail", key=activity.pk)


@require_safe
def proof(request: HttpRequest, key: UUID, proof: UUID) -> FileResponse:
    """A photo or paper, for whoever may see the activity."""
    found = access.get_activity(key, actor_of(request)).proofs.filter(pk=proof).first()
    if found is None:
        raise Absent(_("Berkas ini tidak ditemukan."))
    return attachments.response(found)


def _detail_page(
    request: HttpRequest, activity: Activity, form: AssessmentForm, status: int = 200
) -> HttpResponse:
    context = {
        "activity": activity,
        "form": form,
        "assessments": list(activity.assessments.order_by("-at", "-pk")),
        "may_assess": _may_assess(activity, actor_of(request)),
    }
    trail = [Crumb(_("Kegiatan KIM"), reverse("office:activity-list")), Crumb(activity.group.name)]
    return page(
        request, "office/activities/detail.html", context, section="activities", trail=trail, status=status
    )


def _may_assess(activity: Activity, actor: Actor) -> bool:
    return activity.by_id != actor.user_id and actor.may("activities.assess", activity.region_id)
