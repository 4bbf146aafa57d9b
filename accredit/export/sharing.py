"""An export made stretch by stretch, by one process or by some side by side: the same, told in the ledger's order.

A stretch is the articles of some numbers. Whoever writes a format gives a function that makes something of the leaves
of a stretch, and puts together what comes back. Processes that help open the ledger for themselves, and see it as it
stood at the export's moment. One that ends, whatever ended it, is done without.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Generic, TypeVar

from accredit.errors import LedgerError
from accredit.export.shapes import Leaf, Options, Tally
from accredit.export.source import Source
from accredit.ledger.walking import FileLedger
from accredit.model import Situation
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
    if not stretches:
        for _, leaves in groupby(source.leaves(), key=lambda leaf: (leaf.number - 1) // STRETCH):
            yield make(source, leaves)
        return
    tally = Tally()
    with _helpers(source) as helpers:
        for done in _side_by_side(source, make, stretches, helpers):
            tally.add(done.tally)
            yield done.made
    source.tally = tally


def _stretches(source: Source) -> list[range]:
    """The stretches; none where they may not be shared or that is not worth it."""
    if source.processes < 2 or source.indivisible or not source.recorded_at or source.ledger.opens is None:
        return []
    last = source.ledger.last_number()
    return [range(n, min(n + STRETCH, last + 1)) for n in range(1, last + 1, STRETCH)] if last >= WORTH else []


@dataclass(frozen=True, slots=True)
class _Done(Generic[T]):
    made: T
    tally: Tally


def _side_by_side(source: Source, make: Make[T], stretches: list[range], helpers: Executor) -> Iterator[_Done[T]]:
    """Give out stretches for as long as somebody is free, and do one here whenever the next to be told is not done."""
    rest, begun = iter(stretches), deque[tuple[range, Future[_Done[T]]]]()
    given, ahead = GIVEN * (source.processes - 1), AHEAD * (source.processes - 1)
    with _no_interrupt():
        ready = [helpers.submit(_is_ready) for _ in range(source.processes - 1)]
    while True:
        # Nothing is given to processes that are not there yet: all that is done here would wait for it.
        waiting = sum(not future.done() for _, future in begun) if any(each.done() for each in ready) else given
        while waiting < given and len(begun) < ahead and (stretch := next(rest, None)):
            begun.append((stretch, _given(helpers, make, stretch)))
            waiting += 1
        if (not begun or not begun[0][1].done()) and len(begun) < ahead and (own := next(rest, None)):
            here = Future[_Done[T]]()
            here.set_result(_made(source, make, own))
            begun.append((own, here))
            continue
        if not begun:
            return
        stretch, future = begun.popleft()
        try:
            done = future.result()
        except (BrokenProcessPool, LedgerError):  # what hinders this process too, it tells in its own words
            done = _made(source, make, stretch)
        yield done


def _given(helpers: Executor, make: Make[T], stretch: range) -> Future[_Done[T]]:
    try:
        return helpers.submit(_helped, make, stretch)
    except BrokenProcessPool as error:
        lost = Future[_Done[T]]()
        lost.set_exception(error)
        return lost


def _made(source: Source, make: Make[T], stretch: range) -> _Done[T]:
    source.tally = Tally()
    return _Done(make(source, source.leaves(stretch)), source.tally)


@contextmanager
def _helpers(source: Source) -> Iterator[Executor]:
    # Started anew and not forked: threads of this process may hold locks that a fork would inherit.
    options = replace(source.options, recorded_at=source.recorded_at)
    held = source.ledger.elsewhere(source.recorded_at) or source.ledger.opens or ""
    begin = partial(_begin, held, source.situation, options, source.context, source.whole)
    helpers = ProcessPoolExecutor(source.processes - 1, get_context("spawn"), begin)
    try:
        yield helpers
    finally:
        helpers.shutdown(cancel_futures=True)


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Processes that are started meanwhile begin without Ctrl-C, which is for the one that asked for them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# In a process that helps.

_source: Source | None = None


def _begin(held: FileLedger | str, situation: Situation, options: Options, context: bool, whole: bool) -> None:
    global _source
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it could not be held back
    Thread(target=_end_with_parent, daemon=True).start()
    gc.disable()  # as accredit.export does for the whole of an export
    if isinstance(held, str):
        from accredit.ledger import open_ledger  # and with it SQLAlchemy, which a ledger in a file is read without

        _source = Source(open_ledger(held, create=False), situation, options, context, whole)
    else:
        _source = Source(held, situation, options, context, whole)
    gc.freeze()  # nor is what is here now looked through when the process ends, which is waited for


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)  # this process alone, which only helps


def _is_ready() -> None:
    """Comes back once a process is there."""


def _helped(make: Make[T], stretch: range) -> _Done[T]:
    if _source is None:
        raise RuntimeError("no export was begun in this process")
    return _made(_source, make, stretch)
