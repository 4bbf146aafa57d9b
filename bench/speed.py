"""How fast extraction is beside spaCy's small English pipeline: `python -m bench.speed`.

Both read the dev articles, all of which are of interest, in one process on one thread, in turn: five
rounds after one to warm up. Times are those of the processor. spaCy reads in batches (`nlp.pipe`),
which is its fastest way. The environment that has both is made at the first run (bench/peers).
"""

from __future__ import annotations

import argparse
import importlib
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from accredit.extract import extract
from accredit.model import Article
from accredit.situation import load
from bench.labelled import SITUATION, articles_of
from bench.peers import HERE, MODEL, run_there
from bench.quality import SETS

ROUNDS = 5
TO_REACH = 0.35


@dataclass(frozen=True, slots=True)
class Round:
    """Processor seconds of one round: ours and spaCy's, over the same articles."""

    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        """How many times as fast as spaCy."""
        return self.theirs / self.ours


def words(articles: Sequence[Article]) -> int:
    """The words of the articles, as white space parts them."""
    return sum(len(a.text.split()) for a in articles)


def pipeline() -> Any:
    """spaCy's small English pipeline, whole. Only in the peers' environment."""
    return importlib.import_module("spacy").load(MODEL)


def rounds(articles: Sequence[Article], ours: Callable[[Sequence[Article]], object], count: int) -> list[Round]:
    """Times both readers over the articles."""
    return [Round(*both) for both in in_turn([lambda: ours(articles), theirs([a.text for a in articles])], count)]


def theirs(texts: Sequence[str]) -> Callable[[], None]:
    """spaCy's reading of the texts. Only in the peers' environment."""
    nlp = pipeline()

    def read() -> None:
        for doc in nlp.pipe(texts):
            if not doc[0].tag_:
                raise ValueError("the pipeline gives no tags")

    return read


def in_turn(acts: Sequence[Callable[[], object]], count: int) -> list[tuple[float, ...]]:
    """Processor seconds of each act, one row a round, after one round that is not counted."""
    return [tuple(seconds(act) for act in acts) for _ in range(count + 1)][1:]


def seconds(act: Callable[[], object]) -> float:
    """Processor seconds that it takes."""
    begin = time.process_time()
    act()
    return time.process_time() - begin


def lines(count: int, measured: Sequence[Round], what: str, to_reach: float) -> list[str]:
    """One line a figure: both speeds and the ratio, medians over the rounds, for articles of `count` words."""
    ratios = [r.ratio for r in measured]
    speeds = {
        what: statistics.median(count / r.ours for r in measured),
        "spaCy, small English pipeline": statistics.median(count / r.theirs for r in measured),
    }
    out = [f"{name}: {speed:,.0f} words a second (median of {len(measured)})" for name, speed in speeds.items()]
    ratio = f"{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"
    return [*out, f"ratio: {ratio}, to reach: {to_reach:g}"]


def extracted(articles: Sequence[Article]) -> None:
    """Extracts every article."""
    situation = load(SITUATION)
    for article in articles:
        extract(article, situation)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures; 0 also where there is nothing to measure on, which is said."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(HERE, action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    dev = next(one for one in SETS if one.name == "dev")
    if not dev.folder.exists():
        print(f"speed not measured: {dev.folder} is not there")
        return 0
    if not options.here:
        return run_there("bench.speed", [])
    articles = articles_of(dev)
    measured = rounds(articles, extracted, ROUNDS)
    print(f"articles: {len(articles)}, {words(articles):,} words")
    print("\n".join(lines(words(articles), measured, "accredit, extraction", TO_REACH)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
