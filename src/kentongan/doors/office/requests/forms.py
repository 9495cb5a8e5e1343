"""What the pages of agency requests read. Whether it may be so is decided by the releases room."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kentongan.domain.core import attachments
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid
from kentongan.domain.people.access import Authority
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import level_of
from kentongan.domain.releases.access import VILLAGE_LEVEL
from kentongan.domain.releases.models import AgencyRequest
from kentongan.doors.office.fields import FilesField, WordsField, day_field


class RequestForm(forms.Form):
    """An agency's wish: what, where, when, with which material."""

    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("Instansi pemohon"), empty_label=None)
    theme = forms.CharField(
        label=_("Tema"), help_text=_("Misalnya: pemberian makanan tambahan untuk balita.")
    )
    material = forms.CharField(
        label=_("Bahan"),
        required=False,
        help_text=_("Apa yang perlu sampai kepada warga. Tulis apa adanya; humas menyusunnya menjadi paket."),
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    areas = WordsField(label=_("Wilayah"), required=False)
    wanted_from = day_field(_("Disebarkan mulai"))
    wanted_until = day_field(_("Sampai"))
    attachments = FilesField(
        label=_("Lampiran"), required=False, help_text=_("Gambar sampai 10 MB atau PDF sampai 20 MB.")
    )

    def __init__(self, *args: Any, by: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        agencies = Agency.objects.filter(by.within("requests.make", "region_id", agency="pk"))
        self.fields["agency"].queryset = agencies.select_related("region").order_by("name")  # type: ignore[attr-defined]  # a ModelChoiceField
        self.agencies = list(self.fields["agency"].queryset)  # type: ignore[attr-defined]
        self.fields["agency"].choices = [(str(one.pk), one.name) for one in self.agencies]  # type: ignore[attr-defined]
        self.files_kept = list[Attachment]()
        if self.place is not None and level_of(self.place.code) == VILLAGE_LEVEL:
            self.initial.setdefault("areas", [self.place.code])  # the only area a village may ask for

    @property
    def place(self) -> Region | None:
        """The region of the agency that asks."""
        chosen = str(self["agency"].value() or "")
        found = [agency.region for agency in self.agencies if str(agency.pk) == chosen]
        return next(iter(found or [agency.region for agency in self.agencies]), None)

    @property
    def sender(self) -> str:
        """Its code."""
        return self.place.code if self.place else ""

    @property
    def chosen(self) -> list[str]:
        """The area codes as they stand in the form now."""
        return list(dict.fromkeys(str(code) for code in self["areas"].value() or []))

    def again(self) -> "RequestForm":
        """The same words in a form that complains of nothing yet."""
        return type(self)(
            initial={name: self[name].value() for name in self.fields if name != "attachments"}, by=self.by
        )

    def store_uploads(self) -> None:
        """Store what was uploaded; a bad file is named in the form."""
        for upload in self.files.getlist("attachments") if self.files else []:
            self._keep(upload)

    def _keep(self, upload: UploadedFile[Any]) -> None:
        try:
            self.files_kept.append(attachments.store(upload, by=self.by, region=self.sender))
        except Invalid as problem:
            self.add_error("attachments", f"{upload.name}: {problem.message}")


class AnswerForm(forms.Form):
    """Accept, change or refuse, with the reason and the dates agreed on."""

    conditional = ("answer",)  # may be empty in some cases only

    state = forms.ChoiceField(
        label=_("Jawaban"),
        choices=[
            (AgencyRequest.State.ACCEPTED, _("Sanggupi")),
            (AgencyRequest.State.CHANGED, _("Sanggupi dengan perubahan")),
            (AgencyRequest.State.REFUSED, _("Tolak")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Penjelasan"),
        required=False,
        help_text=_("Wajib bila diubah atau ditolak; pemohon membacanya."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "low"}),
    )
    agreed_from = day_field(_("Disepakati mulai"), required=False)
    agreed_until = day_field(_("Sampai"), required=False)
