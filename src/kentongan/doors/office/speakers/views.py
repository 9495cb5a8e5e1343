"""The register of speakers: found by sector, office, topic and area; kept; invited to an event."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.design.parts import Crumb, Link
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent, Refused
from kentongan.domain.events import access, actions
from kentongan.domain.events.models import Speaker
from kentongan.domain.regions.rules import is_within
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.events.words import lines_of, when
from kentongan.doors.office.history import SHOWN
from kentongan.doors.office.pages import actor_of, page, posted, with_params
from kentongan.doors.office.paging import bounded_count, page_after
from kentongan.doors.office.places import area_text
from kentongan.doors.office.speakers.forms import (
    AbsenceForm,
    FilterForm,
    InviteForm,
    SpeakerForm,
    facts_of,
)

ORDER = ("name", "pk")
APPEARANCES = 30


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The register, by name, narrowed by the filters in the address."""
    actor = actor_of(request)
    form = FilterForm(request.GET)
    found = form.narrowed(access.speakers(actor))
    rows, following = page_after(found.prefetch_related("topics"), request.GET, ORDER)
    total, more = bounded_count(found)
    context = {
        "form": form,
        "rows": rows,
        "active": _active(form, request.GET),
        "total": total,
        "more": more,
        "next_url": following,
        "first_url": "?" + with_params(request.GET) if request.GET.get("sesudah") else "",
        "may_add": actor.may("speakers.edit"),
        "uses_htmx": True,
    }
    return page(request, "office/speakers/list.html", context, section="speakers")


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One speaker: what they know, when they are away, where they spoke."""
    actor = actor_of(request)
    speaker = access.get_speaker(code, actor)
    may_edit = access.may_edit_speaker(speaker, actor)
    spoke = speaker.appearances.filter(event__in=access.visible(actor).values("pk"))
    rows = spoke.select_related("event__region").order_by("-event__starts_at", "pk")[:APPEARANCES]
    context = {
        "speaker": speaker,
        "topics": list(speaker.topics.all()),
        "absences": list(speaker.absences.all()),
        "appearances": [(row, when(row.event)) for row in rows],
        "may_edit": may_edit,
        "may_contact": access.may_see_contact(speaker, actor),
        "may_invite": any(is_within(root, speaker.region_id) for root in actor.areas("events.edit")),
        "events": lines_of(Entry.objects.about(speaker)[:SHOWN]) if may_edit else [],
    }
    return page(request, "office/speakers/detail.html", context, section="speakers", trail=_trail(speaker))


@require_http_methods(ASKED_AND_DONE)
def new(request: HttpRequest) -> HttpResponse:
    """Enter somebody; an agency enters its own people."""
    actor = actor_of(request)
    form = SpeakerForm(posted(request), by=actor)
    return ask(
        request,
        form,
        lambda: actions.register_speaker(by=actor, **form.cleaned_data),
        section="speakers",
        trail=_trail(),
        back=reverse("office:speaker-list"),
        question=_("Daftarkan narasumber"),
        consequence=_("Dinas, instansi lain, dan KIM dapat menemukannya. Nomor telepon hanya untuk kantor."),
        button=_("Daftarkan"),
        done=_("Narasumber terdaftar."),
        keep="narasumber-baru",
    )


@require_http_methods(ASKED_AND_DONE)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change what is known of them."""
    actor = actor_of(request)
    speaker = _kept(request, code)
    form = SpeakerForm(posted(request), by=actor, speaker=speaker, initial=facts_of(speaker))
    return _ask(
        request,
        speaker,
        form,
        lambda: actions.change_speaker(speaker, by=actor, **form.cleaned_data),
        question=_("Ubah data narasumber"),
        button=_("Simpan"),
        done=_("Perubahan tersimpan."),
    )


