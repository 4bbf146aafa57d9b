"""Run by test_durability.py in a process of its own: appends articles until it is killed.

Usage: worker.py PLACE FIRST. Prints the number of each article after the ledger acknowledged it.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from accredit.ledger import open_ledger
from accredit.model import Article
from tests.ledger.kit import reading, said
from tests.world import BELM, CORRO, TARN, article


def numbered(number: int) -> Article:
    """The article with this number; some are longer than a database page."""
    return article(f"Article {number}. " + "words " * (number % 7 * 400), id=f"story-{number}")


def main(place: str, first: int) -> None:
    """Append from article `first` on, three claims each, until something ends the process."""
    with open_ledger(place) as ledger:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        for number in itertools.count(first):
            one = numbered(number)
            ledger.append(one, [reading(one, *(said(one, mission=m) for m in (BELM, CORRO, TARN)))])
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
