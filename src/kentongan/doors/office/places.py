"""A field for one area: its name or code is typed; when several are meant, one of them is chosen."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT

OFFERED = 8
_CODE = re.compile(r"(?:^|\()([0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?)?)?)(?:\)|$)")


class AreaWidget(forms.TextInput):
    """The text, and the areas it may mean as radio buttons under it (offered while one types)."""

    template_name = "office/regions/_widget.html"
    within = ROOT
    offered: list[Region] = []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The areas on offer beside what Django gives."""
        context = super().get_context(name, value, attrs)
        context |= {"field_name": name, "typed": value or "", "within": self.within, "found": self.offered}
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The chosen area, unless the text was changed after the choice was offered."""
        typed = data.get(name, "")
        chosen = data.get(f"{name}_pilih", "")
        return chosen if chosen and data.get(f"{name}_untuk", "") == typed else typed


class AreaField(forms.CharField):
    """Cleans to a :class:`Region` inside ``within``; ``None`` when empty and not required."""

    widget = AreaWidget

    def __init__(self, *, within: str = ROOT, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("Ketik nama, misalnya “bermi gembong”, atau kodenya."))
        super().__init__(max_length=200, **kwargs)
        self.keep_within(within)

    def keep_within(self, code: str) -> None:
        """Only areas of this subtree are meant."""
        self.within = code
        self.widget.within = code

    def prepare_value(self, value: Any) -> Any:
        """A region as text that is read back as itself."""
        return area_text(value) if isinstance(value, Region) else value

    def clean(self, value: Any) -> Any:
        """The region meant. An unclear text is refused with the areas to choose from."""
        text = super().clean(value)
        if not text:
            return None
        code = _CODE.search(text)
        if code or not re.search(r"[^\W\d]", text):
            return self._coded(code.group(1) if code else text)
        meant = Region.objects.search(text, within=self.within, limit=OFFERED)
        if len(meant) == 1:
            return meant[0]
        self.widget.offered = meant
        if meant:
            raise forms.ValidationError(_("Ada beberapa wilayah bernama itu. Pilih salah satu di bawah ini."))
        raise forms.ValidationError(
            _("Tidak ada wilayah “%(text)s”. Periksa ejaannya, atau tulis kodenya.") % {"text": text[:40]}
        )

    def _coded(self, code: str) -> Region:
        found = Region.objects.filter(code=code).first()
        if found is None:
            raise forms.ValidationError(
                _("Tidak ada wilayah dengan kode %(code)s. Cari dengan namanya.") % {"code": code[:20]}
            )
        return found


def area_text(region: Region) -> str:
    """A region as the field shows it: "Desa Bermi (33.18.13.2001)"."""
    return f"{region.title} ({region.code})"
