"""The components as template tags and filters. Listed with one example each in design/README.md."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from functools import lru_cache
from io import BytesIO
from typing import Any

import segno
from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import BaseForm, BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from kentongan.design import charts, fields, formats, icons, maps
from kentongan.design import markdown as marking
from kentongan.design.months import Day, day_names
from kentongan.design.parts import Part
from kentongan.design.states import look

register = template.Library()

register.filter("number", formats.number)
register.filter("rupiah", formats.rupiah)
register.filter("people", formats.people)
register.filter("percent", formats.percent)
for _words in (formats.day, formats.short_day, formats.weekday, formats.clock, formats.moment):
    register.filter(_words.__name__, _words)
register.filter("markdown", marking.markdown)
register.filter("plain", marking.plain)
register.simple_tag(icons.icon, name="icon")
register.simple_tag(icons.mark, name="mark")


def address(name: str) -> str:
    """The static address of a design file; the plain one when the manifest does not know it (yet)."""
    try:
        return staticfiles_storage.url(f"design/{name}")
    except ValueError:
        return f"/static/design/{name}"


@register.simple_tag
def sheet(name: str) -> SafeString:
    """The link to a door's one stylesheet."""
    return format_html('<link rel="stylesheet" href="{}">', address(f"{name}.css"))


@register.simple_tag
def script(name: str) -> SafeString:
    """The door's one script, which never holds up the page."""
    return format_html('<script src="{}" defer></script>', address(f"{name}.js"))


@register.simple_tag
def design_file(name: str) -> str:
    """The address of another design file, such as ``favicon.svg``."""
    return address(name)


@register.simple_tag
def badge(word: object, tone: str = "mute", shape: str = "dot") -> SafeString:
    """A word with a shape and a tone: ok, info, wait, bad or mute."""
    return format_html('<span class="badge {}">{}{}</span>', tone, icons.shape(shape), word)


@register.simple_tag
def status(state: str, word: object = "") -> SafeString:
    """The badge of a named state (states.py); ``word`` replaces the usual one."""
    shown = look(str(state))
    return badge(word or shown.word, shown.tone, shown.shape)


@register.simple_tag
def button(label: object, kind: str = "", href: str = "", icon: str = "", **attributes: object) -> SafeString:
    """A submit button, or a link like one when ``href`` is given. ``kind``: primary, danger, plain.

    Further keywords become attributes; underscores turn into dashes (``data_copy="#x"``).
    """
    attributes.setdefault("class", f"button {kind}".strip())
    if href:
        attributes["href"] = href
    else:
        attributes.setdefault("type", "submit")
    rest = format_html_join(
        "", ' {}="{}"', ((name.replace("_", "-"), value) for name, value in attributes.items())
    )
    picture = icons.icon(icon) if icon else ""
    return format_html("<{0}{1}>{2}{3}</{0}>", "a" if href else "button", rest, picture, label)


@register.simple_tag
def keep(key: str, private: bool = False) -> SafeString:
    """Attributes of a form whose words must survive a lost session: ``<form {% keep "paket-baru" %} …>``.

    After success say ``messages.success(request, "…", extra_tags="paket-baru")``: that clears what was kept.
    """
    return format_html(
        'data-keep="{}"{} data-keep-note="{}" data-keep-drop="{}"',
        key,
        " data-keep-private" if private else "",
        gettext("Tulisan Anda yang belum terkirim dipulihkan."),
        gettext("Buang tulisan ini"),
    )


@register.simple_tag
def field(bound: BoundField, **options: Any) -> SafeString:
    """One form field with label, help and error; options as :func:`fields.render` takes them."""
    return fields.render(bound, **options)


@register.simple_tag(name="fields")
def all_fields(form: BaseForm, **options: Any) -> SafeString:
    """Every field of the form, hidden ones included."""
    return format_html_join("", "{}", ((fields.render(bound, **options),) for bound in form))


