"""What the pages of coverage and targets read. Whether it may be so is decided by the rooms."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.design.formats import capitals
from kentongan.domain.groups.models.groups import Stage
from kentongan.domain.indicators.models import Goal, Target, TargetLevel
from kentongan.domain.indicators.reading import places_meant
from kentongan.domain.indicators.rules import LEVELS
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.doors.office.fields import WordsField, day_field
from kentongan.doors.office.places import AreaField

UNITS = [
    ("district", gettext_lazy("Kecamatan")),
    ("village", gettext_lazy("Desa dan kelurahan")),
    ("desa", gettext_lazy("Desa saja")),
    ("kelurahan", gettext_lazy("Kelurahan saja")),
]
COVERED = {
    "district": gettext_lazy("kecamatan tercakup"),
    "village": gettext_lazy("desa dan kelurahan tercakup"),
    "desa": gettext_lazy("desa tercakup"),
    "kelurahan": gettext_lazy("kelurahan tercakup"),
}
STAGE_WORDS = [
    ("founded", gettext_lazy("dibentuk")),
    ("recognised", gettext_lazy("ber-SK")),
    ("registered", gettext_lazy("terdaftar")),
    ("reported", gettext_lazy("dilaporkan ke provinsi")),
]
SEATS = [
    ("own", gettext_lazy("KIM tingkat kecamatan")),
    ("any", gettext_lazy("KIM mana pun di dalamnya")),
]


class CoverageForm(forms.Form):
    """What is counted, where, and as of which day; what is not understood falls back to the usual."""

    wilayah = AreaField(label=gettext_lazy("Wilayah"), required=False)
    satuan = forms.ChoiceField(label=gettext_lazy("Yang dihitung"), choices=UNITS, required=False)
    tempat = forms.ChoiceField(label=gettext_lazy("Kecamatan tercakup oleh"), choices=SEATS, required=False)
    tahap = forms.ChoiceField(
        label=gettext_lazy("Tahap KIM paling sedikit"),
        choices=STAGE_WORDS,
        required=False,
    )
    rinci = forms.ChoiceField(
        label=gettext_lazy("Rincian per"),
        choices=[
            ("", gettext_lazy("wilayah di bawahnya")),
            ("2", gettext_lazy("kabupaten atau kota")),
            ("4", gettext_lazy("desa atau kelurahan")),
        ],
        required=False,
    )
    tanggal = day_field(gettext_lazy("Keadaan per tanggal"), required=False)
    banding = forms.BooleanField(label=gettext_lazy("Bandingkan dengan hari ini"), required=False)

    def wanted(self) -> dict[str, Any]:
        """The choices as the groups room names them; the usual where nothing valid was chosen.

        An empty unit is the one the area plans for.
        """
        self.is_valid()
        said = self.cleaned_data
        level = said.get("rinci") or ""
        return {
            "unit": said.get("satuan") or "",
            "seat": said.get("tempat") or "own",
            "stage": said.get("tahap") or Stage.FOUNDED.value,
            "on": said.get("tanggal") or timezone.localdate(),
            "by": int(level) if level else None,
        }


class AmountForm(forms.Form):
    """Which places, or how many, and why: shared by a new target and a changed one."""

    areas = WordsField(label=gettext_lazy("Centang wilayahnya"), required=False)
    pasted = forms.CharField(
        label=gettext_lazy("Atau tempel daftarnya"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Satu nama atau kode setiap baris, misalnya disalin dari lembar kerja."),
    )
    every = forms.BooleanField(label=gettext_lazy("Semua yang ada di daftar ini"), required=False)
    count = forms.IntegerField(
        label=gettext_lazy("Atau jumlahnya saja"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("Bila nama wilayahnya belum ditentukan."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Dasar atau pertimbangannya; tersimpan bersama nama Anda."),
    )

    def __init__(self, *args: Any, region: Region, level: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region, self.level = region, level
        inside = Region.objects.current().within(region.code).at_level(LEVELS[level])
        self.places = {place.code: place for place in inside.order_by("code")}
        titles = [(code, place.name) for code, place in self.places.items()]
        self.fields["areas"].choices = titles  # type: ignore[attr-defined]  # a choice field
        if len(titles) > MOST_TICKED:
            del self.fields["areas"]

    def clean(self) -> dict[str, Any]:
        """Lines that name nothing, or several places, are told by their text."""
        said = super().clean() or {}
        meant = places_meant(said.get("pasted") or "", self.region, self.level)
        if meant.unknown:
            self.add_error(
                "pasted",
                _("Tidak ditemukan di wilayah ini: %(names)s.") % {"names": ", ".join(meant.unknown[:10])},
            )
        if meant.several:
            self.add_error(
                "pasted",
                _("Ada beberapa wilayah bernama itu, tulis kodenya: %(names)s.")
                % {"names": ", ".join(meant.several[:10])},
            )
        ticked = [self.places[code] for code in said.get("areas") or () if code in self.places]
        chosen = {place.code: place for place in [*ticked, *meant.areas]}
        said["chosen"] = list(self.places.values()) if said.get("every") else list(chosen.values())
        return said


MOST_TICKED = 60  # boxes in one form; longer lists are pasted


class NewTargetForm(AmountForm):
    """A target for a year."""

    year = forms.IntegerField(label=gettext_lazy("Tahun"), min_value=2000, max_value=2100)
    stage = forms.ChoiceField(label=gettext_lazy("Yang hendak dicapai"), choices=[])
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    field_order = ["token", "year", "stage", "areas", "every", "pasted", "count", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = Goal.choices  # type: ignore[attr-defined]  # a choice field
        self.fields["year"].initial = timezone.localdate().year + 1


class PlanForm(forms.Form):
    """Whose plan, and on which level."""

    wilayah = AreaField(label=gettext_lazy("Wilayah"))
    tingkat = forms.ChoiceField(label=gettext_lazy("Tingkat"), choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tingkat"].choices = capitals(TargetLevel.choices)  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class CarryForm(ReasonForm):
    """Into which year, and why."""

    year = forms.IntegerField(label=gettext_lazy("Dialihkan ke tahun"), min_value=2000, max_value=2100)
    field_order = ["year", "reason"]

    def __init__(self, *args: Any, target: Target, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = target.year + 1


def home_of(by: Authority) -> str:
    """The first area of the person: where their pages begin."""
    roots = sorted(by.areas("targets.read") or [grant.region_id for grant in by.grants])
    return roots[0] if roots else "00"
