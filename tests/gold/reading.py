"""Reads the articles and the hard cases with the extraction, and says what is wrong with what came out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from accredit.extract import extract
from accredit.model import Article, Claim
from tests.extract.expectation import Expected, situation
from tests.extract.matching import matches, told
from tests.gold.labels import GROUPS, Hard, articles, hard_cases

POSTURES = frozenset({"keeps_mission", "trades_with", "hosts_opposition", "designates_terrorist", "position", "other"})
"""What is said of a state without any mission: the texts do speak of it, and nothing here asks for it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a hard case came to: a line for each fault and each claim. Right when there are no faults."""

    case: Hard
    faults: tuple[str, ...]
    found: tuple[str, ...]

    @property
    def right(self) -> bool:
        return not self.faults


@lru_cache(maxsize=1)
def hard_outcomes() -> tuple[Outcome, ...]:
    """What every hard case came to."""
    return tuple(map(_outcome, hard_cases()))


@lru_cache(maxsize=1)
def unwanted() -> dict[str, tuple[str, ...]]:
    """The articles of the set `none` in which a labelled predicate is found all the same: a line for each claim."""
    found = {article.id: _claims(article) for article in articles("none").values()}
    lines = {id: tuple(f"{told(c)} {c.evidence.exact!r}" for c in claims if _scored(c)) for id, claims in found.items()}
    return {id: wrong for id, wrong in lines.items() if wrong}


def _claims(article: Article) -> tuple[Claim, ...]:
    return extract(article, situation()).claims


def _scored(claim: Claim) -> bool:
    return claim.predicate in GROUPS and claim.stance == "asserts"


def _outcome(case: Hard) -> Outcome:
    claims = _claims(Article.make(case.text, id="case", outlet="Hard Cases", published=case.published, language="en"))
    over = [c for c in claims if not _allowed(c, case)]
    missing = [f"missing {_words(want)}" for want in case.expect if not any(matches(want, c) for c in claims)]
    faults = (*missing, *(f"left over {told(claim)}" for claim in over))
    return Outcome(case, faults, tuple(map(told, claims)))


def _allowed(claim: Claim, case: Hard) -> bool:
    """Whether a claim may come out: expected, allowed by the case, or beside what the cases ask."""
    if any(matches(want, claim) for want in (*case.expect, *case.may)):
        return True
    if claim.predicate == "holds_post":
        return bool(case.expect)
    return claim.predicate in POSTURES and claim.mission is None


def _words(want: Expected) -> str:
    usual = {"polarity": "affirmed", "stance": "asserts", "real": True}
    return " ".join(f"{k}={v}" for k, v in want.keys.items() if k not in usual or v != usual[k])
