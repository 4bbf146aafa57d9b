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
    """The report of each text, by the text's key, given in the order of publication; see `Reports`."""
    return Reports().of({key: runs(text) for key, text in texts.items()})


class Reports:
    """Finds the reports of texts that come in the order of publication, each given as its runs.

    A report goes by the key of its first text. A text joins the earliest report whose first text
    it repeats, so what is published later changes no earlier report: from one set of texts to
    another, what both begin with is not looked at again. A key always stands for the same text.
    """

    def __init__(self) -> None:
        self._near = Near()
        self._keys: list[str] = []
        self._found: dict[str, str] = {}
        self._firsts: dict[str, int] = {}

    def of(self, texts: Mapping[str, frozenset[int]]) -> dict[str, str]:
        """The report of each text."""
        wanted = list(texts)
        same = next((i for i, (a, b) in enumerate(zip(self._keys, wanted, strict=False)) if a != b), None)
        same = min(len(self._keys), len(wanted)) if same is None else same
        while len(self._keys) > same:
            self._near.take_back()
            key = self._keys.pop()
            del self._found[key]
            self._firsts.pop(key, None)
        for key in wanted[same:]:
            like = self._near.add(key, texts[key])
            repeated = [first for first in like if first in self._firsts]
            self._found[key] = min(repeated, key=self._firsts.__getitem__, default=key)
            if self._found[key] == key:
                self._firsts[key] = len(self._keys)
            self._keys.append(key)
        return dict(self._found)


class Near:
    """Texts that repeat each other, found as texts come in, without comparing each with each."""

    def __init__(self) -> None:
        self._texts: dict[str, frozenset[int]] = {}
        self._alone: dict[int, list[str]] = {}
        self._others: dict[int, list[str]] = {}
        self._added: list[tuple[str, dict[int, list[str]]]] = []

    def __contains__(self, key: str) -> bool:
        return key in self._texts

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
        # Copies of one text share its runs, which makes no idioms of them: they are kept apart.
        kept = self._others if like else self._alone
        for run in own:
            kept.setdefault(run, []).append(key)
        self._added.append((key, kept))
        return like

    def take_back(self) -> None:
        """As if the text that came in last had not."""
        key, kept = self._added.pop()
        for run in self._texts.pop(key):
            kept[run].pop()


def _repeats(one: frozenset[int], other: frozenset[int]) -> bool:
    shorter = min(len(one), len(other))
    return len(one & other) >= (SHARED if shorter >= FEW else NEARLY_ALL) * shorter


def runs(text: str) -> frozenset[int]:
    """Hashes of every run of words; of a text with fewer words, of all of them together."""
    words = _WORD.findall(text.casefold())
    if len(words) < RUN:
        return frozenset({hash(tuple(words))} if words else ())
    return frozenset(hash(run) for run in zip(words, words[1:], words[2:], strict=False))
