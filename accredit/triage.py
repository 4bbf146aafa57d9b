"""Triage: may a text touch a mission, recognition or a party of a situation?

Cheap, and recall first. A text passes when it names the contested state or one of its parties
(ambiguous names included, names that the pack excludes not) and holds a word of diplomacy
from `lexicon/triage.toml`. The host state's names do not count: they fit every state.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from accredit.model import HOST_STATE, Situation

# One form for letters and signs that news writes in several: dashes, apostrophes, Persian and
# Arabic letters of one shape; marks that cannot be seen go.
_ONE_FORM = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u2018\u2019\u02bc\u0060", "'")
    | {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه"}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", None)
)

_ACCENTS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")  # combining, Latin to Arabic


def touches(text: str, situation: Situation) -> bool:
    """Whether the text may touch a mission, recognition or a party of the situation."""
    return _matcher(_Key(situation.digest, situation)).matches(fold(text))


def fold(text: str) -> str:
    """The text without case, accents and variants of signs; offsets are not kept."""
    if text.isascii():
        return text.lower()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold())).translate(_ONE_FORM)


@dataclass(frozen=True, slots=True)
class _Key:
    """A situation by its digest: its own fields cannot be hashed."""

    digest: str
    situation: Situation = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Matcher:
    names: re.Pattern[str]
    diplomacy: re.Pattern[str]

    def matches(self, folded: str) -> bool:
        # An excluded name uses up its characters, so that the name inside it is not seen.
        named = any(match["name"] for match in self.names.finditer(folded))
        return named and self.diplomacy.search(folded) is not None


@lru_cache(maxsize=8)
def _matcher(key: _Key) -> _Matcher:
    situation = key.situation
    parties = [p for p in situation.parties if p.id != HOST_STATE]
    names = {name for party in parties for name in (*party.names, *party.ambiguous)} | _state_names(situation)
    excluded = _whole(name for party in parties for name in party.exclude)
    return _Matcher(re.compile(f"(?:{excluded})|(?P<name>{_whole(names)})"), _diplomacy())


def _state_names(situation: Situation) -> set[str]:
    state = situation.state(situation.sending)
    if state is None:
        return set()
    return {state.name, state.capital, *state.names, *state.adjectives, *state.capital_names}


@lru_cache(maxsize=1)
def _diplomacy() -> re.Pattern[str]:
    lexicon = tomllib.loads((files("accredit") / "lexicon" / "triage.toml").read_text("utf-8"))
    stems = _either(map(_spaced, lexicon["stems"]))
    words = _either(map(_spaced, lexicon["words"]))
    pieces = _either(map(_spaced, lexicon["pieces"]))
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
