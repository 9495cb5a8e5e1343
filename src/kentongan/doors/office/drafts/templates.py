"""The layouts of decrees: a list, and one to look at and to keep as the next version."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.founding import access, actions
from kentongan.domain.founding.models import DecreeTemplate
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import is_within
from kentongan.doors.office.asking import ASKED_AND_DONE
from kentongan.doors.office.drafts.forms import MARKS, TemplateForm, base_choices, texts_of
from kentongan.doors.office.drafts.reading import SECTION
from kentongan.doors.office.pages import actor_of, page, posted, run

KEEP = "templat-sk"
OWN = ("region", "name", "key", "kind", "level", "number_pattern", "unit")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The layouts one may use: those of one's area and of the areas above."""
    rows = access.visible_templates(actor_of(request)).select_related("region")
    context = {"rows": list(rows.order_by("kind", "region_id", "name")[:200])}
    trail = [*_trail()[:-1], Crumb(_("Templat"))]
    return page(request, "office/drafts/templates.html", context, section=SECTION, trail=trail)


@require_http_methods(ASKED_AND_DONE)
def new(request: HttpRequest) -> HttpResponse:
    """A layout of one's own from nothing."""
    return _form_page(request, None)


@require_http_methods(ASKED_AND_DONE)
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Look at a layout; kept, it is the next version for one's own area."""
    return _form_page(request, access.get_template(number, actor_of(request)))


def _form_page(request: HttpRequest, template: DecreeTemplate | None) -> HttpResponse:
    actor = actor_of(request)
    home = _home(actor, template)
    first: dict[str, Any] = {"region": home}
    if template:
        first |= texts_of(template) | {name: getattr(template, name) for name in OWN} | {"region": home}
    form = TemplateForm(posted(request), initial=first, region=home)
    status = 200
    if request.method == "POST":
        status = run(form, lambda: _save(form, actor))
        if status == 200:
            messages.success(request, _("Templat tersimpan sebagai versi baru."), extra_tags=KEEP)
            return redirect("office:draft-templates")
    context = {
        "form": form,
        "keep": KEEP,
        "marks": MARKS,
        "bases": base_choices(form, timezone.localdate()),
        "heading": template.name if template else _("Templat baru"),
        "template": template,
        "back_url": reverse("office:draft-templates"),
        "own_fields": [form[name] for name in OWN],
        "uses_htmx": True,
    }
    trail = [*_trail(), Crumb(template.name if template else _("Templat baru"))]
    return page(request, "office/drafts/texts.html", context, section=SECTION, trail=trail, status=status)


def _save(form: TemplateForm, actor: Authority) -> None:
    own = {name: form.cleaned_data[name] for name in OWN}
    actions.save_template(by=actor, **own, **form.texts())


def _home(actor: Authority, template: DecreeTemplate | None) -> Region | None:
    """Whose layout it becomes: the template's area when it lies in the person's, else the person's own."""
    roots = actor.areas("decrees.draft")
    if template and any(is_within(template.region_id, root) for root in roots):
        return template.region
    return Region.objects.filter(code__in=roots).order_by("level", "code").first()


def _trail() -> list[Crumb]:
    return [
        Crumb(_("SK"), reverse("office:decree-list")),
        Crumb(_("Konsep"), reverse("office:draft-list")),
        Crumb(_("Templat"), reverse("office:draft-templates")),
    ]
