"""Some processes that look through one archive side by side, told in its order as if one had done it.

The archive is cut into parts at places that look like a record's beginning. What is told of a part only counts when the
part before it ended at that very record; else it is looked through again from there, as in `crawl.shards`. While the
reader takes up one part, the next ones are looked through ahead of it.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from accredit.read import MAX_BYTES, Place, is_gzip, next_member
from accredit.sift.child import Sifter
from accredit.sift.frames import Frame
from accredit.sift.sieve import Piece
from accredit.triage import Names

SIZE = 32_000_000
"""Bytes of an archive that are one part."""

MOST = 3
"""Processes; each takes some 70 MB."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that somebody looks through: from `place` up to `until`, which is None for the last one.

    Records are counted from `place`, whose own number is only known of a part that is `exact`.
    """

    sifter: Sifter
    place: Place
    until: int | None
    exact: bool
    frames: Generator[Frame, None, None]

    def drop(self) -> None:
        """Have nobody look through it any more."""
        self.frames.close()
        self.sifter.drop()


class Team:
    """Looks through archives, for some names, on the processors that there are; `close` ends its processes.

    The first process is started at once, the others with the first archive of more than one part.
    """

    def __init__(self, names: Sequence[Names], bound: int = MAX_BYTES, *, processes: int | None = None) -> None:
        self._names, self._bound = names, bound
        self._most = processes or min(MOST, _processors())
        self._sifters = [Sifter(names, bound)]

    def frames(self, path: Path, place: Place, size: int = SIZE) -> Generator[Frame, None, None]:
        """The frames of an archive from a place on, in parts of a size in bytes.

        The last one says that it ended, or why it ended early.
        """
        free, ahead = deque(self._sifters), deque[_Part]()
        cuts = _cuts(path, place.offset, size if self._most > 1 else None)
        at, exact = place, True
        try:
            while True:
                for start, until in cuts:
                    if until is not None and until <= at.offset:
                        continue  # the part before it took its records too
                    sifter = free.popleft() if free else self._another()
                    ahead.append(_asked(sifter, path, at if exact else Place(start), until, exact=exact))
                    exact = False
                    if not free and len(self._sifters) == self._most:
                        break
                if not ahead:
                    break
                part = ahead[0]
                if part.until is not None and at.offset >= part.until:
                    part.drop()  # the same, found out when it was begun already
                else:
                    if part.place.offset != at.offset:
                        part.drop()
                        ahead[0] = part = _asked(part.sifter, path, at, part.until, exact=True)
                    before = 0 if part.exact else at.number
                    for frame in part.frames:
                        told = frame.counted_from(before)
                        at = told.behind
                        yield told if told.kind != "end" else replace(told, kind="progress")
                        if told.kind == "lost":
                            return
                free.append(ahead.popleft().sifter)
            yield Frame("end", at)
        finally:
            for part in ahead:
                part.drop()

    def _another(self) -> Sifter:
        self._sifters.append(Sifter(self._names, self._bound))
        return self._sifters[-1]

    def close(self) -> None:
        """End its processes."""
        for sifter in self._sifters:
            sifter.drop()


def _asked(sifter: Sifter, path: Path, place: Place, until: int | None, *, exact: bool) -> _Part:
    return _Part(sifter, place, until, exact, sifter.frames(Piece(str(path), place, until)))


def _cuts(path: Path, start: int, size: int | None) -> Iterator[tuple[int, int | None]]:
    """Where the parts begin, and where the next ones do; an archive that is not gzipped by record is one."""
    while True:
        until = None
        if size is not None and is_gzip(path):
            with path.open("rb", buffering=0) as file:
                until = next_member(file, start + size, path.stat().st_size)
        yield start, until
        if until is None:
            return
        start = until


def _processors() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
