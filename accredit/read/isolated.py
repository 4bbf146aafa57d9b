"""Readers of pages, feeds, mail and PDF in a process of their own, with bounds on its time and memory.

Libraries that take such files apart are large, and some input makes any of them run for hours or fill the
memory. The child answers or is ended, and the next article gets a new one. It is told what to read through
a pipe, writes plain JSON back, and lives until this process ends.
"""

from __future__ import annotations

import atexit
import json
import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any

from accredit.child import started
from accredit.errors import OversizedError, UnreadableError
from accredit.read.found import Found

SECONDS = 30.0
"""The most time that one article may take."""

MEMORY = 3_000_000_000
"""Bytes of address space that the child may have, where the system can hold it to that."""

_LONGEST_ANSWER = 200_000_000


@dataclass(frozen=True, slots=True)
class Task:
    """What a child is to read: bytes of a kind, and what is known of them from outside."""

    kind: str
    data: bytes
    address: str | None = None

    def header(self) -> bytes:
        """The line that goes before the bytes."""
        told = {"kind": self.kind, "size": len(self.data), "address": self.address}
        return json.dumps(told).encode("ascii") + b"\n"


def found(task: Task) -> list[Found]:
    """What the reader of that kind finds. Raises UnreadableError when it fails, hangs or outgrows its memory."""
    with _LOCK:
        answer = _Child.current().ask(task)
    if "error" in answer:
        kind = OversizedError if answer.get("oversized") else UnreadableError
        raise kind(str(answer["error"]))
    return [Found(**(item | {"warnings": tuple(item["warnings"])})) for item in answer["found"]]


_LOCK = threading.Lock()


class _Child:
    """A running reader."""

    _now: _Child | None = None

    def __init__(self) -> None:
        self.of = os.getpid()  # a process that was forked off needs a child of its own
        self.process = started("accredit.read.worker", str(MEMORY))
        assert self.process.stdout is not None
        self._words: SimpleQueue[bytes | None] = SimpleQueue()
        self._threads = [Thread(target=self._listen, args=(self.process.stdout,), daemon=True)]
        self._threads[0].start()

    @classmethod
    def current(cls) -> _Child:
        """The child that waits, or a new one."""
        if cls._now is None or cls._now.process.poll() is not None or cls._now.of != os.getpid():
            cls._now = cls()
        return cls._now

    @classmethod
    def end(cls) -> None:
        """End the child; the next article gets another."""
        child, cls._now = cls._now, None
        if child is not None and child.of == os.getpid():
            child.process.kill()
            child.process.wait()
            for thread in child._threads:  # a pipe that a thread waits for cannot be closed
                thread.join()
            for pipe in (child.process.stdin, child.process.stdout):
                if pipe is not None:
                    _close(pipe)

    def ask(self, task: Task) -> dict[str, Any]:
        """The child's answer to one task."""
        done = False
        deadline = time.monotonic() + SECONDS
        try:
            telling = Thread(target=self._tell, args=(task,), daemon=True)
            telling.start()
            self._threads[1:] = [telling]
            answer = self._answer(deadline)
            done = not answer.get("spent", False)
            return answer
        finally:
            if not done:
                _Child.end()

    def _tell(self, task: Task) -> None:
        """Runs in a thread: a child that reads nothing is no reason to wait for ever."""
        assert self.process.stdin is not None
        with suppress(OSError, ValueError):  # the child ended, or was ended, as its answer will say
            self.process.stdin.write(task.header())
            self.process.stdin.write(task.data)
            self.process.stdin.flush()

    def _answer(self, deadline: float) -> dict[str, Any]:
        try:
            words = self._words.get(timeout=max(0.0, deadline - time.monotonic()))
        except Empty:
            raise UnreadableError(f"takes longer than {SECONDS:g} seconds to take apart: given up") from None
        if words is None:
            raise UnreadableError("the reader ended while taking it apart: too large or too deep")
        if not words:
            raise OversizedError(f"holds more than {_LONGEST_ANSWER:,} bytes of text")
        answer: dict[str, Any] = json.loads(words)
        return answer

    def _listen(self, pipe: IO[bytes]) -> None:
        """Runs in a thread, because not every system can wait for a pipe for some seconds.

        Puts each answer into the queue; an empty one is too long to be taken, None is the last.
        """
        try:
            while len(head := pipe.read(8)) == 8:
                size = int.from_bytes(head, "big")
                if size > _LONGEST_ANSWER:
                    self._words.put(b"")
                    return
                words = pipe.read(size)
                if len(words) < size:
                    return
                self._words.put(words)
        finally:
            self._words.put(None)


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:  # what was not written any more goes nowhere
        return


atexit.register(_Child.end)
