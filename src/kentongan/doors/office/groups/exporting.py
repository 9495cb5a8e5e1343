"""The list as a spreadsheet: asked for, written in the background, fetched by whoever asked."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.core.problems import Refused
from kentongan.domain.groups import access
from kentongan.domain.groups.exports import export_file, request_export
from kentongan.domain.groups.models import Export
from kentongan.domain.regions.access import get_region
from kentongan.doors.office.groups.listing import FilterForm
from kentongan.doors.office.pages import actor_of, page
from kentongan.doors.office.sheets import KINDS


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Ask for the groups as filtered in the list."""
    actor = actor_of(request)
    filters = FilterForm(QueryDict(request.POST.urlencode()), by=actor).wanted()
    code = filters.pop("region", "") or next(iter(actor.areas("groups.export")), "")
    if not code:
        raise Refused(_("Anda tidak berwenang mengekspor daftar kelompok."))
    export = request_export(get_region(code), actor, **filters)
    return redirect("office:group-export-progress", key=export.pk)


@require_safe
def progress(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far the file is; renews itself until it is there."""
    export = access.get_export(key, actor_of(request))
    context = {
        "export": export,
        "waits": export.state in {Export.State.WAITING, Export.State.RUNNING},
        "done": export.state == Export.State.DONE,
    }
    trail = [Crumb(_("KIM"), reverse("office:group-list")), Crumb(_("Ekspor"))]
    return page(request, "office/groups/export.html", context, section="groups", trail=trail)


@require_safe
def file(request: HttpRequest, key: UUID) -> FileResponse:
    """The finished spreadsheet."""
    path = export_file(access.get_export(key, actor_of(request)))
    return FileResponse(path.open("rb"), as_attachment=True, filename="kim.xlsx", content_type=KINDS["xlsx"])
