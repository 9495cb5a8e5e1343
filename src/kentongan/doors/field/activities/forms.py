"""What a group did. Everything has a usual answer, so that two taps are enough."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.domain.activities.models import Activity, Medium

FIRST_MEDIA = 6  # shown at once; the others behind one tap


class Pictures(forms.ClearableFileInput):
    """A file input for several pictures."""

    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Several files at once; what they really are is judged by the core room."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            widget=Pictures(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
            **options,
        )

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files that were chosen, empty ones included: storing them says what is wrong."""
        return [upload for upload in data or [] if upload]


def _day() -> forms.DateField:
    return forms.DateField(
        label=_("Tanggal"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), localize=False
    )


def _people(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0})
    )


class ActivityForm(forms.Form):
    """What any kind of activity has."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    held_on = _day()
    place = forms.CharField(label=_("Tempat"), required=False, max_length=120)
    reach_low = _people(_("Paling sedikit, orang"))
    reach_high = _people(_("Paling banyak, orang"))
    counted_how = forms.ChoiceField(label=_("Cara menghitung"), required=False)
    note = forms.CharField(label=_("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    photos = PicturesField(
        label=_("Foto"), help_text=_("Boleh menyusul. Foto dikecilkan dan data lokasinya dihapus.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counted = self.fields["counted_how"]
        assert isinstance(counted, forms.ChoiceField)  # noqa: S101 - declared above
        counted.choices = [("", _("Perkiraan")), *_other_counts()]

    def values(self) -> dict[str, Any]:
        """What the verb takes, without the photos."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"photos"}}


class OwnForm(ActivityForm):
    """Something of the group's own: it needs a title."""

    title = forms.CharField(label=_("Tentang apa?"), max_length=150)


class SpreadForm(ActivityForm):
    """A package passed on: by which medium. Place and reach left empty are those usual for the medium."""

    medium = forms.ChoiceField(label=_("Lewat apa?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, media: list[Medium], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {medium.pk: medium for medium in media}
        field = self.fields["medium"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(medium.pk, medium.name) for medium in media]

    def values(self) -> dict[str, Any]:
        """What the verb takes; the medium's usual place and reach where nothing else was said."""
        values = super().values()
        medium = self.known[values["medium"]]
        values["place"] = values["place"] or medium.place
        if values["reach_low"] is None and values["reach_high"] is None:
            values |= {"reach_low": medium.reach_low, "reach_high": medium.reach_high}
            values["counted_how"] = values["counted_how"] or (
                Activity.Counted.ESTIMATE.value if medium.reach_low is not None else ""
            )
        return values

    def options(self) -> list[dict[str, Any]]:
        """Each medium with what it offers, for the cards."""
        chosen = str(self["medium"].value() or "")
        return [{"medium": medium, "checked": key == chosen} for key, medium in self.known.items()]

    def first_options(self) -> list[dict[str, Any]]:
        """The usual ones."""
        return self.options()[:FIRST_MEDIA]

    def more_options(self) -> list[dict[str, Any]]:
        """The others."""
        return self.options()[FIRST_MEDIA:]

    def more_chosen(self) -> bool:
        """Whether one of the others is chosen, so that they are shown."""
        return any(option["checked"] for option in self.more_options())


class OwnSpreadForm(SpreadForm, OwnForm):
    """Something of the group's own, passed on."""


class PhotosForm(forms.Form):
    """More photos of an activity."""

    photos = PicturesField(label=_("Foto"), help_text=_("JPEG, PNG, atau WebP, paling besar 10 MB."))


def _other_counts() -> list[tuple[str, Any]]:
    return [(value, label) for value, label in Activity.Counted.choices if value != Activity.Counted.ESTIMATE]
