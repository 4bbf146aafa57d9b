"""The names that triage looks for, taken from a situation: all of them, and those that only one state or party has."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from accredit.model import HOST_STATE, Situation
from accredit.triage.folding import fold

_LONGEST_ACRONYM = 4
_WORDS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Names:
    """What a situation is known by: every name of its state and parties, and the names that the pack excludes.

    Plain strings, so that they can be handed to another process.
    """

    every: tuple[str, ...]
    excluded: tuple[str, ...]

    @classmethod
    def of(cls, situation: Situation) -> Names:
        """The names of a situation. The host state's do not count: they fit every state."""
        parties = [p for p in situation.parties if p.id != HOST_STATE]
        every = {name for party in parties for name in (*party.names, *party.ambiguous)} | _of_state(situation)
        return cls(tuple(sorted(every)), tuple(sorted({name for party in parties for name in party.exclude})))

    def own(self) -> frozenset[str]:
        """The folded names that say by themselves who is meant, the fewest that the others contain.

        A name of common words alone ("the former government") and a short acronym (IEA) fit many.
        """
        found = {fold(name) for name in self.every if not _short(name) and _uncommon(fold(name))}
        return frozenset(name for name in found if not any(other in name for other in found - {name}))


def lexicon() -> Mapping[str, Any]:
    """The words of `lexicon/triage.toml`."""
    return _lexicon()


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, Any]:
    return tomllib.loads((files("accredit") / "lexicon" / "triage.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(map(fold, lexicon()["common"]))


def _uncommon(folded: str) -> bool:
    return any(len(word) > 1 and word not in _common() for word in _WORDS.split(folded))


def telling(name: str) -> str:
    """The longest word of a name of several words that is no common one."""
    return max((word for word in _WORDS.split(name) if word not in _common()), key=len)


def _short(name: str) -> bool:
    return name.isupper() and len(name) <= _LONGEST_ACRONYM


def _of_state(situation: Situation) -> set[str]:
    state = situation.state(situation.sending)
    if state is None:
        return set()
    return {state.name, state.capital, *state.names, *state.adjectives, *state.capital_names}
