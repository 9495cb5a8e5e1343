"""A doubtful message from the KIM's phone, and where its answer was told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.domain.claims.actions.carrying import Carried
from kentongan.domain.claims.models import Report
from kentongan.doors.field.activities.forms import SpreadForm


class AskForm(forms.Form):
    """What was met and where; it carries an id of its own, so that sending it twice asks once."""

    conditional = ("text", "picture")  # one of the two
    id = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Tempel pesannya di sini"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Seluruh pesan atau tautannya."),
    )
    picture = forms.FileField(
        label=_("Atau gambarnya"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("Foto atau tangkapan layar, paling besar 8 MB."),
    )
    voice = forms.FileField(
        label=_("Pesan suara"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "audio/*"}),
        help_text=_("Paling besar 2 MB. Tulis juga di atas apa yang dikatakan."),
    )
    seen_in = forms.ChoiceField(
        label=_("Di mana beredar"), required=False, choices=[("", _("Tidak disebut")), *Report.Seen.choices]
    )
    note = forms.CharField(label=_("Catatan untuk kantor"), max_length=500, required=False)


class CarryForm(SpreadForm):
    """The answer told back: an activity like any other, of the medium it was told by."""

    def carried(self) -> tuple[Any, Carried]:
        """The id, and where and how it was told."""
        values = self.values()
        return values.pop("id"), Carried(**values)
