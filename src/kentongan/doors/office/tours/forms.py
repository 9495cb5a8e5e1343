"""What the pages of tours read: the frame with its usual values, teams, districts."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.design.formats import capitals
from kentongan.domain.core.texts import one_line
from kentongan.domain.events.access import funding_lines, speakers
from kentongan.domain.events.actions.agenda import Item
from kentongan.domain.events.models import FundingLine, Kind, Letter, Speaker
from kentongan.domain.groups.models import Regulation
from kentongan.domain.outreach.actions import Member
from kentongan.domain.outreach.models import Tour
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.doors.office.events.forms import LetterForm
from kentongan.doors.office.fields import WordsField, day_field
from kentongan.doors.office.places import AreaField
from kentongan.doors.office.tours.weights import WeightsForm

LINES = {"rows": 3, "class": "low"}
USUAL_KINDS = (Kind.OUTREACH, Kind.FOUNDING, Kind.BRIEFING, Kind.TRAINING, Kind.MENTORING, Kind.OTHER)
PLAIN = (
    "title", "starts_on", "ends_on", "quota_per_district", "villages_per_stop", "max_stops_per_day", "kinds",
    "candidates", "base", "day_starts_at", "minutes_per_stop", "minutes_per_day", "km_per_hour", "funding",
)  # fmt: skip
MOST_SPEAKERS = 60


class TourForm(WeightsForm):
    """The frame of a tour. Everything but the days has a usual value."""

    uses_htmx = True

    title = forms.CharField(label=gettext_lazy("Judul"), max_length=200)
    starts_on = day_field(gettext_lazy("Mulai"))
    ends_on = day_field(gettext_lazy("Selesai"))
    quota_per_district = forms.IntegerField(
        label=gettext_lazy("Desa per kecamatan"), min_value=1, max_value=500, initial=5
    )
    candidates = forms.ChoiceField(
        label=gettext_lazy("Desa yang boleh dipilih"),
        choices=capitals(Tour.Candidates.choices),
        initial=Tour.Candidates.ALL,
        widget=forms.RadioSelect,
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Jenis acara"),
        choices=capitals((kind.value, kind.label) for kind in USUAL_KINDS),
        initial=[Kind.OUTREACH],
        widget=forms.CheckboxSelectMultiple,
    )
    agenda = forms.CharField(
        label=gettext_lazy("Mata acara"),
        required=False,
        help_text=gettext_lazy("Satu per baris. Dua program boleh berbagi satu acara."),
        widget=forms.Textarea(attrs=LINES),
    )
    regulation = forms.ModelChoiceField(
        Regulation.objects.none(),
        label=gettext_lazy("Peraturan yang dijelaskan"),
        required=False,
        empty_label=gettext_lazy("Tidak ada"),
    )
    conditions = forms.CharField(
        label=gettext_lazy("Syarat"),
        required=False,
        help_text=gettext_lazy("Satu per baris, misalnya protokol kesehatan. Disalin ke tiap acara."),
        widget=forms.Textarea(attrs=LINES),
    )
    funding = forms.ModelChoiceField(
        FundingLine.objects.none(),
        label=gettext_lazy("Sumber dana"),
        required=False,
        empty_label=gettext_lazy("Belum ditentukan"),
    )
    max_stops_per_day = forms.IntegerField(
        label=gettext_lazy("Pertemuan paling banyak sehari"),
        min_value=1,
        max_value=20,
        initial=2,
        help_text=gettext_lazy("Untuk satu tim."),
    )
    villages_per_stop = forms.IntegerField(
        label=gettext_lazy("Desa per pertemuan"),
        min_value=1,
        max_value=500,
        required=False,
        help_text=gettext_lazy("Kosong: semua desa satu kecamatan bertemu bersama."),
    )
    minutes_per_stop = forms.IntegerField(
        label=gettext_lazy("Lama pertemuan (menit)"), min_value=10, max_value=720, initial=150
    )
    day_starts_at = forms.TimeField(
        label=gettext_lazy("Pertemuan pertama mulai"),
        initial="08:30",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    minutes_per_day = forms.IntegerField(
        label=gettext_lazy("Lama hari tim (menit)"), min_value=60, max_value=1440, initial=540
    )
    km_per_hour = forms.IntegerField(
        label=gettext_lazy("Kecepatan di jalan (km/jam)"), min_value=1, max_value=200, initial=30
    )
    base = AreaField(label=gettext_lazy("Tempat berangkat"), required=False)

    def __init__(self, *args: Any, region: Region, by: Authority, **kwargs: Any) -> None:
        super().__init__(*args, area=region.code, **kwargs)
        self.region, self.by = region, by
        self.fields["base"].keep_within(region.code)  # type: ignore[attr-defined]  # an AreaField
        self.fields["funding"].queryset = funding_lines(by)  # type: ignore[attr-defined]
        rules = Regulation.objects.filter(region__in=region.path).order_by("-year", "number")
        self.fields["regulation"].queryset = rules  # type: ignore[attr-defined]

    def frame(self) -> dict[str, Any]:
        """The fields of the frame as the verbs take them."""
        said = self.cleaned_data
        return {name: said[name] for name in PLAIN} | {
            "weights": self.weights(),
            "conditions": lines(said["conditions"]),
        }

    def agenda_lines(self, kept: Iterable[Any] = ()) -> list[Item]:
        """The matters as written; one that was there keeps its programme and rule."""
        known = {item.title: Item(item.title, item.programme, item.regulation) for item in kept}
        found = [known.get(title) or Item(title) for title in lines(self.cleaned_data["agenda"])]
        rule = self.cleaned_data["regulation"]
        if rule and all(line.regulation != rule for line in found):
            found.append(Item(_("Penjelasan %(rule)s") % {"rule": rule}, regulation=rule))
        return found


class NewTourForm(TourForm):
    """A tour from the beginning: its districts, teams and speakers too."""

    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    districts = WordsField(label=gettext_lazy("Kecamatan"), required=False)
    teams = forms.CharField(
        label=gettext_lazy("Tim"),
        required=False,
        help_text=gettext_lazy("Satu tim per baris, misalnya: Tim 1: Rina, Budi."),
        widget=forms.Textarea(attrs=LINES),
    )
    speakers = forms.ModelMultipleChoiceField(
        Speaker.objects.none(),
        label=gettext_lazy("Narasumber yang ikut"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, region: Region, by: Authority, **kwargs: Any) -> None:
        super().__init__(*args, region=region, by=by, **kwargs)
        offered = speakers(by).reaching(region.code)[:MOST_SPEAKERS]
        self.fields["speakers"].queryset = speakers(by).filter(pk__in=[one.pk for one in offered])  # type: ignore[attr-defined]
        self.stations = list(Region.objects.current().within(region.code).at_level(Region.Level.DISTRICT))

    @property
    def chosen(self) -> list[str]:
        """The codes of the districts ticked; all of them in a fresh form."""
        if not self.is_bound:
            return [station.code for station in self.stations]
        return [str(code) for code in self["districts"].value() or []]

    def chosen_districts(self) -> list[Region]:
        """The districts ticked."""
        wanted = set(self.chosen)
        return [station for station in self.stations if station.code in wanted]

    def named_teams(self) -> list[tuple[str, list[Member]]]:
        """Each team's name with its people; a line without a colon is a name."""
        found = []
        for line in lines(self.cleaned_data["teams"]):
            name, _colon, people = line.partition(":")
            found.append((name.strip(), members(people.replace(";", ",").split(","))))
        return found


