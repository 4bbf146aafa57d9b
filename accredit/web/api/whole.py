"""Whole answers of the API: what was asked, with one thing or a stretch of a list; and problems."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from accredit.web.api.shapes import (
    Article,
    Change,
    Claim,
    ListedMission,
    Mission,
    Situation,
    Speaker,
    State,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was answered: the three times (known_at null is open), the sources left out, and from which ledger.

    `recorded_at` is the moment of the ledger that the answer is of; `head` the head of its hash chain now. `left_out`
    counts private articles whose claims count in no answer here.
    """

    situation: str
    as_of: date
    known_at: date | None
    recorded_at: str
    without: tuple[str, ...]
    left_out: int
    head: str


@dataclass(frozen=True, slots=True)
class Root:
    """Where to begin. `recorded_at` is the moment of the newest append, `head` the head of the hash chain after it."""

    version: Literal["v1"]
    recorded_at: str
    head: str
    openapi: str
    situations: tuple[Situation, ...]


@dataclass(frozen=True, slots=True)
class MissionAnswer:
    """All answers about one mission."""

    asked: Asked
    mission: Mission
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class ClaimAnswer:
    """One claim."""

    asked: Asked
    claim: Claim


@dataclass(frozen=True, slots=True)
class ArticleAnswer:
    """One article with its claims here, in the order of its words."""

    asked: Asked
    article: Article
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class SpeakerAnswer:
    """One voice; /claims?voice=ID has what it said."""

    asked: Asked
    voice: Speaker


@dataclass(frozen=True, slots=True)
class StateAnswer:
    """One state."""

    asked: Asked
    state: State


@dataclass(frozen=True, slots=True)
class Missions:
    """A stretch of a list; `total` are all of it, `next` is the address of the next stretch, null at the end."""

    asked: Asked
    total: int
    items: tuple[ListedMission, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Claims:
    """A stretch of a list; `total` are all of it, `next` is the address of the next stretch, null at the end."""

    asked: Asked
    total: int
    items: tuple[Claim, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Articles:
    """A stretch of a list; `total` are all of it, `next` is the address of the next stretch, null at the end."""

    asked: Asked
    total: int
    items: tuple[Article, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Speakers:
    """A stretch of a list; `total` are all of it, `next` is the address of the next stretch, null at the end."""

    asked: Asked
    total: int
    items: tuple[Speaker, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class States:
    """A stretch of a list; `total` are all of it, `next` is the address of the next stretch, null at the end."""

    asked: Asked
    total: int
    items: tuple[State, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """A stretch of the changes, the newest first; `next` is the address of the next stretch, null at the end."""

    asked: Asked
    items: tuple[Change, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Fault:
    """A parameter and what is wrong with it."""

    parameter: str
    detail: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no answer (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: tuple[Fault, ...]
