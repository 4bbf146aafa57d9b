"""How two extractors are shown side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from accredit.cli.screen import SAMPLE
from accredit.cli.summary import count, extractor_json, extractor_words
from accredit.contract import article_reference, claim_line
from accredit.contrast import FIELDS, Contrast, Pair
from accredit.extract import Extractor
from accredit.labelled import Score
from accredit.model import Article, Claim, Situation
from accredit.read import Problem
from accredit.views.words import chain_words, claim_words, interval_words, printable, subject_words


@dataclass(frozen=True, slots=True)
class Read:
    """An article that both read; the scores where it is labelled."""

    article: Article
    contrast: Contrast
    left: Score | None
    right: Score | None


@dataclass(frozen=True, slots=True)
class Beside:
    """Two extractors and what they made of the same articles; `problems` are of articles that one could not read."""

    left: Extractor
    right: Extractor
    situation: Situation
    read: tuple[Read, ...]
    problems: tuple[Problem, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Claims that both make, that differ, and that one alone makes."""
        every = [r.contrast for r in self.read]
        return {
            "both": sum(len(c.both) for c in every),
            "differing": sum(len(c.differing) for c in every),
            "a_alone": sum(len(c.left_alone) for c in every),
            "b_alone": sum(len(c.right_alone) for c in every),
        }

    @property
    def fields(self) -> dict[str, int]:
        """In which fields they differ, how often."""
        told = Counter(name for r in self.read for p in r.contrast.differing for name in p.fields)
        return {name: told[name] for name in FIELDS if told[name]}

    @property
    def scores(self) -> tuple[Score, Score] | None:
        """Both scores over all labelled articles; None where none is labelled."""
        lefts, rights = [r.left for r in self.read if r.left], [r.right for r in self.read if r.right]
        if not lefts:
            return None
        return reduce(Score.__add__, lefts), reduce(Score.__add__, rights)

    @property
    def sample(self) -> bool:
        """Whether one of the articles is a sample."""
        return any(r.article.sample for r in self.read)


def beside_json(found: Beside) -> dict[str, Any]:
    """In the shape of docs/schemas/compare-extractors.json."""
    scores = found.scores
    return {
        "situation": found.situation.id,
        "a": extractor_json(found.left),
        "b": extractor_json(found.right),
        "counts": found.counts,
        "fields": found.fields,
        "scores": None if scores is None else {"a": _score_json(scores[0]), "b": _score_json(scores[1])},
        "articles": [_article_json(r) for r in found.read],
        "problems": [{"place": p.place, "message": p.message, "kind": p.kind} for p in found.problems],
        "sample": found.sample,
    }


def _score_json(score: Score) -> dict[str, Any]:
    return {
        "precision": round(score.precision, 3),
        "recall": round(score.recall, 3),
        "f1": round(score.f1, 3),
        "found": score.found,
        "wanted": score.wanted,
        "made": score.made,
    }


def _article_json(read: Read) -> dict[str, Any]:
    of, contrast = read.article, read.contrast
    return {
        "article": article_reference(of),
        "both": [_pair_json(p, of) for p in contrast.both],
        "differing": [_pair_json(p, of) for p in contrast.differing],
        "a_alone": [claim_line(c, of) for c in contrast.left_alone],
        "b_alone": [claim_line(c, of) for c in contrast.right_alone],
    }


def _pair_json(pair: Pair, article: Article) -> dict[str, Any]:
    return {"a": claim_line(pair.left, article), "b": claim_line(pair.right, article), "fields": list(pair.fields)}


def beside_words(found: Beside) -> Iterator[RenderableType]:
    """For the terminal: the counts first, then article by article what is not the same."""
    yield Text(f"A  {printable(found.left.name)}", style="bold")
    yield Text(f"B  {printable(found.right.name)}", style="bold")
    if found.sample:
        yield Text(SAMPLE, style="yellow")
    counts = found.counts
    yield Text(
        f"{count(len(found.read), 'article')}: {count(counts['both'], 'claim')} of both · {counts['differing']}"
        f" differing · {counts['a_alone']} of A alone · {counts['b_alone']} of B alone"
    )
    if found.fields:
        yield Text(f"Differing in: {', '.join(f'{name} {number}' for name, number in found.fields.items())}")
    for each in (found.left, found.right):
        yield from extractor_words(each)
    if found.scores:
        yield _scores(*found.scores)
    for read in found.read:
        yield from _article(read, found.situation)


def _scores(left: Score, right: Score) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_row("", "precision", "recall", "F1", "found", "made")
    for letter, score in (("A", left), ("B", right)):
        figures = (f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}")
        table.add_row(letter, *figures, f"{score.found} of {score.wanted}", f"{score.made}")
    return table


def _article(read: Read, situation: Situation) -> Iterator[RenderableType]:
    of, contrast = read.article, read.contrast
    title = " · ".join(filter(None, (of.id, of.outlet, of.title)))
    same = f"{len(contrast.both)} the same" if contrast.both else "none the same"
    yield Text(f"\n{printable(title)}: {same}", style="bold")
    for pair in contrast.differing:
        yield Padding(Text(f"differs in {', '.join(pair.fields)}", style="yellow"), (0, 0, 0, 2))
        yield from _claims([("A", pair.left), ("B", pair.right)], of, situation)
    for letter, claims in (("A", contrast.left_alone), ("B", contrast.right_alone)):
        if claims:
            yield Padding(Text(f"{letter} alone ({len(claims)})", style="yellow"), (0, 0, 0, 2))
            yield from _claims([(letter, c) for c in claims], of, situation)


def _claims(claims: Sequence[tuple[str, Claim]], article: Article, situation: Situation) -> Iterator[RenderableType]:
    for letter, claim in claims:
        when = f" ({interval_words(claim.when)})" if claim.when else ""
        says = f"{letter}  {subject_words(claim, situation)}: {claim_words(claim)}{when}"
        yield Padding(Text(printable(says)), (0, 0, 0, 4))
        yield Padding(Text(chain_words(claim, article), style="dim"), (0, 0, 0, 7))
        yield Padding(Text(f"“{printable(claim.evidence.exact)}”"), (0, 0, 0, 7))
