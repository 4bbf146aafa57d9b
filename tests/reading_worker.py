"""Run by test_crash.py in a process of its own: has children that are `accredit read` until they are killed.

Each line of input, `PLACE FOLDER`, is one child. It reports `child PID` when it begins, then `kept ID` as soon as an
article is kept; `ended STATUS` follows when it is gone. Children are forked so that the program is loaded once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import accredit.pipeline
from accredit.cli import main
from accredit.pipeline import Extracted
from accredit.situation import load


def report(words: str) -> None:
    """One line of output, unbuffered and in one piece."""
    os.write(3, f"{words}\n".encode())


_read_into = accredit.pipeline.read_into


def _telling(ledger: Any, paths: Any, situations: Any, notice: Any, *more: Any) -> Any:
    """The program's own reading, which also says what it acknowledged."""

    def heard(item: Any) -> None:
        if isinstance(item, Extracted) and (item.readings or item.repeated):
            report(f"kept {item.article.id}")
        notice(item)

    return _read_into(ledger, paths, situations, heard, *more)


def serve() -> None:
    """Serve the lines of the input, one child at a time."""
    accredit.pipeline.read_into = _telling
    load("afghanistan-2021")
    for line in sys.stdin:
        place, folder = line.rstrip("\n").split(" ", 1)
        child = os.fork()
        if child == 0:
            report(f"child {os.getpid()}")
            main(["read", folder, "--ledger", place, "--situation", "afghanistan-2021"])
        _, status = os.waitpid(child, 0)
        report(f"ended {status}")


if __name__ == "__main__":
    os.dup2(1, 3)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    serve()
