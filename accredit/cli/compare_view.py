"""How a comparison of two articles is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from accredit.cli.screen import SAMPLE
from accredit.compare import Comparison, Pair
from accredit.contract import article_reference, claim_line
from accredit.model import Article, RecordedClaim, Situation
from accredit.views.words import chain_words, claim_words, interval_words, printable, subject_words


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two articles with its claims."""

    article: Article
    claims: tuple[RecordedClaim, ...]


def comparison_json(found: Comparison, left: Side, right: Side, situation: Situation) -> dict[str, Any]:
    """The comparison in the shape of docs/schemas/compare.json."""
    return {
        "situation": situation.id,
        "left": article_reference(left.article) | {"sample": left.article.sample},
        "right": article_reference(right.article) | {"sample": right.article.sample},
        "shared": [_pair_json(p) for p in found.shared],
        "contradicted": [_pair_json(p) for p in found.contradicted],
        "left_alone": [claim_line(c.claim, c.article) for c in found.left_alone],
        "right_alone": [claim_line(c.claim, c.article) for c in found.right_alone],
        "sample": left.article.sample or right.article.sample,
    }


def _pair_json(pair: Pair) -> dict[str, Any]:
    return {
        "left": [claim_line(c.claim, c.article) for c in pair.left],
        "right": [claim_line(c.claim, c.article) for c in pair.right],
    }


def comparison_words(found: Comparison, left: Side, right: Side, situation: Situation) -> Iterator[RenderableType]:
    """The comparison for the terminal: contradictions first."""
    for letter, side in (("A", left), ("B", right)):
        article = side.article
        parts = filter(None, (article.outlet, article.title, article.published or "undated", article.id))
        yield Text(f"{letter}  {printable(' · '.join(parts))}", style="bold")
    if left.article.sample or right.article.sample:
        yield Text(SAMPLE, style="yellow")
    yield from _pairs("Contradicted", found.contradicted, situation, "red")
    yield from _pairs("Shared", found.shared, situation, "green")
    for letter, alone in (("A", found.left_alone), ("B", found.right_alone)):
        yield _heading(f"Only in {letter}", len(alone), "")
        by_subject = groupby(alone, key=lambda c: subject_words(c.claim, situation))
        yield from (_rows([(letter, c) for c in claims], situation) for _, claims in by_subject)


def _heading(words: str, count: int, style: str) -> Text:
    return Text(f"\n{words} ({count})", style=f"bold {style}")


def _pairs(words: str, pairs: tuple[Pair, ...], situation: Situation, style: str) -> Iterator[RenderableType]:
    yield _heading(words, len(pairs), style)
    for pair in pairs:
        yield _rows([*(("A", c) for c in pair.left), *(("B", c) for c in pair.right)], situation)


def _rows(claims: list[tuple[str, RecordedClaim]], situation: Situation) -> Table:
    """One subject; under it each claim with its article's letter, what it says, who says it, and the words."""
    table = Table.grid(padding=(0, 1))
    table.add_column(width=3, justify="right")
    table.add_column(overflow="fold")
    table.add_row("", Text(subject_words(claims[0][1].claim, situation), style="underline"))
    for letter, recorded in claims:
        claim = recorded.claim
        when = f" ({interval_words(claim.when)})" if claim.when else ""
        table.add_row(letter, Text(f"{claim_words(claim)}{when}"))
        table.add_row("", Text(chain_words(claim, recorded.article), style="dim"))
        table.add_row("", Text(f"“{printable(claim.evidence.exact)}”"))
    return table
