"""Roles of an account: given for an area and a time, and taken back."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kentongan.domain.core.problems import Absent
from kentongan.domain.people import access, actions
from kentongan.domain.people.models import Grant
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.pages import actor_of, posted
from kentongan.doors.office.people.accounts import trail_of
from kentongan.doors.office.people.forms import ProvenForm, RoleForm


@sensitive_post_parameters("own_password")
@require_http_methods(ASKED_AND_DONE)
def grant(request: HttpRequest, username: str) -> HttpResponse:
    """Give a role."""
    actor = actor_of(request)
    user = access.get_user(username, by=actor)
    form = RoleForm(posted(request), by=actor, initial={"starts_on": timezone.localdate()})
    return ask(
        request,
        form,
        lambda: actions.grant_role(user=user, by=actor, **form.facts()),
        section="people",
        trail=trail_of(user),
        back=reverse("office:user-detail", args=[user.username]),
        question=_("Beri peran kepada %(name)s") % {"name": user.person.name},
        consequence=_("Peran berlaku di wilayah yang dipilih dan semua wilayah di bawahnya."),
        button=_("Beri peran"),
        done=_("Peran diberikan."),
    )


@sensitive_post_parameters("own_password")
@require_http_methods(ASKED_AND_DONE)
def revoke(request: HttpRequest, username: str, number: int) -> HttpResponse:
    """Take a role back."""
    actor = actor_of(request)
    user = access.get_user(username, by=actor)
    held = Grant.objects.filter(user=user, pk=number).select_related("user", "region").first()
    if held is None or not actor.may("people.manage", held.region_id):
        raise Absent(_("Peran ini tidak ditemukan."))
    return ask(
        request,
        ProvenForm(posted(request), by=actor),
        lambda: actions.revoke_grant(grant=held, by=actor),
        section="people",
        trail=trail_of(user),
        back=reverse("office:user-detail", args=[user.username]),
        question=_("Cabut peran %(role)s di %(region)s")
        % {"role": held.role_name, "region": held.region.title},
        consequence=_("Peran berhenti pada permintaan berikutnya, juga bila orangnya sedang masuk."),
        button=_("Cabut peran"),
        kind="danger",
        done=_("Peran dicabut."),
    )
