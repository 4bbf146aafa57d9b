"""The short lines that a page shows above its text: headline, byline, dates, and what leads elsewhere.

Trees are lxml's, as `page` parses them; this module only asks them and imports nothing of lxml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from accredit.read.fragment import BLOCKS, SILENT
from accredit.read.trim import is_prose

PART = "\ue000"
"""Stands in a line where one element ends and the next begins: what it parts may be two things."""

_MOST = 80  # lines above a text that are looked at
_UNDER = 8
_KEY = 30  # characters by which the text's own beginning is known


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is shown; `tags`, `marks` (classes and ids) and `links` are those of all elements in it.

    `parts` has the words with PART where elements meet. `large` are headings and what is set in large letters.
    """

    words: str
    parts: str
    tags: frozenset[str]
    marks: str
    links: tuple[str, ...]

    @property
    def large(self) -> bool:
        """Whether it is set as a heading."""
        return bool(self.tags & {"h1", "h2", "h3", "big"}) or "large-font" in self.tags


def above(tree: Any, text: str) -> list[Line]:
    """The last lines before the text begins; none where its beginning is not found in the page."""
    prose = [folded(line)[:_KEY] for line in text.split("\n") if is_prose(line)]
    keys = [key for key in prose[:3] if len(key) >= _KEY]
    found: list[Line] = []
    for line in _lines(tree):
        words = folded(line.words)
        if len(words) >= _KEY and any(words.startswith(key) for key in keys):
            return found[-_MOST:]
        found.append(line)
    return []


def under(tree: Any, headline: str) -> list[Line]:
    """The short lines that follow a headline, where it stands last before the text: a line of prose may be between."""
    found: list[Line] | None = None
    prose = 0
    for line in _lines(tree):
        if folded(line.words) == folded(headline) or (found == [] and line.large):
            found, prose = [], 0
        elif found is not None and is_prose(line.words):
            prose += 1
            if prose > 1:
                break
        elif found is not None and len(found) < _UNDER:
            found.append(line)
    return found or []


def folded(words: str) -> str:
    """The words alone, for comparing: no signs, no cases, no dots on an i."""
    return " ".join(re.findall(r"\w+", words.casefold().replace("ı", "i").replace("i̇", "i")))


class _Open:
    """The line that is being put together."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.tags: set[str] = set()
        self.marks: list[str] = []
        self.links: list[str] = []

    def line(self) -> Line | None:
        """The line, where it holds a word."""
        parts = re.sub(rf"\s*{PART}[\s{PART}]*", PART, " ".join("".join(self.parts).split())).strip(f" {PART}")
        words = " ".join(parts.replace(PART, " ").split())
        return Line(words, parts, frozenset(self.tags), " ".join(self.marks), tuple(self.links)) if words else None


def _lines(tree: Any) -> Iterator[Line]:
    """All lines of a page in order, without recursion: pages may be nested deeper than a stack."""
    body = next(tree.iter("body"), tree)
    waiting: list[tuple[Any, bool]] = [(body, False)]
    holders: list[Any] = []
    now = _Open()
    while waiting:
        element, closing = waiting.pop()
        known = isinstance(element.tag, str)
        if known and (element.tag in BLOCKS or element.tag == "br"):
            if line := now.line():
                yield line
            now = _Open()
        elif known:
            now.parts.append(PART)
        if closing:
            if known:
                holders.pop()
            _take(now, element.tail if element is not body else "", holders)
            continue
        if known:
            holders.append(element)
        waiting.append((element, True))
        if known and element.tag not in SILENT:
            _take(now, element.text, holders)
            waiting += [(child, False) for child in reversed(element)]
    if line := now.line():
        yield line


def _take(line: _Open, words: str | None, holders: list[Any]) -> None:
    """Add words, and what the elements say that they stand in: the innermost four."""
    if not words or not words.strip():
        line.parts.append(" " if words else "")
        return
    line.parts.append(words)
    for element in holders[-4:]:
        line.tags.add(element.tag)
        if element.tag == "font" and re.fullmatch(r"\+[1-9]|[4-7]", (element.get("size") or "").strip()):
            line.tags.add("large-font")
        if element.tag == "a" and element.get("href"):
            line.links.append(element.get("href"))
    line.marks += [f"{e.get('class') or ''} {e.get('id') or ''} {e.get('rel') or ''}" for e in holders[-2:]]
