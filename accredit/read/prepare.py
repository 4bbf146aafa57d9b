"""A page's tree made ready for the extractor: what it would take for the article goes, what it would miss is marked.

Trees are lxml's, as `page` parses them; this module only changes a copy and imports nothing of lxml.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

# Walls over a page, which may hold more words than the article; a page has no article of these names.
_WALL = re.compile(
    r"cookie|consent|gdpr|\bcmp\b|onetrust|didomi|iubenda|quantcast|privacy-?(?:wall|banner|notice)", re.I
)
_SURE = re.compile(r"wall|banner|modal|dialog|overlay|pop-?up|notice|bar\b|consent|gdpr|cmp|cs-", re.I)
_TABLES = ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption")
_HOLDERS = frozenset({"div", "td", "font", "center", "body", "section", "article", "main"})
_BREAKS = frozenset(
    {"p", "div", "table", "ul", "ol", "dl", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "center"}
)
_LEAST = 60  # characters of words between blocks that are a paragraph and no label


def prepared(tree: Any) -> Any:
    """A copy of the tree to extract from."""
    plain = deepcopy(tree)
    for element in list(plain.iter("div", "section", "aside", "dialog", "form")):
        if _is_wall(element) and element.getparent() is not None:
            element.drop_tree()
    # Old pages lay out with tables, and as tables their text is full of bars.
    for cell in list(plain.iter(*_TABLES)):
        cell.tag = "div"
    for holder in list(plain.iter(*_HOLDERS)):
        _wrap(holder)
    return plain


def _is_wall(element: Any) -> bool:
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    if not _WALL.search(marks):
        return False
    shown = element.get("role") == "dialog" or element.get("aria-modal") == "true" or _SURE.search(marks)
    return bool(shown) and next(element.iter("article", "h1"), None) is None


def _wrap(holder: Any) -> None:
    """Words that stand between paragraphs, in none of their own, become one."""
    if not any(child.tag in _BREAKS for child in holder):
        return
    if _long(holder.text):
        words, holder.text = holder.text, None
        holder.insert(0, _paragraph(holder, words))
    for child in list(holder):
        if isinstance(child.tag, str) and child.tag in _BREAKS and _long(child.tail):
            words, child.tail = child.tail, None
            holder.insert(holder.index(child) + 1, _paragraph(holder, words))


def _long(words: str | None) -> bool:
    return words is not None and len(words.strip()) >= _LEAST


def _paragraph(holder: Any, words: str) -> Any:
    made = holder.makeelement("p", {})
    made.text = words
    return made
