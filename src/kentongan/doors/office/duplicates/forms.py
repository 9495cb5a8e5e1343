"""The choice field by field between two entries: which one stays, and whose value it carries on with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KEEP = "keep"


@dataclass(frozen=True)
class Side:
    """One of the two entries: its key in the form, its title, the record, and a short name for a phone."""

    key: str
    title: str
    record: Any
    short: str


@dataclass(frozen=True)
class Cell:
    """What one entry says; ``key`` and ``checked`` where it can be chosen."""

    short: str
    text: str
    key: str = ""
    checked: bool = False


@dataclass(frozen=True)
class Line:
    """A field with what both entries say; ``name`` is that of the choice, empty when there is none."""

    label: str | Promise
    cells: list[Cell]
    name: str = ""


class MergeForm(forms.Form):
    """A choice for each field in which the two differ, and which entry stays."""

    def __init__(self, data: Any, *, sides: Sequence[Side], takeable: Sequence[str]) -> None:
        super().__init__(data)
        self.sides = sides
        one, other = sides
        keys = [(side.key, side.title) for side in sides]
        self.fields[KEEP] = forms.ChoiceField(label=_("Yang dipertahankan"), choices=keys, initial=one.key)
        self.differing = [
            name for name in takeable if getattr(one.record, name) != getattr(other.record, name)
        ]
        for name in self.differing:
            fuller = one if getattr(one.record, name) or not getattr(other.record, name) else other
            self.fields[name] = forms.ChoiceField(choices=keys, initial=fuller.key, required=False)

    def kept(self) -> Any:
        """The entry that stays."""
        return next(side.record for side in self.sides if side.key == self.cleaned_data[KEEP])

    def absorbed(self) -> Any:
        """The other one."""
        return next(side.record for side in self.sides if side.key != self.cleaned_data[KEEP])

    def taken(self) -> list[str]:
        """The fields whose value comes from the other one."""
        stays = self.cleaned_data[KEEP]
        return [name for name in self.differing if self.cleaned_data.get(name, stays) not in ("", stays)]

    def lines(self, labels: dict[str, Any], show: Callable[[Any, str], str]) -> list[Line]:
        """Every field that anybody filled, with the choices where the two differ."""
        lines = []
        for name, label in labels.items():
            texts = [show(side.record, name) for side in self.sides]
            if not any(texts):
                continue
            if name not in self.fields:
                lines.append(Line(label, [Cell(s.short, t) for s, t in zip(self.sides, texts, strict=True)]))
                continue
            now = str(self[name].value() or "")
            cells = [
                Cell(side.short, text, side.key, side.key == now)
                for side, text in zip(self.sides, texts, strict=True)
            ]
            lines.append(Line(label, cells, name))
        return lines

    def keep_line(self) -> Line:
        """Which entry stays, as the first choice."""
        now = str(self[KEEP].value() or "")
        cells = [Cell(side.short, side.title, side.key, side.key == now) for side in self.sides]
        return Line(_("Yang dipertahankan"), cells, KEEP)
