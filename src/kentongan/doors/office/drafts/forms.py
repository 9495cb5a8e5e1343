"""What the pages of decree drafts read from a request. Whether it may be so is decided by the rooms."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kentongan.design.formats import capitals
from kentongan.domain.core.attachments import PAPER_LIMIT
from kentongan.domain.core.problems import Invalid
from kentongan.domain.founding.issuing import choosable_bases
from kentongan.domain.founding.models import DecreeDraft, DecreeTemplate
from kentongan.domain.founding.rules import PLACEHOLDERS, lines_of
from kentongan.domain.groups.access import visible, visible_decrees
from kentongan.domain.groups.models import Decree, Group, Regulation
from kentongan.domain.groups.models.decrees import IssuerRole
from kentongan.domain.groups.models.groups import Level
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.doors.office.fields import WordsField, day_field
from kentongan.doors.office.places import AreaField
from kentongan.doors.office.uploads import FileForm

MARKS = ", ".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS))
PROPOSED = ("", _("Sesuai tingkat kelompok (diusulkan)"))


def _points(label: Any, rows: int = 6) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        help_text=_("Satu butir tiap baris."),
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class TextsForm(forms.Form):
    """The texts of a decree, as a layout and as a draft have them."""

    lists = ("considerations", "articles", "copies")

    heading = forms.CharField(
        label=_("Kepala surat"), widget=forms.Textarea(attrs={"rows": 2, "class": "low"})
    )
    subject = forms.CharField(label=_("Tentang"), widget=forms.Textarea(attrs={"rows": 2, "class": "low"}))
    considerations = _points(_("Menimbang"))
    bases = WordsField(label=_("Mengingat"), required=False)
    articles = _points(_("Memutuskan"), 8)
    closing = forms.CharField(
        label=_("Penutup"), required=False, widget=forms.Textarea(attrs={"rows": 2, "class": "low"})
    )
    on_behalf_of = forms.CharField(
        label=_("a.n."),
        required=False,
        max_length=120,
        help_text=_("Bila ditandatangani atas nama pejabat lain, tulis pejabat itu, misalnya Bupati Pati."),
    )
    signatory_title = forms.CharField(
        label=_("Jabatan penanda tangan"),
        required=False,
        max_length=120,
        help_text=_("Kosongkan untuk memakai penerbitnya."),
    )
    copies = _points(_("Tembusan"), 3)

    def __init__(self, *args: Any, region: Region | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = list(choosable_bases(region)[:200]) if region else []

    def texts(self) -> dict[str, Any]:
        """What the verbs take, points as lists. Raises ``Invalid`` for a regulation nobody offered."""
        values = {name: self.cleaned_data[name] for name in TextsForm.base_fields}
        for name in self.lists:
            values[name] = lines_of(values[name])
        known = {rule.code: rule for rule in self.offered}
        if set(values["bases"]) - set(known):
            raise Invalid(_now("Peraturan ini tidak ada dalam daftar."), field="bases")
        values["bases"] = [known[code] for code in values["bases"]]
        return values


class TemplateForm(TextsForm):
    """A layout; saved, it is the next version."""

    region = AreaField(label=_("Berlaku untuk wilayah"))
    name = forms.CharField(label=_("Nama templat"), max_length=120)
    key = forms.SlugField(
        label=_("Kunci"),
        max_length=40,
        help_text=_(
            "Huruf kecil dan tanda hubung. Kunci yang sama di satu wilayah menjadi versi berikutnya."
        ),
    )
    kind = forms.ChoiceField(label=_("Jenis SK"), choices=capitals(Decree.Kind.choices))
    level = forms.ChoiceField(
        label=_("Tingkat kelompok"),
        required=False,
        choices=[("", _("Semua tingkat")), *capitals(Level.choices)],
    )
    number_pattern = forms.CharField(
        label=_("Pola nomor"),
        max_length=80,
        help_text=_("{n} nomor urut, {unit} kode unit, {year} tahun; misalnya 188.45/{n}/{unit}/{year}."),
    )
    unit = forms.CharField(label=_("Kode unit"), required=False, max_length=40)

    uses_htmx = True


class DraftForm(TextsForm):
    """The text of one decree before it is signed."""

    number = forms.CharField(
        label=_("Nomor yang diusulkan"),
        required=False,
        max_length=80,
        help_text=_("{n} dibiarkan sampai nomornya diberikan."),
    )
    valid_from = day_field(
        _("Berlaku mulai"), _("Kosongkan untuk berlaku sejak ditandatangani."), required=False
    )
    valid_to = day_field(_("Berlaku sampai"), required=False)
    signatory_name = forms.CharField(label=_("Nama penanda tangan"), required=False, max_length=150)

    def facts(self) -> dict[str, Any]:
        """What ``change_draft`` takes."""
        own = {
            name: self.cleaned_data[name] for name in ("number", "valid_from", "valid_to", "signatory_name")
        }
        return self.texts() | own


class NewDraftForm(forms.Form):
    """For which groups, of which kind, by whom."""

    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Jenis SK"), choices=capitals(Decree.Kind.choices))
    issuer_role = forms.ChoiceField(
        label=_("Diterbitkan oleh"),
        required=False,
        choices=[PROPOSED, *capitals(IssuerRole.choices)],
        help_text=_("KIM desa biasanya oleh kepala desa, KIM kecamatan oleh camat; boleh diganti."),
    )
    revokes = forms.CharField(
        label=_("Kode SK yang dicabut"),
        required=False,
        max_length=20,
        help_text=_("Hanya untuk pencabutan, misalnya S-7K3F9D."),
    )
    valid_to = day_field(_("Masa bakti sampai"), required=False)
    groups = WordsField(label=_("Kelompok yang disebut"), required=False)

    def __init__(self, *args: Any, by: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def facts(self) -> dict[str, Any]:
        """What ``draft_decree`` takes."""
        data = self.cleaned_data
        return {
            "groups": self._named(),
            "kind": data["kind"],
            "issuer_role": data["issuer_role"],
            "revokes": self._revoked(),
            "valid_to": data["valid_to"],
        }

    def _named(self) -> list[Group]:
        codes = list(dict.fromkeys(self.cleaned_data["groups"]))[:300]
        mine = visible(self.by).filter(self.by.within("decrees.draft", "region_id"), code__in=codes)
        found = list(mine.select_related("region").order_by("region_id", "name"))
        if len(found) < len(codes):
            raise Invalid(_now("Sebagian kelompok tidak ada di wilayah Anda."), field="groups")
        return found

    def _revoked(self) -> Decree | None:
        code = self.cleaned_data["revokes"].strip().upper()
        if not code:
            return None
        decree = visible_decrees(self.by).filter(code=code).first()
        if decree is None:
            raise Invalid(_now("SK dengan kode ini tidak ditemukan."), field="revokes")
        return decree


class DeliveryForm(FileForm):
    """The signed letter: its number, its day, its picture or PDF."""

    limit = PAPER_LIMIT
    conditional = ("file",)  # once it is kept, no other is needed

    number = forms.CharField(label=_("Nomor SK"), help_text=_("Seperti tertulis pada suratnya."))
    issued_on = day_field(_("Tanggal SK"))

    field_order = ("number", "issued_on", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("Foto atau pindaian SK yang sudah ditandatangani")
        self.fields["file"].help_text = _("Foto atau PDF; dikecilkan menjadi paling besar 300 KB.")


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea(attrs={"rows": 3, "class": "low"}))


class EmptyForm(forms.Form):
    """A yes without more."""


def texts_of(source: DecreeTemplate | DecreeDraft) -> dict[str, Any]:
    """What a form about an existing layout or draft starts with."""
    plain = {name: getattr(source, name) for name in TextsForm.base_fields if name != "bases"}
    lists = {name: "\n".join(plain[name]) for name in TextsForm.lists}
    return plain | lists | {"bases": list(source.bases.values_list("code", flat=True))}


def base_choices(form: TextsForm, day: Any) -> list[tuple[Regulation, bool, bool]]:
    """The regulations to cite: each with whether it is ticked and whether it no longer holds."""
    chosen = set(form["bases"].value() or [])
    keys = [rule.pk for rule in form.offered]
    lapsed = set(Regulation.objects.lapsed(day).filter(pk__in=keys).values_list("pk", flat=True))
    return [(rule, rule.code in chosen, rule.pk in lapsed) for rule in form.offered]
