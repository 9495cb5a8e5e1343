"""What the pages of needs read. Whether it may be so is decided by the mentoring room."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.domain.core.problems import Absent
from kentongan.domain.events.access import get_event
from kentongan.domain.events.models import Event, Sector
from kentongan.domain.mentoring.models import Need, NeedStep
from kentongan.domain.people.access import Authority
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.releases.access import get_release
from kentongan.domain.releases.models import Release
from kentongan.doors.office.fields import day_field

LOW = forms.Textarea(attrs={"rows": 3, "class": "low"})


class NeedForm(forms.Form):
    """A need of a group, written by the district or the village."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    group = forms.CharField(
        label=_("Kode KIM"), max_length=20, help_text=_("Tertulis di halaman KIM, misalnya K-7K3F9D.")
    )
    kind = forms.ChoiceField(
        label=_("Jenis"), choices=[(value, str(label).capitalize()) for value, label in Need.Kind.choices]
    )
    title = forms.CharField(label=_("Tulis singkat"), max_length=150)
    text = forms.CharField(label=_("Penjelasan"), required=False, widget=LOW)
    wanted_by = day_field(_("Dibutuhkan paling lambat"), required=False)


class AnswerForm(forms.Form):
    """Planned, answered or refused, with a text for the group."""

    conditional = ("planned_for",)  # may be empty in some cases only

    kind = forms.ChoiceField(
        label=_("Jawaban"),
        choices=[
            (NeedStep.Kind.PLANNED, _("Direncanakan")),
            (NeedStep.Kind.ANSWERED, _("Sudah dipenuhi")),
            (NeedStep.Kind.REFUSED, _("Tidak dapat dipenuhi")),
        ],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("Penjelasan"), help_text=_("Dibaca oleh KIM."), widget=LOW)
    planned_for = day_field(_("Rencananya tanggal"), _("Wajib bila direncanakan."), required=False)
    release = forms.CharField(
        label=_("Kode paket informasi"),
        required=False,
        max_length=20,
        help_text=_("Bila jawabannya sebuah paket, misalnya R-7K3F9D."),
    )
    event = forms.CharField(
        label=_("Kode acara"), required=False, max_length=20, help_text=_("Bila jawabannya sebuah acara.")
    )

    def __init__(self, *args: Any, by: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_release(self) -> Release | None:
        """The package with the code, when the person may read it."""
        typed = self.cleaned_data["release"]
        try:
            return get_release(typed, self.by).release if typed else None
        except Absent as problem:
            raise forms.ValidationError(problem.message) from problem

    def clean_event(self) -> Event | None:
        """The event with the code, when the person may read it."""
        typed = self.cleaned_data["event"]
        try:
            return get_event(typed, self.by) if typed else None
        except Absent as problem:
            raise forms.ValidationError(problem.message) from problem


class ForwardForm(forms.Form):
    """To which agency the need goes."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Kepada instansi"), empty_label=_("Pilih instansi")
    )
    text = forms.CharField(label=_("Pesan"), required=False, max_length=1000, widget=LOW)

    def __init__(self, *args: Any, region: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Agency.objects.filter(region_id=region[:5]).order_by("name")
        self.fields["agency"].queryset = found  # type: ignore[attr-defined]  # a ModelChoiceField


class SpeakerFilter(forms.Form):
    """Whom to look for in the register."""

    q = forms.CharField(label=_("Nama, instansi, atau keahlian"), required=False, max_length=80)
    bidang = forms.ChoiceField(label=_("Bidang"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sectors = [(sector.pk, sector.name) for sector in Sector.objects.all()]
        self.fields["bidang"].choices = [("", _("Semua")), *sectors]  # type: ignore[attr-defined]
        self.is_valid()


class InvitationForm(forms.Form):
    """When and where the speaker meets the group."""

    on = day_field(_("Tanggal"))
    starts = forms.TimeField(
        label=_("Mulai pukul"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=_("Sampai pukul"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(label=_("Tempat"), required=False, max_length=150)
    text = forms.CharField(
        label=_("Pesan untuk KIM"),
        required=False,
        help_text=_("Boleh kosong; nama narasumber ditulis sendiri."),
        widget=LOW,
    )

    def values(self, region: Region) -> dict[str, Any]:
        """What the verb takes, by the clocks of the area."""
        data = self.cleaned_data

        def at(hour: time) -> datetime:
            return datetime.combine(data["on"], hour, tzinfo=region.zone)

        return {
            "starts_at": at(data["starts"]),
            "ends_at": at(data["ends"]),
            "place": data["place"],
            "text": data["text"],
        }
