"""What a villager fills in to be heard, and to say what they think of the answer."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.domain.regions.models import Region
from kentongan.domain.tickets.models import Category
from kentongan.domain.tickets.models.kinds import Content, Identity, Kind

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

PHOTOS = 4  # config.headers lets this many through, and the form around them
PHOTO_LIMIT = 8_000_000  # bytes
OFFERED = 8
KINDS = (
    (Kind.COMPLAINT, _("Pengaduan: rusak atau salah")),
    (Kind.ASPIRATION, _("Aspirasi: usul atau harapan")),
    (Kind.INFORMATION, _("Pertanyaan: minta penjelasan")),
    (Kind.OBSTACLE, _("Kendala: sinyal, listrik, peralatan")),
    (Kind.INFRASTRUCTURE, _("Permintaan sarana: jalan, internet")),
)
IDENTITIES = (
    (Identity.NONE, _("Tanpa nama: siapa Anda tidak dicatat di mana pun")),
    (Identity.HIDDEN, _("Nama disembunyikan: disimpan terpisah, hanya untuk menghubungi Anda")),
    (Identity.NAMED, _("Dengan nama: petugas melihat nama Anda")),
)
CONTENTS = (
    (Content.PUBLIC, _("Terbuka: warga lain boleh membaca isinya setelah diperiksa")),
    (Content.RESTRICTED, _("Terbatas: hanya petugas yang menanganinya")),
)


class _Photos(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """A few pictures; what is in them is judged when they are stored."""

    widget = _Photos(attrs={"accept": "image/*"})

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[bytes]"]:
        """The files chosen, if any."""
        files = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if len(files) > PHOTOS:
            raise forms.ValidationError(_("Paling banyak %(count)s foto.") % {"count": PHOTOS})
        if any(one.size > PHOTO_LIMIT for one in files):
            raise forms.ValidationError(_("Satu foto paling besar 8 MB. Pilih foto yang lebih kecil."))
        return [super(PhotosField, self).clean(one, initial) for one in files]


class RaiseForm(forms.Form):
    """A matter in a villager's words."""

    conditional = ("name", "contact")

    text = forms.CharField(
        label=_("Apa yang ingin Anda sampaikan?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Apa yang terjadi, di mana, sejak kapan. Tidak perlu menulis NIK."),
    )
    village = forms.CharField(
        label=_("Desa atau kelurahan"),
        max_length=120,
        help_text=_("Ketik namanya dan kecamatannya, misalnya “ngadirejo reban”."),
    )
    place = forms.CharField(
        label=_("Tempat persisnya"), max_length=120, required=False, help_text=_("Misalnya: depan SD, RT 3.")
    )
    kind = forms.ChoiceField(label=_("Jenis"), choices=KINDS, initial=Kind.COMPLAINT)
    category = forms.ChoiceField(label=_("Tentang"))
    identity = forms.ChoiceField(
        label=_("Siapa yang boleh tahu Anda"),
        choices=IDENTITIES,
        initial=Identity.NONE,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Nama"),
        max_length=150,
        required=False,
        help_text=_("Kosongkan bila Anda memilih tanpa nama."),
    )
    contact = forms.CharField(
        label=_("Nomor telepon atau alamat"),
        max_length=60,
        required=False,
        help_text=_("Boleh kosong. Dipakai hanya untuk menghubungi Anda."),
    )
    content = forms.ChoiceField(
        label=_("Siapa yang boleh membaca"),
        choices=CONTENTS,
        initial=Content.PUBLIC,
        widget=forms.RadioSelect,
    )
    photos = PhotosField(
        label=_("Foto"),
        required=False,
        help_text=_("Paling banyak empat, masing-masing 8 MB. Lokasi di dalam foto dihapus."),
    )

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.offered: list[Region] = []  # villages that may be meant by what was typed
        choices = [(one.pk, one.name) for one in Category.objects.filter(retired=False)]
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared
        field.choices = choices
        field.initial = "lainnya"

    def clean_village(self) -> Region:
        """The village meant; an unclear name is refused with those to choose from."""
        typed = self.cleaned_data["village"]
        chosen = self.data.get("wilayah", "")
        if chosen:
            found = Region.objects.filter(code=chosen, gone_on=None).first()
            if found and (self.data.get("untuk", typed) == typed):
                return found
        found_all = Region.objects.search(typed, limit=OFFERED)
        meant = [one for one in found_all if one.level >= Region.Level.DISTRICT]
        meant.sort(key=lambda one: one.level, reverse=True)  # villages first, each in the order found
        if len(meant) == 1:
            return meant[0]
        self.offered = meant
        if meant:
            raise forms.ValidationError(_("Pilih desa yang dimaksud di bawah ini."))
        raise forms.ValidationError(_("Tidak ada desa bernama itu. Periksa ejaannya."))

    def clean(self) -> dict[str, Any]:
        """A kept name needs a name."""
        data = super().clean() or self.cleaned_data
        if data.get("identity") in {Identity.NAMED, Identity.HIDDEN} and not data.get("name"):
            self.add_error("name", _("Tulis nama Anda, atau pilih tanpa nama."))
        return data


class TrackForm(forms.Form):
    """The code that was shown when the matter was sent."""

    kode = forms.CharField(label=_("Kode lacak atau nomor laporan"), max_length=40)


class WordForm(forms.Form):
    """What the citizen says of the answer."""

    conditional = ("comment",)

    rating = forms.TypedChoiceField(
        label=_("Nilai untuk penanganannya"),
        choices=[
            ("", _("Tidak menilai")),
            ("5", _("5, sangat baik")),
            ("4", _("4, baik")),
            ("3", _("3, cukup")),
            ("2", _("2, kurang")),
            ("1", _("1, buruk")),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )
    comment = forms.CharField(
        label=_("Catatan"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Wajib bila belum selesai: apa yang masih kurang?"),
    )
