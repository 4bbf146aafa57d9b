"""What goes out: what is asked for, and an article with its claims as they may leave the machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from accredit.ledger.streaming import ReadBy
from accredit.model import Article, Span
from accredit.rights import Rights
from accredit.ruling import RecordedRuling

Line = Mapping[str, Any]
"""One line of the claim contract (docs/contract.md), the form in which every export takes claims."""

Samples = Literal["refuse", "include", "leave-out"]


@dataclass(frozen=True, slots=True)
class Options:
    """What an export is asked for.

    `as_of` is the day of the answers, for formats that hold answers. `since` is a cursor that an export before gave:
    only what was not there then. `moments`: with the moment at which each claim was recorded. `known` are ids of
    statements that are somewhere already, for formats that can leave them out.
    """

    as_of: date | None = None
    known_at: date | None = None
    recorded_at: str | None = None
    missions: frozenset[str] = frozenset()
    since: str | None = None
    samples: Samples = "refuse"
    moments: bool = False
    skip_dump: Path | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as it may leave.

    `line` is its contract line; of words that may not leave in full it has the beginning that may, and `cut` is true.
    `raw` is the line as JSON where nothing was changed in it. `original` is the id under which it was read where
    rulings changed it; `rulings` bear on it, and `set_aside` is true where they rejected it or retracted its article.
    `prefix` and `suffix` are the words around it as far as they may leave.
    """

    line: Line
    recorded_at: str
    reading: ReadBy | None
    raw: str | None = None
    cut: bool = False
    rulings: tuple[RecordedRuling, ...] = ()
    original: str | None = None
    set_aside: bool = False

    @property
    def id(self) -> str:
        """The claim's id."""
        return str(self.line["id"])


@dataclass(frozen=True, slots=True)
class Leaf:
    """An article that may leave with its claims, in the order of the ledger. `text` is given where all of it may.

    `article` is as people's rulings have it, `key` and `carrier` are those of what was read.
    """

    key: str
    carrier: str
    article: Article
    rights: Rights
    text: str | None
    claims: tuple[Told, ...]
    context: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def around(self, told: Told) -> tuple[str, str]:
        """The words before and after a claim's, as far as they may leave."""
        return self.context.get(told.id, ("", ""))


@dataclass(slots=True)
class Tally:
    """What an export wrote and what it held back."""

    claims: int = 0
    articles: int = 0
    cut: int = 0
    private_articles: int = 0
    private_claims: int = 0
    skipped: int = 0
    gone: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Quote:
    """A claim as far as it quotes, for the rights."""

    id: str
    evidence: Span
