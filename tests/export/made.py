"""What tests have made of stretches of a ledger, in a module that other processes find by its name too."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from accredit.export import Leaf, Source


def ids(source: Source, leaves: Iterable[Leaf]) -> list[str]:
    return [leaf.article.id for leaf in leaves]


def pid(source: Source, leaves: Iterable[Leaf]) -> int:
    return os.getpid()


def slowly(source: Source, leaves: Iterable[Leaf]) -> int:
    time.sleep(0.3)
    return os.getpid()


class OnlyIn:
    """Names an article's ids in one process, and ends every other."""

    def __init__(self, pid: int) -> None:
        self._pid = pid

    def __call__(self, source: Source, leaves: Iterable[Leaf]) -> list[str]:
        if os.getpid() != self._pid:
            os.kill(os.getpid(), signal.SIGKILL)
        return ids(source, leaves)


class FirstEnds:
    """Tells which process made it, after a while; the first but one to be asked ends, and leaves a mark."""

    def __init__(self, pid: int, mark: Path) -> None:
        self._pid, self._mark = pid, mark

    def __call__(self, source: Source, leaves: Iterable[Leaf]) -> int:
        if os.getpid() != self._pid:
            try:
                self._mark.mkdir()
            except FileExistsError:
                return slowly(source, leaves)
            os.kill(os.getpid(), signal.SIGKILL)
        return slowly(source, leaves)


def much(source: Source, leaves: Iterable[Leaf]) -> bytes:
    """More than any pipe holds."""
    return "".join(ids(source, leaves)).encode().ljust(5_000_000, b".")


def aloud(source: Source, leaves: Iterable[Leaf]) -> tuple[list[str], int]:
    """The ids, which are printed too, and which process did that."""
    found = ids(source, leaves)
    print(*found, flush=True)  # noqa: T201
    return found, slowly(source, leaves)


def with_sqlalchemy(source: Source, leaves: Iterable[Leaf]) -> tuple[int, bool]:
    """The process that made a stretch, after a while, and whether it has imported SQLAlchemy."""
    return slowly(source, leaves), "sqlalchemy" in sys.modules
