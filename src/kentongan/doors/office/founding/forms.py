"""What the pages of the funnel read from a request. Whether it may be so is decided by the founding room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.design.formats import capitals
from kentongan.domain.founding.models import Deliberation, Way
from kentongan.domain.groups.actions import NewPost
from kentongan.domain.groups.models import BoardPost
from kentongan.domain.regions.models import Tag
from kentongan.doors.office.fields import WordsField, day_field, moment_field
from kentongan.doors.office.places import AreaField
from kentongan.doors.office.uploads import FileForm

LOW = forms.Textarea(attrs={"rows": 3, "class": "low"})
SEATS = 9  # lines for the board; more are added at the group


def _order_reason() -> forms.CharField:
    return forms.CharField(
        label=_("Alasan bila urutannya berbeda"),
        required=False,
        max_length=300,
        help_text=_("Hanya bila langkah sebelumnya belum ada atau tanggalnya lebih akhir."),
    )


class OpenForm(forms.Form):
    """One place set on its way."""

    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    region = AreaField(label=_("Desa, kelurahan, atau kecamatan"))
    way = forms.ChoiceField(
        label=_("Cara"),
        choices=[row for row in capitals(Way.choices) if row[0] != Way.REVIVAL],
        initial=Way.NEW,
        widget=forms.RadioSelect,
    )
    existing_name = forms.CharField(
        label=_("Kelompok yang sudah ada"),
        required=False,
        max_length=120,
        help_text=_("Bila fungsi informasi diberikan kepadanya; nama, anggota, dan tujuannya tetap."),
    )
    existing_purpose = forms.CharField(label=_("Kegiatan utama kelompok itu"), required=False, max_length=200)
    reason = forms.CharField(label=_("Mengapa tempat ini dipilih"), required=False, widget=LOW)
    opened_on = day_field(_("Terpilih pada"))

    uses_htmx = True

    def __init__(self, *args: Any, within: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].keep_within(within)  # type: ignore[attr-defined]  # an AreaField


class ManyForm(forms.Form):
    """Many places at once, from a list."""

    reason = forms.CharField(label=_("Mengapa tempat-tempat ini dipilih"), required=False, widget=LOW)
    places = WordsField(label=_("Tempat"), required=False)


class SourceForm(forms.Form):
    """Which list to choose from; what is not understood filters nothing."""

    dari = forms.ChoiceField(
        label=_("Daftar"),
        required=False,
        choices=[("tanpa", _("Desa tanpa KIM")), ("vakum", _("KIM vakum"))],
    )
    wilayah = forms.ChoiceField(label=_("Wilayah"), required=False)
    label = forms.ChoiceField(label=_("Label wilayah"), required=False)

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wilayah"].choices = areas  # type: ignore[attr-defined]  # a ChoiceField
        tags = list(Tag.objects.values_list("code", "name"))
        self.fields["label"].choices = [("", _("Semua")), *tags]  # type: ignore[attr-defined]
        self.is_valid()


class StepForm(FileForm):
    """A step with its evidence."""

    on = day_field(_("Tanggal"))
    event = forms.ChoiceField(label=_("Acara sebagai bukti"), required=False)
    note = forms.CharField(label=_("Catatan"), required=False, widget=LOW)
    order_reason = _order_reason()

    field_order = ("on", "event", "note", "file", "order_reason")

    def __init__(self, *args: Any, events: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].choices = [("", _("Tidak ada")), *events]  # type: ignore[attr-defined]
        self.fields["file"].label = _("Foto atau surat sebagai bukti")


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Alasan"), widget=LOW)


class CoordinationForm(forms.Form):
    """Who was asked before founding."""

    on = day_field(_("Tanggal"))
    head = forms.CharField(
        label=_("Kepala desa, lurah, atau camat yang diajak bicara"), required=False, max_length=150
    )
    groups = forms.CharField(
        label=_("Kelompok yang sudah ada"),
        required=False,
        help_text=_("Satu nama tiap baris, misalnya Karang Taruna, PKK, kelompok tani."),
        widget=LOW,
    )
    no_groups = forms.BooleanField(label=_("Tidak ada kelompok lain di sini"), required=False)
    outcome = forms.CharField(label=_("Hasil pembicaraan"), required=False, widget=LOW)
    order_reason = _order_reason()


class MeetingForm(forms.Form):
    """When the founding meeting is."""

    starts_at = moment_field(_("Mulai"), required=True)
    ends_at = moment_field(_("Selesai"), required=True)
    place = forms.CharField(label=_("Tempat"), required=False, max_length=150)


class ResultForm(forms.Form):
    """What the meeting decided and whom it chose."""

    event = forms.ChoiceField(label=_("Musyawarah"))
    result = forms.ChoiceField(
        label=_("Hasil"), choices=capitals(Deliberation.Result.choices), widget=forms.RadioSelect
    )
    group_name = forms.CharField(label=_("Nama kelompok yang disepakati"), required=False, max_length=120)
    decisions = forms.CharField(
        label=_("Keputusan"), required=False, help_text=_("Satu keputusan tiap baris."), widget=LOW
    )
    term_ends_on = day_field(_("Masa bakti sampai"), required=False)
    minutes_number = forms.CharField(label=_("Nomor berita acara"), required=False, max_length=80)
    chaired_by = forms.CharField(label=_("Pimpinan musyawarah"), required=False, max_length=150)
    noted_by = forms.CharField(label=_("Pencatat"), required=False, max_length=150)
    order_reason = _order_reason()

    def __init__(self, *args: Any, events: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].choices = events  # type: ignore[attr-defined]  # a ChoiceField
        for seat in range(SEATS):
            self.fields[f"title_{seat}"] = forms.ChoiceField(
                label=_("Jabatan"), required=False, choices=[("", "–"), *capitals(BoardPost.Title.choices)]
            )
            self.fields[f"name_{seat}"] = forms.CharField(label=_("Nama"), required=False, max_length=150)
            self.fields[f"section_{seat}"] = forms.CharField(label=_("Seksi"), required=False, max_length=80)

    @property
    def seats(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The lines of the board."""
        return [(self[f"title_{at}"], self[f"name_{at}"], self[f"section_{at}"]) for at in range(SEATS)]

    def elected(self) -> list[NewPost]:
        """Whom the meeting chose; a line without title and name is empty."""
        data = self.cleaned_data
        return [
            NewPost(title=data[f"title_{at}"], name=data[f"name_{at}"], section=data[f"section_{at}"])
            for at in range(SEATS)
            if data[f"title_{at}"] or data[f"name_{at}"]
        ]


class LinkForm(forms.Form):
    """Which group of the register it is."""

    group = forms.ChoiceField(label=_("KIM"))

    def __init__(self, *args: Any, groups: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = groups  # type: ignore[attr-defined]  # a ChoiceField


class EstablishForm(forms.Form):
    """From which day."""

    on = day_field(_("Berlaku sejak"))
