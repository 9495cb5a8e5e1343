"""What the pages of decrees read from a request. Whether it may be so is decided by the groups room."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kentongan.design.formats import capitals
from kentongan.domain.core.attachments import PAPER_LIMIT
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups import rules
from kentongan.domain.groups.access import visible
from kentongan.domain.groups.models import Decree, Group, Regulation
from kentongan.domain.groups.models.decrees import IssuerRole
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.access import get_region
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import lineage
from kentongan.doors.office.fields import WordsField, day_field
from kentongan.doors.office.regulations.forms import offered
from kentongan.doors.office.uploads import FileForm

CHOOSABLE = 300  # groups to tick at once; more are found by area


class DecreeForm(FileForm):
    """A decree and the groups it names."""

    limit = PAPER_LIMIT

    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    number = forms.CharField(
        label=_("Nomor SK"), help_text=_("Seperti tertulis pada suratnya, misalnya 141/5/2023.")
    )
    issued_on = day_field(_("Tanggal SK"))
    kind = forms.ChoiceField(
        label=_("Jenis SK"), choices=capitals(Decree.Kind.choices), initial=Decree.Kind.FOUNDING
    )
    issuer_role = forms.ChoiceField(
        label=_("Diterbitkan oleh"),
        required=False,
        choices=[("", _("Sesuai tingkat kelompok (diusulkan)")), *capitals(IssuerRole.choices)],
        help_text=_("Untuk KIM desa biasanya kepala desa; pilih yang lain bila suratnya berkata lain."),
    )
    valid_from = day_field(_("Berlaku mulai"))
    valid_to = day_field(_("Berlaku sampai"), _("Kosongkan bila tidak disebut."), required=False)
    basis = forms.ModelMultipleChoiceField(
        Regulation.objects.none(), label=_("Peraturan yang menjadi dasar"), required=False
    )
    cite_lapsed = forms.BooleanField(
        label=_("Tetap cantumkan peraturan yang tidak berlaku lagi"), required=False
    )
    note = forms.CharField(
        label=_("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 2, "class": "low"})
    )
    groups = WordsField(label=_("Kelompok yang disebut"), required=False)

    def __init__(self, *args: Any, by: Authority, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.fields["file"].label = _("Pindaian SK")
        above = {code for root in by.areas("decrees.edit") for code in lineage(root)}
        self.fields["basis"].queryset = Regulation.objects.filter(region_id__in=above)  # type: ignore[attr-defined]  # a ModelMultipleChoiceField
        lapsed = set(Regulation.objects.lapsed().filter(region_id__in=above).values_list("pk", flat=True))
        self.fields["basis"].label_from_instance = lambda one: offered(one, one.pk in lapsed)  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[str]:
        """The codes of the groups as they stand in the form now."""
        return list(dict.fromkeys(str(code) for code in self["groups"].value() or []))[:1000]

    def named(self) -> list[Group]:
        """The groups chosen, among those the person may read. Raises ``Invalid`` for a code that is none."""
        found = {
            group.code: group
            for group in visible(self.by)
            .filter(code__in=self.chosen)
            .select_related("region")
            .order_by("region_id")
        }
        missing = [code for code in self.chosen if code not in found]
        if missing:
            raise Invalid(
                _now("Kelompok %(code)s tidak ditemukan di wilayah Anda.") % {"code": missing[0][:20]},
                field="groups",
            )
        return list(found.values())

    def facts(self) -> dict[str, Any]:
        """What ``issue_decree`` takes. Raises ``Invalid`` when no single issuer can be told."""
        groups = self.named()
        role = self.cleaned_data["issuer_role"] or proposed_role(groups)
        taken = ("number", "issued_on", "kind", "valid_from", "valid_to", "note", "cite_lapsed")
        return {name: self.cleaned_data[name] for name in taken} | {
            "basis": list(self.cleaned_data["basis"]),
            "groups": groups,
            "issuer_role": role,
            "issuer_region": issuer_region(role, groups),
            "scan": self.attachment,
        }


def proposed_role(groups: Sequence[Group]) -> str:
    """Whose decree groups of this kind ask for. Raises ``Invalid`` when they do not agree."""
    proposed = {rules.proposed_issuer(group.level, group.region.kind) for group in groups}
    if len(proposed) != 1 or len({group.region_id for group in groups}) != 1:
        if not groups:
            raise Invalid(_now("Pilih paling sedikit satu kelompok yang disebut SK ini."), field="groups")
        raise Invalid(
            _now("Kelompok yang dipilih berasal dari beberapa wilayah. Pilih siapa penerbit SK ini."),
            field="issuer_role",
        )
    return proposed.pop()


def issuer_region(role: str, groups: Sequence[Group]) -> Region:
    """The region the issuer heads, seen from the groups. Raises ``Invalid`` when there are several."""
    codes = {rules.issuer_region(role, group.region_id) for group in groups} if role else set()
    code = codes.pop() if len(codes) == 1 else None
    if code is None:
        raise Invalid(
            _now("SK hanya menyebut kelompok dalam wilayah satu penerbit. Periksa penerbit dan kelompoknya."),
            field="issuer_role" if groups else "groups",
        )
    return get_region(code)


class RevokeForm(forms.Form):
    """The end of a decree before its time."""

    on = day_field(_("Tidak berlaku sejak"))
    reason = forms.CharField(
        label=_("Alasan"), required=False, widget=forms.Textarea(attrs={"rows": 3, "class": "low"})
    )


class ScanForm(FileForm):
    """The scanned letter."""


class NamedForm(forms.Form):
    """More groups that a decree names."""

    groups = WordsField(label=_("Kelompok yang disebut"), required=False)

    @property
    def chosen(self) -> list[str]:
        """The codes of the groups as they stand in the form now."""
        return list(dict.fromkeys(str(code) for code in self["groups"].value() or []))[:1000]

    limit = PAPER_LIMIT
