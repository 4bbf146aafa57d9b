"""How accurate the extraction is, for those who use it: `python -m bench.accuracy` writes docs/accuracy.md.

The figures are those of the labelled sets, by the scorer's matching (`bench.quality`), counted for each kind of claim.
`--check` writes nothing and fails where the page says something else.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from bench.calibration import expected_error, reliability, unseen
from bench.labelled import EVERY, Matched, judged, matched, scorer
from bench.quality import ROOT, SCORER

PAGE = ROOT / "docs" / "accuracy.md"
BEGIN, END = "<!-- written by python -m bench.accuracy -->", "<!-- until here -->"
DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Counts:
    """Of some claims: how many labels there are, how many were claimed, and how many are both."""

    labelled: int = 0
    claimed: int = 0
    right: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.labelled + other.labelled, self.claimed + other.claimed, self.right + other.right)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where there is nothing."""
        return 2 * self.right / (self.labelled + self.claimed) if self.labelled + self.claimed else 0.0


def counts(one: Matched) -> dict[str, Counts]:
    """An article's counts by the scorer's groups of predicates.

    As the scorer counts: a claim that meets an optional label is neither right nor wrong, and of several claims that
    meet one label together, one counts.
    """
    wanted = [(label, found) for label, found in one.pairs if not label.get("optional")]
    left_out = {id(c) for label, found in one.pairs for c in (found if label.get("optional") else found[1:])}
    labelled = Counter(label["group"] for label in one.labels if not label.get("optional"))
    claimed = Counter(claim["group"] for claim in one.claims if id(claim) not in left_out)
    right = Counter(label["group"] for label, _ in wanted)
    return {g: Counts(labelled[g], claimed[g], right[g]) for g in sorted({*labelled, *claimed, *right})}


def summed(found: Iterable[Counts]) -> Counts:
    """All together."""
    return sum(found, Counts())


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson's score: one of 3 in 3 does not pretend to be certain."""
    if not of:
        return 0.0, 1.0
    z = 1.959964
    share, wide = right / of, z * z / of
    middle, half = (share + wide / 2) / (1 + wide), z * sqrt(share * (1 - share) / of + wide / of / 4) / (1 + wide)
    return max(0.0, middle - half), min(1.0, middle + half)


def drawn(articles: Sequence[Counts]) -> tuple[float, float]:
    """The 95 % interval of F1 by drawing articles anew: claims of one article are right or wrong together."""
    rng = random.Random(0)
    found = sorted(summed(rng.choices(articles, k=len(articles))).f1 for _ in range(DRAWS))
    return found[int(0.025 * DRAWS)], found[int(0.975 * DRAWS) - 1]


def page_part() -> str:
    """The part of the page that the command writes."""
    read = {one.name: matched(one) for one in EVERY if one.name != "seeds"}  # a third of their labels are other kinds
    own = [each for name in ("own-a", "own-b", "own-c") for each in read[name]]
    parts = [
        BEGIN,
        "## All kinds of claims together",
        _sets({**read, "own, all three": own}),
        "## By kind of claim, in the articles of others (dev)",
        _groups(read["dev"]),
        "## By kind of claim, in our own articles (own-a, own-b, own-c)",
        _groups(own),
        "## What confidence is worth",
        _confidence(),
        END,
    ]
    return "\n\n".join(parts)


def _sets(read: Mapping[str, Sequence[Matched]]) -> str:
    head = [
        "| set | articles | labelled | claimed | right | precision | recall | F1 | who says it | when | the words |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    return "\n".join([*head, *(_set(name, articles) for name, articles in read.items())])


def _set(name: str, articles: Sequence[Matched]) -> str:
    each = [summed(counts(one).values()) for one in articles]
    whole, (low, high) = summed(each), drawn(each)
    judge, pairs = scorer(), [pair for one in articles for pair in one.pairs]
    dated = [pair for pair in pairs if pair[0].get("when")]
    shares = [
        _share(sum(any(right(label, claim) for claim in found) for label, found in some), len(some))
        for right, some in (
            (judge.right_source, pairs),
            (judge.right_date, dated),
            (judge.right_evidence, pairs),
        )
    ]
    cells = [name, str(len(articles)), *_three(whole), f"{whole.f1:.2f} ({low:.2f}–{high:.2f})", *shares]
    return f"| {' | '.join(cells)} |"


def _groups(articles: Sequence[Matched]) -> str:
    found: dict[str, Counts] = {}
    for one in articles:
        for group, some in counts(one).items():
            found[group] = found.get(group, Counts()) + some
    head = [
        "| kind | labelled | claimed | right | precision | recall | F1 |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    order = sorted(found, key=lambda group: (-found[group].labelled, group))
    return "\n".join([*head, *(f"| {' | '.join([g, *_three(found[g]), f'{found[g].f1:.2f}'])} |" for g in order)])


def _three(some: Counts) -> list[str]:
    numbers = [str(some.labelled), str(some.claimed), str(some.right)]
    return [*numbers, _share(some.right, some.claimed), _share(some.right, some.labelled)]


def _share(right: int, of: int) -> str:
    low, high = wilson(right, of)
    return f"{right / of:.2f} ({low:.2f}–{high:.2f})" if of else "–"


def _confidence() -> str:
    points = [p for some in unseen({one.name: judged(one) for one in EVERY}).values() for p in some]
    rows = [
        f"| {row.low:.1f}–{row.low + 0.1:.1f} | {row.count} | {row.said:.2f} | {_share(row.right, row.count)} |"
        for row in reliability(points)
    ]
    head = ["| confidence | claims | said on the average | right |", "| --- | --- | --- | --- |"]
    error = f"Expected calibration error: {expected_error(points):.3f}."
    return "\n".join([*head, *rows, "", error])


def rewritten(page: str) -> str:
    """The page with today's figures between its two marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{page_part()}{after}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page, or compare it; 0 also where the scorer is not there, which is said."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the page says something else")
    given = parser.parse_args(arguments)
    if not SCORER.exists():
        print(f"accuracy not measured: {SCORER} is not there")
        return 0
    was = PAGE.read_text("utf-8")
    now = rewritten(was)
    if given.check:
        print(
            "docs/accuracy.md holds today's figures" if now == was else "docs/accuracy.md: run python -m bench.accuracy"
        )
        return int(now != was)
    PAGE.write_text(now, "utf-8")
    print(f"written: {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
