"""How fast a stream of news is read, 1 article in 100 of interest: `python -m bench.stream`.

accredit screens every article and extracts from those that pass; spaCy's small English pipeline reads
them all. The articles of interest are drawn from dev, the others from US political news, by a seed.
Otherwise as `bench.speed`.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from accredit.extract import extract
from accredit.model import Article
from accredit.situation import load
from accredit.triage import touches
from bench.labelled import SITUATION, articles_of
from bench.peers import HERE, run_there
from bench.quality import ROOT, SETS
from bench.speed import ROUNDS, lines, rounds, words

OTHERS = ROOT.parent / "shared" / "bench" / "attribution" / "dev" / "text"
TO_REACH = 3.0
RARE = 100


def drawn(interesting: Sequence[Article], others: Sequence[Article], size: int, seed: int) -> list[Article]:
    """A stream of `size` articles, one in RARE of interest, in random order; an article may come again.

    Raises ValueError when the stream is too short to hold one of interest.
    """
    if size < RARE:
        raise ValueError(f"a stream needs {RARE} articles or more, not {size}")
    rng = random.Random(seed)
    few = rng.choices(interesting, k=size // RARE)
    stream = [*few, *rng.choices(others, k=size - len(few))]
    rng.shuffle(stream)
    return stream


def read(articles: Sequence[Article]) -> int:
    """Screens every article and extracts from those that pass; how many passed."""
    situation = load(SITUATION)
    passed = 0
    for article in articles:
        if touches(article.text, situation):
            passed += 1
            extract(article, situation)
    return passed


def _others(folder: Path) -> list[Article]:
    return [Article.make(path.read_text("utf-8"), id=path.stem) for path in sorted(folder.glob("*.txt"))]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures; 0 also where there is nothing to measure on, which is said."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(HERE, action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--articles", type=int, default=100, help="how many articles the stream holds (100)")
    parser.add_argument("--seed", type=int, default=1, help="which stream is drawn (1)")
    options = parser.parse_args(arguments)
    dev = next(one for one in SETS if one.name == "dev")
    missing = [folder for folder in (dev.folder, OTHERS) if not folder.exists()]
    if missing:
        print(f"speed not measured: {missing[0]} is not there")
        return 0
    if not options.here:
        return run_there("bench.stream", ["--articles", str(options.articles), "--seed", str(options.seed)])
    stream = drawn(articles_of(dev), _others(OTHERS), options.articles, options.seed)
    print(f"articles: {len(stream)}, {words(stream):,} words; {read(stream)} pass triage")
    measured = rounds(stream, read, ROUNDS)
    print("\n".join(lines(words(stream), measured, "accredit, triage and extraction", TO_REACH)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
