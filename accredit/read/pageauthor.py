"""Who wrote a page: as its data state it, else the line between headline and text that names a person.

A name has to look like one, and what is no person (the outlet, a desk, an agency) is none: null is better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from accredit.read.lines import PART, Line, folded, under
from accredit.read.marks import marks, words_of
from accredit.read.personnames import BY, LABEL, OFFICE, names
from accredit.read.statements import authors, framed, metas

_TAGS = ("byl", "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
         "citation_author", "twitter:data1")  # fmt: skip
_MARK = re.compile(
    r"author|autor|auteur|byline|by-line|\bby\b|writer|verfasser|\bfirma\b|signat|contributor|\bcred\b", re.IGNORECASE
)
_LINK = re.compile(
    r"/(?:authors?|autor(?:en)?|auteurs?|by|people|profile|staff|signataires|contributors?|u)/", re.IGNORECASE
)
_PARTED = re.compile(rf"\s+[-–—]{{1,2}}\s+|\s*[|·•/{PART}]\s*|\s{{2,}}")
_DATED = re.compile(r"\b(?:19|20)[0-9]{2}\b|^[0-9]{1,2} [A-Z][a-z]{2}")
_LONGEST = 160
_NEAR = 10  # lines above the text among which the byline stands, where the headline is not found
_BYLINE = 80


def author(tree: Any, outlet: str | None, title: str | None, lines: Sequence[Line]) -> str | None:
    """The names, parted by commas; None where nobody is named surely. `lines` are those above the text."""
    near = _below(tree, title, lines)
    for rank in (_stated(tree), _tags(tree), _marked(tree), _said(near), _hinted(near), _dated(near)):
        found = [name for words in rank if folded(words) != folded(outlet or "") for name in names(words)]
        persons = [n for n in dict.fromkeys(found) if folded(n) not in (folded(outlet or ""), folded(title or ""))]
        if persons:
            return ", ".join(persons)
    return None


def _stated(tree: Any) -> Iterator[str]:
    return iter(authors(tree))


def _tags(tree: Any) -> Iterator[str]:
    declared = [(name, content) for name, content in metas(tree) if name in _TAGS]
    labels = {content.lower() for name, content in metas(tree) if name == "twitter:label1"}
    for wanted in _TAGS:
        given = [content for name, content in declared if name == wanted and "://" not in content]
        if given and (wanted != "twitter:data1" or labels & {"written by", "by", "author"}):
            yield from given
            return


def _marked(tree: Any) -> Iterator[str]:
    """Elements that are marked as the author's in data."""
    for element in tree.xpath("//*[@itemprop='author' or @rel='author' or contains(@class, 'author')]"):
        words = words_of(element)
        if len(words) <= _BYLINE and not framed(element) and not re.search("box|card|bio|list|about", marks(element)):
            yield element.get("content") or words
            if element.get("rel") != "author":
                return


def _below(tree: Any, title: str | None, lines: Sequence[Line]) -> list[Line]:
    """The lines between headline and text; without a headline that stands there, the last ones above the text."""
    near = (under(tree, title) if title else []) or lines[-_NEAR:]
    return [line for line in near if len(line.words) <= _LONGEST and not line.large]


def _said(lines: Sequence[Line]) -> Iterator[str]:
    """What follows a word such as "by" at the beginning of a line or of a piece of it."""
    for line in lines:
        for piece in _pieces(line):
            if (match := BY.match(piece)) and names(piece[match.end() :]):
                yield piece[match.end() :]
                return
        if (label := LABEL.search(line.words)) and names(line.words[label.end() :].split(" ")[0]):
            yield line.words[label.end() :].split(" ")[0]
            return


def _pieces(line: Line) -> list[str]:
    """The pieces of a line, the smallest first; what stands behind a lone "by" goes with it."""
    parts = line.parts.split(PART)
    joined = [f"{one} {other}" for one, other in pairwise(parts) if BY.fullmatch(f"{one.strip()} ")]
    return [piece.strip() for piece in (*parts, *joined, *_PARTED.split(line.words), line.words)]


def _hinted(lines: Sequence[Line]) -> Iterator[str]:
    """A line whose marks call it the author's, or a link to a page on a person; or a slanted name alone."""
    for line in lines:
        linked = any(_LINK.search(link) for link in line.links)
        slanted = bool(line.tags & {"i", "em", "address"}) or bool(OFFICE.match(line.words))
        pieces = _pieces(line) if linked or _MARK.search(line.marks) else [line.words] if slanted else []
        for piece in pieces:
            if names(piece) and not _DATED.search(piece) and (not slanted or linked or piece[:1].isupper()):
                yield piece
                return


def _dated(lines: Sequence[Line]) -> Iterator[str]:
    """A name beside a day, parted from it by a sign: not by a comma, which would make it a place."""
    for line in lines:
        pieces = [p for p in _PARTED.split(line.parts) if p.strip()]
        days = [p for p in pieces if _DATED.search(p)]
        if len(days) == 1 and 2 <= len(pieces) <= 3:
            for piece in pieces:
                if piece not in days and piece[:1].isupper() and names(piece):
                    yield piece
                    return
