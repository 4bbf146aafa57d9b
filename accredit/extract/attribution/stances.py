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
_DECLINES = frozenset({"decline", "refuse", "refusal"})
_DENIES = frozenset({"dismiss", "denial", "rebuttal", "repudiate"})
"""Beside the verbs of the claim rules: with a person as object these say something else."""


def stance_of(words: Words, found: Found) -> Stance | Literal["denies"]:
    """The stance that the cue's words show."""
    cue = [words.word(i).casefold().replace("’", "'") for a, b in found.cue for i in range(a, b)]
    lemmas = {lemma_of(w) for w in cue}
    negated = any(w in _NEGATIONS or w.endswith("n't") for w in cue)
    content = {lemma_of(words.word(i).casefold()) for a, b in found.content[:1] for i in range(a, min(b, a + 3))}
    if "confirm" in lemmas | content and (negated or "yet" in cue or lemmas & _DECLINES):
        return "has_not_confirmed"
    if lemmas & _DECLINES and (content | lemmas) & _SILENT:
        return "declines_to_comment"
    if negated and (lemmas & _SILENT - {"say"} or ("say" in lemmas and "would" in cue)):
        return "declines_to_comment"
    if (negated or lemmas & _DECLINES) and lemmas & _UNSURE:
        return "has_not_confirmed"
    return "denies" if lemmas & (listed("cues", "denies") | _DENIES) and not negated else "asserts"
