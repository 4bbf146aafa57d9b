"""Run by test_durability.py in a process of its own: has children that append articles until they are killed.

Each line of input, `FIRST PLACE`, is one child. It reports `child PID` once its ledger is open, then each
number as soon as the ledger acknowledged that article; `ended` follows when it is gone. Children are forked
so that the program is loaded once for all of them.
"""

from __future__ import annotations

import itertools
import os
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


def report(words: str) -> None:
    """One line of output, unbuffered and in one piece."""
    os.write(1, f"{words}\n".encode())


def append_on(place: str, first: int) -> None:
    """Append from article `first` on, three claims each, until something ends the process."""
    with open_ledger(place) as ledger:
        report(f"child {os.getpid()}")
        for number in itertools.count(first):
            one = numbered(number)
            ledger.append(one, [reading(one, *(said(one, mission=m) for m in (BELM, CORRO, TARN)))])
            report(str(number))


def main() -> None:
    """Serve the lines of the input, one child at a time."""
    for line in sys.stdin:
        first, place = line.rstrip("\n").split(" ", 1)
        child = os.fork()
        if child == 0:
            try:
                append_on(place, int(first))
            finally:
                os._exit(1)
        os.waitpid(child, 0)
        report("ended")


if __name__ == "__main__":
    main()