class TeamForm(forms.Form):
    """A team and its people."""

    name = forms.CharField(label=gettext_lazy("Nama tim"), max_length=80)
    people = forms.CharField(
        label=gettext_lazy("Anggota tim"),
        required=False,
        help_text=gettext_lazy("Satu orang per baris."),
        widget=forms.Textarea(attrs=LINES),
    )


class AbsenceForm(forms.Form):
    """Days on which a team cannot travel."""

    starts_on = day_field(gettext_lazy("Mulai"))
    ends_on = day_field(gettext_lazy("Sampai"))
    reason = forms.CharField(label=gettext_lazy("Alasan"), required=False, max_length=150)


class SpeakersForm(forms.Form):
    """Who of the register travels along."""

    speakers = forms.ModelMultipleChoiceField(
        Speaker.objects.none(),
        label=gettext_lazy("Narasumber yang ikut"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, tour: Tour, by: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [one.pk for one in speakers(by).reaching(tour.region_id)[:MOST_SPEAKERS]]
        self.fields["speakers"].queryset = speakers(by).filter(pk__in=offered)  # type: ignore[attr-defined]


class DistrictForm(forms.Form):
    """A district's own quota, or why the tour passes it by."""

    quota = forms.IntegerField(
        label=gettext_lazy("Kuota desa"),
        required=False,
        min_value=1,
        max_value=500,
        help_text=gettext_lazy("Kosong: sama dengan kuota keliling."),
    )
    left_out_reason = forms.CharField(
        label=gettext_lazy("Dilewati karena"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Bila diisi, kecamatan ini tidak ikut dan pertemuannya dihapus."),
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("Alasan"), max_length=300)


class ApprovalForm(forms.Form):
    """Why the plan stands although there are warnings."""

    conditional = ("despite",)

    version = forms.IntegerField(widget=forms.HiddenInput)
    despite = forms.CharField(
        label=gettext_lazy("Mengapa tetap disetujui"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Wajib bila masih ada peringatan."),
    )


class DoneForm(forms.Form):
    """The day it ended."""

    on = day_field(gettext_lazy("Tanggal selesai"))


class EvaluationForm(forms.Form):
    """What was learnt."""

    evaluation = forms.CharField(label=gettext_lazy("Evaluasi"), widget=forms.Textarea(attrs={"rows": 8}))


class LettersForm(LetterForm):
    """The letters of a whole tour: one signatory, a number that counts."""

    number = forms.CharField(
        label=gettext_lazy("Nomor surat"),
        max_length=80,
        help_text=gettext_lazy("{urut} menjadi nomor urut pertemuan: 001, 002, …"),
    )
    seats = forms.IntegerField(label=gettext_lazy("Orang per desa"), min_value=1, max_value=100, initial=2)

    @classmethod
    def words_of(cls, letter: Letter | None) -> dict[str, Any]:
        """A kept letter as the form shows it."""
        return {name: getattr(letter, name) for name in cls.base_fields if hasattr(letter, name)}


def lines(text: str) -> list[str]:
    """The lines of a field that are not empty."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def members(names: Iterable[str]) -> list[Member]:
    """People of a team by their names."""
    return [Member(name=called) for name in names if (called := one_line(name))]


def facts_of(tour: Tour) -> dict[str, Any]:
    """A tour as its form shows it; the weights apart."""
    shown = {name: getattr(tour, name) for name in PLAIN} | {"funding": tour.funding_id}
    return shown | {
        "agenda": "\n".join(item.title for item in tour.agenda.all()),
        "conditions": "\n".join(tour.conditions),
    }
