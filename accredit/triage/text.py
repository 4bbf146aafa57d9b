"""Triage of a text: does it name the contested state or a party, and hold a word of diplomacy?

Ambiguous names count, names that the pack excludes do not. The words of diplomacy are those of `lexicon/triage.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from accredit.model import Situation
from accredit.triage.folding import fold
from accredit.triage.names import Names, lexicon


def touches(text: str, situation: Situation) -> bool:
    """Whether the text may touch a mission, recognition or a party of the situation."""
    return _matcher(_Key(situation.digest, situation)).matches(fold(text))


@dataclass(frozen=True, slots=True)
class Matcher:
    """The patterns of one situation, for folded texts."""

    names: re.Pattern[str]
    diplomacy: re.Pattern[str]

    @classmethod
    def of(cls, names: Names) -> Matcher:
        """The patterns for some names."""
        return cls(re.compile(f"(?:{_whole(names.excluded)})|(?P<name>{_whole(names.every)})"), _diplomacy())

    def matches(self, folded: str) -> bool:
        """Whether a name stands in the text that none of the excluded ones covers, and a word of diplomacy."""
        # An excluded name uses up its characters, so that the name inside it is not seen.
        named = any(match["name"] for match in self.names.finditer(folded))
        return named and self.diplomacy.search(folded) is not None


@dataclass(frozen=True, slots=True)
class _Key:
    """A situation by its digest: its own fields cannot be hashed."""

    digest: str
    situation: Situation = field(compare=False)


@lru_cache(maxsize=8)
def _matcher(key: _Key) -> Matcher:
    return Matcher.of(Names.of(key.situation))


@lru_cache(maxsize=1)
def _diplomacy() -> re.Pattern[str]:
    words_of = lexicon()
    stems = _either(map(_spaced, words_of["stems"]))
    words = _either(map(_spaced, words_of["words"]))
    pieces = _either(map(_spaced, words_of["pieces"]))
    return re.compile(rf"\b(?:{stems}|(?:{words})\b)|{pieces}")


def _whole(names: Iterable[str]) -> str:
    """A pattern for any name: plural and genitive too in Latin letters, any prefix and ending in other scripts.

    The word boundaries stand outside the choice, which lets `re` pass over most words at their first letter.
    """
    folded = [*map(fold, names)]
    latin = _either(_spaced(name) for name in folded if name.isascii())
    other = _either(_spaced(name) for name in folded if not name.isascii())
    return rf"\b(?:{latin})(?:'?s)?\b|{other}"


def _spaced(words: str) -> str:
    """A pattern for folded words with any white space or a hyphen between them."""
    return r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", fold(words))))


def _either(patterns: Iterable[str]) -> str:
    """One of the patterns, the longest first; one that never matches when there are none."""
    return "|".join(sorted(set(patterns), key=lambda p: (-len(p), p))) or r"(?!)"
