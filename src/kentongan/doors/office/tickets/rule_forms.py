"""What the pages of the rules of tickets read: routes, deadlines, categories, and sheets from elsewhere."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.design.formats import capitals
from kentongan.domain.tickets.models import DeadlineRule
from kentongan.domain.tickets.models.kinds import About, Kind, Stage
from kentongan.doors.office.fields import day_field
from kentongan.doors.office.places import AreaField
from kentongan.doors.office.tickets.forms import categories, choose


class TrialForm(forms.Form):
    """Where would this go?"""

    wilayah = AreaField(label=_("Wilayah"))
    kategori = forms.ChoiceField(label=_("Kategori"))
    jenis = forms.ChoiceField(label=_("Jenis"), choices=capitals(Kind.choices))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["kategori"], categories())


class RouteForm(forms.Form):
    """A rule: who gets the tickets of an area, a category, a kind."""

    region = AreaField(label=_("Wilayah"))
    category = forms.ChoiceField(label=_("Kategori"), required=False)
    kind = forms.ChoiceField(label=_("Jenis"), required=False)
    agency = forms.ChoiceField(label=_("Perangkat daerah"))
    instruction = forms.CharField(label=_("Yang diminta"), max_length=300, required=False)

    def __init__(self, *args: Any, offices: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["category"], [("", _("Semua kategori")), *categories()])
        choose(self.fields["kind"], [("", _("Semua jenis")), *capitals(Kind.choices)])
        choose(self.fields["agency"], [(str(pk), name) for pk, name in offices])


class DeadlineForm(forms.Form):
    """How long a stage may take."""

    region = AreaField(label=_("Wilayah"))
    stage = forms.ChoiceField(label=_("Tahap"))
    kind = forms.ChoiceField(label=_("Jenis"), required=False)
    supervision = forms.BooleanField(label=_("Hanya kategori pengawasan"), required=False)
    days = forms.IntegerField(label=_("Hari"), min_value=1, max_value=400)
    counted = forms.ChoiceField(label=_("Dihitung"))
    grace = forms.IntegerField(label=_("Hari kerja sampai “jauh lewat batas”"), min_value=0, max_value=400)
    valid_from = day_field(_("Berlaku mulai"))
    source = forms.CharField(label=_("Dasar"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["stage"], capitals(Stage.choices))
        choose(self.fields["kind"], [("", _("Semua jenis")), *capitals(Kind.choices)])
        choose(self.fields["counted"], capitals(DeadlineRule.Counted.choices))


class CategoryForm(forms.Form):
    """A category."""

    code = forms.CharField(label=_("Kode"), max_length=40, help_text=_("Huruf kecil, misalnya jalan-desa."))
    name = forms.CharField(label=_("Nama"), max_length=80)
    about = forms.ChoiceField(label=_("Tentang"))
    supervision = forms.BooleanField(label=_("Berkadar pengawasan"), required=False)
    elsewhere = forms.CharField(label=_("Bila bukan kewenangan, ke mana"), max_length=200, required=False)
    retired = forms.BooleanField(label=_("Tidak dipakai lagi"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["about"], capitals(About.choices))


class ImportForm(forms.Form):
    """A sheet with answers from SP4N-LAPOR!."""

    file = forms.FileField(label=_("Berkas XLSX atau CSV"))
