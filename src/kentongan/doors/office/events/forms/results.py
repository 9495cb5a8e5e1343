"""What came of an event: minutes, follow-ups, files, and the letters that are printed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.design.formats import capitals
from kentongan.domain.events.models import Event, EventFile, Letter
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.rules import lineage
from kentongan.doors.office.fields import day_field


class MinutesForm(forms.Form):
    """What was said and decided."""

    summary = forms.CharField(label=_("Jalannya acara"), widget=forms.Textarea(attrs={"rows": 8}))
    decisions = forms.CharField(
        label=_("Keputusan"),
        required=False,
        help_text=_("Satu keputusan per baris."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    lesson = forms.CharField(
        label=_("Pelajaran"),
        required=False,
        help_text=_("Untuk kunjungan: apa yang dapat ditiru."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "low"}),
    )
    chair_name = forms.CharField(label=_("Pimpinan rapat"), required=False, max_length=150)
    writer_name = forms.CharField(label=_("Notulis"), required=False, max_length=150)

    def facts(self) -> dict[str, Any]:
        """What the verb takes: the decisions as sentences."""
        lines = self.cleaned_data["decisions"].splitlines()
        return self.cleaned_data | {"decisions": [line.strip() for line in lines if line.strip()]}


class FollowUpForm(forms.Form):
    """Something somebody promised to do."""

    text = forms.CharField(
        label=_("Yang harus dilakukan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "low"}),
    )
    owner_name = forms.CharField(label=_("Penanggung jawab"), max_length=150)
    owner_agency = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Perangkat daerah"), required=False, empty_label="–"
    )
    due_on = day_field(_("Paling lambat"), required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = Agency.objects.filter(region_id__in=lineage(event.region_id)).order_by("name")
        self.fields["owner_agency"].queryset = offices  # type: ignore[attr-defined]  # a ModelChoiceField


class DoneForm(forms.Form):
    """What came of a follow-up."""

    done_on = day_field(_("Selesai pada"))
    outcome = forms.CharField(
        label=_("Hasilnya"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "class": "low"})
    )


class FileForm(forms.Form):
    """A photo, the material, a signed list."""

    file = forms.FileField(
        label=_("Berkas"),
        help_text=_("PDF sampai 20 MB, atau foto JPEG, PNG, WebP sampai 10 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
    )
    kind = forms.ChoiceField(label=_("Jenis berkas"), choices=capitals(EventFile.Kind.choices))
    caption = forms.CharField(label=_("Keterangan"), required=False, max_length=200)


class LetterForm(forms.Form):
    """Number, date and signatory of a paper."""

    number = forms.CharField(label=_("Nomor surat"), max_length=80)
    dated = day_field(_("Tanggal surat"))
    place = forms.CharField(label=_("Ditandatangani di"), required=False, max_length=80)
    subject = forms.CharField(label=_("Perihal"), required=False, max_length=200)
    text = forms.CharField(
        label=_("Isi surat"),
        required=False,
        help_text=_("Kosongkan untuk kalimat yang biasa dipakai."),
        widget=forms.Textarea(attrs={"rows": 4, "class": "low"}),
    )
    signatory_name = forms.CharField(label=_("Penanda tangan"), max_length=150)
    signatory_title = forms.CharField(label=_("Jabatan penanda tangan"), max_length=150)
    on_behalf_of = forms.CharField(
        label=_("Atas nama (a.n.)"),
        required=False,
        max_length=150,
        help_text=_("Jabatan yang diwakili, misalnya: Kepala Dinas Komunikasi dan Informatika."),
    )
    signatory_rank = forms.CharField(label=_("Pangkat dan golongan"), required=False, max_length=80)
    signatory_number = forms.CharField(label=_("NIP"), required=False, max_length=30)
    copies = forms.CharField(
        label=_("Tembusan"),
        required=False,
        help_text=_("Satu per baris."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "low"}),
    )

    @classmethod
    def words_of(cls, letter: Letter | None) -> dict[str, Any]:
        """A kept letter as the form shows it."""
        return {name: getattr(letter, name) for name in cls.base_fields} if letter else {}
