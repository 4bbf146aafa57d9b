"""The words of a text as parts of noun phrases: owners' ’s cut off, initials joined, singulars, capitals, lazy tags."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from accredit.extract.attribution.lists import among, known_outlets
from accredit.extract.attribution.words import Words
from accredit.extract.tagger import tagger

_CLITIC = re.compile(r"['’](?:s|S|d|m|ll|ve|re)$")
_APOSTROPHES = ("'", "’")
_QUOTES = frozenset('“”«»„"‘')
_IRREGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child", "spokespeople": "spokesperson"}


class Piece(NamedTuple):
    """One part of a phrase: the words `first` up to `last`; `owner` where it bore ’s; `end` is before that."""

    first: int
    last: int
    start: int
    end: int
    text: str
    norm: str
    stem: str
    owner: bool
    capital: bool


@lru_cache(maxsize=16384)
def singular(norm: str) -> str:
    """The singular of a noun in lower case, as far as its ending tells."""
    if norm in _IRREGULAR:
        return _IRREGULAR[norm]
    if norm.endswith("men") and len(norm) > 4:
        return norm[:-2] + "an"
    if norm.endswith("ies") and len(norm) > 4:
        return norm[:-3] + "y"
    if norm.endswith(("sses", "shes", "ches", "xes")):
        return norm[:-2]
    if norm.endswith("s") and not norm.endswith(("ss", "us", "is")) and len(norm) > 3:
        return norm[:-1]
    return norm


@dataclass(slots=True)
class Units:
    """A text's words, ready to be read as phrases. Only sentences that are asked for are tagged, once each."""

    words: Words
    _tags: dict[int, tuple[int, list[str]]] = field(default_factory=dict)
    _shouted: dict[int, bool] = field(default_factory=dict)
    _names: frozenset[str] | None = None
    _towns: frozenset[str] | None = None

    def __len__(self) -> int:
        return len(self.words)

    def sentence(self, i: int) -> tuple[int, int]:
        """The first word of the sentence of word `i`, and the one behind its last."""
        number = self.words.sentence[i]
        return bisect_left(self.words.sentence, number), bisect_right(self.words.sentence, number)

    def tag(self, i: int) -> str:
        """The Penn Treebank tag of word `i`."""
        number = self.words.sentence[i]
        if number not in self._tags:
            first, last = self.sentence(i)
            self._tags[number] = (first, tagger().tag([_plain(self.words.word(k)) for k in range(first, last)]))
        first, tags = self._tags[number]
        return tags[i - first]

    def headline(self, i: int) -> bool:
        """Nearly every word of the sentence has a capital, and no full stop ends it: capitals tell nothing."""
        number = self.words.sentence[i]
        if number not in self._shouted:
            first, last = self.sentence(i)
            long = [w for w in (self.words.word(k) for k in range(first, last)) if len(w) > 3 and w[0].isalpha()]
            capitals = sum(w[0].isupper() for w in long)
            stopped = self.words.word(last - 1) == "."
            self._shouted[number] = not stopped and len(long) > 2 and capitals >= 0.8 * len(long)
        return self._shouted[number]

    def names(self) -> frozenset[str]:
        """Words with a capital inside a sentence: what a sentence begins with is a name if it is among them."""
        if self._names is None:
            words = self.words
            self._names = frozenset(
                words.word(i)
                for i in range(1, len(words))
                if words.word(i)[0].isupper() and not self.opens(i) and not self.headline(i)
            )
        return self._names

    def opens(self, i: int) -> bool:
        """The word begins a sentence or a quotation, where every word has a capital."""
        words = self.words
        return i == 0 or words.sentence[i] != words.sentence[i - 1] or words.word(i - 1) in '“"«‘:'

    def towns(self) -> frozenset[str]:
        """Words with a capital that stand alone behind "in": places, as far as can be told."""
        if self._towns is None:
            words = self.words
            self._towns = frozenset(
                words.word(i)
                for i in range(1, len(words))
                if words.word(i - 1) == "in"
                and words.word(i)[0].isupper()
                and not (i + 1 < len(words) and words.word(i + 1)[0].isupper())
            )
        return self._towns

    def pieces(self, a: int, b: int) -> list[Piece]:
        """The words `a` up to `b` as parts of a phrase, quotation marks and owners' marks left out."""
        out: list[Piece] = []
        i = a
        while i < b:
            last = self._joined(i, b)
            piece = self._piece(i, last)
            if piece.text != "@" and piece.text not in _QUOTES and piece.text not in _APOSTROPHES:
                out.append(piece)
            i = last
        return out

    def _joined(self, i: int, b: int) -> int:
        """The end of initials and shortened titles with their full stops: "U.S.", "Dr."."""
        words = self.words
        last = i + 1
        while last + 1 < b and words.word(last) in ",." and words.ends[last - 1] + 1 == words.starts[last + 1]:
            if not (words.word(last - 1).isdigit() and words.word(last + 1).isdigit()):
                break
            last += 2  # "9,000"
        while last < b and words.word(last) == "." and words.starts[last] == words.ends[last - 1]:
            before = words.word(last - 1)
            single = len(before) == 1 and before.isupper()
            if not single and before.lower() not in among("grammar", "shortened"):
                break
            last += 1
            glued = last < b and words.starts[last] == words.ends[last - 1]
            if not (single and glued and len(words.word(last)) == 1 and words.word(last).isupper()):
                break
            last += 1
        return last

    def _piece(self, i: int, last: int) -> Piece:
        words = self.words
        start, end = words.starts[i], words.ends[last - 1]
        text = words.text[start:end]
        owner = False
        if clitic := _CLITIC.search(text):
            owner = text[-1] in "sS"
            end -= len(clitic.group())
            text = text[: clitic.start()]
        elif last < len(words) and text[-1:] in "sSzxX" and words.word(last) in _APOSTROPHES:
            following = words.starts[last + 1] if last + 1 < len(words) else 0
            owner = words.starts[last] == end and following == words.ends[last] + 1
        norm = text.lower()
        handle = i > 0 and words.word(i - 1) == "@" and words.ends[i - 1] == start
        if handle:
            return Piece(i, last, start - 1, end, "@" + text, norm, norm, owner, True)
        capital = text[:1].isupper() and not (self.opens(i) and self._lower(i, last, norm))
        return Piece(i, last, start, end, text, norm, singular(norm), owner, capital)

    def _lower(self, i: int, last: int, norm: str) -> bool:
        """A sentence's first word that is no name: it stands before a small word, or is a plural or in a list."""
        words = self.words
        word = words.word(i)
        if word in self.names() or word in self.towns() or not word.isalpha() or word.isupper() or self.headline(i):
            return False
        if norm in among("bodies", "capitals") or norm in among("bodies", "states"):
            return False
        if norm in known_outlets():
            return False
        small = last >= len(words) or not words.word(last)[0].isupper()
        listed = norm in among("roles", "sorts") or norm in among("roles", "shares") or norm in among("roles", "part")
        return small and (listed or singular(norm) != norm) and not words.word(i).endswith(("’s", "'s"))


def _plain(word: str) -> str:
    return word.replace("’", "'")
