"""Planning an event: what, where, when, with which money, under which conditions."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kentongan.design.formats import capitals
from kentongan.domain.events.access import funding_lines
from kentongan.domain.events.models import Event, FundingLine, Kind, Mode
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT
from kentongan.doors.office.fields import WordsField, day_field, moment_field
from kentongan.doors.office.places import AreaField

LINES = {"rows": 4, "class": "low"}
SHOWN = [
    ("", _("Sesuai jenis acaranya")),
    ("yes", _("Tampilkan")),
    ("no", _("Jangan tampilkan")),
]
CHOSEN_ELSEWHERE = {"token", "agenda", "conditions", "starts_at", "ends_at", "areas", "parent"}


class EventForm(forms.Form):
    """An event. Its agenda and conditions are written one a line while it is new."""

    uses_htmx = True

    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    parent = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Jenis acara"), choices=capitals(Kind.choices), initial=Kind.OUTREACH)
    title = forms.CharField(
        label=_("Judul"), max_length=200, help_text=_("Misalnya: Sosialisasi KIM di Kecamatan Reban.")
    )
    purpose = forms.CharField(
        label=_("Tujuan"), required=False, widget=forms.Textarea(attrs={"rows": 2, "class": "low"})
    )
    mode = forms.ChoiceField(
        label=_("Cara bertemu"),
        choices=capitals(Mode.choices),
        initial=Mode.ONSITE,
        widget=forms.RadioSelect,
    )
    region = AreaField(label=_("Wilayah tempat acara"))
    place = forms.CharField(
        label=_("Tempat"), required=False, max_length=150, help_text=_("Misalnya: Balai Desa Beji.")
    )
    link = forms.URLField(
        label=_("Tautan ruang daring"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("Hanya terbaca oleh yang diundang."),
    )
    starts_at = moment_field(_("Mulai"), _("Menurut jam setempat."), required=True)
    ends_at = moment_field(_("Selesai"), _("Boleh hari lain bila acaranya beberapa hari."), required=True)
    is_public = forms.TypedChoiceField(
        label=_("Agenda umum"),
        required=False,
        choices=SHOWN,
        coerce=lambda word: {"yes": True, "no": False}.get(word),
        empty_value=None,
        help_text=_(
            "Warga melihat judul, tujuan, waktu, tempat, dan mata acaranya; bukan nama peserta."
            " Menurut jenisnya, rapat dan kunjungan tidak tampil."
        ),
    )
    agenda = forms.CharField(
        label=_("Mata acara"),
        required=False,
        help_text=_("Satu per baris. Satu acara boleh memuat dua program."),
        widget=forms.Textarea(attrs=LINES),
    )
    conditions = forms.CharField(
        label=_("Syarat pelaksanaan"),
        required=False,
        help_text=_("Satu per baris, misalnya protokol kesehatan. Dicentang bila sudah dipenuhi."),
        widget=forms.Textarea(attrs=LINES),
    )
    areas = WordsField(label=_("Wilayah yang dilayani"), required=False)
    funding = forms.ModelChoiceField(
        FundingLine.objects.none(), label=_("Sumber dana"), required=False, empty_label=_("Belum ditentukan")
    )
    programme = forms.CharField(label=_("Program atau kegiatan"), required=False, max_length=200)
    sub_activity = forms.CharField(label=_("Subkegiatan"), required=False, max_length=200)

    def __init__(self, *args: Any, by: Authority, event: Event | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.event = by, event
        within = next(iter(by.areas("events.edit")), ROOT)
        self.fields["region"].keep_within(within)  # type: ignore[attr-defined]  # an AreaField
        lines = funding_lines(by)
        self.fields["funding"].queryset = lines  # type: ignore[attr-defined]  # a ModelChoiceField
        if event is not None:
            for name in ("region", "agenda", "conditions", "starts_at", "ends_at", "parent", "token"):
                del self.fields[name]
            self.fields["is_public"].choices = SHOWN[1:]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def chosen(self) -> list[str]:
        """The area codes as they stand in the form now."""
        return list(dict.fromkeys(str(code) for code in self["areas"].value() or []))

    def again(self) -> "EventForm":
        """The same words in a form that complains of nothing yet."""
        words = {name: self[name].value() for name in self.fields}
        return type(self)(initial=words, by=self.by, event=self.event)

    def facts(self) -> dict[str, Any]:
        """What the verbs take, without the times."""
        return {name: value for name, value in self.cleaned_data.items() if name not in CHOSEN_ELSEWHERE} | {
            "areas": list(Region.objects.filter(code__in=self.chosen))
        }

    def times(self) -> dict[str, Any]:
        """Start and end on the clock of the event's region."""
        zone = self.cleaned_data["region"].zone
        return {name: self.cleaned_data[name].replace(tzinfo=zone) for name in ("starts_at", "ends_at")}

    def lines(self, name: str) -> list[str]:
        """The lines of a field that are not empty."""
        return [line.strip() for line in self.cleaned_data[name].splitlines() if line.strip()]


