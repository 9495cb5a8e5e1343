"""What the pages of activities read."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.domain.activities.models import Assessment


class AssessmentForm(forms.Form):
    """Verify or doubt, with a reason."""

    conditional = ("reason",)  # may be empty in some cases only

    verdict = forms.ChoiceField(
        label=_("Penilaian"),
        choices=[
            (Assessment.Verdict.VERIFIED, _("Benar terjadi")),
            (Assessment.Verdict.DOUBTED, _("Diragukan")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Alasan"),
        required=False,
        help_text=_("Wajib bila diragukan. Angkanya tidak ikut dijumlahkan di papan sebaran."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "low"}),
    )
