"""`jsonl`: the claim contract, one JSON object a line (docs/contract.md, docs/schemas/claim.json)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from accredit.export.shapes import Leaf
from accredit.export.sharing import in_order
from accredit.export.source import Source
from accredit.export.told import Told
from accredit.export.words import json_words, one_line


def write(source: Source, out: BinaryIO) -> None:
    """Write the claims that count, in the order of the ledger."""
    for lines in in_order(source, _lines):
        out.write(lines)


def _lines(source: Source, leaves: Iterable[Leaf]) -> bytes:
    plain = not source.options.moments
    lines = []
    for leaf in leaves:
        for told in leaf.claims:
            if not told.set_aside:
                added = bool(told.rulings) or not plain
                lines.append(json_words(_with_what_was_added(told, plain)) if added else one_line(told.raw))
    return "".join([f"{line}\n" for line in lines]).encode("utf-8")


def _with_what_was_added(told: Told, plain: bool) -> dict[str, Any]:
    """The line with what is known beyond the contract, where there is something."""
    more: dict[str, Any] = {}
    if told.rulings:
        more |= {"original": told.original, "rulings": [r.ruling.id for r in told.rulings]}
    if not plain:
        more["recorded_at"] = told.recorded_at
    return told.contract() | more