def facts_of(event: Event) -> dict[str, Any]:
    """An event as the form shows it."""
    plain = ("kind", "title", "purpose", "mode", "place", "link", "programme", "sub_activity")
    return {name: getattr(event, name) for name in plain} | {
        "is_public": "yes" if event.is_public else "no",
        "region": event.region,
        "funding": event.funding_id,
        "areas": [area.code for area in event.areas.all()],
    }


class MoveForm(forms.Form):
    """Another time, and why."""

    starts_at = moment_field(_("Mulai"), _("Menurut jam setempat."), required=True)
    ends_at = moment_field(_("Selesai"), required=True)
    reason = forms.CharField(label=_("Alasan dipindah"), max_length=300)

    def __init__(self, data: QueryDict | None = None, *, event: Event) -> None:
        zone = event.region.zone
        first = {
            name: getattr(event, name).astimezone(zone).replace(tzinfo=None)
            for name in ("starts_at", "ends_at")
        }
        super().__init__(data, initial=first)
        self.zone = zone

    def facts(self) -> dict[str, Any]:
        """What the verb takes: the times on the clock of the event's region."""
        data = self.cleaned_data
        return {name: data[name].replace(tzinfo=self.zone) for name in ("starts_at", "ends_at")} | {
            "reason": data["reason"]
        }


class CancelForm(forms.Form):
    """Why it does not take place."""

    reason = forms.CharField(label=_("Alasan pembatalan"), max_length=300)


class HoldForm(forms.Form):
    """The day it took place, and how many came where nobody kept a list."""

    on = day_field(_("Terlaksana pada"))
    head_count = forms.IntegerField(
        label=_("Jumlah yang hadir, bila tidak ada daftar hadir"), required=False, min_value=0
    )


class ConditionsForm(forms.Form):
    """More conditions, one a line."""

    text = forms.CharField(
        label=_("Syarat pelaksanaan"),
        required=False,
        help_text=_("Satu per baris."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def lines(self) -> list[str]:
        """The sentences."""
        return [line.strip() for line in self.cleaned_data["text"].splitlines() if line.strip()]


class FundingForm(forms.Form):
    """A line of a budget document."""

    region = AreaField(label=_("Milik wilayah"))
    kind = forms.ChoiceField(label=_("Sumber"), choices=FundingLine.Kind.choices)
    document_number = forms.CharField(
        label=_("Nomor dokumen anggaran"), max_length=80, help_text=_("Misalnya: 39/49/DPA/2015.")
    )
    document_date = day_field(_("Tanggal dokumen"), required=False)
    programme = forms.CharField(label=_("Program atau kegiatan"), required=False, max_length=200)
    sub_activity = forms.CharField(label=_("Subkegiatan"), required=False, max_length=200)
    amount = forms.IntegerField(
        label=_("Jumlah"),
        required=False,
        min_value=0,
        help_text=_("Dalam rupiah. Kosongkan bila tidak tahu."),
    )
    uses_htmx = True

    def __init__(self, *args: Any, by: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].keep_within(next(iter(by.areas("events.edit")), ROOT))  # type: ignore[attr-defined]
