"""What the pages of the desk's own words read."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.design.formats import capitals
from kentongan.domain.claims.models import AnswerTarget, Label, LabelScheme
from kentongan.doors.office.fields import day_field

LOW = forms.Textarea(attrs={"rows": 3, "class": "low"})


class ChoiceForm(forms.Form):
    """Something with a name that may be switched off."""

    name = forms.CharField(label=_("Nama"), max_length=80)

    field_order = ("scheme", "name", "meaning", "tone", "explanation", "source", "retired")
    retired = forms.BooleanField(
        label=_("Tidak dipakai lagi"),
        required=False,
        help_text=_("Tidak ditawarkan lagi. Yang sudah memakainya tetap memakainya."),
    )


class SchemeForm(ChoiceForm):
    """A scheme of labels."""

    source = forms.CharField(label=_("Asalnya"), max_length=200, required=False)


class LabelForm(ChoiceForm):
    """A label of a scheme."""

    scheme = forms.ModelChoiceField(
        label=_("Susunan"), queryset=LabelScheme.objects.all(), empty_label=_("Pilih susunan")
    )
    meaning = forms.CharField(label=_("Artinya"), max_length=300, widget=LOW)
    tone = forms.ChoiceField(
        label=_("Warna dan bentuknya"), choices=capitals(Label.Tone.choices), widget=forms.RadioSelect
    )


class TopicForm(ChoiceForm):
    """A topic."""


class ReasonForm(ChoiceForm):
    """A reason why something cannot be cleared up."""

    explanation = forms.CharField(label=_("Penjelasan untuk yang bertanya"), max_length=300, widget=LOW)


class TargetForm(forms.Form):
    """Hours to answer, from a day on."""

    pace = forms.ChoiceField(
        label=_("Kecepatan"), choices=capitals(AnswerTarget.Pace.choices), widget=forms.RadioSelect
    )
    hours = forms.IntegerField(label=_("Dijawab dalam berapa jam"), min_value=1)
    starts_on = day_field(_("Berlaku mulai"))
    source = forms.CharField(label=_("Dasarnya"), max_length=200, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django calls it
        self.initial.setdefault("starts_on", timezone.localdate())
