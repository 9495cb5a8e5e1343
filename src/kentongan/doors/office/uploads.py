"""One file in a form that survives a refusal: stored at once, named in the form until it is used."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.domain.core import attachments
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid
from kentongan.domain.people.access import Authority

if TYPE_CHECKING:
    from django.http import QueryDict


class FileForm(forms.Form):
    """A form with one file beside its own fields. Call :meth:`keep_upload` before asking whether it holds.

    ``limit`` in bytes is for papers, which are shrunk to it.
    """

    limit: int | None = None

    file = forms.FileField(
        label=_("Pindaian"),
        required=False,
        help_text=_("PDF sampai 20 MB, atau foto JPEG, PNG, WebP sampai 10 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
    )
    kept = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.attachment = self._kept_before()

    def keep_upload(self, region: str) -> None:
        """Store what was uploaded; a bad file is named at its field."""
        upload = self.files.get("file") if self.files else None
        if upload is None:
            return
        try:
            self.attachment = attachments.store(upload, by=self.by, region=region, limit=self.limit)
        except Invalid as problem:
            self.add_error("file", problem.message)
            return
        data: QueryDict = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict when files came
        data["kept"] = str(self.attachment.pk)
        self.data = data

    def _kept_before(self) -> Attachment | None:
        """The file the same person handed in with this form earlier; nobody names another's."""
        try:
            key = UUID(str(self.data.get("kept", ""))) if self.is_bound else None
        except ValueError:
            return None
        if key is None or self.by.user_id is None:
            return None
        return Attachment.objects.filter(pk=key, uploaded_by_id=self.by.user_id).first()
