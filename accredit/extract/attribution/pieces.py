"""Words as the network's pieces: the longest pieces of its vocabulary from the left (WordPiece, Devlin et al. 2019)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from accredit.extract.attribution.windows import UNKNOWN

_LONGEST = 60


class WordPieces:
    """Cuts words with a vocabulary of pieces; those that go on within a word begin with `##`."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._starts: Mapping[str, int] = {p: i for i, p in enumerate(vocabulary) if not p.startswith("##")}
        self._goes_on: Mapping[str, int] = {p[2:]: i for i, p in enumerate(vocabulary) if p.startswith("##")}
        self._known: dict[str, list[int]] = {}

    def __call__(self, words: Sequence[str]) -> list[list[int]]:
        """Each word's piece ids. Hyphens and apostrophes inside a word are pieces of their own."""
        return [self._word(word) for word in words]

    def _word(self, word: str) -> list[int]:
        found = self._known.get(word)
        if found is None:
            found = [i for part in _parts(_plain(word)) for i in self._part(part)]
            if len(self._known) < 65536:
                self._known[word] = found
        return found

    def _part(self, part: str) -> list[int]:
        out: list[int] = []
        begin = 0
        while begin < len(part):
            table = self._goes_on if begin else self._starts
            end = min(len(part), begin + _LONGEST)
            while end > begin and part[begin:end] not in table:
                end -= 1
            if end == begin:
                return [UNKNOWN]
            out.append(table[part[begin:end]])
            begin = end
        return out


def _plain(word: str) -> str:
    """Lower case without accents, as the vocabulary was made."""
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")


def _parts(word: str) -> list[str]:
    """Letters and digits together, each other sign alone."""
    out: list[str] = []
    for c in word:
        if out and c.isalnum() and out[-1][-1].isalnum():
            out[-1] += c
        else:
            out.append(c)
    return out
