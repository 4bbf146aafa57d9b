"""How far confidence may be believed: `python -m bench.calibration`.

For each tenth of confidence: how many claims say so, what they say on the average, and how many
of them are right by the scorer's matching. Before: the constants that the weights took the place of.
After: weights that never saw the article in question. The sets that teach (`train/confidence.py`)
are read by cross-validation over articles; own-b, dev and seeds teach nothing and are read by weights
from all that do. Error: the expected calibration error, over tenths, by counts. Told apart: how often
the right one of a right and a wrong claim has the higher confidence.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.labelled import EVERY, Judged, judged
from bench.quality import SCORER
from train.confidence import TEACHERS, fit

FOLDS = 10


@dataclass(frozen=True, slots=True)
class Point:
    """What was said of one claim, from 0 to 1, and whether it is right."""

    said: float
    right: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One tenth of confidence from `low` on: claims, those right, and the mean of what was said of them."""

    low: float
    count: int
    right: int
    said: float


def reliability(points: Sequence[Point]) -> list[Row]:
    """A row for each tenth that holds claims, the lowest first; certainty counts to the last tenth."""
    rows = []
    for tenth in range(10):
        held = [p for p in points if min(9, int(p.said * 10 + 1e-9)) == tenth]
        if held:
            said = sum(p.said for p in held) / len(held)
            rows.append(Row(tenth / 10, len(held), sum(p.right for p in held), said))
    return rows


def expected_error(points: Sequence[Point]) -> float:
    """Expected calibration error: how far a row's share of right claims lies from what it says, by counts."""
    return sum(abs(row.right - row.said * row.count) for row in reliability(points)) / len(points)


def brier(points: Sequence[Point]) -> float:
    """The mean square of what was said less what is so: 0 is best, 0.25 is what a coin deserves."""
    return sum((p.said - p.right) ** 2 for p in points) / len(points)


def told_apart(points: Sequence[Point]) -> float:
    """Of every right and wrong claim put side by side, the share where more is said of the right one; 0.5 is chance."""
    right = [p.said for p in points if p.right]
    wrong = [p.said for p in points if not p.right]
    pairs = len(right) * len(wrong)
    return sum((r > w) + (r == w) / 2 for r in right for w in wrong) / pairs if pairs else 0.5


def folds(rows: Sequence[Judged], count: int = FOLDS) -> list[list[Judged]]:
    """The claims in so many parts, each article in one part whole, in turn in the order of their names."""
    articles = {name: i % count for i, name in enumerate(sorted({row.article for row in rows}))}
    return [[row for row in rows if articles[row.article] == part] for part in range(count)]


def crossed(rows: Sequence[Judged], teachers: Sequence[Judged]) -> list[Point]:
    """What is said of the claims of each fold by weights from the teachers without that fold's articles."""
    out: list[Point] = []
    for held in filter(None, folds(rows)):
        articles = {row.article for row in held}
        out += told(held, [row for row in teachers if row.article not in articles])
    return out


def told(rows: Sequence[Judged], teachers: Sequence[Judged]) -> list[Point]:
    """What weights from other claims say of these."""
    weights = fit([(row.traits, row.right) for row in teachers])
    return [Point(weights.probability(row.traits), row.right) for row in rows]


def constants(rows: Sequence[Judged]) -> list[Point]:
    """What the constants said of the claims."""
    return [Point(row.constant, row.right) for row in rows]


def unseen(read: Mapping[str, Sequence[Judged]]) -> dict[str, list[Point]]:
    """What is said of the claims of each set by weights that did not learn from them; `read` holds every set."""
    names = {one.name for one in TEACHERS}
    teachers = [row for name in names & set(read) for row in read[name]]
    out = {name: told(rows, teachers) for name, rows in read.items() if name not in names}
    return {name: crossed(read[name], teachers) if name in names else out[name] for name in read}


def _printed(name: str, points: Sequence[Point]) -> list[str]:
    right = sum(p.right for p in points)
    figures = f"error {expected_error(points):.3f}, Brier {brier(points):.3f}, told apart {told_apart(points):.2f}"
    rows = [
        f"  {row.low:.1f}–{row.low + 0.1:.1f}  said {row.said:.2f}  right {row.right / row.count:.2f}"
        f"  ({row.right} of {row.count})"
        for row in reliability(points)
    ]
    return [f"{name}: {right} of {len(points)} right, {figures}", *rows]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables; 0 also where the scorer is not there, which is said."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args(arguments)
    if not SCORER.exists():
        print(f"confidence not measured: {SCORER} is not there")
        return 0
    read = {one.name: judged(one) for one in EVERY}
    after = unseen(read)
    for name, rows in read.items():
        print("\n".join([*_printed(f"{name}, before", constants(rows)), *_printed(f"{name}, after", after[name])]))
    print("\n".join(_printed("all, before", [p for rows in read.values() for p in constants(rows)])))
    print("\n".join(_printed("all, after", [p for points in after.values() for p in points])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
