"""A group as anybody may see it, and the check of a decree that hangs on a wall. No personal data."""

from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.activities.models import Activity
from kentongan.domain.core.problems import Absent
from kentongan.domain.groups.access import is_other_code, public_decree, public_group, public_groups
from kentongan.domain.groups.models import Decree, ForumMembership, Group, Membership
from kentongan.domain.groups.models.groups import Kind
from kentongan.domain.releases.access import public_for_area
from kentongan.domain.tickets.demands import demands_of, flows_of
from kentongan.doors.portal.pages import carried, public, show
from kentongan.doors.portal.places.views import trail_to

STORIES = 3
GROUPS_OF_DECREE = 100


@public
def group(request: HttpRequest, code: str) -> HttpResponse:
    """One group: what it is, by which decree, and the news it carries."""
    group = public_group(code)
    if group.code != code:
        # that of an entry merged into this group may stand for itself again: not for good
        spelled = not is_other_code(group, code)
        return redirect(f"/kim/{group.code}/{carried(request)}", permanent=spelled)
    staged = public_groups().with_stage().with_ties().select_related("region").get(pk=group.pk)
    context = {
        "group": staged,
        "trail": trail_to(request, staged.region, ends=False),
        "decrees": list(staged.decrees.in_force().select_related("issuer_region").order_by("-issued_on")),
        "members": Membership.objects.current()
        .filter(group__in=Group.objects.same_as(staged))
        .count_persons(),
        "spread": _spread(staged),
        "flows": flows_of(staged),
        "demands": demands_of(staged.region_id),
        "forum_members": list(ForumMembership.objects.members_of(staged)[:GROUPS_OF_DECREE])
        if staged.kind == Kind.FORUM
        else [],
        "forums": list(ForumMembership.objects.forums_of(staged)) if staged.in_forum else [],  # type: ignore[attr-defined]  # annotated
        "stories": list(public_for_area(staged.region_id)[:STORIES]),
    }
    return show(request, "portal/groups/group.html", context, place=staged.region, here="region")


@public
def decree_check(request: HttpRequest) -> HttpResponse:
    """Where the code of a decree is typed."""
    typed = request.GET.get("kode", "").strip()
    if not typed:
        return show(request, "portal/groups/decree_check.html", {}, here="decree")
    try:
        decree = public_decree(typed)
    except Absent:
        context = {
            "typed": typed,
            "error": _("Tidak ada SK dengan kode ini. Bandingkan lagi dengan yang tertulis."),
        }
        return show(request, "portal/groups/decree_check.html", context, here="decree", status=404)
    return redirect(f"/sk/{decree.code}/{carried(request)}")


@public
def decree(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a decree is real and holds today, and which groups it names."""
    decree = public_decree(code)
    if decree.code != code:
        return redirect(f"/sk/{decree.code}/{carried(request)}", permanent=True)
    named = public_groups().filter(decrees=decree)
    groups = list(
        named.with_stage().select_related("region").order_by("region_id", "name")[:GROUPS_OF_DECREE]
    )
    context = {
        "decree": decree,
        "state": _state(decree),
        "groups": groups,
        "count": named.count(),
        "trail": trail_to(request, decree.issuer_region, ends=False),
    }
    return show(request, "portal/groups/decree.html", context, place=decree.issuer_region, here="decree")


def _state(decree: Decree) -> str:
    """``valid``, ``revoked``, ``lapsed`` or ``coming``."""
    today = timezone.localdate()
    if decree.revoked_on and decree.revoked_on <= today:
        return "revoked"
    if decree.valid_to and decree.valid_to < today:
        return "lapsed"
    return "coming" if decree.valid_from > today else "valid"


def _spread(group: Group) -> dict[str, object]:
    """How often the group passed something on, and when last."""
    same = Group.objects.same_as(group)
    done = Activity.objects.filter(group__in=same, kind=Activity.Kind.DISSEMINATION)
    return done.aggregate(count=Count("pk"), last=Max("held_on"))
