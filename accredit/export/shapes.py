"""What goes out: what is asked for, and an article with its claims as they may leave the machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

from accredit.export.told import Told
from accredit.model import Article
from accredit.rights import Rights

Samples = Literal["refuse", "include", "leave-out"]


@dataclass(frozen=True, slots=True)
class Options:
    """What an export is asked for.

    `as_of` is the day of the answers, for formats that hold answers. `since` is a cursor that an export before gave:
    only what was not there then. `moments`: with the moment at which each claim was recorded. `skip_dump` is a dump of
    Wikidata whose statements are left out, `items` the Wikidata items of parties and outlets.
    """

    as_of: date | None = None
    known_at: date | None = None
    recorded_at: str | None = None
    missions: frozenset[str] = frozenset()
    since: str | None = None
    samples: Samples = "refuse"
    moments: bool = False
    skip_dump: Path | None = None
    items: Mapping[str, str] = field(default_factory=dict)


class Leaf(NamedTuple):
    """An article that may leave with its claims, in the order of the ledger. `text` is given where all of it may.

    `article` is as people's rulings have it, `key` and `carrier` are those of what was read, `number` is its place in
    the ledger.
    """

    number: int
    key: str
    carrier: str
    article: Article
    rights: Rights
    text: str | None
    claims: tuple[Told, ...]
    context: Mapping[str, tuple[str, str]] = MappingProxyType({})

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

    def add(self, other: Tally) -> None:
        """Take in what another part of the same export wrote and held back."""
        self.claims += other.claims
        self.articles += other.articles
        self.cut += other.cut
        self.private_articles += other.private_articles
        self.private_claims += other.private_claims
        self.skipped += other.skipped
        self.gone += other.gone
