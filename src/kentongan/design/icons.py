"""Our own icons, 24 by 24, drawn with one stroke width; and the small shapes of the badges, 12 by 12."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

PATHS = {
    "home": "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
    "inbox": "M4 13l3-8h10l3 8v6H4zM4 13h5l1 2h4l1-2h5",
    "package": "M6 3h9l4 4v14H6zM15 3v4h4M9 12h6M9 16h6",
    "group": "M9 11a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6"
    "M16 4.5a3.5 3.5 0 010 6.5M18 14.5c2.5.8 3.5 2.8 3.5 5.5",
    "person": "M12 11a4 4 0 100-8 4 4 0 000 8zM5 21c0-4.5 3-7 7-7s7 2.5 7 7",
    "region": "M12 21s7-6 7-11.5a7 7 0 00-14 0C5 15 12 21 12 21zM12 12a2.5 2.5 0 100-5 2.5 2.5 0 000 5z",
    "map": "M3 6l6-2 6 2 6-2v14l-6 2-6-2-6 2zM9 4v14M15 6v14",
    "board": "M4 20V10M10 20V4M16 20v-7M21 20H3",
    "activity": "M4 14v-4l10-5v14L4 14zM7 15l1 5h3l-1-3.5M18 9a4 4 0 010 6",
    "speak": "M4 14v-4l10-5v14L4 14zM18 9a4 4 0 010 6M20.5 6a8 8 0 010 12",
    "decree": "M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6",
    "request": "M4 5h16v11H9l-5 4zM8 9h8M8 12h5",
    "calendar": "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
    "clock": "M12 21a9 9 0 100-18 9 9 0 000 18zM12 7v5l3 2",
    "search": "M11 18a7 7 0 100-14 7 7 0 000 14zM16 16l5 5",
    "filter": "M4 5h16l-6 8v6l-4-2v-4z",
    "plus": "M12 5v14M5 12h14",
    "check": "M5 13l4.5 4.5L19 7",
    "cross": "M6 6l12 12M18 6L6 18",
    "edit": "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
    "print": "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
    "copy": "M9 9h11v11H9zM5 15H4V4h11v1",
    "download": "M12 4v11M7 11l5 5 5-5M4 20h16",
    "upload": "M12 16V4M7 9l5-5 5 5M4 20h16",
    "file": "M6 3h9l4 4v14H6zM15 3v4h4",
    "photo": "M4 6h16v13H4zM4 16l5-5 4 4 2-2 5 4M15.5 10h.01",
    "phone": "M6 3h4l1.5 5L9 10a11 11 0 005 5l2-2.5 5 1.5v4c0 1.5-1 2.5-2.5 2.5C10.5 20.5 3.5 13.5 3.5 5.5"
    "c0-1.5 1-2.5 2.5-2.5z",
    "link": "M10 14a4 4 0 005.7 0l3-3a4 4 0 00-5.7-5.7l-1 1M14 10a4 4 0 00-5.7 0l-3 3a4 4 0 005.7 5.7l1-1",
    "info": "M12 21a9 9 0 100-18 9 9 0 000 18zM12 11v5M12 8h.01",
    "ok": "M12 21a9 9 0 100-18 9 9 0 000 18zM8 12.5l3 3 5-6",
    "wait": "M12 4l9.5 16h-19zM12 10v4M12 17h.01",
    "bad": "M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 8v5M12 16h.01",
    "left": "M15 5l-7 7 7 7",
    "right": "M9 5l7 7-7 7",
    "menu": "M4 6h16M4 12h16M4 18h16",
    "out": "M10 4H5v16h5M14 8l4 4-4 4M18 12H9",
    "settings": "M4 7h9M17 7h3M4 17h3M11 17h9M15 9.5a2.5 2.5 0 100-5 2.5 2.5 0 000 5z"
    "M9 19.5a2.5 2.5 0 100-5 2.5 2.5 0 000 5z",
    "history": "M4 12a8 8 0 108-8c-3 0-5 1.5-7 4M4 4v4h4M12 8v4l3 2",
    "star": "M12 4l2.5 5.2 5.5.8-4 4 1 5.6-5-2.7-5 2.7 1-5.6-4-4 5.5-.8z",
    "shield": "M12 3l8 3v6c0 5-3.5 7.5-8 9-4.5-1.5-8-4-8-9V6z",
}
SHAPES = {
    "check": '<path fill="none" d="M1.5 6.5l3 3 6-7"/>',
    "sent": '<path stroke="none" d="M1 1l11 5-11 5 2-5z"/>',
    "cross": '<path fill="none" d="M2 2l8 8M10 2l-8 8"/>',
    "ring": '<circle fill="none" cx="6" cy="6" r="4.5"/>',
    "dot": '<circle stroke="none" cx="6" cy="6" r="5"/>',
    "half": '<circle fill="none" cx="6" cy="6" r="4.5"/><path stroke="none" d="M6 1a5 5 0 010 10z"/>',
    "square": '<path stroke="none" d="M1 1h10v10H1z"/>',
    "pen": '<path fill="none" d="M2 10l1-3 5-5 2 2-5 5z"/>',
    "clock": '<circle fill="none" cx="6" cy="6" r="5"/><path fill="none" d="M6 3v3h2.5"/>',
    "up": '<path fill="none" d="M6 11V2M2 6l4-4 4 4"/>',
    "back": '<path fill="none" d="M11 9V5H2M5 2L2 5l3 3"/>',
    "turn": '<path fill="none" d="M10.5 6a4.5 4.5 0 11-2-3.7M9 0v3H6"/>',
    "warn": '<path stroke="none" d="M6 0l6 11H0z"/>',
    "bar": '<path fill="none" d="M1 6h10"/>',
    "talk": '<path fill="none" d="M1 2h10v6H6l-3 3V8H1z"/>',
    "eye": '<path fill="none" d="M1 6q5-6 10 0-5 6-10 0z"/><circle cx="6" cy="6" r="1"/>',
}
BODY = (
    "M20 7c4.2 0 6.5 1.2 6.5 3.4v22.2c0 2.9-2.5 4.4-6.5 4.4s-6.5-1.5-6.5-4.4V10.4C13.5 8.2 15.8 "
    "7 20 7zm0 6a1.7 1.7 0 00-1.7 1.7v14.6a1.7 1.7 0 003.4 0V14.7A1.7 1.7 0 0020 13z"
)
BEATS = "M9 16a10 10 0 000 12M4.5 12a18 18 0 000 20M31 16a10 10 0 010 12M35.5 12a18 18 0 010 20"
MARK = (
    '<svg viewBox="0 0 40 40" aria-hidden="true"><circle cx="20" cy="4" r="2.2" fill="none" '
    f'stroke="currentColor" stroke-width="1.8"/><path fill="currentColor" fill-rule="evenodd" d="{BODY}"/>'
    f'<path fill="none" stroke="#e3a51f" stroke-width="2.4" stroke-linecap="round" d="{BEATS}"/></svg>'
)


def icon(name: str, label: str = "") -> SafeString:
    """The icon as inline SVG, hidden from readers unless it has a label; KeyError for an unknown name."""
    spoken = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    drawing = f'<svg class="icon" viewBox="0 0 24 24" {spoken}><path d="{PATHS[name]}"/></svg>'
    return mark_safe(drawing)  # noqa: S308 our own drawing


def shape(name: str) -> SafeString:
    """The small shape that stands before a badge's word."""
    drawing = f'<svg viewBox="0 0 12 12" aria-hidden="true">{SHAPES[name]}</svg>'
    return mark_safe(drawing)  # noqa: S308 our own drawing


def mark() -> SafeString:
    """The kentongan: a slit drum between two beats of sound."""
    return mark_safe(MARK)  # noqa: S308 our own drawing
