"""Looks through a piece of an archive and hands out what may be of interest; all the rest is counted."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from accredit.errors import ArticleError
from accredit.read import MAX_BYTES, Place, Record, archive_records, body
from accredit.sift.frames import Counts, Frame
from accredit.triage import Screen

EVERY = 0.5
"""Seconds between two words of how far it is."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What to look through: a file from a place on, up to the first record that may be begun at or after `until`.

    With `stepwise`, it is said of each record where it stands before it is looked at.
    """

    path: str
    place: Place = field(default_factory=Place)
    until: int | None = None
    stepwise: bool = False


class Sieve:
    """Looks through pieces with one screen."""

    def __init__(self, screen: Screen, bound: int = MAX_BYTES) -> None:
        self._screen = screen
        self._bound = bound
        self._counted = [0, 0, 0]

    def frames(self, piece: Piece) -> Iterator[Frame]:
        """What may be of interest, in order, with how far it is in between; at last the place where the next begins."""
        place, said = piece.place, time.monotonic()
        read = place.record - 1
        with Path(piece.path).open("rb", buffering=0) as file:
            size = file.seek(0, 2)
            try:
                for record, place in archive_records(file, piece.place, self._bound):
                    if piece.until is not None and place.offset >= piece.until and not place.passed:
                        yield Frame("end", place, self._counts())
                        return
                    read = record.number
                    if piece.stepwise or time.monotonic() - said >= EVERY:
                        yield Frame("progress", place, self._counts())
                        said = time.monotonic()
                    if self._wanted(record):
                        yield Frame("record", place, self._counts(), record)
            except ArticleError as error:
                yield Frame("lost", place, self._counts(), message=str(error))
                return
            yield Frame("end", Place(size, read), self._counts())

    def _wanted(self, record: Record) -> bool:
        """Whether somebody has to read the record, if only to say what is wrong with it."""
        try:
            held = body(record, self._bound)
        except ArticleError:
            return True
        if held is None or not held.data:
            return False
        self._counted[0] += 1
        reach = self._screen.reach(held.data, held.label)
        if reach == "pass":
            return True
        self._counted[1 if reach == "bytes" else 2] += 1
        return False

    def _counts(self) -> Counts:
        counts, self._counted = Counts(*self._counted), [0, 0, 0]
        return counts
