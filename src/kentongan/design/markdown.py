"""The safe subset of Markdown people write in: headings, lists, links, emphasis, quotes, tables."""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "h2", "h3", "h4", "ul", "ol", "li", "a", "strong", "em", "blockquote", "hr"} | {
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
LOWER = {"h1": "h2", "h5": "h4", "h6": "h4"}


@lru_cache(maxsize=1)
def reader() -> MarkdownIt:
    """The parser: CommonMark without HTML, images and code, with tables."""
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    return parser.disable(["image", "html_block", "html_inline", "code", "fence", "backticks", "autolink"])


def markdown(text: str) -> SafeString:
    """The text as HTML that can stand in any page. Headings start at h2, since the page owns h1.

    Links keep http, https, tel and mailto addresses and get ``rel="nofollow noopener"``; others are dropped.
    """
    tokens = reader().parse(text or "")
    for token in tokens:
        token.tag = LOWER.get(token.tag, token.tag)
    html = reader().renderer.render(tokens, reader().options, {})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "tel", "mailto"},
        link_rel="nofollow noopener",
    )
    return mark_safe(clean)  # noqa: S308 cleaned on the line above


def plain(text: str) -> str:
    """The words alone, for a summary or a text to be read aloud."""
    return " ".join(nh3.clean(str(markdown(text)), tags=set()).split())
