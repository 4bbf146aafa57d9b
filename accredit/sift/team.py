"""Some processes that look through one archive side by side, told in its order as if one had done it.

The archive is cut into pieces at places that look like a record's beginning. What is told of a piece only counts when
the piece before it ended at that very record; else it is looked through again from there, as in `crawl.shards`. While
the reader takes up one piece, the next ones are looked through ahead of it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from accredit.processors import processors
from accredit.read import MAX_BYTES, Place, is_gzip, next_member
from accredit.sift.child import Sifter
from accredit.sift.frames import Frame
from accredit.sift.sieve import Piece
from accredit.triage import Names

SIZE = 32_000_000
"""Bytes of an archive that are one piece."""

MOST = 3
"""Processes; each takes some 70 MB."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """A piece that somebody looks through, and what is told of it."""

    sifter: Sifter
    piece: Piece
    frames: Generator[Frame, None, None]

    @classmethod
    def by(cls, sifter: Sifter, piece: Piece) -> _Begun:
        """Have somebody look through a piece."""
        return cls(sifter, piece, sifter.frames(piece))

    def drop(self) -> None:
        """Have nobody look through it any more."""
        self.frames.close()
        self.sifter.drop()


class Team:
    """Looks through archives, for some names, on the processors that there are; `close` ends its processes.

    The first process is started at once, the others with the first archive of more than one piece.
    """

    def __init__(self, names: Sequence[Names], bound: int = MAX_BYTES, *, processes: int | None = None) -> None:
        self._names, self._bound = names, bound
        self._most = processes or min(MOST, processors())
        self._sifters = [Sifter(names, bound)]

    def frames(self, path: Path, place: Place, size: int = SIZE) -> Generator[Frame, None, None]:
        """The frames of an archive from a place on, in pieces of a size in bytes; one that is not gzipped is one.

        The last one says that it ended, or why it ended early.
        """
        free, ahead = deque(self._sifters), deque[_Begun]()
        cuts = _cuts(path, place.offset, size if self._most > 1 and is_gzip(path) else None)
        at = place
        try:
            while True:
                for start, until in cuts:
                    if until is not None and until <= at.offset:
                        continue  # the piece before it took its records too
                    sifter = free.popleft() if free else self._another()
                    # Of the others nobody knows yet which number their first record has: they count from 1.
                    begin = at if start == at.offset else Place(start)
                    ahead.append(_Begun.by(sifter, Piece(str(path), begin, until)))
                    if not free and len(self._sifters) == self._most:
                        break
                if not ahead:
                    break
                begun, piece = ahead[0], ahead[0].piece
                if piece.until is not None and piece.until <= at.offset:
                    begun.drop()  # the same, found out when it was begun already
                else:
                    if piece.place.offset != at.offset:
                        begun.drop()
                        piece = replace(piece, place=at)
                        ahead[0] = begun = _Begun.by(begun.sifter, piece)
                    before = at.number - piece.place.number
                    for frame in begun.frames:
                        told = frame.counted_from(before)
                        at = told.behind
                        yield told if told.kind != "end" else replace(told, kind="progress")
                        if told.kind == "lost":
                            return
                free.append(ahead.popleft().sifter)
            yield Frame("end", at)
        finally:
            for begun in ahead:
                begun.drop()

    def _another(self) -> Sifter:
        self._sifters.append(Sifter(self._names, self._bound))
        return self._sifters[-1]

    def close(self) -> None:
        """End its processes."""
        for sifter in self._sifters:
            sifter.drop()


def _cuts(path: Path, start: int, size: int | None) -> Iterator[tuple[int, int | None]]:
    """Where the pieces begin, and where the next ones do; one piece without a size."""
    while size is not None:
        with path.open("rb", buffering=0) as file:
            until = next_member(file, start + size, path.stat().st_size)
        if until is None:
            break
        yield start, until
        start = until
    yield start, None
