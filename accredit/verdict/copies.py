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
    firsts: dict[str, frozenset[int]] = {}
    near = Near()
    for key, own in texts.items():
        like = near.add(key, own)
        found[key] = next((first for first in firsts if first in like), key)
        if found[key] == key:
            firsts[key] = own
    return found


class Near:
    """Texts that repeat each other, found as texts come in, without comparing each with each."""

    def __init__(self) -> None:
        self._texts: dict[str, frozenset[int]] = {}
        self._alone: dict[int, list[str]] = {}
        self._others: dict[int, list[str]] = {}
        self._like: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def repeated(self, key: str) -> bool:
        """Whether the text repeats another one that came in, or that one repeats it."""
        return key in self._like

    def add(self, key: str, own: frozenset[int]) -> set[str]:
        """Take a text in, given as its runs; the earlier texts that it repeats."""
        shared: Counter[str] = Counter()
        for run in own:
            if len(alone := self._alone.get(run, ())) < COMMON:
                shared.update(alone)
            shared.update(self._others.get(run, ()))
        # Half of what has to be shared is looked for first: it is counted already, and rules nearly all out.
        half = ((f, 2 * n >= SHARED * min(len(own), len(self._texts[f]))) for f, n in shared.items())
        like = {f for f, likely in half if likely and _repeats(own, self._texts[f])}
        self._texts[key] = own
        self._like |= {key, *like} if like else set()
        # Copies of one text share its runs, which makes no idioms of them: they are kept apart.
        kept = self._others if like else self._alone
        for run in own:
            kept.setdefault(run, []).append(key)
        return like


def _repeats(one: frozenset[int], other: frozenset[int]) -> bool:
    shorter = min(len(one), len(other))
    return len(one & other) >= (SHARED if shorter >= FEW else NEARLY_ALL) * shorter


def runs(text: str) -> frozenset[int]:
    """Hashes of every run of words; of a text with fewer words, of all of them together."""
    words = _WORD.findall(text.casefold())
    if len(words) < RUN:
        return frozenset({hash(tuple(words))} if words else ())
    return frozenset(hash(run) for run in zip(words, words[1:], words[2:], strict=False))
