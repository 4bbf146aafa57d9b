"""Other readers of who says what, on spaCy's small English pipeline. Only in the peers' environment.

A reader takes a text and gives attributions in the shape of the scorer: for each of "source",
"cue" and "content" a list of [start, end].
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from bench.beside import module_at
from bench.peers import MODEL

Spans = Mapping[str, list[list[int]]]
Reader = Callable[[str], list[Spans]]


def parser() -> Any:
    """The pipeline without its names of people and places, which neither reader looks at."""
    return importlib.import_module("spacy").load(MODEL, exclude=["ner"])


def textacy_quotations(nlp: Any) -> Reader:
    """textacy's `direct_quotations`, paragraph by paragraph.

    It refuses a text with an odd number of quotation marks, apostrophes among them: read whole,
    articles would be lost, so that a paragraph at a time is the kinder way.
    """
    direct_quotations = importlib.import_module("textacy.extract").direct_quotations

    def read(text: str) -> list[Spans]:
        out: list[Spans] = []
        start = 0
        for part in text.split("\n"):
            if part.strip():
                with suppress(ValueError):
                    out += _by_cue(direct_quotations(nlp(part)), start)
            start += len(part) + 1
        return out

    return read


def _by_cue(quotations: Any, start: int) -> list[Spans]:
    """Both halves of `“A,” she said. “B”` come with the one cue: they are one attribution, as in the labels."""
    found: dict[str, dict[str, list[list[int]]]] = {}
    for one in quotations:
        source, cue = ([[start + t.idx, start + t.idx + len(t)] for t in tokens] for tokens in (one.speaker, one.cue))
        held = found.setdefault(str(cue), {"source": source, "cue": cue, "content": []})
        held["content"].append([start + one.content.start_char, start + one.content.end_char])
    return list(found.values())


def parse_rules(nlp: Any, script: Path) -> Reader:
    """Rules over the parse: reporting verbs with their subjects and clauses, as the script beside the set has them."""
    extract = module_at(script).extract

    def read(text: str) -> list[Spans]:
        return list(extract(nlp(text)))

    return read
