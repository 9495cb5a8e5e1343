"""What a group says about a package."""

from django import forms
from django.utils.translation import gettext_lazy as _

OTHER = "lain"
REASONS = {
    "tidak-sesuai": _("Tidak sesuai dengan keadaan di sini"),
    "sudah-tahu": _("Warga sudah tahu dari sumber lain"),
    "terlambat": _("Sampainya terlambat"),
    "kurang-jelas": _("Isinya kurang jelas atau kami ragukan"),
    "tidak-sempat": _("Kami tidak sempat"),
    OTHER: _("Alasan lain"),
}


class DeclineForm(forms.Form):
    """Why it is not passed on: one of the usual reasons, and the group's own words."""

    conditional = ("words",)  # may be empty in some cases only

    id = forms.UUIDField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(label=_("Mengapa?"), choices=list(REASONS.items()), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Keterangan"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ditulis dengan kata-kata sendiri, agar kantor dapat memperbaikinya."),
    )

    def clean(self) -> None:
        """Another reason is told in words."""
        super().clean()
        if self.cleaned_data.get("choice") == OTHER and not self.cleaned_data.get("words"):
            self.add_error("words", _("Tulis alasannya dengan kata-kata sendiri."))

    def reason(self) -> str:
        """The reason as one sentence for the office."""
        words = str(self.cleaned_data["words"]).strip()
        choice = str(self.cleaned_data["choice"])
        if choice == OTHER:
            return words
        return f"{REASONS[choice]}. {words}" if words else str(REASONS[choice])
