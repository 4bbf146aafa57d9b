"""A text to its attributions: found by the network or by rules, quotations made whole, voices named."""

from __future__ import annotations

from collections.abc import Sequence

from accredit.extract.attribution.found import Found, Run
from accredit.extract.attribution.nesting import parents
from accredit.extract.attribution.network import network
from accredit.extract.attribution.quoting import mode_of, quotations, run_on, whole
from accredit.extract.attribution.rules import by_rules
from accredit.extract.attribution.shared import with_subjects
from accredit.extract.attribution.speakers import speakers
from accredit.extract.attribution.stances import stance_of
from accredit.extract.attribution.types import Attribution, Offsets
from accredit.extract.attribution.words import Words, words_of

NESTED = {
    ("speech", False): 0.6,
    ("attitude", False): 0.9,
    ("intention", False): 0.9,
    ("speech", True): 0.97,
    ("attitude", True): 0.99,
    ("intention", True): 0.99,
}
"""An attribution inside another's content is kept from this score on, by its act and by whether its cue is quoted.

Relays matter; the "I think" and "you know" of whoever is quoted do not."""


def attributions(text: str, *, rules_only: bool = False) -> tuple[Attribution, ...]:
    """Who says what in an English news text, in the order of the cues.

    With `rules_only`, or where the network cannot be loaded, the rules read alone. Offsets count
    code points of `text` as it is. Pure: the same text gives the same attributions.
    """
    words = words_of(text)
    reader = None if rules_only else network()
    found = by_rules(words) if reader is None else reader.read(words)
    quoted = quotations(words)
    found = run_on(words, whole(words, found, quoted), quoted)
    found = with_subjects(words, found)
    if reader is not None:
        found = _settled(found, quoted)
    inside = parents(found)
    voices = speakers(words, found)
    return tuple(
        Attribution(
            _offsets(words, one.source),
            _offsets(words, one.cue),
            _offsets(words, one.content),
            mode_of(words, one, quoted),
            one.act,
            stance_of(words, one),
            voice,
            parent,
            round(one.score, 3),
        )
        for one, parent, voice in zip(found, inside, voices, strict=True)
    )


def _settled(found: Sequence[Found], quoted: Sequence[Run]) -> list[Found]:
    """Without doubtful ones inside others."""
    out = []
    for one, parent in zip(found, parents(found), strict=True):
        cue = (one.cue or one.content)[0][0]
        inside = any(a <= cue < b for a, b in quoted)
        if parent is None or one.score >= NESTED[one.act, inside]:
            out.append(one)
    return out


def _offsets(words: Words, runs: Sequence[Run]) -> Offsets:
    return tuple((words.starts[a], words.ends[b - 1]) for a, b in runs)
