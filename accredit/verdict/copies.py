"""Texts that are one report: light rewrites and shortened versions of wire copy beside exact copies.

Two texts are one report when most of the shorter one stands in the other, in runs of three
words. Who reports on the same event in own words shares a few names and no runs; who quotes
a sentence shares that sentence alone.

A rewrite in which nearly every sentence is turned keeps few runs. It keeps its quotations and
most of its words: two texts with a quotation in common and half of the shorter one's words are
one report too. Two reporters who heard the same speech share the quotation, and name other things.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import chain

RUN = 3
"""Words of a run. Shorter ones are shared by chance, longer ones break at every changed word."""

SHARED = 0.5
"""Share of the shorter text's runs that stand in the other one: one word in six changed leaves this much."""

FEW = 20
"""Texts with fewer runs are one only when nearly all are shared: short notices differ in the one word that matters."""

NEARLY_ALL = 0.9

COMMON = 20
"""Reports that share a run from which on it is an idiom, and brings no two of them nearer."""

QUOTED = 5
"""Words of a quotation that says whose text it is. Shorter ones are names and phrases."""

KEPT = 0.5
"""Share of the shorter text's words that stand in the other one, where a quotation is shared."""

STEM = 5
"""Letters that a word is compared by: "closed" and "closing" are one."""

_WORD = re.compile(r"\w+")
_MARK = re.compile(r"[“„«\"]")
_QUOTATION = re.compile(r"[“„«\"]([^“”„«»\"]+)[”“»\"]")


@dataclass(frozen=True, slots=True)
class Print:
    """What of a text is compared: hashes of its runs, of its quotations and, where it quotes, of its words' stems."""

    runs: frozenset[int]
    stems: frozenset[int]
    quotations: frozenset[int]


def reports(texts: Mapping[str, str]) -> dict[str, str]:
    """The report of each text, by the text's key, given in the order of publication; see `Reports`."""
    return Reports().of({key: printed(text) for key, text in texts.items()})


class Reports:
    """Finds the reports of texts that come in the order of publication, each given as its print.

    A report goes by the key of its first text. A text joins the earliest report whose first text
    it repeats, so what is published later changes no earlier report: from one set of texts to
    another, what both begin with is not looked at again. A key always stands for the same text.
    """

    def __init__(self) -> None:
        self._near = Near()
        self._keys: list[str] = []
        self._found: dict[str, str] = {}
        self._firsts: dict[str, int] = {}

    def of(self, texts: Mapping[str, Print]) -> dict[str, str]:
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
    """Texts that repeat each other, found as texts come in, without comparing each with each.

    `among` are the runs that stand in more than one of the texts to come, for whoever has them all at hand.
    """

    def __init__(self, among: frozenset[int] | None = None) -> None:
        self._among = among
        self._least = sys.maxsize  # runs of the shortest text so far
        self._texts: dict[str, Print] = {}
        self._quoting: dict[int, list[str]] = {}
        self._alone: dict[int, tuple[str, ...]] = {}
        self._others: dict[int, list[str]] = {}
        self._added: list[tuple[str, bool]] = []

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def _runs_of(self, key: str) -> int:
        return len(self._texts[key].runs)

    def add(self, key: str, own: Print) -> set[str]:
        """Take a text in, given as its print; the earlier texts that it repeats."""
        runs = own.runs if self._among is None else own.runs & self._among
        known = runs & self._alone.keys()
        told = [keys for run in known if len(keys := self._alone[run]) < COMMON]
        copied = [self._others[run] for run in runs & self._others.keys()]
        common = Counter(chain.from_iterable((*told, *copied)))
        # Half of what has to be shared is looked for first: it is counted already, and rules nearly all out.
        self._least = min(self._least, len(own.runs))
        least = SHARED * self._least / 2
        half = {f for f, n in common.items() if n >= least and 2 * n >= SHARED * min(len(own.runs), self._runs_of(f))}
        quoting = {f for quotation in own.quotations for f in self._quoting.get(quotation, ())}
        like = {f for f in half | quoting if _repeats(own, self._texts[f])}
        self._texts[key] = own
        # Copies of one text share its runs, which makes no idioms of them: they are kept apart.
        if like:
            for run in runs:
                self._others.setdefault(run, []).append(key)
        else:
            self._alone.update(dict.fromkeys(runs - known, (key,)))
            self._alone.update((run, (*keys, key)) for run in known if len(keys := self._alone[run]) < COMMON)
        for quotation in own.quotations:
            self._quoting.setdefault(quotation, []).append(key)
        self._added.append((key, bool(like)))
        return like

    def take_back(self) -> None:
        """As if the text that came in last had not."""
        key, copied = self._added.pop()
        own = self._texts.pop(key)
        for run in own.runs if self._among is None else own.runs & self._among:
            if copied:
                self._others[run].pop()
            elif self._alone[run][-1] == key:  # an idiom does not list every text that has it
                self._alone[run] = self._alone[run][:-1]
        for quotation in own.quotations:
            self._quoting[quotation].pop()


def shared(prints: Collection[Print]) -> frozenset[int]:
    """The runs that stand in more than one of the texts."""
    import numpy  # heavy, and most commands need no copies

    count = sum(len(each.runs) for each in prints)
    runs = numpy.fromiter(chain.from_iterable(each.runs for each in prints), numpy.int64, count)
    runs.sort()
    return frozenset(runs[1:][runs[1:] == runs[:-1]].tolist())


def _repeats(one: Print, other: Print) -> bool:
    shorter = min(len(one.runs), len(other.runs))
    if len(one.runs & other.runs) >= (SHARED if shorter >= FEW else NEARLY_ALL) * shorter:
        return True
    words = min(len(one.stems), len(other.stems))
    return bool(one.quotations & other.quotations) and len(one.stems & other.stems) >= max(FEW, KEPT * words)


def printed(text: str) -> Print:
    """The print of a text."""
    folded = text.casefold()
    words = _WORD.findall(folded)
    said = [tuple(_WORD.findall(q)) for q in _QUOTATION.findall(folded)] if _MARK.search(folded) else []
    quotations = frozenset([hash(q) for q in said if len(q) >= QUOTED])
    stems = {hash(w[:STEM]) for w in set(words) if len(w) > 3 or w.isdigit()} if quotations else ()
    return Print(_runs(words), frozenset(stems), quotations)


def _runs(words: list[str]) -> frozenset[int]:
    """Hashes of every run of words; of a text with fewer words, of all of them together."""
    if len(words) < RUN:
        return frozenset({hash(tuple(words))} if words else ())
    return frozenset(map(hash, zip(words, words[1:], words[2:], strict=False)))
