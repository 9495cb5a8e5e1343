"""What villages are weighed by, as fields: one number for each reason, empty where it counts for nothing."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.forms import BoundField
from django.utils.translation import gettext as _

from kentongan.domain.outreach.rules import DEFAULT_WEIGHTS
from kentongan.domain.regions.models import MeasureKind, Tag
from kentongan.domain.regions.rules import lineage, subtree_q

PREFIX = "bobot-"
MOST = 1000


class WeightsForm(forms.Form):
    """A field for each reason that is known in the area: KIM there, signal, distance, labels, measures."""

    def __init__(self, *args: Any, area: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in _reasons(area):
            self.fields[PREFIX + key] = forms.FloatField(
                label=label,
                required=False,
                min_value=0,
                max_value=MOST,
                initial=DEFAULT_WEIGHTS.get(key),
                widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
            )

    @property
    def weight_fields(self) -> list[BoundField]:
        """The fields of the weights alone."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    def weights(self) -> dict[str, float]:
        """The points of each reason that counts, as the outreach room takes them."""
        said = getattr(self, "cleaned_data", {})
        return {
            name.removeprefix(PREFIX): value
            for name, value in said.items()
            if name.startswith(PREFIX) and value
        }


def as_fields(weights: Mapping[str, float]) -> dict[str, str]:
    """Weights as the fields carry them, for a form's first values or a link."""
    return {PREFIX + key: f"{points:g}" for key, points in weights.items()}


def _reasons(area: str) -> list[tuple[str, str]]:
    """Key and name of each reason; two queries."""
    used = Q(uses__region_id__in=lineage(area)) | subtree_q(area, "uses__region_id")
    tags = Tag.objects.filter(used).order_by("name", "code").distinct()
    return [
        ("no_kim_village", _("Belum ada KIM di desa")),
        ("no_kim_district", _("Belum ada KIM di kecamatan")),
        ("no_signal", _("Tanpa sinyal")),
        ("weak_signal", _("Jaringan lemah: 2G, hanya SMS, atau tanpa sinyal")),
        ("distance", _("Jauh dari tempat berangkat")),
        *((f"tag:{tag.code}", _("Label: %(name)s") % {"name": tag.name}) for tag in tags),
        *((f"measure:{kind.code}", kind.name) for kind in MeasureKind.objects.all()),
    ]
