"""Text of a piece of HTML that has no frame: the content of a feed's entry, of a letter, or a title with tags."""

from __future__ import annotations

import re
from typing import Any

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
})  # fmt: skip
SILENT = frozenset({"head", "iframe", "math", "noscript", "object", "script", "select", "style", "svg", "template"})
_MARKED_UP = re.compile(r"<[a-zA-Z!/]|&(?:[a-zA-Z]{2,8}|#[0-9]{1,6}|#x[0-9a-fA-F]{1,5});")


def text_of(markup: str) -> str:
    """The words of the markup, one line a block; plain words come back as they are, trimmed."""
    if not _MARKED_UP.search(markup):
        return markup.strip()
    from lxml import etree, html

    try:
        tree = html.fragment_fromstring(markup.replace("\0", ""), create_parent="div")
    except (etree.LxmlError, ValueError):
        return ""
    parts: list[str] = []
    _walk(tree, parts)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _walk(tree: Any, parts: list[str]) -> None:
    """Collect words in order, without recursion: markup may be nested deeper than a stack."""
    waiting: list[tuple[Any, bool]] = [(tree, False)]
    while waiting:
        element, closing = waiting.pop()
        if closing:
            parts.append("\n" if element.tag in BLOCKS else "")
            parts.append(_on_one_line(element.tail) if element is not tree else "")
            continue
        known = isinstance(element.tag, str)
        waiting.append((element, True))
        if not known or element.tag in SILENT:
            continue
        parts.append("\n" if element.tag in BLOCKS or element.tag == "br" else "")
        parts.append(_on_one_line(element.text))
        waiting += [(child, False) for child in reversed(element)]


def _on_one_line(words: str | None) -> str:
    return re.sub(r"\s+", " ", words) if words else ""
