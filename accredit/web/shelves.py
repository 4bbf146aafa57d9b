"""Search for published sites: what can be found, on shelves of some size, and on which shelves each word stands.

A browser reads the words first, then the shelves that have those looked for, or words like them: however much is
published, a search loads little. The island `search` does both with MiniSearch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accredit.web.addresses import Addresses
from accredit.web.pages.search import items
from accredit.web.render import tame
from accredit.web.searching import KINDS, tokens
from accredit.web.view import View

SHELF = 1000
"""Items of one shelf."""

Entry = tuple[int, str, str, str, str]
"""Place of the kind in KINDS, words, note, address from the page that searches, further words to find it by."""


@dataclass(frozen=True, slots=True)
class Words:
    """The word list: by word the shelves that it stands on. `kinds` are in the order in which results are shown."""

    kinds: tuple[str, ...]
    shelves: int
    words: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Some of what can be found."""

    entries: tuple[Entry, ...]


def shelves(view: View, here: str, size: int = SHELF) -> tuple[Words, tuple[Shelf, ...]]:
    """All that can be found of a situation by the page at the path `here`; of articles not their texts.

    Claims stand in the order of their subjects, so that a search for one place needs few shelves.
    """
    at = Addresses(here, published=True)
    found = list(items(view, texts=False))
    found.sort(key=lambda pair: (KINDS.index(pair[0].kind), pair[0].words if pair[0].kind == "claim" else ""))
    made: list[Shelf] = []
    words: dict[str, dict[int, None]] = {}
    for start in range(0, len(found), size):
        entries: list[Entry] = []
        for item, names in found[start : start + size]:
            for word in tokens(f"{names} {item.note}"):
                words.setdefault(word, {})[len(made)] = None
            address = at(*item.path, anchor=item.anchor)
            entries.append(
                (
                    KINDS.index(item.kind),
                    _tame(item.words),
                    _tame(item.note),
                    address,
                    _more(names, item.words, item.note),
                )
            )
        made.append(Shelf(tuple(entries)))
    listed = {word: tuple(places) for word, places in sorted(words.items())}
    return Words(KINDS, len(made), listed), tuple(made)


def _more(names: str, *shown: str) -> str:
    """The words to find it by that are not shown already."""
    seen: Sequence[str] = tokens(" ".join(shown))
    return _tame(" ".join(dict.fromkeys(word for word in tokens(names) if word not in set(seen))))


def _tame(words: str) -> str:
    return str(tame(words))
