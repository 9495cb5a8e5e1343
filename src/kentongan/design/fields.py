"""Form fields as people meet them: label, help, error next to what must be mended, nothing typed lost."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from kentongan.design import icons

CARD_WIDGETS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def render(
    bound: BoundField, *, label: str = "", hint: str | bool = "", count: int = 0, placeholder: str = ""
) -> SafeString:
    """One field. ``hint=False`` hides the help; ``count`` is a limit of characters shown live.

    A radio or checkbox group becomes a fieldset of cards; a single checkbox stands before its label.
    """
    if bound.is_hidden:
        return bound.as_widget()
    words = label or bound.label
    help_text = bound.help_text = bound.help_text if hint == "" else str(hint or "")
    marks = {"error": _error(bound), "hint": _hint(bound, help_text)}
    if isinstance(bound.field.widget, CARD_WIDGETS):
        return _cards(bound, words, marks)
    control = bound.as_widget(attrs=_attributes(bound, bool(help_text), count, placeholder))
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return format_html(
            '<div class="field"><label class="check">{} <span>{}</span></label>{}{}</div>',
            control,
            words,
            marks["hint"],
            marks["error"],
        )
    counter = (
        format_html(
            '<output class="letters" id="{}_count" for="{}"></output>', bound.id_for_label, bound.id_for_label
        )
        if count
        else ""
    )
    return format_html(
        '<div class="field"><label for="{}">{}{}</label>{}{}{}{}</div>',
        bound.id_for_label,
        words,
        _optional(bound),
        marks["hint"],
        marks["error"],
        control,
        counter,
    )


def _attributes(bound: BoundField, has_hint: bool, count: int, placeholder: str) -> dict[str, Any]:
    """What ties the control to its help and error."""
    attributes: dict[str, Any] = {}
    if not isinstance(bound.field.widget, forms.CheckboxInput):
        attributes["class"] = f"{bound.field.widget.attrs.get('class', '')} input".strip()
    described = [f"{bound.auto_id}_hint"] if has_hint else []
    if bound.errors:
        described.append(f"{bound.auto_id}_error")
        attributes["aria-invalid"] = "true"
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if count:
        attributes["data-count"] = count
    if placeholder:
        attributes["placeholder"] = placeholder
    return attributes


def _cards(bound: BoundField, words: object, marks: dict[str, SafeString]) -> SafeString:
    """A fieldset of cards, each 48 px high at least."""
    invalid = {"aria-invalid": "true"} if bound.errors else {}
    options = format_html_join(
        "",
        '<label class="choice">{} <span>{}</span></label>',
        ((_bare(option, invalid), option.choice_label) for option in bound),
    )
    described = " ".join(f"{bound.auto_id}_{name}" for name in ("hint", "error") if marks[name])
    tie = format_html(' aria-describedby="{}"', described) if described else ""
    return format_html(
        '<fieldset class="field" id="{}"{}><legend>{}{}</legend>{}{}<div class="choices">{}</div></fieldset>',
        bound.auto_id,
        tie,
        words,
        _optional(bound),
        marks["hint"],
        marks["error"],
        options,
    )


def _bare(option: Any, attributes: dict[str, str]) -> SafeString:
    """The input of one choice without the label Django puts round it."""
    context = {
        "widget": {**option.data, "wrap_label": False, "attrs": {**option.data["attrs"], **attributes}}
    }
    html: str = option.renderer.render(option.template_name, context)
    return mark_safe(html)  # noqa: S308 the template of Django escapes


def _optional(bound: BoundField) -> SafeString:
    """The words for a field nobody has to fill; not those a form names ``conditional``."""
    is_asked = bound.field.required or bound.name in getattr(bound.form, "conditional", ())
    return SafeString("") if is_asked else format_html(" <em>({})</em>", gettext("boleh kosong"))


def _hint(bound: BoundField, text: object) -> SafeString:
    return (
        format_html('<div class="hint" id="{}_hint">{}</div>', bound.auto_id, text)
        if text
        else SafeString("")
    )


def _error(bound: BoundField) -> SafeString:
    if not bound.errors:
        return SafeString("")
    words = format_html_join(" ", "{}", ((error,) for error in bound.errors))
    return format_html(
        '<div class="error" id="{}_error">{}<span>{}</span></div>', bound.auto_id, icons.icon("bad"), words
    )


def error_lines(form: BaseForm) -> Iterator[tuple[str, object, object]]:
    """Every error as (id of its field or empty, the field's label, the sentence)."""
    for error in form.non_field_errors():
        yield "", "", error
    for bound in form:
        target = bound.auto_id if isinstance(bound.field.widget, CARD_WIDGETS) else bound.id_for_label
        for error in bound.errors:
            yield str(target), bound.label, error
