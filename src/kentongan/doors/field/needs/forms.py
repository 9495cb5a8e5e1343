"""What a group needs, in as few fields as possible."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.domain.mentoring.models import Need


class NeedForm(forms.Form):
    """One need; it carries an id of its own, so that sending it twice makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Apa yang dibutuhkan?"),
        choices=[(value, str(label).capitalize()) for value, label in Need.Kind.choices],
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=_("Tulis singkat"),
        max_length=150,
        help_text=_("Misalnya: penyuluhan stunting untuk kader posyandu."),
    )
    text = forms.CharField(
        label=_("Penjelasan"), required=False, widget=forms.Textarea(attrs={"rows": 4, "class": "low"})
    )
    wanted_by = forms.DateField(
        label=_("Dibutuhkan paling lambat"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