@register.inclusion_tag("design/components/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """The summary above a form that was refused: every error, each linking to its field."""
    return {"form": form, "errors": fields.error_lines(form)}


@register.inclusion_tag("design/components/steps.html")
def steps(items: Sequence[Any]) -> dict[str, Any]:
    """The course of a thing: a list of ``parts.Step``."""
    return {"items": items}


@register.inclusion_tag("design/components/stat.html")
def stat(
    value: object,
    label: str,
    unit: str = "",
    of: object = None,
    as_of: object = None,
    note: str = "",
    href: str = "",
) -> dict[str, Any]:
    """A figure with its meaning, denominator (``of``), date (``as_of``) and its records (``href``)."""
    shown = formats.number(value) if value is None or isinstance(value, int | float) else value
    whole = formats.number(of) if isinstance(of, int | float) else of
    return {
        "value": shown,
        "label": label,
        "unit": unit,
        "of": whole,
        "as_of": as_of,
        "note": note,
        "href": href,
    }


@register.inclusion_tag("design/components/pager.html")
def pager(
    next_url: str = "",
    first_url: str = "",
    shown: int | None = None,
    total: int | None = None,
    about: bool = False,
) -> dict[str, Any]:
    """Cursor paging: onwards, to the start, and how many there are (``about``: an estimate)."""
    return {"next_url": next_url, "first_url": first_url, "shown": shown, "total": total, "about": about}


@register.inclusion_tag("design/components/crumbs.html")
def crumbs(items: Sequence[Any]) -> dict[str, Any]:
    """The way here: a list of ``parts.Crumb``."""
    return {"items": items}


@register.inclusion_tag("design/components/tabs.html")
def tabs(items: Sequence[Any], label: str = "") -> dict[str, Any]:
    """Tabs that are links: a list of ``parts.Link``."""
    return {"items": items, "label": label}


@register.inclusion_tag("design/components/chips.html")
def chips(items: Sequence[Any], remove: bool = False) -> dict[str, Any]:
    """Filters as links; with ``remove`` each shows a cross and takes its filter away."""
    return {"items": items, "remove": remove}


@register.inclusion_tag("design/components/timeline.html")
def timeline(events: Sequence[Any], zone: tzinfo | None = None) -> dict[str, Any]:
    """A history, newest first as given: a list of ``parts.Event``."""
    return {"events": events, "zone": zone}


@register.inclusion_tag("design/components/facts.html")
def facts(pairs: Sequence[tuple[str, object]] | Mapping[str, object]) -> dict[str, Any]:
    """A definition list; pairs without a value show as unknown."""
    return {"pairs": list(pairs.items()) if isinstance(pairs, Mapping) else pairs, "unknown": formats.UNKNOWN}


@register.inclusion_tag("design/components/path.html")
def region_path(items: Sequence[Any]) -> dict[str, Any]:
    """An area within its areas: names, or things with ``name`` and perhaps ``href``, widest first."""
    return {"items": [{"name": item} if isinstance(item, str) else item for item in items]}


@register.inclusion_tag("design/components/month.html")
def month(weeks: Sequence[Sequence[Day]], caption: str) -> dict[str, Any]:
    """A month of :func:`months.month_of`; ``caption`` names it for readers."""
    return {"weeks": weeks, "caption": caption, "names": day_names()}


@register.inclusion_tag("design/components/print_bar.html")
def print_bar(back: str = "", pdf: str = "") -> dict[str, Any]:
    """The tools above a printable page."""
    return {"back": back, "pdf": pdf}


@register.simple_tag
def phone(number: str, name: str = "") -> SafeString:
    """A person's number as a link that calls."""
    if not number:
        return format_html('<span class="muted">{}</span>', gettext("Nomor belum ada"))
    digits = "".join(sign for sign in number if sign.isdigit() or sign == "+")
    spoken = gettext("Telepon %(name)s") % {"name": name} if name else gettext("Telepon")
    return format_html(
        '<a class="tel" href="tel:{}" aria-label="{} {}">{}{}</a>',
        digits,
        spoken,
        number,
        icons.icon("phone"),
        number,
    )


@register.simple_block_tag(end_name="endcallout")
def callout(content: str, tone: str = "info", title: object = "") -> SafeString:
    """A note that must be seen: ``{% callout "wait" "Judul" %}…{% endcallout %}``; tones as for badges."""
    head = format_html("<b>{}</b>", title) if title else ""
    role = "alert" if tone == "bad" else "note"
    picture = icons.icon(tone if tone in icons.PATHS else "info")
    return format_html(
        '<div class="callout {}" role="{}">{}<div>{}{}</div></div>', tone, role, picture, head, content
    )


@register.simple_block_tag(end_name="endempty")
def empty(
    content: str, title: object, href: str = "", action: object = "", icon: str = "inbox"
) -> SafeString:
    """An empty list: what is missing, why (the block), and what to do first (``action`` at ``href``)."""
    then = button(action, "primary", href) if href else ""
    return format_html(
        '<div class="empty">{}<h2>{}</h2><p>{}</p>{}</div>', icons.icon(icon), title, content, then
    )


@register.simple_block_tag(end_name="endtable")
def table(content: str, caption: object = "", wide: bool = False, hide_caption: bool = False) -> SafeString:
    """A table, cards on a phone: rows begin with ``th scope=row``, other cells carry ``data-label``."""
    words = format_html(
        "<caption{}>{}</caption>", mark_safe(' class="hidden"') if hide_caption else "", caption
    )
    inner = format_html('<table class="table">{}{}</table>', words if caption else "", content)
    return format_html('<div class="scroll" tabindex="0">{}</div>', inner) if wide else inner


@register.simple_tag
def qr(text: str, label: str = "") -> SafeString:
    """The address as a QR code, inline SVG, black on white."""
    spoken = label or gettext("Kode QR ke %(address)s") % {"address": text}
    return format_html('<svg role="img" aria-label="{}"{}', spoken, mark_safe(_qr_code(text)))  # noqa: S308 segno's


@lru_cache(maxsize=1000)  # finding the best mask costs more than the rest of a public page
def _qr_code(text: str) -> str:
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        border=2,
        dark="#000",
        light="#fff",
        svgclass="qr",
        lineclass=None,
    )
    return out.getvalue().decode().strip().removeprefix("<svg")


@register.simple_tag
def shares(parts: Sequence[Part], label: str = "", legend: bool = True) -> SafeString:
    """A stacked bar with its legend; a thin one without words when ``legend`` is off (then give a table)."""
    return charts.stacked_bar(parts, label=label) + (charts.legend(parts) if legend else SafeString(""))


@register.simple_tag
def bar_list(parts: Sequence[Part]) -> SafeString:
    """Named bars under one another, longest as given."""
    return charts.bar_list(parts)


@register.simple_tag
def spark(values: Sequence[float | None], label: str) -> SafeString:
    """A small line of values over time."""
    return charts.sparkline(values, label=label)


@register.simple_tag
def tiles(items: Sequence[Any], label: str = "", unit: str = "") -> SafeString:
    """Equal tiles per area where no boundaries are loaded."""
    return maps.tiles(items, label=label, unit=unit)
