"""Checks of other houses out of a file: first what would happen, then for good."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kentongan.design.parts import Crumb
from kentongan.domain.claims import actions, tables
from kentongan.domain.claims.actions.importing import Taken
from kentongan.domain.regions.models import Region
from kentongan.doors.office.claims.forms import ImportForm
from kentongan.doors.office.pages import actor_of, page, posted, run


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """The form; ``periksa`` only tells what would happen."""
    form = ImportForm(posted(request), request.FILES if request.method == "POST" else None)
    found: list[tuple[tables.Plan, Taken]] = []
    status = 200
    if request.method == "POST":
        status = run(form, lambda: found.append(_take(request, form, dry_run="simpan" not in request.POST)))
        if status == 200 and "simpan" in request.POST:
            taken = found[0][1]
            messages.success(
                request,
                _("%(new)d klaim baru, %(changed)d berubah, %(same)d tetap.")
                % {"new": taken.created, "changed": taken.changed, "same": taken.unchanged},
            )
            if found[0][0].errors:
                messages.warning(
                    request,
                    _("%(count)d baris tidak terbaca dan dilewati.") % {"count": len(found[0][0].errors)},
                )
            return redirect(f"{reverse('office:claim-list')}?keadaan=impor")
    context = {"form": form, "plan": found[0][0] if found else None, "taken": found[0][1] if found else None}
    trail = [Crumb(_("Cek fakta"), reverse("office:claim-list")), Crumb(_("Impor"))]
    return page(request, "office/claims/import.html", context, section="claims", trail=trail, status=status)


def _take(request: HttpRequest, form: ImportForm, *, dry_run: bool) -> tuple[tables.Plan, Taken]:
    actor = actor_of(request)
    upload = form.cleaned_data["file"]
    plan = tables.read_file(upload.read(), upload.name or "", source=form.cleaned_data["source"])
    areas = actor.areas("claims.draft")
    region = Region.objects.get(pk=areas[0] if areas else settings.HOME_REGION)
    return plan, actions.bring_in(plan.checks, region=region, by=actor, dry_run=dry_run)
