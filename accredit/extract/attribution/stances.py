"""Where a source stands towards the content: it says so, denies it, keeps silent or has not confirmed it."""

from __future__ import annotations

from typing import Literal

from accredit.extract.attribution.found import Found
from accredit.extract.attribution.words import Words
from accredit.extract.lexicon import words as listed
from accredit.extract.tokens import lemma_of
from accredit.model import Stance

_NEGATIONS = frozenset({"not", "never", "neither", "nor", "cannot", "without"})
_SILENT = frozenset({"comment", "respond", "reply", "answer", "say", "discuss", "elaborate", "speak", "return"})
_UNSURE = frozenset({"confirm", "verify", "announce", "acknowledge", "corroborate"})
_DECLINES = frozenset({"decline", "refuse"})


def stance_of(words: Words, found: Found) -> Stance | Literal["denies"]:
    """The stance that the cue's words show."""
    cue = [words.word(i).casefold().replace("’", "'") for a, b in found.cue for i in range(a, b)]
    lemmas = {lemma_of(w) for w in cue}
    negated = any(w in _NEGATIONS or w.endswith("n't") for w in cue)
    content = [words.word(i).casefold() for a, b in found.content[:1] for i in range(a, b)][:3]
    if lemmas & _DECLINES and (set(content) | lemmas) & _SILENT:
        return "declines_to_comment"
    if negated and lemmas & _SILENT - {"say"}:
        return "declines_to_comment"
    if (negated or lemmas & _DECLINES) and (lemmas | set(content[:2])) & _UNSURE:
        return "has_not_confirmed"
    return "denies" if lemmas & listed("cues", "denies") and not negated else "asserts"