@require_http_methods(ASKED_AND_DONE)
def absence(request: HttpRequest, code: str) -> HttpResponse:
    """Note days on which they cannot come."""
    actor = actor_of(request)
    speaker = _kept(request, code)
    form = AbsenceForm(posted(request))
    return _ask(
        request,
        speaker,
        form,
        lambda: actions.add_absence(speaker, by=actor, **form.cleaned_data),
        question=_("Catat berhalangan"),
        consequence=_("Pada hari-hari ini narasumber tidak dapat dipasang pada acara."),
        button=_("Catat"),
        done=_("Hari berhalangan tercatat."),
    )


@require_POST
def absence_end(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """They can come on these days after all."""
    speaker = _kept(request, code)
    row = speaker.absences.filter(pk=number).first()
    if row is None:
        raise Absent(_("Catatan ini tidak ditemukan."))
    actions.remove_absence(row, by=actor_of(request))
    messages.success(request, _("Catatan berhalangan dihapus."))
    return redirect("office:speaker-detail", code=speaker.code)


@require_http_methods(ASKED_AND_DONE)
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """Put them on the programme of a coming event."""
    actor = actor_of(request)
    speaker = access.get_speaker(code, actor)
    if not any(is_within(root, speaker.region_id) for root in actor.areas("events.edit")):
        raise Absent(_("Narasumber ini tidak datang ke wilayah Anda."))
    events = access.visible(actor).filter(actor.within("events.edit", "region_id")).coming()
    form = InviteForm(posted(request), events=events)

    def add() -> Any:
        data = form.cleaned_data
        return actions.add_speaker(
            data["event"],
            speaker=speaker,
            role=data["role"],
            material_title=data["material_title"],
            by=actor,
        )

    return _ask(
        request,
        speaker,
        form,
        add,
        question=_("Undang ke acara"),
        consequence=_("Hanya acara yang akan datang yang dapat dipilih."),
        button=_("Undang"),
        done=_("Narasumber masuk susunan acara."),
    )


@require_http_methods(ASKED_AND_DONE)
def ending(request: HttpRequest, code: str) -> HttpResponse:
    """Take them out of the register; where they spoke stays."""
    speaker = _kept(request, code)
    return ask(
        request,
        Form(posted(request)),
        lambda: actions.end_speaker(speaker, by=actor_of(request)),
        section="speakers",
        trail=_trail(speaker, linked=True),
        back=reverse("office:speaker-list"),
        question=_("Keluarkan dari daftar"),
        consequence=_("Riwayat tempatnya berbicara tetap ada."),
        button=_("Keluarkan"),
        kind="danger",
        done=_("Narasumber dikeluarkan dari daftar."),
    )


def _kept(request: HttpRequest, code: str) -> Speaker:
    """A speaker whose entry the person keeps. Raises ``Absent`` or ``Refused``."""
    speaker = access.get_speaker(code, actor_of(request))
    if not access.may_edit_speaker(speaker, actor_of(request)):
        raise Refused(_("Data narasumber ini diurus oleh kantor atau instansinya."))
    return speaker


def _ask(request: HttpRequest, speaker: Speaker, form: Any, verb: Any, **words: str) -> HttpResponse:
    back = reverse("office:speaker-detail", args=[speaker.code])
    trail = _trail(speaker, linked=True)
    return ask(request, form, verb, section="speakers", trail=trail, back=back, **words)


def _trail(speaker: Speaker | None = None, *, linked: bool = False) -> list[Crumb]:
    first = Crumb(_("Narasumber"), reverse("office:speaker-list"))
    if speaker is None:
        return [first]
    href = reverse("office:speaker-detail", args=[speaker.code]) if linked else ""
    return [first, Crumb(speaker.name, href)]


def _active(form: FilterForm, params: QueryDict) -> list[Link]:
    """The filters in force, each a link without it."""
    links = []
    for name, value in form.cleaned_data.items():
        if value:
            word = area_text(value) if name == "wilayah" else value
            links.append(Link(f"{form.fields[name].label}: {word}", "?" + with_params(params, **{name: ""})))
    return links
