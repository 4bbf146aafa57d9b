"""Search that forgives spelling: a word list of everything that can be found, built once for a state of the ledger."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

Kind = Literal["mission", "state", "person", "voice", "article", "claim"]

KINDS: tuple[Kind, ...] = ("mission", "state", "person", "voice", "article", "claim")
WORDS_AT_MOST = 8
"""Words of a query that are looked for."""

_NEAR = 76.0
"""Least likeness, of 100, of a word that was mistyped."""

_SHORTEST = 4
"""Letters from which a word may be mistyped."""

_ALIKE = 40
"""Words of the list that one word of a query may mean."""

_NOISE = frozenset({"the", "of", "in", "at", "to", "for", "and", "a", "is", "on", "by"})


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be found: `path` is its page's path, `anchor` the place on it."""

    kind: Kind
    words: str
    note: str
    path: tuple[str, ...]
    anchor: str = ""


def tokens(words: str) -> list[str]:
    """Lower case without marks or noise: Hōrug and horug are one."""
    spread = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(c for c in spread if not unicodedata.combining(c))
    return [t for t in re.findall(r"\w+", plain) if t not in _NOISE]


class Index:
    """The words of all items, each with the items that have it."""

    def __init__(self, given: Iterable[tuple[Item, str]]) -> None:
        self._items: list[Item] = []
        self._lengths: list[int] = []
        self._having: dict[str, list[int]] = {}
        for item, words in given:
            place = len(self._items)
            held = dict.fromkeys(tokens(words))
            self._items.append(item)
            self._lengths.append(len(held))
            for token in held:
                self._having.setdefault(token, []).append(place)
        self._words = list(self._having)

    def find(self, query: str, each: int) -> dict[Kind, list[Item]]:
        """The best items of each kind, at most `each`; those that have every word of the query, else the most."""
        wanted = tokens(query)[:WORDS_AT_MOST]
        scores: dict[int, list[float]] = {}
        for n, token in enumerate(wanted):
            for place, score in self._like(token).items():
                scores.setdefault(place, [0.0] * len(wanted))[n] = score
        most = max((sum(map(bool, row)) for row in scores.values()), default=0)
        ranked = sorted(
            (-sum(row), self._lengths[place], place) for place, row in scores.items() if sum(map(bool, row)) == most
        )
        found: dict[Kind, list[Item]] = {kind: [] for kind in KINDS}
        for _, _, place in ranked:
            item = self._items[place]
            if len(found[item.kind]) < each:
                found[item.kind].append(item)
        return found

    def _like(self, token: str) -> dict[int, float]:
        """Items that have the word or one like it, with how like it is."""
        alike: dict[str, float] = {token: 100.0} if token in self._having else {}
        if len(token) >= _SHORTEST:
            near: Sequence[tuple[str, float, int]] = process.extract(
                token, self._words, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_ALIKE
            )
            for word, score, _ in near:
                alike.setdefault(word, score * 0.9)
        if len(token) >= 3:
            for word in self._words:
                if word.startswith(token):
                    alike.setdefault(word, 85.0)
        places: dict[int, float] = {}
        for word, score in alike.items():
            for place in self._having[word]:
                places[place] = max(score, places.get(place, 0.0))
        return places
