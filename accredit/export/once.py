"""Things that an export tells of once, though every stretch of the ledger may name them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar


class Piece(NamedTuple):
    """Some of what is written, in UTF-8: the thing of that name; or, without a name, what stands there as it is."""

    name: str | None
    words: bytes


T = TypeVar("T")


def pieces(things: Iterable[tuple[str | None, T]], written: Callable[[T], str], between: str = "") -> list[Piece]:
    """What a stretch tells, each name once; things without a name that follow each other are one piece.

    `written` puts a thing into words, `between` goes between two things.
    """
    found, run, given = list[Piece](), list[str](), set[str]()
    for name, thing in things:
        if name is None:
            run.append(written(thing))
        elif name not in given:
            given.add(name)
            if run:
                found.append(Piece(None, between.join(run).encode()))
                run = []
            found.append(Piece(name, written(thing).encode()))
    if run:
        found.append(Piece(None, between.join(run).encode()))
    return found


def once(told: Iterable[list[Piece]]) -> Iterator[list[bytes]]:
    """What the stretches tell, stretch by stretch, without what one before told of."""
    given = set[str]()
    for some in told:
        yield [words for name, words in some if name is None or name not in given]
        given.update(name for name, _ in some if name is not None)
