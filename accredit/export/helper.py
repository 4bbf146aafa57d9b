"""A process that helps with an export: asked for stretches, it tells in that order what it made of them.

Not the standard library's pool: that one starts the asking program's beginning anew in each process, which for the
command line takes as long as the rest of a start, and keeps threads that the process that asks has to make way for.
"""

from __future__ import annotations

import os
import pickle
import select
import sys
from collections import deque
from contextlib import suppress
from typing import Any

from accredit.child import started, tell

CAN_HELP = hasattr(select, "poll")
"""Whether this system can look whether a pipe holds something."""


class Helper:
    """A process that helps. One that has ended, whatever ended it, answers None to all that it was asked.

    `ready` tells whether it is there, and `waiting` how much it was asked that it has not answered; both as far as
    `look` has seen.
    """

    def __init__(self, begin: tuple[Any, ...]) -> None:
        self.ready, self.waiting = False, 0
        self._answers = deque[Any]()
        self._process = started("accredit.export.worker", ahead=True)
        assert self._process.stdin is not None and self._process.stdout is not None
        self._in, self._out = self._process.stdin, self._process.stdout
        self._heard = select.poll()
        self._heard.register(self._out, select.POLLIN)
        # Where it looks for modules comes first: what comes then may need them.
        self._tell(sys.path)
        self._tell(begin)

    def ask(self, *asked: Any) -> None:
        """Ask for one thing more."""
        self.waiting += 1
        self._tell(asked)

    def look(self) -> None:
        """Take up what it has told, without waiting for more."""
        while not self._out.closed and self._heard.poll(0):
            self._take()

    @property
    def has_answer(self) -> bool:
        """Whether the next answer is there."""
        return bool(self._answers)

    def answer(self) -> Any:
        """The next answer; waits for it."""
        while not self._answers:
            self._take()
        return self._answers.popleft()

    def end(self) -> None:
        """End it: one that is at work is not waited for."""
        if self.waiting or not self.ready:
            self._process.kill()
        self._close()
        self._process.wait()

    def _take(self) -> None:
        """Wait for what it tells next: first that it is there, then its answers."""
        told = self._frame()
        if told is None:
            self._close()
            self._answers.extend([None] * self.waiting)
            self.ready, self.waiting = False, 0
        elif self.ready:
            self._answers.append(pickle.loads(told))
            self.waiting -= 1
        else:
            self.ready = True

    def _frame(self) -> bytearray | None:
        """What it told as one; None where it ended before."""
        head = self._bytes(8)
        return head and self._bytes(int.from_bytes(head, "big"))

    def _bytes(self, many: int) -> bytearray | None:
        found = bytearray(many)
        place = memoryview(found)
        # Past the buffer of Python's own, in which `look` could not see what it holds.
        while place and (read := 0 if self._out.closed else os.readv(self._out.fileno(), [place])):
            place = place[read:]
        return None if place else found

    def _tell(self, told: Any) -> None:
        words = pickle.dumps(told)
        with suppress(BrokenPipeError, ValueError):  # it ended, as its answers will say
            tell(self._in, words)

    def _close(self) -> None:
        with suppress(BrokenPipeError):  # what was not written any more goes nowhere
            self._in.close()
        self._out.close()
