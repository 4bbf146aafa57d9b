"""Part-of-speech tags: a greedy averaged perceptron (Collins 2002), Penn Treebank tags.

The weights are made by `train/tagger.py` from corpora under CC BY and stand in
`tagger.json.gz` beside this module: `{"known": {word: tag}, "weights": {feature: {tag: w}}, "tags": […]}`.
Accuracy and the command that measures it are in `bench/README.md`.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Tagger:
    """Tags a tokenised sentence; words that are never ambiguous come from a table."""

    known: Mapping[str, str]
    weights: Weights
    tags: tuple[str, ...]

    def tag(self, words: Sequence[str]) -> list[str]:
        """One Penn Treebank tag a word."""
        out: list[str] = []
        before, last = "-B2-", "-B1-"
        forms = ["-B2-", "-B1-", *map(normal, words), "-E1-", "-E2-"]
        for i, word in enumerate(words):
            tag = self.known.get(word) or self._best(features(i, word, forms, last, before))
            out.append(tag)
            before, last = last, tag
        return out

    def _best(self, names: Iterator[str]) -> str:
        scores: dict[str, float] = {}
        for name in names:
            for tag, weight in self.weights.get(name, {}).items():
                scores[tag] = scores.get(tag, 0.0) + weight
        return max(scores, key=lambda t: (scores[t], t)) if scores else "NN"


def normal(word: str) -> str:
    """The form that features see: digits as a class, all else in lower case."""
    if word.isdigit():
        return "!year" if len(word) == 4 else "!digits"
    return word.lower()


def features(i: int, word: str, forms: Sequence[str], last: str, before: str) -> Iterator[str]:
    """Names of the features of word `i`; `forms` is padded by two on either side."""
    j = i + 2
    form = forms[j]
    yield "bias"
    yield "w " + form
    yield "s3 " + form[-3:]
    yield "s2 " + form[-2:]
    yield "p1 " + form[:1]
    yield "shape " + shape(word) + (" first" if i == 0 else "")
    yield "t1 " + last
    yield "t2 " + before + " " + last
    yield "t1w " + last + " " + form
    yield "w-1 " + forms[j - 1]
    yield "s-1 " + forms[j - 1][-3:]
    yield "w-2 " + forms[j - 2]
    yield "w+1 " + forms[j + 1]
    yield "s+1 " + forms[j + 1][-3:]
    yield "w+2 " + forms[j + 2]
    yield "w w+1 " + form + " " + forms[j + 1]


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
