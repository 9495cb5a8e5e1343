"""What the pages of speakers read. Whether it may be so is decided by the events room."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kentongan.design.formats import capitals
from kentongan.domain.events.models import Event, EventQuerySet, EventSpeaker, Sector, Speaker
from kentongan.domain.events.models.speakers import SpeakerQuerySet
from kentongan.domain.people.access import Authority
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT, lineage
from kentongan.domain.releases.models import Topic
from kentongan.doors.office.fields import day_field
from kentongan.doors.office.places import AreaField


class FilterForm(forms.Form):
    """Whom one looks for; what is not understood filters nothing."""

    q = forms.CharField(label=_("Nama, kantor, atau keahlian"), required=False, max_length=80)
    bidang = forms.ModelChoiceField(
        Sector.objects.all(), label=_("Bidang"), required=False, empty_label=_("Semua")
    )
    topik = forms.ModelChoiceField(
        Topic.objects.all(), label=_("Topik"), required=False, empty_label=_("Semua")
    )
    wilayah = AreaField(label=_("Dapat datang ke"), required=False)
    dari = day_field(_("Tidak berhalangan dari"), required=False)
    sampai = day_field(_("Sampai"), required=False)

    def __init__(self, params: QueryDict) -> None:
        super().__init__(params)
        self.is_valid()

    def narrowed(self, rows: SpeakerQuerySet) -> SpeakerQuerySet:
        """The rows that fit every filter."""
        wanted = self.cleaned_data
        sector, topic = wanted.get("bidang"), wanted.get("topik")
        rows = rows.matching(wanted.get("q", ""), sector.pk if sector else "", topic.pk if topic else "")
        if wanted.get("wilayah"):
            rows = rows.reaching(wanted["wilayah"].code)
        if wanted.get("dari") or wanted.get("sampai"):
            first = wanted.get("dari") or wanted["sampai"]
            rows = rows.free(first, wanted.get("sampai") or first)
        return rows


class SpeakerForm(forms.Form):
    """Somebody offices and groups may ask to speak."""

    uses_htmx = True

    name = forms.CharField(label=_("Nama"), max_length=150)
    title = forms.CharField(label=_("Jabatan"), required=False, max_length=150)
    sector = forms.ModelChoiceField(Sector.objects.all(), label=_("Bidang"), empty_label="–")
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Perangkat daerah"), required=False, empty_label="–"
    )
    organisation = forms.CharField(
        label=_("Lembaga lain"),
        required=False,
        max_length=150,
        help_text=_("Kampus, media, organisasi; bila bukan perangkat daerah."),
    )
    region = AreaField(
        label=_("Dapat datang ke"), help_text=_("Wilayah terluas yang dilayaninya, misalnya kabupatennya.")
    )
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(), label=_("Topik"), required=False, widget=forms.CheckboxSelectMultiple
    )
    expertise = forms.CharField(label=_("Keahlian"), required=False, max_length=300)
    phone = forms.CharField(label=_("Telepon"), required=False, max_length=20)
    email = forms.EmailField(label=_("Surel"), required=False)

    def __init__(self, *args: Any, by: Authority, speaker: Speaker | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roots = [grant.region_id for grant in by.grants]
        near = Q(pk__in=[])
        for root in roots:
            near |= Q(region_id__in=lineage(root))
        offices = Agency.objects.filter(near & by.within("speakers.edit", "region_id", agency="pk"))
        self.fields["agency"].queryset = offices.order_by("name")  # type: ignore[attr-defined]
        if all(grant.agency_id for grant in by.grants):
            self.fields["agency"].required = True
            self.initial.setdefault("agency", by.grants[0].agency_id)
        within = next(iter(by.areas("speakers.edit")), ROOT)
        self.fields["region"].keep_within(within)  # type: ignore[attr-defined]  # an AreaField
        if speaker is not None:
            del self.fields["region"]
        elif not self.is_bound:
            self.initial.setdefault("region", Region.objects.filter(code=within).first())


def facts_of(speaker: Speaker) -> dict[str, Any]:
    """A speaker as the form shows them."""
    plain = ("name", "title", "organisation", "expertise", "phone", "email")
    return {name: getattr(speaker, name) for name in plain} | {
        "sector": speaker.sector_id,
        "agency": speaker.agency_id,
        "topics": list(speaker.topics.all()),
    }


class AbsenceForm(forms.Form):
    """Days on which they cannot come."""

    starts_on = day_field(_("Dari"))
    ends_on = day_field(_("Sampai"))
    reason = forms.CharField(label=_("Keterangan"), required=False, max_length=150)


class InviteForm(forms.Form):
    """To which event, and for what."""

    event = forms.ModelChoiceField(Event.objects.none(), label=_("Acara"), empty_label="–")
    role = forms.ChoiceField(label=_("Tugas"), choices=capitals(EventSpeaker.Role.choices))
    material_title = forms.CharField(label=_("Judul materi"), required=False, max_length=200)

    def __init__(self, *args: Any, events: EventQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].queryset = events  # type: ignore[attr-defined]  # a ModelChoiceField
