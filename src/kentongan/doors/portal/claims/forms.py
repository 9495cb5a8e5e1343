"""What somebody pastes to have it checked, and what they tell when nothing is known yet."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kentongan.domain.claims.models import Report
from kentongan.domain.regions.models import Region

OFFERED = 8
DESK = 5  # letters of the code of a regency, which has a desk


class AskForm(forms.Form):
    """A message as it was met; the rest is only needed to send it to the desk."""

    conditional: tuple[str, ...] = ("text", "picture")  # one of the two
    text = forms.CharField(
        label=_("Tempel pesannya di sini"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Seluruh pesan atau tautannya. Jangan menulis nama, nomor, atau NIK orang lain."),
    )
    picture = forms.FileField(
        label=_("Atau pilih gambar atau tangkapan layarnya"),
        required=False,
        allow_empty_file=True,  # judged with the others, by one sentence
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("Paling besar 8 MB. Lokasi dan keterangan lain di dalam gambar dihapus."),
    )
    seen_in = forms.ChoiceField(
        label=_("Di mana Anda melihatnya"),
        required=False,
        choices=[("", _("Tidak disebut")), *Report.Seen.choices],
    )
    village = forms.CharField(
        label=_("Desa atau kelurahan tempat pesan ini beredar"),
        max_length=120,
        required=False,
        help_text=_("Dengan ini jawabannya dibawa kembali ke desa itu."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered: list[Region] = []
        self.needs_village = len(settings.HOME_REGION) < DESK  # else nobody's desk would have it
        if self.needs_village:
            self.conditional = (*self.conditional, "village")

    def ask_for_village(self) -> bool:
        """Say at its field that the village is missing, where it decides which desk is asked."""
        if self.needs_village and not self.cleaned_data["village"]:
            self.add_error(
                "village", _("Tulis desanya, supaya pesan ini sampai ke kantor yang memeriksanya.")
            )
            return True
        return False

    def clean_village(self) -> Region | None:
        """The village meant; an unclear name is refused with those to choose from."""
        typed, chosen = self.cleaned_data["village"], self.data.get("wilayah", "")
        if not typed:
            return None
        if chosen and (found := Region.objects.filter(code=chosen, gone_on=None).first()):
            return found
        meant = [
            one for one in Region.objects.search(typed, limit=OFFERED) if one.level >= Region.Level.DISTRICT
        ]
        if len(meant) == 1:
            return meant[0]
        self.offered = meant
        if meant:
            raise forms.ValidationError(_("Pilih desa yang dimaksud di bawah ini."))
        raise forms.ValidationError(_("Tidak ada desa bernama itu. Periksa ejaannya, atau kosongkan."))
