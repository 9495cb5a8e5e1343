"""The signed letter as a phone sends it: a photo, the number, the day."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kentongan.domain.core import attachments
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid


class LetterForm(forms.Form):
    """A photo that is stored survives a refusal of the rest: it is named in the form until it is used."""

    conditional = ("photo",)  # once it is kept, no other is needed

    photo = forms.FileField(
        label=_("Foto SK"),
        required=False,
        help_text=_("Seluruh halaman, terang, dengan tanda tangan dan cap. Dikecilkan sebelum disimpan."),
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf", "capture": "environment"}),
    )
    kept = forms.UUIDField(required=False, widget=forms.HiddenInput)
    number = forms.CharField(label=_("Nomor SK"), help_text=_("Seperti tertulis pada suratnya."))
    issued_on = forms.DateField(
        label=_("Tanggal SK"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        localize=False,
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.letter = self._kept_before()

    def keep_photo(self, region: str) -> None:
        """Store the photo; a bad one is named at its field."""
        upload = self.files.get("photo") if self.files else None
        if upload is None:
            return
        try:
            self.letter = attachments.store(upload, by=self.by, region=region, limit=attachments.PAPER_LIMIT)
        except Invalid as problem:
            self.add_error("photo", problem.message)
            return
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict when files came
        data["kept"] = str(self.letter.pk)
        self.data = data

    def chosen(self) -> Attachment:
        """The letter. Raises ``Invalid`` when there is none."""
        if self.letter is None:
            raise Invalid(_now("Ambil foto SK yang sudah ditandatangani."), field="photo")
        return self.letter

    def _kept_before(self) -> Attachment | None:
        """The photo the same person sent with this form before; nobody names another's."""
        try:
            key = UUID(str(self.data.get("kept", ""))) if self.is_bound else None
        except ValueError:
            return None
        if key is None or self.by.user_id is None:
            return None
        return Attachment.objects.filter(pk=key, uploaded_by_id=self.by.user_id).first()
