"""The shapes of an answer: questions, standings, verdicts and their parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from accredit.model import Interval, Situation, Stance

MISSION_QUESTIONS: tuple[str, ...] = ("operator", "premises", "head", "services", "documents", "money")
"""What is asked of a mission; control, premises and rank move apart."""

STATE_QUESTIONS: tuple[str, ...] = ("recognition", "relations", "posture")
"""What is asked of a state."""

Standing = Literal["agreed", "single", "one-sided", "contested", "denied", "stale", "unknown"]
"""How an answer stands.

`agreed`: two or more independent voices, none against. `single`: one origin, which does
not gain from it. `one-sided`: only voices of the party that gains. `contested`: live
voices disagree. `denied`: only denials are live. `stale`: the last word is older than the
situation's lapse time. `unknown`: no word answers it.
"""

CLOSED, NONE, COOPERATING = "closed", "none", "cooperating"
"""Answers of `operator` that are no party."""


@dataclass(frozen=True, slots=True)
class SilentCell:
    """A voice that was asked and did not take it up; `said` is the day, None when undated."""

    voice: str
    stance: Stance
    said: date | None
    claim: str


@dataclass(frozen=True, slots=True)
class Detail:
    """One part of an answer, with the claims behind it; `value` is None where the part is contested."""

    name: str
    value: str | None
    standing: Standing
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one question about a mission (its id) or a state (its code).

    `value` is None where nothing is known or live voices disagree; then `leaning` holds what
    the weighing favours, if anything. `values` are all live values, `formal` what holds on
    paper. `support` and `dissent` are claim ids: for the value or the leaning, and against
    it; without either, every live claim is dissent. `since` bounds the day it began, open
    before the first day that it is attested where no day is told. `by` says whose staff
    cooperates. `last` is the day of the last word. `because` can be printed.
    """

    question: str
    subject: str
    value: str | None
    leaning: str | None
    values: tuple[str, ...]
    standing: Standing
    since: Interval | None
    because: str
    support: tuple[str, ...] = ()
    dissent: tuple[str, ...] = ()
    silent: tuple[SilentCell, ...] = ()
    formal: str | None = None
    by: str | None = None
    detail: tuple[Detail, ...] = ()
    last: date | None = None

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of all claims behind `because`: for and against, silences, and those of the parts."""
        parts = (i for part in self.detail for i in part.claims)
        silent = (cell.claim for cell in self.silent)
        return tuple(dict.fromkeys((*self.support, *self.dissent, *silent, *parts)))

    @property
    def said(self) -> tuple[object, ...]:
        """What a reader is told: two answers that agree in it are the same answer, whoever stands behind them.

        Since when belongs to it where a day was told, not where it is only attested.
        """
        since = self.since if self.since and self.since.earliest else None
        parts = tuple((part.name, part.value, part.standing) for part in self.detail)
        return (self.value, self.leaning, self.values, self.standing, self.formal, self.by, since, parts)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question about one subject, as of one day; `name` is the subject as sentences name it."""

    question: str
    subject: str
    name: str
    situation: Situation
    as_of: date
