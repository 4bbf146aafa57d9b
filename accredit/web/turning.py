"""The days on which an answer may turn into another one: a word begins, ends, lapses, or comes to be known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from accredit.model import RecordedClaim, Situation
from accredit.verdict.ask import CONCERNS
from accredit.verdict.holding import spoken_day
from accredit.verdict.independence import published_day

DAY = timedelta(days=1)


def turning(claims: Iterable[RecordedClaim], situation: Situation, first: date, last: date) -> list[date]:
    """The days between two, in order, the first among them, outside of which who runs a mission stays the same.

    Between two neighbours the rules compare the day asked about with nothing: each day that a claim tells or was told
    on is there with the day after it, and the day after the one on which its word lapses.
    """
    lapse = timedelta(days=situation.lapse_days)
    found = {first}
    for recorded in claims:
        claim = recorded.claim
        if claim.predicate in CONCERNS["operator"]:
            when = claim.when
            told = [spoken_day(recorded), published_day(recorded.article)]
            told += [when.earliest, when.latest] if when else []
            for day in told:
                found |= {day, day + DAY, day + lapse + DAY} if day else set()
    return sorted(day for day in found if first <= day <= last)


def printing(claims: Iterable[RecordedClaim], first: date, last: date) -> list[date]:
    """The days between two on which something was published, in order, the first among them."""
    days = {day for r in claims if (day := published_day(r.article)) and first <= day <= last}
    return sorted(days | {first})
