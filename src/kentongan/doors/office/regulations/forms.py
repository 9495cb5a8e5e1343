"""What the pages of regulations read from a request."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kentongan.domain.groups.models import Regulation
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import lineage
from kentongan.doors.office.fields import day_field
from kentongan.doors.office.uploads import FileForm


class RegulationForm(FileForm):
    """A rule under its official title."""

    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Jenis"), choices=Regulation.Kind.choices, initial=Regulation.Kind.REGENT
    )
    number = forms.CharField(label=_("Nomor"), max_length=60)
    year = forms.IntegerField(label=_("Tahun"))
    title = forms.CharField(
        label=_("Judul resmi"),
        max_length=300,
        help_text=_("Tulis seperti pada lembarannya, sesudah kata “tentang”."),
    )
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Berlaku di"), empty_label=None)
    in_force_from = day_field(_("Berlaku mulai"), required=False)
    in_force_to = day_field(_("Berlaku sampai"), required=False)
    revokes = forms.ModelMultipleChoiceField(
        Regulation.objects.none(), label=_("Mencabut peraturan"), required=False
    )
    source = forms.CharField(label=_("Sumber"), required=False, max_length=200)
    note = forms.CharField(
        label=_("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 3, "class": "low"})
    )
    field_order = ["token", "kind", "number", "year", "title", "region", "in_force_from", "in_force_to"]
    layout = "office/regulations/_form.html"

    def __init__(self, *args: Any, by: Authority, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        roots = by.areas("regulations.edit")
        above = {code for root in roots for code in lineage(root)}
        self.fields["file"].label = _("Naskah peraturan")
        self.fields["region"].queryset = Region.objects.filter(code__in=roots)  # type: ignore[attr-defined]  # a ModelChoiceField
        older = Regulation.objects.filter(region_id__in=above)
        self.fields["revokes"].queryset = older  # type: ignore[attr-defined]
        self.fields["revokes"].label_from_instance = short_title  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What the verb takes."""
        left_out = {"token", "file", "kept"}
        facts = {name: value for name, value in self.cleaned_data.items() if name not in left_out}
        return facts | {"revokes": list(facts["revokes"]), "file": self.attachment}


class EndForm(forms.Form):
    """The last day."""

    on = day_field(_("Hari terakhir berlaku"))


def short_title(regulation: Regulation) -> str:
    """ "Peraturan Bupati Nomor 55 Tahun 2020: Kelompok Informasi Masyarakat"."""
    return f"{number_of(regulation)}: {regulation.title}"


def offered(regulation: Regulation, has_lapsed: bool) -> str:
    """The title where it is chosen, with a warning when it is no longer in force."""
    title = short_title(regulation)
    return _now("%(title)s (tidak berlaku lagi)") % {"title": title} if has_lapsed else title


def number_of(regulation: Regulation) -> str:
    """ "Peraturan Bupati Nomor 55 Tahun 2020"; a number that holds its year is not followed by it."""
    words = {"kind": regulation.get_kind_display(), "number": regulation.number, "year": regulation.year}
    if str(regulation.year) in regulation.number:
        return _now("%(kind)s Nomor %(number)s") % words
    return _now("%(kind)s Nomor %(number)s Tahun %(year)d") % words
