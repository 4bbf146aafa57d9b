"""An export made stretch by stretch, by one process or by some side by side: the same, told in the ledger's order.

A stretch is the articles of some numbers. Whoever writes a format gives a function that makes something of the leaves
of a stretch, and puts together what comes back. Processes that help open the ledger for themselves, and see it as it
stood at the export's moment. One that ends, whatever ended it, is done without.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Generic, TypeVar

from accredit.export.helper import CAN_HELP, Helper
from accredit.export.shapes import Leaf, Tally
from accredit.export.source import Source
from accredit.ledger.walking import FileLedger
from accredit.processors import processors

T = TypeVar("T")
Make = Callable[[Source, Iterable[Leaf]], T]
"""What a format makes of a stretch. It goes to other processes by name, and what it makes comes back by value."""

MOST = 3
"""Processes of one export; each takes some 50 MB."""

STRETCH = 128
"""Articles of one stretch: few, so that at the end nobody waits long for the last one."""

WORTH = 32 * STRETCH
"""Articles that are worth sharing: fewer are done before another process has begun."""

GIVEN = 2
"""Stretches that each process that helps has before it, so that it never waits for one."""

AHEAD = 8
"""Stretches for each process that helps that may be done or under way before the next one to be told."""


def available() -> int:
    """Processes that an export of this machine's own does well to use."""
    return min(MOST, processors())


def in_order(source: Source, make: Make[T]) -> Iterator[T]:
    """What is made of each stretch, in the order of the ledger; `source.tally` then is that of all.

    A stretch of which nothing may leave may be passed over. What is raised is what one process would raise.
    """
    stretches = _stretches(source)
    held = source.ledger.elsewhere(source.recorded_at) if stretches else None
    if held is None:
        for _, leaves in groupby(source.leaves(), key=lambda leaf: (leaf.number - 1) // STRETCH):
            yield make(source, leaves)
        return
    tally = Tally()
    with _helpers(source, held) as helpers:
        for done in _side_by_side(source, make, stretches, helpers):
            tally.add(done.tally)
            yield done.made
    source.tally = tally


def _stretches(source: Source) -> list[range]:
    """The stretches; none where they may not be shared or that is not worth it."""
    if not CAN_HELP or source.processes < 2 or source.indivisible or not source.recorded_at:
        return []
    last = source.ledger.last_number()
    return [range(n, min(n + STRETCH, last + 1)) for n in range(1, last + 1, STRETCH)] if last >= WORTH else []


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What was made of a stretch, and what was held back of it."""

    made: T
    tally: Tally


def _side_by_side(
    source: Source, make: Make[T], stretches: list[range], helpers: Sequence[Helper]
) -> Iterator[Done[T]]:
    """Give out stretches for as long as somebody is free, and do one here whenever the next to be told is not done."""
    rest, begun = iter(stretches), deque[_Begun[T]]()
    ahead = AHEAD * len(helpers)
    while True:
        for helper in helpers:
            helper.look()
            # Nothing is given to a process that is not there yet: all that is done here would wait for it.
            while helper.ready and helper.waiting < GIVEN and len(begun) < ahead and (stretch := next(rest, None)):
                helper.ask(make, stretch)
                begun.append(_Begun(stretch, by=helper))
        if (not begun or not begun[0].is_done) and len(begun) < ahead and (own := next(rest, None)):
            begun.append(_Begun(own, done=done_with(source, make, own)))
            continue
        if not begun:
            return
        yield begun.popleft().told(source, make)


@dataclass(frozen=True, slots=True)
class _Begun(Generic[T]):
    """A stretch that is done here, or that somebody was asked for."""

    stretch: range
    done: Done[T] | None = None
    by: Helper | None = None

    @property
    def is_done(self) -> bool:
        return self.by is None or self.by.has_answer

    def told(self, source: Source, make: Make[T]) -> Done[T]:
        """What was made of it, by whoever could; what hinders this process too, it tells in its own words."""
        found = self.done if self.by is None else self.by.answer()
        return found or done_with(source, make, self.stretch)


def done_with(source: Source, make: Make[T], stretch: range) -> Done[T]:
    """Do one stretch here."""
    source.tally = Tally()
    return Done(make(source, source.leaves(stretch)), source.tally)


@contextmanager
def _helpers(source: Source, held: FileLedger | str) -> Iterator[Sequence[Helper]]:
    options = replace(source.options, recorded_at=source.recorded_at)
    begin = (held, source.situation, options, source.context, source.whole)
    helpers = list[Helper]()
    try:
        for _ in range(source.processes - 1):
            helpers.append(Helper(begin))
        yield helpers
    finally:
        for helper in helpers:
            helper.end()
