"""The visit forms of an office: list, versions with preview, drafts put in force."""

from django.contrib import messages
from django.db.models import Prefetch
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent
from kentongan.domain.mentoring import access, actions
from kentongan.domain.mentoring.models import Edition, Instrument
from kentongan.domain.regions.models import Region
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.history import SHOWN, events
from kentongan.doors.office.once import new_token, once
from kentongan.doors.office.pages import actor_of, page, posted, run
from kentongan.doors.office.visits.forms import InstrumentForm, PublicationForm
from kentongan.doors.office.visits.listing import tabs

MOST = 100


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The instruments of one's area and those above it."""
    actor = actor_of(request)
    editions = Prefetch("editions", Edition.objects.order_by("-number"))
    rows = list(
        access.visible_instruments(actor).prefetch_related(editions).order_by("retired_on", "name")[:MOST]
    )
    context = {"rows": rows, "today": timezone.localdate(), "tabs": tabs(actor, "instrument-list")}
    return page(request, "office/visits/instruments.html", context, section="visits")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin an instrument, empty or like another."""
    actor = actor_of(request)
    copies = list(Edition.objects.in_force().filter(instrument__in=access.visible_instruments(actor)))
    regions = list(Region.objects.filter(code__in=actor.areas("visits.forms")).order_by("code"))
    form = InstrumentForm(
        posted(request),
        regions=regions,
        like=copies,
        initial={"token": new_token(), "like": request.GET.get("dari", "")},
    )

    def make() -> str:
        data = form.cleaned_data
        made = actions.make_instrument(
            region=next(area for area in regions if area.code == data["region"]),
            name=data["name"],
            purpose=data["purpose"],
            like=next((one for one in copies if str(one.pk) == data["like"]), None),
            by=actor,
        )
        return reverse("office:instrument-edition", args=[made.instrument_id, made.number])

    status, done = 200, list[str]()
    if request.method == "POST":
        status = run(form, lambda: done.append(once(form.cleaned_data["token"], make, by=actor)))
        if status == 200:
            messages.success(request, _("Konsep instrumen dibuat. Periksa pertanyaannya."))
            return redirect(done[0])
    context = {"form": form, "back_url": reverse("office:instrument-list")}
    trail = [*trail_of(), Crumb(_("Instrumen baru"))]
    return page(
        request, "office/visits/instrument_new.html", context, section="visits", trail=trail, status=status
    )


@require_safe
def detail(request: HttpRequest, number: int) -> HttpResponse:
    """To the newest version."""
    instrument = access.get_instrument(number, actor_of(request))
    newest = instrument.editions.order_by("-number").values_list("number", flat=True)[0]
    return redirect("office:instrument-edition", number=instrument.pk, version=newest)


@require_safe
def edition(request: HttpRequest, number: int, version: int) -> HttpResponse:
    """A version as the visitor will see it; a draft with what can be changed."""
    actor = actor_of(request)
    instrument = access.get_instrument(number, actor)
    shown = access.get_edition(instrument, version)
    may_write = actor.may("visits.forms", instrument.region_id) and instrument.retired_on is None
    versions = list(instrument.editions.order_by("-number"))
    context = {
        "instrument": instrument,
        "edition": shown,
        "versions": versions,
        "may_write": may_write,
        "may_edit": may_write and shown.is_draft,
        "has_draft": any(one.is_draft for one in versions),
        "weight": sum(
            question.weight for section in shown.sections.all() for question in section.questions.all()
        ),
        "events": events(Entry.objects.about(instrument)[:SHOWN]) if may_write else [],
    }
    trail = [*trail_of(), Crumb(instrument.name)]
    return page(request, "office/visits/edition.html", context, section="visits", trail=trail)


@require_POST
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """Begin the next version, with the questions of the newest."""
    actor = actor_of(request)
    made = actions.draft_edition(access.get_instrument(number, actor), by=actor)
    messages.success(request, _("Konsep versi %(number)d siap diubah.") % {"number": made.number})
    return redirect("office:instrument-edition", number=number, version=made.number)


@require_http_methods(ASKED_AND_DONE)
def publication(request: HttpRequest, number: int) -> HttpResponse:
    """Put the draft in force."""
    actor = actor_of(request)
    instrument = access.get_instrument(number, actor)
    shown = draft_of(instrument)
    form = PublicationForm(posted(request), initial={"in_force_from": timezone.localdate()})
    return ask(
        request,
        form,
        lambda: actions.publish_edition(shown, by=actor, **form.cleaned_data),
        section="visits",
        trail=trail_of(instrument),
        back=reverse("office:instrument-edition", args=[instrument.pk, shown.number]),
        question=_("Berlakukan versi %(number)d") % {"number": shown.number},
        consequence=_("Versi yang berlaku tidak dapat diubah lagi. Kunjungan lama tetap memakai versinya."),
        button=_("Berlakukan"),
        done=_("Versi ini berlaku untuk kunjungan berikutnya."),
    )


@require_http_methods(ASKED_AND_DONE)
def retirement(request: HttpRequest, number: int) -> HttpResponse:
    """Offer the instrument no longer."""
    actor = actor_of(request)
    instrument = access.get_instrument(number, actor)
    actor.require("visits.forms", instrument.region_id)
    form = Form(posted(request))
    return ask(
        request,
        form,
        lambda: actions.retire_instrument(instrument, by=actor),
        section="visits",
        trail=trail_of(instrument),
        back=reverse("office:instrument-list"),
        question=_("Hentikan pemakaian instrumen ini"),
        consequence=_("Instrumen tidak ditawarkan lagi. Kunjungan yang sudah dicatat tetap terbaca."),
        button=_("Hentikan"),
        kind="danger",
        done=_("Instrumen tidak dipakai lagi."),
    )


def draft_of(instrument: Instrument) -> Edition:
    """Its draft. Raises ``Absent`` when all its versions are in force."""
    found = instrument.editions.filter(in_force_from=None).select_related("instrument").first()
    if found is None:
        raise Absent(_("Instrumen ini tidak punya konsep. Tulislah versi baru."))
    return found


def trail_of(instrument: Instrument | None = None) -> list[Crumb]:
    way = [
        Crumb(_("Pendampingan"), reverse("office:visit-list")),
        Crumb(_("Instrumen"), reverse("office:instrument-list")),
    ]
    if instrument:
        way.append(Crumb(instrument.name, reverse("office:instrument-detail", args=[instrument.pk])))
    return way
