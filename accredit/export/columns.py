"""The columns of parquet's table before Arrow has them, so that a process that makes them needs no Arrow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accredit.export import tables
from accredit.export.shapes import Leaf
from accredit.export.source import Source

ARTICLE = ("outlet", "title", "url", "published", "language")
"""What is told of the article beside its claims, and after these its rights."""


def claims(source: Source, leaves: Iterable[Leaf]) -> list[list[Any]]:
    """The claims that count, column by column; no columns where none does. Days are ISO words, lists words with
    spaces between.
    """
    rows, moments = [], source.options.moments
    for leaf in leaves:
        article = [*(getattr(leaf.article, name) for name in ARTICLE), leaf.rights]
        for told in leaf.claims:
            if not told.set_aside:
                chain = tables.chain_of(told.line)
                row = tables.claim_cells(leaf, told, chain)
                row += article
                row.append(chain)
                if moments:
                    row.append(told.recorded_at)
                rows.append(row)
    return [list(cells) for cells in zip(*rows, strict=True)]
