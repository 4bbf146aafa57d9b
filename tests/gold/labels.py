"""The labelled sets as values: articles, the labels of their sentences, and the hard cases."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from accredit.model import Article
from tests.extract.expectation import Expected

FOLDER = Path(__file__).parent
LABELLED = ("a", "b", "c")
"""The sets whose sentences are labelled; beside them stands `none`, whose articles hold no claim."""
SETS = (*LABELLED, "none")
GROUPS = {
    "controls": "control", "handed_over": "control", "custody": "control",
    "appointed": "appointed", "accredited": "accredited", "dismissed": "dismissed", "expelled": "expelled",
    "visited": "visited", "closed": "closed", "opened": "opened", "suspended": "suspended",
    "issues_documents": "issues_documents", "disowns_documents": "disowns_documents", "funds": "funds",
    "damaged": "premises", "repaired": "premises",
    "recognises": "recognises", "has_relations": "has_relations",
}  # fmt: skip
"""The predicates that the labels are about, and what each counts as."""
KINDS = ("foreign", "direction", "step", "plan", "denial", "consulate", "title", "list")
"""What a hard case is about: see hard/README.md."""


@dataclass(frozen=True, slots=True)
class Hard:
    """A hard case: its text, what it is about, and what a careful reader takes from it (empty: nothing)."""

    text: str
    published: str | None
    about: str
    why: str
    expect: tuple[Expected, ...]
    may: tuple[Expected, ...]


@lru_cache(maxsize=8)
def articles(name: str) -> dict[str, Article]:
    """The articles of a set, by their ids."""
    rows = [json.loads(line) for line in (FOLDER / name / "articles.jsonl").read_text("utf-8").splitlines()]
    return {row["id"]: Article.make(**row) for row in rows}


@lru_cache(maxsize=8)
def lines(name: str) -> tuple[dict[str, Any], ...]:
    """Every line of a set's gold, those of articles without a claim too."""
    return tuple(json.loads(line) for line in (FOLDER / name / "gold.jsonl").read_text("utf-8").splitlines())


def labels(name: str) -> list[dict[str, Any]]:
    """The lines of a set that label a sentence."""
    return [line for line in lines(name) if "group" in line]


def bare(name: str) -> list[str]:
    """The ids of a set's articles without any claim."""
    labelled = {line["article"] for line in labels(name)}
    return [line["article"] for line in lines(name) if line["article"] not in labelled]


@lru_cache(maxsize=1)
def hard_cases() -> tuple[Hard, ...]:
    """The hard cases; a case that says nothing, or two things, is refused with ValueError."""
    rows = tomllib.loads((FOLDER / "hard" / "cases.toml").read_text("utf-8"))["case"]
    return tuple(map(_hard, rows))


def _hard(row: dict[str, Any]) -> Hard:
    wrong = set(row) - {"text", "published", "about", "why", "none", "expect", "may"}
    if wrong or not row.get("why") or row.get("about") not in KINDS or bool(row.get("expect")) == ("none" in row):
        raise ValueError(f"{row['text']!r} needs `about`, `why` and either `expect` or `none`")
    expect, may = (tuple(map(Expected.of, row.get(key, ()))) for key in ("expect", "may"))
    return Hard(row["text"], row.get("published"), row["about"], row["why"], expect, may)
