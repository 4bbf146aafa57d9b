"""The headline of a page: as its tags state it, without the site's name; else the heading above the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from accredit.read.lines import Line, folded
from accredit.read.marks import words_of
from accredit.read.pageoutlet import SIGNS
from accredit.read.statements import headline, metas

_STATED = ("og:title", "twitter:title", "dc.title", "dcterms.title", "title", "parsely-title", "sailthru.title")
_LEAST_BEGUN = 12  # characters of a title that was cut short
_SECTION = 3  # words that a section's name has at most


def title(tree: Any, given: str | None, outlet: str | None, lines: Sequence[Line]) -> str | None:
    """The headline. `given` is what a library took for it, `lines` are those above the text."""
    whole = next((words_of(t) for t in tree.iter("title")), "")
    declared = dict(reversed(list(metas(tree))))
    stated = any(declared.get(name) for name in _STATED) or bool(headline(tree))
    headings = [line.words for line in lines if line.large and not _is_site(line.words, outlet)]
    headings += [words_of(h) for h in tree.iter("h1") if not _is_site(words_of(h), outlet)]
    for words in filter(None, (given, "" if stated else whole)):
        if (found := _heading_in(words, headings, begun=not stated)) is not None:
            return found
    own = _without_site((given or "") if stated else whole, outlet)
    if stated and own:
        return own
    return _closest(own, headings) or own or None


def _heading_in(words: str, headings: Sequence[str], *, begun: bool) -> str | None:
    """The heading that the words are or that one of their pieces is; with `begun`, one that a piece begins."""
    by_words = {folded(heading): heading for heading in reversed(headings) if folded(heading)}
    if folded(words) in by_words:
        return words
    pieces = [piece.strip() for piece in SIGNS.split(words) if folded(piece)]
    for piece in pieces:
        if folded(piece) in by_words:
            return piece
    for piece in pieces if begun else ():
        longer = [h for w, h in by_words.items() if len(folded(piece)) >= _LEAST_BEGUN and w.startswith(folded(piece))]
        if longer:
            return longer[0]
    return None


def _without_site(words: str, outlet: str | None) -> str:
    """The title without the site's name at either end, and without what only says that this is a print page."""
    words = re.sub(r"^\s*(?:print(?: version)?|printer[ -]friendly)\s*[-:|–—]\s+", "", words, flags=re.IGNORECASE)
    while match := next((m for m in SIGNS.finditer(words) if _is_site(words[: m.start()], outlet)), None):
        words = words[match.end() :]
    for match in reversed(list(SIGNS.finditer(words))):
        if _is_site(words[match.end() :], outlet):
            words = words[: match.start()]
    return "" if _is_site(words, outlet) else words.strip()


def _closest(own: str, headings: Sequence[str]) -> str | None:
    """The heading that shares most words with the title; where none does, the first, if the title is a section's."""
    wanted = set(folded(own).split())
    shared = [(len(wanted & set(folded(h).split())) / max(1, len(set(folded(h).split()))), h) for h in headings]
    best = max(shared, key=lambda pair: pair[0], default=(0.0, None))
    if best[0] >= 0.5:
        return best[1]
    return headings[0] if headings and len(wanted) <= _SECTION else None


def _is_site(words: str, outlet: str | None) -> bool:
    """Whether the words are the site's name, perhaps with a little around it, or nothing."""
    name, site = folded(re.sub(r"^\s*(?:m|www)\.(?=\S)", "", words)), folded(outlet or "")
    return not name or (bool(site) and (name == site or (name.startswith(site) and len(name) <= len(site) + 8)))
