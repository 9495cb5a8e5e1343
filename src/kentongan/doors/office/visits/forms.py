"""What the pages of visits and instruments read. Whether it may be so is decided by the mentoring room."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kentongan.domain.mentoring.actions import NewPoint
from kentongan.domain.mentoring.models import Edition, Question
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import valid_code
from kentongan.doors.office.fields import day_field

POINT_ROWS = 6
MONTHS = [("6", _("6 bulan")), ("3", _("3 bulan")), ("12", _("1 tahun")), ("24", _("2 tahun"))]
LOW = forms.Textarea(attrs={"rows": 3, "class": "low"})


class AreaFilter(forms.Form):
    """The area to look at: one's own and those right below; what is not understood filters nothing."""

    wilayah = forms.ChoiceField(label=_("Wilayah"), required=False)

    def __init__(self, params: QueryDict, *, by: Authority, verb: str) -> None:
        super().__init__(params)
        inside = Q(pk__in=[])
        self.roots = by.areas(verb)
        for root in self.roots:
            inside |= Q(code=root) | Q(parent_id=root)
        if valid_code(params.get("wilayah", "")):
            inside |= Q(code=params["wilayah"])
        self.areas = {area.code: area for area in Region.objects.current().filter(inside)}
        choices = [("", _("Semua")), *((area.code, area.title) for area in self.areas.values())]
        self.fields["wilayah"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.is_valid()

    @property
    def region(self) -> Region | None:
        """The area chosen."""
        return self.areas.get(self.cleaned_data.get("wilayah", ""))


class VisitFilter(AreaFilter):
    """The visits to list."""

    q = forms.CharField(label=_("Nama KIM atau desa"), required=False, max_length=80)
    sejak = day_field(_("Sejak"), required=False)


class SilenceFilter(AreaFilter):
    """How long is long."""

    bulan = forms.ChoiceField(label=_("Selama"), required=False, choices=MONTHS)

    @property
    def months(self) -> int:
        """The months chosen."""
        return int(self.cleaned_data.get("bulan") or MONTHS[0][0])


class DayAreaFilter(AreaFilter):
    """An area on a day."""

    pada = day_field(_("Sampai tanggal"), required=False)


class RevivalForm(forms.Form):
    """The work with a dormant group begins again."""

    on = day_field(_("Tanggal"))
    reason = forms.CharField(
        label=_("Mengapa dan bagaimana"),
        help_text=_("Misalnya: pengurus baru terpilih dalam musyawarah desa."),
        widget=LOW,
    )


class InstrumentForm(forms.Form):
    """A new instrument, empty or like another."""

    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    region = forms.ChoiceField(label=_("Untuk wilayah"))
    name = forms.CharField(label=_("Nama"), max_length=120)
    purpose = forms.CharField(label=_("Tujuan"), required=False, max_length=300)
    like = forms.ChoiceField(
        label=_("Pertanyaannya"), required=False, help_text=_("Salinan dapat diubah sesudahnya.")
    )

    def __init__(self, *args: Any, regions: Sequence[Region], like: Sequence[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas, copies = self.fields["region"], self.fields["like"]
        areas.choices = [(area.code, area.title) for area in regions]  # type: ignore[attr-defined]
        copies.choices = [("", _("Mulai kosong"))] + [  # type: ignore[attr-defined]
            (str(one.pk), _("Salin dari “%(name)s”") % {"name": one.instrument.name}) for one in like
        ]


class PublicationForm(forms.Form):
    """From when the draft is used."""

    in_force_from = day_field(_("Berlaku mulai"))
    note = forms.CharField(label=_("Apa yang baru"), required=False, max_length=300)


class SectionForm(forms.Form):
    """A part of the form."""

    title = forms.CharField(label=_("Judul bagian"), max_length=120)
    help = forms.CharField(label=_("Petunjuk"), required=False, max_length=300)
    position = forms.IntegerField(label=_("Urutan"), required=False, min_value=1, max_value=99)


class QuestionForm(forms.Form):
    """A question with up to six named answers and what each is worth."""

    layout = "office/visits/_question.html"

    text = forms.CharField(label=_("Pertanyaan"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Jenis jawaban"),
        choices=[(value, str(label).capitalize()) for value, label in Question.Kind.choices],
    )
    help = forms.CharField(label=_("Petunjuk"), required=False, max_length=300)
    weight = forms.IntegerField(
        label=_("Bobot"), min_value=0, max_value=100, help_text=_("0: ditanyakan, tidak dinilai.")
    )
    is_required = forms.BooleanField(label=_("Wajib dijawab"), required=False)
    position = forms.IntegerField(label=_("Urutan"), required=False, min_value=1, max_value=99)
    points = forms.CharField(required=False, widget=forms.HiddenInput)  # where a complaint of the rows stands

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(POINT_ROWS):
            self.fields[f"label{row}"] = forms.CharField(label=_("Jawaban"), required=False, max_length=120)
            self.fields[f"points{row}"] = forms.IntegerField(
                label=_("Nilai"), required=False, min_value=0, max_value=100
            )
            self.fields[f"least{row}"] = forms.DecimalField(
                label=_("Mulai dari angka"), required=False, min_value=0, max_digits=12, decimal_places=2
            )
            self.fields[f"meaning{row}"] = forms.CharField(label=_("Artinya"), required=False, max_length=300)

    def rows(self) -> list[list[Any]]:
        """The rows of answers as fields."""
        return [
            [self[f"{name}{row}"] for name in ("label", "points", "least", "meaning")]
            for row in range(POINT_ROWS)
        ]

    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        data = self.cleaned_data
        plain = ("text", "kind", "help", "weight", "is_required", "position")
        points = [
            NewPoint(
                data[f"label{row}"], data[f"points{row}"] or 0, data[f"meaning{row}"], data[f"least{row}"]
            )
            for row in range(POINT_ROWS)
            if data[f"label{row}"] or data[f"points{row}"] is not None
        ]
        return {name: data[name] for name in plain} | {"points": points}

    @staticmethod
    def initial_of(question: Question) -> dict[str, Any]:
        """The form filled with a question that is there."""
        plain = ("text", "kind", "help", "weight", "is_required", "position")
        filled: dict[str, Any] = {name: getattr(question, name) for name in plain}
        for row, point in enumerate(question.points.all()[:POINT_ROWS]):
            filled |= {
                f"label{row}": point.label,
                f"points{row}": point.points,
                f"least{row}": point.at_least,
                f"meaning{row}": point.meaning,
            }
        return filled
