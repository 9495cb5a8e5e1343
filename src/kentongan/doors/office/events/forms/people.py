"""Who is invited, who speaks, who came."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kentongan.design.formats import capitals
from kentongan.domain.events.models import (
    AgendaItem,
    Attendance,
    Element,
    Event,
    EventSpeaker,
    Party,
    Speaker,
)
from kentongan.domain.events.models.speakers import SpeakerQuerySet
from kentongan.domain.groups.models import Regulation
from kentongan.domain.people.models import Agency, Person
from kentongan.domain.regions.rules import lineage
from kentongan.doors.office.fields import WordsField
from kentongan.doors.office.places import AreaField

MOST_INVITED = 500


class InviteForm(forms.Form):
    """Groups to tick, agencies, the holders of a post in areas, or somebody by name."""

    groups = WordsField(label=_("KIM"), required=False)
    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.none(),
        label=_("Perangkat daerah"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    regions = WordsField(label=_("Wilayah"), required=False)
    role = forms.CharField(
        label=_("Jabatan yang diundang"),
        required=False,
        max_length=120,
        help_text=_("Misalnya: Sekretaris Kecamatan. Berlaku untuk setiap wilayah yang dicentang."),
    )
    names = forms.CharField(
        label=_("Orang atau lembaga lain"),
        required=False,
        help_text=_("Satu per baris."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "low"}),
    )
    seats = forms.IntegerField(label=_("Kursi untuk masing-masing"), min_value=1, max_value=500, initial=1)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = Agency.objects.filter(region_id__in=lineage(event.region_id)).order_by("name")
        self.fields["agencies"].queryset = offices  # type: ignore[attr-defined]  # a ModelMultipleChoiceField

    @property
    def chosen(self) -> list[str]:
        """The codes of the groups as they stand in the form now."""
        return list(dict.fromkeys(str(code) for code in self["groups"].value() or []))[:MOST_INVITED]


class ConfirmForm(forms.Form):
    """What an invitation was answered."""

    seats = forms.IntegerField(
        label=_("Berapa yang akan hadir?"), min_value=0, help_text=_("Tulis 0 bila tidak dapat hadir.")
    )
    head_title = forms.CharField(
        label=_("Jabatan yang diwakili"),
        required=False,
        max_length=150,
        help_text=_("Bila ada yang mewakili."),
    )
    delegate_name = forms.CharField(label=_("Diwakili oleh"), required=False, max_length=150)
    delegate_title = forms.CharField(label=_("Jabatan wakil"), required=False, max_length=150)
    note = forms.CharField(label=_("Catatan"), required=False, max_length=300)


class AgendaForm(forms.Form):
    """One matter of the event; without a title it is taken off."""

    conditional = ("title",)

    title = forms.CharField(label=_("Mata acara"), required=False, max_length=200)
    programme = forms.CharField(
        label=_("Program"),
        required=False,
        max_length=200,
        help_text=_("Bila satu acara memuat dua program, sebutkan program mata acara ini."),
    )
    regulation = forms.ModelChoiceField(
        Regulation.objects.none(), label=_("Peraturan yang dijelaskan"), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Regulation.objects.filter(region_id__in=lineage(event.region_id)).order_by("-year", "number")
        self.fields["regulation"].queryset = known  # type: ignore[attr-defined]  # a ModelChoiceField


class SpeakerForm(forms.Form):
    """Somebody who speaks: from the register, or only named."""

    conditional = ("speaker", "name")

    speaker = forms.ModelChoiceField(
        Speaker.objects.none(), label=_("Dari daftar narasumber"), required=False, empty_label="–"
    )
    name = forms.CharField(label=_("Atau tulis namanya"), required=False, max_length=150)
    title = forms.CharField(label=_("Jabatan"), required=False, max_length=150)
    role = forms.ChoiceField(label=_("Tugas"), choices=capitals(EventSpeaker.Role.choices))
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("Mata acara"), required=False, empty_label="–"
    )
    material_title = forms.CharField(label=_("Judul materi"), required=False, max_length=200)

    def __init__(self, *args: Any, event: Event, known: SpeakerQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["speaker"].queryset = known  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["item"].queryset = event.agenda.all()  # type: ignore[attr-defined]  # a ModelChoiceField


class CorrectForm(forms.Form):
    """A line of the attendance list put right."""

    name = forms.CharField(label=_("Nama"), max_length=150)
    sex = forms.ChoiceField(
        label=_("Jenis kelamin"),
        required=False,
        choices=[("", _("Tidak dicatat")), *capitals(Person.Sex.choices)],
    )
    element = forms.ModelChoiceField(
        Element.objects.all(), label=_("Unsur"), required=False, empty_label=_("Tidak dicatat")
    )
    title = forms.CharField(label=_("Jabatan atau pekerjaan"), required=False, max_length=120)
    region = AreaField(label=_("Desa, kelurahan, atau wilayah"), required=False)
    on_behalf_of = forms.CharField(
        label=_("Mewakili"), required=False, max_length=200, help_text=_("Nama dan jabatan yang diwakili.")
    )
    uses_htmx = True

    def __init__(self, data: QueryDict | None = None, *, row: Attendance) -> None:
        plain = ("name", "sex", "title", "region", "on_behalf_of")
        first = {name: getattr(row, name) for name in plain} | {"element": row.element_id}
        super().__init__(data, initial=first)


class ReasonForm(forms.Form):
    """Why a name is taken off the list."""

    reason = forms.CharField(label=_("Alasan"), max_length=200, help_text=_("Misalnya: tercatat dua kali."))


class PartyForm(forms.Form):
    """A host, a delegation, who organises with; the head, and who came in the head's place."""

    role = forms.ChoiceField(label=_("Sebagai"), choices=capitals(Party.Role.choices))
    name = forms.CharField(
        label=_("Nama lembaga atau kelompok"),
        max_length=200,
        help_text=_("Misalnya: Bidang IKP Diskominfo, atau KIM Lentera."),
    )
    head_name = forms.CharField(label=_("Nama pimpinan"), required=False, max_length=150)
    head_title = forms.CharField(label=_("Jabatan pimpinan"), required=False, max_length=150)
    delegate_name = forms.CharField(
        label=_("Diwakili oleh"), required=False, max_length=150, help_text=_("Bila pimpinan berhalangan.")
    )
    delegate_title = forms.CharField(label=_("Jabatan wakil"), required=False, max_length=150)
