"""The villagers' word from the KIM's phone, in as few fields as possible."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.design.formats import capitals
from kentongan.domain.tickets.models import Category, Reporter, Telling
from kentongan.domain.tickets.models.kinds import Content, Identity, Kind

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LOW = forms.Textarea(attrs={"rows": 4, "class": "low"})


class RaiseForm(forms.Form):
    """One matter; it carries an id of its own, so that sending it twice makes one."""

    conditional = ("name", "consent")
    id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Jenis"), choices=capitals(Kind.choices), widget=forms.RadioSelect)
    category = forms.ChoiceField(label=_("Tentang"))
    text = forms.CharField(label=_("Apa kata warga?"), max_length=5000, widget=LOW)
    place = forms.CharField(label=_("Tempat"), max_length=120, required=False)
    identity = forms.ChoiceField(
        label=_("Siapa pelapornya"),
        choices=[
            (Identity.NAMED, _("Dengan nama")),
            (Identity.HIDDEN, _("Nama disembunyikan")),
            (Identity.NONE, _("Tanpa nama: tidak dicatat siapa, juga bukan KIM ini")),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Nama warga"),
        max_length=150,
        required=False,
        help_text=_("Kosong berarti Anda sendiri pelapornya."),
    )
    consent = forms.ChoiceField(
        label=_("Warga setuju namanya disimpan"),
        choices=[("", "–"), *capitals(Reporter.Consent.choices[1:])],
        required=False,
    )
    content = forms.ChoiceField(
        label=_("Siapa yang boleh membaca"),
        choices=[
            (Content.PUBLIC, _("Terbuka untuk warga lain")),
            (Content.RESTRICTED, _("Hanya petugas yang menangani")),
        ],
        widget=forms.RadioSelect,
    )
    photo = forms.FileField(
        label=_("Foto"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared
        field.choices = [(one.pk, one.name) for one in Category.objects.filter(retired=False)]

    def clean(self) -> dict[str, Any]:
        """A name of somebody else is kept with their consent alone."""
        data = super().clean() or self.cleaned_data
        if data.get("identity") != Identity.NONE and data.get("name") and not data.get("consent"):
            self.add_error("consent", _("Tanyakan dulu, lalu pilih bagaimana warga menyetujuinya."))
        return data

    def photos(self) -> "list[UploadedFile[bytes]]":
        """The photo, if one was chosen."""
        chosen = self.cleaned_data.get("photo")
        return [chosen] if chosen else []


class TellForm(forms.Form):
    """How the answer was told."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    way = forms.ChoiceField(
        label=_("Disampaikan lewat"), choices=capitals(Telling.Way.choices), widget=forms.RadioSelect
    )
    told_on = forms.DateField(
        label=_("Tanggal"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(label=_("Catatan"), max_length=500, required=False)


class ReactionForm(forms.Form):
    """What the person says of the answer."""

    accepted = forms.ChoiceField(
        label=_("Kata warga"),
        choices=[("ya", _("Sudah selesai")), ("belum", _("Belum selesai"))],
        widget=forms.RadioSelect,
    )
    rating = forms.TypedChoiceField(
        label=_("Nilai dari warga"),
        choices=[("", "–"), *[(str(n), str(n)) for n in range(5, 0, -1)]],
        coerce=int,
        empty_value=None,
        required=False,
    )
    comment = forms.CharField(label=_("Yang masih kurang"), max_length=1000, required=False, widget=LOW)
