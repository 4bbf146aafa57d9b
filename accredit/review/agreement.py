"""How far two people agree who ruled on the same claims.

Cohen's kappa (Cohen, Educational and Psychological Measurement 20, 1960) with the large-sample standard error of
Fleiss, Cohen and Everitt (Psychological Bulletin 72, 1969, equation 13), which holds for any kappa.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from accredit.ruling import ON_CLAIMS, RecordedRuling

WIDTH = 1.959963984540054
"""Standard errors on either side: 95 % of a normal distribution."""

DECISIONS = ("confirmed", "rejected", "corrected")


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement beyond chance over `count` claims: 1 is full, 0 what chance gives.

    `observed` and `expected` are shares. `value` is None where it is not defined: nothing was decided twice, or both
    only ever decided one thing. `interval` is that of 95 %, cut at -1 and 1.
    """

    count: int
    observed: float | None
    expected: float | None
    value: float | None
    error: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people's agreement, with how often one decided this and the other that, and the claims they differ on."""

    one: str
    other: str
    kappa: Kappa
    table: tuple[tuple[int, ...], ...]
    differ: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """All who ruled on claims with how many they ruled on, and each two of them who share some."""

    people: tuple[tuple[str, int], ...]
    pairs: tuple[Pair, ...]


def kappa(decided: Sequence[tuple[str, str]]) -> Kappa:
    """The kappa of pairs of decisions, one by each of two people about the same thing."""
    count = len(decided)
    if not count:
        return Kappa(0, None, None, None, None, None)
    cells = {pair: n / count for pair, n in Counter(decided).items()}
    names = sorted({name for pair in cells for name in pair})
    rows = {n: sum(share for (a, _), share in cells.items() if a == n) for n in names}
    columns = {n: sum(share for (_, b), share in cells.items() if b == n) for n in names}
    observed = sum(cells.get((n, n), 0.0) for n in names)
    expected = sum(rows[n] * columns[n] for n in names)
    if len(names) < 2:  # chance alone would have given the same
        return Kappa(count, observed, expected, None, None, None)
    value = (observed - expected) / (1 - expected)
    error = _error(cells, rows, columns, value, expected, count)
    low, high = max(-1.0, value - WIDTH * error), min(1.0, value + WIDTH * error)
    return Kappa(count, observed, expected, max(-1.0, min(1.0, value)), error, (low, high))


def _error(
    cells: Mapping[tuple[str, str], float],
    rows: Mapping[str, float],
    columns: Mapping[str, float],
    value: float,
    expected: float,
    count: int,
) -> float:
    agreed = sum(share * (1 - (rows[a] + columns[a]) * (1 - value)) ** 2 for (a, b), share in cells.items() if a == b)
    apart = sum(share * (columns[a] + rows[b]) ** 2 for (a, b), share in cells.items() if a != b)
    spread = agreed + (1 - value) ** 2 * apart - (value - expected * (1 - value)) ** 2
    return sqrt(max(0.0, spread)) / ((1 - expected) * sqrt(count))


def decisions(rulings: Iterable[RecordedRuling], situation: str) -> dict[str, dict[str, str]]:
    """What each person decided last of each claim of a situation, as read: person, claim, kind.

    Each person's rulings are looked at alone: what others ruled later takes nothing back. A ruling that was withdrawn,
    by whomever, is none.
    """
    ordered = sorted(rulings, key=lambda r: (r.first_at or r.recorded_at, r.ruling.id))
    gone: set[str] = set()
    for recorded in reversed(ordered):
        if recorded.ruling.kind == "withdrawn" and recorded.ruling.id not in gone:
            gone.add(recorded.ruling.target)
    found: dict[str, dict[str, str]] = {}
    for recorded in ordered:
        ruling = recorded.ruling
        if ruling.kind in ON_CLAIMS and ruling.situation == situation and ruling.id not in gone:
            found.setdefault(ruling.who, {})[ruling.target] = ruling.kind
    return found


def agreement(rulings: Iterable[RecordedRuling], situation: str) -> Agreement:
    """The agreement of each two people who ruled on claims of a situation."""
    by_person = decisions(rulings, situation)
    pairs = []
    for one, other in combinations(sorted(by_person), 2):
        mine, theirs = by_person[one], by_person[other]
        both = sorted(mine.keys() & theirs.keys())
        if both:
            counted = Counter((mine[c], theirs[c]) for c in both)
            table = tuple(tuple(counted[a, b] for b in DECISIONS) for a in DECISIONS)
            differ = tuple(c for c in both if mine[c] != theirs[c])
            pairs.append(Pair(one, other, kappa([(mine[c], theirs[c]) for c in both]), table, differ))
    return Agreement(tuple((who, len(by_person[who])) for who in sorted(by_person)), tuple(pairs))
