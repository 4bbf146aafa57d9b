"""Part-of-speech tags: a greedy averaged perceptron (Collins 2002), Penn Treebank tags.

The weights are made by `train/tagger.py` from corpora under CC BY and stand in
`tagger.json.gz` beside this module: `{"known": {word: tag}, "weights": {feature: {tag: w}}, "tags": […]}`.
Accuracy and the command that measures it are in `bench/README.md`.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

Weights = Mapping[str, Mapping[str, float]]

_MOST_WORDS = 50_000
"""Words whose own features are kept; all are dropped when there are more."""


@dataclass(frozen=True, slots=True)
class Tagger:
    """Tags a tokenised sentence; words that are never ambiguous come from a table."""

    known: Mapping[str, str]
    weights: Weights
    tags: tuple[str, ...]
    _alone: dict[tuple[str, bool], dict[str, float]] = field(default_factory=dict, repr=False, compare=False)

    def tag(self, words: Sequence[str]) -> list[str]:
        """One Penn Treebank tag a word."""
        out: list[str] = []
        before, last = "-B2-", "-B1-"
        forms = ["-B2-", "-B1-", *map(normal, words), "-E1-", "-E2-"]
        for i, word in enumerate(words):
            tag = self.known.get(word) or self._best(self.alone(word, first=i == 0), around(i, forms, last, before))
            out.append(tag)
            before, last = last, tag
        return out

    def _best(self, alone: Mapping[str, float], names: Iterable[str]) -> str:
        scores = self._added(dict(alone), names)
        if not scores:
            return "NN"
        best = max(scores.values())
        return max(tag for tag, score in scores.items() if score == best)

    def alone(self, word: str, *, first: bool) -> Mapping[str, float]:
        """What speaks for each tag in the word itself, and in its being the first; made once for each word."""
        found = self._alone.get((word, first))
        if found is None:
            if len(self._alone) >= _MOST_WORDS:
                self._alone.clear()
            found = self._alone[word, first] = self._added({}, own(word, first=first))
        return found

    def _added(self, scores: dict[str, float], names: Iterable[str]) -> dict[str, float]:
        weights, score = self.weights, scores.get
        for name in names:
            if found := weights.get(name):
                for tag, weight in found.items():
                    scores[tag] = score(tag, 0.0) + weight
        return scores


def normal(word: str) -> str:
    """The form that features see: digits as a class, all else in lower case."""
    if word.isdigit():
        return "!year" if len(word) == 4 else "!digits"
    return word.lower()


def own(word: str, *, first: bool) -> tuple[str, ...]:
    """Names of the features of a word itself."""
    form = normal(word)
    return (
        "bias",
        "w " + form,
        "s3 " + form[-3:],
        "s2 " + form[-2:],
        "p1 " + form[:1],
        "shape " + shape(word) + (" first" if first else ""),
    )


def around(i: int, forms: Sequence[str], last: str, before: str) -> tuple[str, ...]:
    """Names of the features of what stands around word `i`; `forms` is padded by two on either side."""
    j = i + 2
    form, left, right = forms[j], forms[j - 1], forms[j + 1]
    return (
        "t1 " + last,
        "t2 " + before + " " + last,
        "t1w " + last + " " + form,
        "w-1 " + left,
        "s-1 " + left[-3:],
        "w-2 " + forms[j - 2],
        "w+1 " + right,
        "s+1 " + right[-3:],
        "w+2 " + forms[j + 2],
        "w w+1 " + form + " " + right,
    )


def shape(word: str) -> str:
    """A coarse picture of the spelling: capital, all capitals, digit, hyphen, other."""
    if word[:1].isupper():
        return "XX" if len(word) > 1 and word.isupper() else "X-" if "-" in word else "Xx"
    if any(c.isdigit() for c in word):
        return "d"
    return "x-" if "-" in word else "x"


@lru_cache(maxsize=1)
def tagger() -> Tagger:
    """The tagger that ships with the program."""
    packed = (files("accredit.extract") / "tagger.json.gz").read_bytes()
    data = json.loads(gzip.decompress(packed))
    return Tagger(data["known"], data["weights"], tuple(data["tags"]))
