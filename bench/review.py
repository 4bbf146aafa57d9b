"""How long the queue of review takes, beside all answers once: `python -m bench.review [CLAIMS]`.

The claims are invented: two parties, forty outlets, two hundred officials, over a year, spread over the missions of the
first situation. The peer is `accredit status` on the same claims in the same process, which answers every question
about every mission once.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from accredit.model import Article, Claim, RecordedClaim, Situation, Span, Voice
from accredit.review.queue import Weights, queue
from accredit.situation import load
from accredit.verdict import status

DAY = date(2023, 12, 31)
SAID = ("controls", "handed_over", "closed", "opened")
RECORDED = "2024-01-01T00:00:00.000000+00:00"


def invented(count: int, situation: Situation) -> list[RecordedClaim]:
    """So many claims, each in an article of its own; the same for the same count."""
    dice = random.Random(count)
    return [_one(n, dice, situation) for n in range(count)]


def _one(n: int, dice: random.Random, situation: Situation) -> RecordedClaim:
    day = f"2023-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    article = Article.make(f"text {n}", id=f"a{n}", outlet=f"Outlet {n % 40}", published=day)
    official = Voice(f"Person {n % 200}", "spokesman", dice.choice(("taliban", "republic", None)), "official")
    claim = Claim(
        article.id, situation.id, dice.choice(SAID), dice.choice(situation.missions), None,
        dice.choice(("taliban", "republic")), None, "affirmed", "actual", "asserts", None, None,
        (Voice(article.outlet, None, None, "outlet"), official), None, Span(0, 4, "text"), dice.random(), "bench",
    )  # fmt: skip
    return RecordedClaim(claim, replace(article, text=""), RECORDED)


def timed(do: Callable[[], object]) -> float:
    """Seconds that it takes."""
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    situation = load("afghanistan-2021")
    claims, weights = invented(count, situation), Weights()
    peer = timed(lambda: status(claims, situation, as_of=DAY))
    rows = [
        ("every answer once (status)", peer),
        ("the first queue", timed(lambda: queue(claims, situation, DAY, (), weights))),
        ("the queue after one ruling", timed(lambda: queue(claims[1:], situation, DAY, (), weights))),
    ]
    print(f"| {count:,} claims | seconds | times status |\n| --- | --- | --- |")
    for name, seconds in rows:
        print(f"| {name} | {seconds:.2f} | {seconds / peer:.2f} |")


if __name__ == "__main__":
    main()
