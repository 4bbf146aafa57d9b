"""What a process and those that it started hold in memory, as Linux tells it."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

_EVERY = 0.1  # seconds
_PROC = Path("/proc")
_LISTENS = "0A"


def below(pid: int) -> list[int]:
    """The processes that a process started, and theirs."""
    children: dict[int, list[int]] = {}
    for entry in _PROC.iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue  # it is gone
            children.setdefault(parent, []).append(int(entry.name))
    found, left = [], [pid]
    while left:
        for child in children.get(left.pop(), []):
            found.append(child)
            left.append(child)
    return found


def resident(pid: int) -> int:
    """Bytes of a process in memory, what it shares with others too; 0 for one that is gone."""
    try:
        lines = (_PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)


def listening(pid: int) -> set[str]:
    """The addresses, in hex as the system writes them, at which a process waits for connections."""
    waiting: dict[str, str] = {}
    for table in ("tcp", "tcp6"):
        for line in (_PROC / "net" / table).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == _LISTENS:
                waiting[f"socket:[{fields[9]}]"] = fields[1].partition(":")[0]
    found = set()
    try:
        for number in (_PROC / str(pid) / "fd").iterdir():
            if (name := os.readlink(number)) in waiting:
                found.add(waiting[name])
    except OSError:
        return found  # it is gone
    return found


class Watch:
    """Looks ten times a second at a process and all below it; `most` is the largest sum of resident bytes."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.most = 0

    def _look(self) -> None:
        while not self._over.wait(_EVERY):
            self.most = max(self.most, sum(map(resident, [self._pid, *below(self._pid)])))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
