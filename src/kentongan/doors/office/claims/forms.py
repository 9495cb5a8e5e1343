"""What the desk fills in: a claim's facts, a verdict, what is missing, where to merge, a file of checks."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.design.formats import capitals
from kentongan.domain.claims.actions.verdicts import Draft
from kentongan.domain.claims.models import AnswerTarget, Label, Topic, UnclearReason
from kentongan.domain.claims.rules import SHORT_LIMIT


class DescribeForm(forms.Form):
    """The claim in the desk's words."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Klaim dalam satu kalimat"), max_length=300)
    text = forms.CharField(
        label=_("Pesan seperti beredar"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    topic = forms.ModelChoiceField(
        label=_("Topik"), queryset=Topic.objects.none(), required=False, empty_label=_("Belum ditentukan")
    )
    pace = forms.ChoiceField(label=_("Kecepatan"), choices=capitals(AnswerTarget.Pace.choices))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["topic"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - as declared
        held = self.initial.get("topic")
        field.queryset = Topic.objects.filter(Q(retired=False) | Q(pk=held.pk if held else ""))

    def keep_words(self) -> None:
        """Title and text were judged with a verdict: they are shown and not changed."""
        for name in ("title", "text"):
            self.fields[name].widget.attrs["readonly"] = True
        self.fields["title"].help_text = _("Sudah dinilai bersama putusannya, jadi tidak diubah lagi.")


class VerdictForm(forms.Form):
    """What was found out."""

    number = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)  # of the draft opened
    label = forms.ChoiceField(label=_("Putusan"))
    short = forms.CharField(
        label=_("Pesan singkat untuk dikirim balik"),
        max_length=SHORT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Paling banyak 160 huruf. Tampil di kartu dan di pesan yang dikirim balik."),
    )
    why = forms.CharField(label=_("Mengapa"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 10}))
    sources = forms.CharField(
        label=_("Sumber"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Satu baris satu sumber: nama, lalu tautannya bila ada."),
    )
    checked_on = forms.DateField(
        label=_("Tanggal diperiksa"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    change_note = forms.CharField(
        label=_("Yang berubah dari versi sebelumnya"), max_length=300, required=False
    )

    def __init__(self, *args: Any, again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        for label in Label.objects.filter(retired=False, scheme__retired=False).select_related("scheme"):
            groups.setdefault(label.scheme.name, []).append((label.code, label.name))
        field = self.fields["label"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared
        field.choices = [("", _("Pilih putusan")), *groups.items()]
        self.fields["short"].widget.attrs.pop("maxlength", None)  # too long is told, not cut off
        if not again:
            del self.fields["change_note"]

    def draft(self) -> Draft:
        """The verdict as the verb takes it."""
        data = self.cleaned_data
        return Draft(
            label=Label.objects.get(pk=data["label"]),
            why=data["why"],
            short=data["short"],
            checked_on=data["checked_on"],
            change_note=data.get("change_note", ""),
            sources=[source_of(line) for line in data["sources"].splitlines() if line.strip()],
        )


class ActForm(forms.Form):
    """One step with the words it needs."""

    act = forms.ChoiceField(choices=[(name, name) for name in ("take_up", "ask", "give_up", "merge")])
    note = forms.CharField(label=_("Keterangan yang diperlukan"), max_length=500, required=False)
    reason = forms.ModelChoiceField(
        label=_("Alasan"), queryset=UnclearReason.objects.filter(retired=False), required=False
    )
    into = forms.CharField(label=_("Kode klaim yang sama"), max_length=20, required=False)


class ImportForm(forms.Form):
    """A file of other houses' checks."""

    file = forms.FileField(
        label=_("Berkas CSV atau JSON"),
        help_text=_(
            "CSV dengan kolom judul, pesan, penjelasan, putusan, sumber, nomor, tautan, tanggal; "
            "atau ClaimReview."
        ),
    )
    source = forms.CharField(
        label=_("Nama sumber"), max_length=120, required=False, help_text=_("Bila berkas tidak menyebutnya.")
    )


def source_of(line: str) -> tuple[str, str]:
    """Name and address in one line."""
    words = line.split()
    url = next((word for word in words if word.startswith(("http://", "https://"))), "")
    return " ".join(word for word in words if word != url).strip(" -,:"), url
