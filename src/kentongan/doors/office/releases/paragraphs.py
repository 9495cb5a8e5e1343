"""Clean HTML as plain paragraphs, for paper."""

from html.parser import HTMLParser

_BLOCKS = {"p", "li", "h2", "h3", "h4", "tr", "blockquote"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _BLOCKS:
            self.found.append("• " if tag == "li" else "")
        elif tag in {"td", "th", "br"}:
            self.found[-1] += " "

    def handle_data(self, data: str) -> None:
        self.found[-1] += data.replace("\n", " ")


def paragraphs(html: str, most: int) -> list[str]:
    """The paragraphs of cleaned HTML, as many whole ones as fit in ``most`` characters (the first always)."""
    reader = _Reader()
    reader.feed(html)
    texts = [" ".join(text.split()) for text in reader.found]
    kept: list[str] = []
    for text in texts:
        if not text or text == "•":
            continue
        if kept and sum(map(len, kept)) + len(text) > most:
            break
        kept.append(text)
    return kept
