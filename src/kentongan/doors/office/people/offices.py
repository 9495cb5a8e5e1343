"""Offices of one's area, their units, and who holds which post."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.people import access, actions
from kentongan.domain.people.models import Agency, Post
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.pages import actor_of, page, posted, run, with_params
from kentongan.doors.office.paging import bounded_count, page_after
from kentongan.doors.office.people.accounts import tabs
from kentongan.doors.office.people.forms import AgencyForm, EndForm, PostForm, UnitForm


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The offices of one's area."""
    found = access.visible_agencies(actor_of(request))
    words = request.GET.get("q", "").strip()[:80]
    if words:
        found = found.filter(name__icontains=words) | found.filter(short_name__icontains=words)
    total, more = bounded_count(found)
    rows, following = page_after(found.select_related("region"), request.GET, ("region_id", "name", "pk"))
    context = {
        "tabs": tabs("offices"),
        "rows": rows,
        "q": words,
        "total": total,
        "more": more,
        "next_url": following,
        "first_url": "?" + with_params(request.GET) if request.GET.get("sesudah") else "",
    }
    return page(request, "office/people/agencies.html", context, section="people")


@require_http_methods(ASKED_AND_DONE)
def new(request: HttpRequest) -> HttpResponse:
    """Note an office; a second one of the same name is refused."""
    actor = actor_of(request)
    form = AgencyForm(posted(request), by=actor)
    made: list[Agency] = []
    status = 200
    if request.method == "POST":
        status = run(form, lambda: made.append(actions.create_agency(by=actor, **form.cleaned_data)))
        if status == 200:
            messages.success(request, _("Kantor tercatat."))
            return redirect("office:agency-detail", key=made[0].pk)
    context = {
        "form": form,
        "question": _("Catat kantor"),
        "verb": _("Catat kantor"),
        "kind": "primary",
        "back_url": reverse("office:agency-list"),
        "uses_htmx": True,
    }
    trail = [Crumb(_("Kantor"), reverse("office:agency-list")), Crumb(_("Catat kantor"))]
    return page(request, "office/ask.html", context, section="people", trail=trail, status=status)


@require_safe
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """One office: its units, and its posts now and before."""
    agency = access.get_agency(key, by=actor_of(request))
    posts = list(agency.posts.select_related("person", "unit").order_by("-starts_on", "-pk"))
    today = timezone.localdate()
    context = {
        "agency": agency,
        "units": list(agency.units.order_by("name")),
        "present": [post for post in posts if post.ends_on is None or post.ends_on >= today],
        "past": [post for post in posts if post.ends_on is not None and post.ends_on < today],
    }
    trail = [Crumb(_("Kantor"), reverse("office:agency-list")), Crumb(agency.short_name)]
    return page(request, "office/people/agency.html", context, section="people", trail=trail)


@require_http_methods(ASKED_AND_DONE)
def unit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Note a unit of the office."""
    actor = actor_of(request)
    agency = access.get_agency(key, by=actor)
    form = UnitForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.create_unit(agency=agency, by=actor, **form.cleaned_data),
        section="people",
        trail=_trail(agency),
        back=_address(agency),
        question=_("Tambah bidang"),
        button=_("Tambah bidang"),
        done=_("Bidang tercatat."),
    )


@require_http_methods(ASKED_AND_DONE)
def post(request: HttpRequest, key: UUID) -> HttpResponse:
    """Note who holds a post."""
    actor = actor_of(request)
    agency = access.get_agency(key, by=actor)
    form = PostForm(posted(request), agency=agency, by=actor, initial={"kind": Post.Kind.STRUCTURAL})
    return ask(
        request,
        form,
        lambda: actions.appoint(agency=agency, by=actor, **form.facts()),
        section="people",
        trail=_trail(agency),
        back=_address(agency),
        question=_("Catat pejabat"),
        button=_("Catat pejabat"),
        done=_("Pejabat tercatat."),
    )


@require_http_methods(ASKED_AND_DONE)
def post_end(request: HttpRequest, number: int) -> HttpResponse:
    """End a post."""
    actor = actor_of(request)
    held = access.get_post(number, by=actor)
    form = EndForm(posted(request), initial={"on": timezone.localdate()})
    return ask(
        request,
        form,
        lambda: actions.end_post(post=held, on=form.cleaned_data["on"], by=actor),
        section="people",
        trail=_trail(held.agency),
        back=_address(held.agency),
        question=_("Akhiri jabatan %(name)s sebagai %(title)s")
        % {"name": held.person.name, "title": held.title},
        button=_("Akhiri jabatan"),
        done=_("Jabatan diakhiri."),
    )


def _address(agency: Agency) -> str:
    return reverse("office:agency-detail", args=[agency.pk])


def _trail(agency: Agency) -> list[Crumb]:
    return [
        Crumb(_("Kantor"), reverse("office:agency-list")),
        Crumb(agency.short_name, _address(agency)),
    ]
