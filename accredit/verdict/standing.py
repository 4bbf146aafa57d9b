"""How live words become one answer: what is contested, what weighs more, who stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from accredit.model import Interval
from accredit.verdict.holding import Holding
from accredit.verdict.living import live, stands_alone
from accredit.verdict.shapes import CLOSED, NONE, Asked, Standing

AGAINST_INTEREST, DISINTERESTED, INTERESTED = 3, 2, 1
"""Weights of an origin: who speaks against its interest outweighs both who has none and who gains."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to one question, with its words still as holdings. `live` are those that affirm a live value."""

    value: str | None
    leaning: str | None
    values: tuple[str, ...]
    standing: Standing
    since: Interval | None
    support: tuple[Holding, ...]
    dissent: tuple[Holding, ...]
    outranked: tuple[Holding, ...]
    ended: tuple[Holding, ...]
    told: bool
    origins: int
    last: date | None

    @property
    def chosen(self) -> str | None:
        """The value, else what the weighing favours."""
        return self.value or self.leaning

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims on either side."""
        return ids((*self.support, *self.dissent))


def resolve(words: Sequence[Holding], asked: Asked) -> Outcome:
    """The answer that the words give on the day asked about."""
    found = live(words, asked.as_of, asked.situation.lapse_days)
    affirmed, outranked = _outranked(found.affirmed)
    affirmed, custody = _in_custody(affirmed)
    values = {h.value for h in affirmed}
    joined = tuple(d for d in found.denials if d.value in values or (d.value == CLOSED and NONE in values))
    if not values:
        alone = tuple(d for d in found.denials if stands_alone(d, asked.as_of))
        standing: Standing = "stale" if alone and found.stale else "denied" if alone else "unknown"
        return _outcome(standing, dissent=alone, ended=found.ended, last=found.last)
    contested = len(values) > 1 or bool(joined)
    heavy = (*affirmed, *custody) if contested else affirmed
    weights = {v: weight(heavy, v) - weight(joined, v) for v in values}
    ranked = sorted(values, key=lambda v: (-weights[v], v))
    chosen = ranked[0] if not contested else _favoured(ranked, weights)
    support = [h for h in heavy if h.value == chosen]
    support += [d for d in joined if chosen and d.value != chosen]
    behind_it = {id(h) for h in support}
    dissent = [h for h in (*heavy, *joined, *outranked) if id(h) not in behind_it]
    behind = [h for h in affirmed if h.value == chosen]
    return Outcome(
        value=None if contested else chosen,
        leaning=chosen if contested else None,
        values=tuple(ranked),
        standing="stale" if found.stale else "contested" if contested else backing(behind),
        since=since(behind, asked.as_of) if behind else None,
        support=_ordered(support),
        dissent=_ordered(dissent),
        outranked=outranked,
        ended=found.ended,
        told=any(h.told for h in behind),
        origins=independent(behind),
        last=found.last,
    )


def _outcome(
    standing: Standing, dissent: tuple[Holding, ...], ended: tuple[Holding, ...], last: date | None
) -> Outcome:
    return Outcome(None, None, (), standing, None, (), _ordered(dissent), (), ended, False, 0, last)


def _in_custody(affirmed: tuple[Holding, ...]) -> tuple[tuple[Holding, ...], tuple[Holding, ...]]:
    """A closed mission in the host's custody is closed: the custody tells of the house, and not of the closing.

    So words on the custody are set apart, and weigh with the closing only against who says otherwise.
    """
    if not {h.value for h in affirmed} >= {CLOSED, NONE}:
        return affirmed, ()
    apart = tuple(replace(h, value=CLOSED) for h in affirmed if h.value == NONE)
    return tuple(h for h in affirmed if h.value != NONE), apart


def _outranked(affirmed: tuple[Holding, ...]) -> tuple[tuple[Holding, ...], tuple[Holding, ...]]:
    """A claim about one state outranks one about a set: contradicting claims of wider sets only dissent."""
    best = min((h.rank for h in affirmed), default=0)
    decided = {h.value for h in affirmed if h.rank == best}
    kept = tuple(h for h in affirmed if h.value in decided)
    return kept, tuple(h for h in affirmed if h.value not in decided)


def weight(words: Iterable[Holding], value: str) -> int:
    """What the origins of the words on a value weigh together.

    A statement against interest outweighs one in one's own favour; all who gain weigh as
    one, so that repeating one's own cause adds nothing.
    """
    own = 0
    others: dict[str, int] = {}
    for word in words:
        if word.value != value:
            continue
        if word.gains:
            own = INTERESTED
        else:
            one = AGAINST_INTEREST if word.against else DISINTERESTED
            others[word.origin] = max(others.get(word.origin, 0), one)
    return own + sum(others.values())


def _favoured(ranked: Sequence[str], weights: dict[str, int]) -> str | None:
    """The value that outweighs its denials and every other value; None when nothing does."""
    best = ranked[0]
    if weights[best] <= 0 or (len(ranked) > 1 and weights[ranked[1]] == weights[best]):
        return None
    return best


def independent(words: Iterable[Holding]) -> int:
    """How many independent origins: each that does not gain, and all that gain as one."""
    kept = list(words)
    return len({h.origin for h in kept if not h.gains}) + any(h.gains for h in kept)


def backing(words: Sequence[Holding]) -> Standing:
    """The standing of a value that nobody live speaks against."""
    if all(h.gains for h in words):
        return "one-sided"
    return "agreed" if independent(words) > 1 else "single"


def since(words: Sequence[Holding], as_of: date) -> Interval:
    """When what the words say began: the days that all tell, else the span of what they tell.

    Where no day is told it began by the first day that it is attested; nobody says how long before.
    """
    told = [h for h in words if h.told]
    if not told:
        return Interval(None, min(min(h.until, as_of) if h.until else h.begins for h in words))
    lows, highs = [h.earliest for h in told], [h.begins for h in told]
    low, high = max((d for d in lows if d), default=None), min(highs)
    if low is None or low <= high:
        return Interval(low, high)
    return Interval(None if None in lows else min(d for d in lows if d), max(highs))


def ids(words: Iterable[Holding]) -> tuple[str, ...]:
    """Claim ids of the words, each once, in order."""
    return tuple(dict.fromkeys(h.id for h in words))


def _ordered(words: Iterable[Holding]) -> tuple[Holding, ...]:
    """The oldest word first; the order of the claims given is no matter."""
    return tuple(sorted(words, key=lambda h: (h.spoken or h.attested, h.id, h.ends)))
