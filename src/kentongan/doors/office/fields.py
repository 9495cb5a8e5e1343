"""Form fields that several subjects of the office use."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class WordsField(forms.MultipleChoiceField):
    """Any number of words, ticked in a list. Which words exist is known to the room, which says so."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        """The room judges."""
        return True


class _FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files in one field; their content is judged when they are stored."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=_FilesInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}), **kwargs
        )

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """The uploads, each with a name and content."""
        files: list[Any] | tuple[Any, ...] = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files if file]


def moment_field(
    label: "str | _StrPromise", help_text: "str | _StrPromise" = "", *, required: bool = False
) -> forms.DateTimeField:
    """A day and an hour on the clock of the page."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=required, help_text=help_text, widget=widget)


def day_field(
    label: "str | _StrPromise", help_text: "str | _StrPromise" = "", *, required: bool = True
) -> forms.DateField:
    """A day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)
