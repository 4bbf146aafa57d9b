"""An archive in pieces that are read apart, and put together as if it had been read in one.

A piece begins at the first record that it finds by itself. What came of it only counts when the piece before it ended
at that very record; else it is read again from there. So a packed archive inside a record, which looks like the
archive's own records, misleads nobody, and an archive that breaks off ends where it would have ended in one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from accredit.errors import UnreadableError
from accredit.model import Situation
from accredit.pipeline import Extracted, Outcome, extracted
from accredit.read import Place, Problem, Progress, next_member, of_record
from accredit.sift.frames import Counts
from accredit.sift.sieve import Piece, Sieve
from accredit.sift.team import SIZE


@dataclass(frozen=True, slots=True)
class Shard:
    """One piece: bytes from `start` up to `until`. With `exact`, that is the place where it begins; else it looks."""

    path: str
    start: int
    until: int
    exact: Place | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a shard: where its first record stood (None where it found none), and where the next one begins.

    Each outcome comes with the number of its record, counted from the first.
    """

    first: Place | None
    end: Place
    counts: Counts = field(default_factory=Counts)
    outcomes: tuple[tuple[int, Extracted | Problem], ...] = ()
    lost: str = ""


def read_shard(shard: Shard, sieve: Sieve, situations: Sequence[Situation]) -> Done:
    """Look through one piece and extract from what may be of interest."""
    first = shard.exact or _begun(shard)
    if first is None:
        return Done(None, Place(shard.until))
    counts, end, lost = [0, 0, 0], first, ""
    outcomes: list[tuple[int, Extracted | Problem]] = []
    for frame in sieve.frames(Piece(shard.path, first, shard.until)):
        end, lost = frame.place, frame.message
        for at, number in enumerate((frame.counts.pages, frame.counts.by_bytes, frame.counts.by_text)):
            counts[at] += number
        if frame.record is not None:
            found = extracted(of_record(frame.record, shard.path), situations)
            outcomes += [(frame.record.number, item) for item in found]
    return Done(first, end, Counts(*counts), tuple(outcomes), lost)


def _begun(shard: Shard) -> Place | None:
    with Path(shard.path).open("rb", buffering=0) as file:
        found = next_member(file, shard.start, shard.until)
    return None if found is None else Place(found)


@dataclass(slots=True)
class Joined:
    """The pieces of one archive, taken up in their order. `place` is where all before it is read and told."""

    path: Path
    place: Place
    size: int
    packed: bool
    shards: list[Shard] = field(default_factory=list)
    finished: bool = False
    failed: bool = False
    _done: dict[int, Done] = field(default_factory=dict)
    _next: int = 0

    def cut(self, size: int = SIZE) -> None:
        """Make the pieces; an archive that is not gzipped by record is one."""
        step = size if self.packed else max(1, self.size)
        starts = range(self.place.offset, self.size, step)
        self.shards = [Shard(str(self.path), start, min(start + step, self.size)) for start in starts]
        if self.shards:
            self.shards[0] = replace(self.shards[0], exact=self.place)
        self.finished = not self.shards

    @property
    def ended(self) -> bool:
        """Whether nothing more of it is read in this run."""
        return self.finished or self.failed

    def take(self, number: int, done: Done) -> Iterator[Outcome | Shard]:
        """Take up what came of a shard: the outcomes whose turn it is, and the shard that has to be read again."""
        self._done[number] = done
        while not self.ended and self._next in self._done:
            shard, result = self.shards[self._next], self._done.pop(self._next)
            if self.place.offset < shard.until:
                if result.first is None or result.first.offset != self.place.offset:
                    again = replace(shard, exact=self.place)
                    self.shards[self._next] = again
                    yield again
                    return
                yield from self._told(result, shard)
            self._next += 1
            self.finished |= self._next == len(self.shards)

    def give_up(self, why: str) -> Iterator[Outcome]:
        """One of its shards can be read by nobody: the archive ends here, and a later run goes on from there."""
        if not self.ended:
            self.failed = True
            yield Problem(str(self.path), why, UnreadableError)

    def _told(self, result: Done, shard: Shard) -> Iterator[Outcome]:
        base = 0 if shard.exact is not None else self.place.number
        for number, item in result.outcomes:
            if isinstance(item, Problem):
                own = f"{self.path}:{number}"
                item = replace(item, place=item.place.replace(own, f"{self.path}:{base + number}", 1))
            yield item
        if result.lost:
            yield Problem(str(self.path), result.lost, UnreadableError)
            self.finished = True
        self.place = replace(result.end, number=base + result.end.number)
        counts = result.counts
        done = self.size if result.lost else self.place.offset
        yield Progress(str(self.path), done, self.size, counts.pages, counts.by_bytes, counts.by_text)
