"""The claims that the extraction makes of labelled articles, each judged right or wrong by the scorer's matching."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from typing import Any

from accredit.contract import claim_line
from accredit.extract.reader import Made, made
from accredit.model import Article
from accredit.read import articles
from accredit.situation import load
from accredit.triage import touches
from bench.beside import module_at
from bench.quality import SCORER, SETS, Labelled

SITUATION = "afghanistan-2021"
EVERY = tuple(one for one in SETS if one.name != "none")
"""The labelled sets that hold claims. In `none` nothing can be right, so it says nothing about how much is."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim of a labelled article. `constant` is the confidence that it had before there were weights."""

    article: str
    predicate: str
    traits: tuple[str, ...]
    constant: float
    right: bool


def scorer() -> ModuleType:
    """The scorer beside the shared sets, as a module; SCORER must exist."""
    return module_at(SCORER)


def articles_of(one: Labelled) -> list[Article]:
    """The articles of a set, in the file's order."""
    return [a for a in articles([one.folder / "articles.jsonl"]) if isinstance(a, Article)]


@dataclass(frozen=True, slots=True)
class Matched:
    """An article of a set, with its labels, what was made of it, and the scorer's pairs of a label and claims.

    Labels and claims are as the scorer has them; `read` goes along with `claims`.
    """

    article: str
    labels: Sequence[dict[str, Any]]
    read: Sequence[Made]
    claims: Sequence[dict[str, Any]]
    pairs: Sequence[tuple[dict[str, Any], list[dict[str, Any]]]]


@lru_cache(maxsize=16)
def matched(one: Labelled) -> tuple[Matched, ...]:
    """The articles of a set in its order; one that triage lets go has no claims, as in `accredit extract`."""
    gold = _gold(one)
    situation = load(SITUATION)
    out: list[Matched] = []
    for article in articles_of(one):
        read = made(article, situation) if touches(article.text, situation) else []
        scored = [(m, scorer().predicted(claim_line(m.claim, article))) for m in read]
        seen = [(m, line) for m, line in scored if line]
        labels, claims = gold.get(article.id, []), [line for _, line in seen]
        pairs = scorer().assign(labels, claims, True)
        out.append(Matched(article.id, labels, [m for m, _ in seen], claims, pairs))
    return tuple(out)


def judged(one: Labelled) -> tuple[Judged, ...]:
    """The claims that the scorer counts, in the order of the articles; the others are neither right nor wrong."""
    out: list[Judged] = []
    for each in matched(one):
        right = {id(line) for _, found in each.pairs for line in found}
        out += [
            Judged(each.article, m.claim.predicate, m.traits, constant(m), id(line) in right)
            for m, line in zip(each.read, each.claims, strict=True)
        ]
    return tuple(out)


def _gold(one: Labelled) -> Mapping[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (one.folder / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row.get("group"):
            rows[row["article"]].append(row)
    return rows


def constant(one: Made) -> float:
    """The confidence by the constants that the weights took the place of, to compare with."""
    fixed = {"guessed party": 0.5, "echo": 0.5, "silence": 0.6, "title": 0.75}
    for trait, value in fixed.items():
        if trait in one.traits:
            return value
    lowered = {"inherited subject": 0.1, "noun": 0.1, "pronoun": 0.15, "inferred mission": 0.1, "nothing filled": 0.1}
    return round(max(0.2, 0.8 - sum(by for trait, by in lowered.items() if trait in one.traits)), 2)
