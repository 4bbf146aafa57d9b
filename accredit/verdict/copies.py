"""Texts that are one report: light rewrites and shortened versions of wire copy beside exact copies.

Two texts are one report when most of the shorter one stands in the other, in runs of three
words. Who reports on the same event in own words shares a few names and no runs; who quotes
a sentence shares that sentence alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

RUN = 3
"""Words of a run. Shorter ones are shared by chance, longer ones break at every changed word."""

SHARED = 0.5
"""Share of the shorter text's runs that stand in the other one: one word in six changed leaves this much."""

FEW = 20
"""Texts with fewer runs are one only when nearly all are shared: short notices differ in the one word that matters."""

NEARLY_ALL = 0.9

COMMON = 20
"""Reports that share a run from which on it is an idiom, and brings no two of them nearer."""

_WORD = re.compile(r"\w+")


def reports(texts: Mapping[str, str]) -> dict[str, str]:
    """The report of each text, by the text's key; see `grouped`."""
    return grouped({key: runs(text) for key, text in texts.items()})


def grouped(texts: Mapping[str, frozenset[int]]) -> dict[str, str]:
    """The report of each text, given as its runs: the key of the first text of the report.

    The texts come in the order of publication. A text joins the earliest report whose first
    text it repeats, so what is published later changes no earlier report.
    """
    found: dict[str, str] = {}
    places = {key: place for place, key in enumerate(texts)}
    holders: dict[int, list[str]] = {}
    for key, own in texts.items():
        near = Counter(first for run in own if len(kept := holders.get(run, ())) < COMMON for first in kept)
        # Half of what has to be shared is looked for first: it is counted already, and rules nearly all out.
        half = ((f, 2 * n >= SHARED * min(len(own), len(texts[f]))) for f, n in near.items())
        fits = [f for f, likely in half if likely and _repeats(own, texts[f])]
        found[key] = min(fits, key=places.__getitem__, default=key)
        if found[key] == key:
            for run in own:
                holders.setdefault(run, []).append(key)
    return found


def _repeats(one: frozenset[int], other: frozenset[int]) -> bool:
    shorter = min(len(one), len(other))
    return len(one & other) >= (SHARED if shorter >= FEW else NEARLY_ALL) * shorter


def runs(text: str) -> frozenset[int]:
    """Hashes of every run of words; of a text with fewer words, of all of them together."""
    words = _WORD.findall(text.casefold())
    if len(words) < RUN:
        return frozenset({hash(tuple(words))} if words else ())
    return frozenset(hash(run) for run in zip(words, words[1:], words[2:], strict=False))
