"""The visit form, made from the instrument: one question a card, open follow-ups, new ones, people met."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from kentongan.domain.events.models import FollowUp
from kentongan.domain.mentoring.actions import Agreement
from kentongan.domain.mentoring.answers import Given, questions_of
from kentongan.domain.mentoring.models import Edition, Outcome, Question, Section
from kentongan.doors.field.activities.forms import PicturesField

NEW_LINES = 3  # lines for new follow-ups on one form
LATER = ""
ACTS = [
    (LATER, _("Belum dibahas")),
    (Outcome.Act.CLOSED, _("Selesai")),
    (Outcome.Act.PROLONGED, _("Beri waktu lagi")),
]


@dataclass(frozen=True)
class Waiting:
    """An open follow-up with its fields."""

    follow_up: FollowUp
    act: BoundField
    text: BoundField
    due: BoundField


@dataclass(frozen=True)
class NewLine:
    """A line for a new follow-up; the first is open, the others behind a tap."""

    text: BoundField
    owner: BoundField
    due: BoundField
    is_filled: bool


class FactsForm(forms.Form):
    """What every visit has beside the questions of its instrument."""

    held_on = forms.DateField(
        label=_("Tanggal kunjungan"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    visitors = forms.CharField(
        label=_("Siapa yang berkunjung?"),
        required=False,
        help_text=_("Satu orang satu baris: nama, jabatan."),
        widget=forms.Textarea(attrs={"rows": 2, "class": "low"}),
    )
    met = forms.CharField(
        label=_("Siapa yang ditemui?"),
        required=False,
        help_text=_("Satu orang satu baris: nama, jabatan."),
        widget=forms.Textarea(attrs={"rows": 2, "class": "low"}),
    )
    note = forms.CharField(
        label=_("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 3, "class": "low"})
    )


class VisitForm(FactsForm):
    """One visit. What may be so is decided by the mentoring room; a field it names shows its sentence."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    photos = PicturesField(
        label=_("Foto"), help_text=_("Boleh menyusul. Foto dikecilkan dan data lokasinya dihapus.")
    )

    def __init__(self, *args: Any, edition: Edition, waiting: Iterable[FollowUp], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.waiting = list(waiting)
        for question in questions_of(edition):
            self.fields[f"q{question.pk}"] = _asking(question)
        for follow_up in self.waiting:
            name = f"f{follow_up.pk.hex}"
            self.fields[f"{name}_act"] = forms.ChoiceField(
                label=_("Bagaimana?"), required=False, choices=ACTS, widget=forms.RadioSelect
            )
            self.fields[f"{name}_text"] = _line(_("Hasil atau alasannya"), 500)
            self.fields[f"{name}_due"] = _day(_("Tenggat baru"))
        for place in range(NEW_LINES):
            self.fields[f"n{place}_text"] = _line(_("Apa yang disepakati?"), 500)
            self.fields[f"n{place}_owner"] = _line(_("Siapa yang mengerjakan?"), 150)
            self.fields[f"n{place}_due"] = _day(_("Paling lambat"))

    def sections(self) -> Iterator[tuple[Section, list[BoundField]]]:
        """Each section with its questions as fields."""
        for section in self.edition.sections.all():
            yield section, [self[f"q{question.pk}"] for question in section.questions.all()]

    def waiting_lines(self) -> Iterator[Waiting]:
        """The open follow-ups."""
        for follow_up in self.waiting:
            name = f"f{follow_up.pk.hex}"
            yield Waiting(follow_up, *(self[f"{name}_{part}"] for part in ("act", "text", "due")))

    def new_lines(self) -> Iterator[NewLine]:
        """The lines for new ones."""
        for place in range(NEW_LINES):
            text, owner, due = (self[f"n{place}_{part}"] for part in ("text", "owner", "due"))
            yield NewLine(text, owner, due, any(part.value() for part in (text, owner, due)))

    def values(self) -> dict[str, Any]:
        """What the verb takes, without the photos."""
        data = self.cleaned_data
        return {
            "id": data["id"],
            "edition": self.edition,
            "held_on": data["held_on"],
            "answers": {
                question.pk: given
                for question in questions_of(self.edition)
                if (given := _given(question, data[f"q{question.pk}"])) is not None
            },
            "note": data["note"],
            "visitors": _people(data["visitors"]),
            "met": _people(data["met"]),
            "agreements": [agreement for _field, agreement in self._agreements()],
        }

    def field_of(self, name: str | None) -> str | None:
        """The field of this form for one the room names: its agreements are told by their place."""
        if name and name.startswith("agreement"):
            return [field for field, _agreement in self._agreements()][int(name.removeprefix("agreement"))]
        return name if name in self.fields else None

    def _agreements(self) -> Iterator[tuple[str, Agreement]]:
        data = self.cleaned_data
        for follow_up in self.waiting:
            name = f"f{follow_up.pk.hex}"
            if data[f"{name}_act"]:
                due = data[f"{name}_due"] if data[f"{name}_act"] == Outcome.Act.PROLONGED else None
                yield (
                    f"{name}_text",
                    Agreement(data[f"{name}_act"], data[f"{name}_text"], follow_up, due_on=due),
                )
        for place in range(NEW_LINES):
            text, owner, due = (data[f"n{place}_{part}"] for part in ("text", "owner", "due"))
            if text or owner or due:
                yield f"n{place}_text", Agreement("opened", text, owner_name=owner, due_on=due)


def _asking(question: Question) -> forms.Field:
    """The field for one question."""
    told: dict[str, Any] = {
        "label": question.text,
        "help_text": question.help,
        "required": question.is_required,
        "error_messages": {"required": _("Jawab pertanyaan ini.")},
    }
    if question.kind in (Question.Kind.SCALE, Question.Kind.YES_NO):
        choices = [(str(point.pk), point.label) for point in question.points.all()]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
    if question.kind == Question.Kind.NUMBER:
        widget = forms.NumberInput(attrs={"inputmode": "decimal", "min": 0, "step": "any"})
        return forms.DecimalField(min_value=0, max_digits=12, decimal_places=2, widget=widget, **told)
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 3, "class": "low"}), **told)


def _given(question: Question, value: Any) -> Given | None:
    if value in (None, ""):
        return None
    if question.kind in (Question.Kind.SCALE, Question.Kind.YES_NO):
        return Given(point=int(value))
    return Given(number=value) if question.kind == Question.Kind.NUMBER else Given(text=value)


def _people(lines: str) -> list[tuple[str, str]]:
    """ "Nama, jabatan" a line."""
    told = (line.partition(",") for line in lines.splitlines())
    return [(name.strip(), title.strip()) for name, _comma, title in told if name.strip()]


def _line(label: Any, limit: int) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=limit)


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)
