"""Compiles the wordings of `lexicon/<language>/acts.toml`.

A wording is a row of words and slots ("GIVER hand over MISSION to HOLDER"). From a verb
with an object its passive is made ("MISSION be handed over to HOLDER by GIVER").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from accredit.errors import LexiconError
from accredit.extract.lexicon import table

PARTICLES = frozenset({"after", "over", "up", "down", "off", "out", "back", "in", "forward", "home", "away"})
SLOTS = frozenset(
    {"HOLDER", "MISSION", "HOST", "STATES", "PERSON", "OFFICE", "PARTY", "ANY", "ANYTHING", "GIVER", "VISITOR"}
    | {"DIPLOMATS", "OPPOSITION", "HOME", "HOSTPLACE"}
)
"""What a wording may ask for; `fillers.py` says what fills each."""
OPTIONAL_SUBJECTS = frozenset({"GIVER", "ANY", "ANYTHING"})
_ELEMENT = re.compile(r"\([^()]*\)|\S+")


@dataclass(frozen=True, slots=True)
class Element:
    """A word (`lemmas`) or a slot (`slots`, any of which may stand there)."""

    lemmas: frozenset[str] = frozenset()
    slots: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say an act. `subject` stands before `core`, `rest` after it.

    `agent` is the slot of "by …" in a passive; `verb` is False for nouns ("the handover of …").
    """

    predicate: str
    aspect: str | None
    polarity: str
    needs: str | None
    subject: Element | None
    core: Element
    rest: tuple[Element, ...]
    agent: Element | None
    verb: bool
    passive: bool
    source: str


def _element(word: str) -> Element:
    optional = word.startswith("(") or word.endswith("?")
    options = word.strip("()?").split("|")
    if all((o.isupper() and o.isalpha()) or o.rstrip("0123456789").isupper() for o in options):
        return Element(slots=tuple(options), optional=optional)
    return Element(lemmas=frozenset(options), optional=optional)


def _compile(act: dict[str, str], text: str, verb: bool) -> list[Wording]:
    elements = [_element(w) for w in _ELEMENT.findall(text)]
    subject = elements.pop(0) if elements and elements[0].slots else None
    if not elements or not elements[0].lemmas:
        raise LexiconError(f"acts.toml: {act['predicate']}: {text!r} has no word after its first slot")
    core, rest = elements[0], tuple(elements[1:])
    unknown = {s.rstrip("0123456789") for e in (subject, *elements) if e for s in e.slots} - SLOTS
    if unknown:
        raise LexiconError(f"acts.toml: {act['predicate']}: {text!r}: no slot is called {', '.join(sorted(unknown))}")
    make = (act["predicate"], act.get("aspect"), act.get("polarity", "affirmed"), act.get("needs"))
    out = [Wording(*make, subject, core, rest, None, verb, False, text)]
    if verb and subject is not None:
        at = next((i for i, e in enumerate(rest) if not (e.lemmas and e.lemmas <= PARTICLES)), None)
        if at is not None and rest[at].slots:
            left = rest[:at] + rest[at + 1 :]
            out.append(Wording(*make, rest[at], core, left, subject, True, True, text))
    return out


@lru_cache(maxsize=4)
def wordings(language: str = "en") -> dict[str, tuple[Wording, ...]]:
    """Every wording, by each dictionary form of its core; the more words a wording has, the earlier it stands."""
    by_core: dict[str, list[Wording]] = {}
    for act in table("acts", language)["act"]:
        for key in ("wordings", "nouns", "passives"):
            for text in act.get(key, ()):
                for wording in _compile(act, text, key != "nouns"):
                    if key == "passives" and not wording.passive:
                        continue
                    for lemma in wording.core.lemmas:
                        by_core.setdefault(lemma, []).append(wording)
    return {k: tuple(sorted(v, key=_weight)) for k, v in by_core.items()}


def _weight(wording: Wording) -> tuple[int, int]:
    fixed = sum(1 for e in wording.rest if e.lemmas and not e.optional)
    return -fixed, -len(wording.rest)
