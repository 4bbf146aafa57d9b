"""From the paths that a person gives to the files that are read, in sorted order."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from accredit.errors import ArticleError, UnreadableError
from accredit.read.problem import Problem

STANDARD_INPUT = "-"

_PARTS_OF_PAGES = (".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".ico", ".svg")


def part_of_page(name: str) -> bool:
    """Whether a name says that this is a style, script, font or drawing, as stand beside saved pages.

    Such a file is passed over where it is met; one that is named by itself is read.
    """
    return name.lower().endswith(_PARTS_OF_PAGES)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, or standard input when `path` is None."""

    place: str
    path: Path | None

    def open(self) -> AbstractContextManager[BinaryIO]:
        """The bytes; standard input stays open."""
        return self.path.open("rb") if self.path else nullcontext(sys.stdin.buffer)


def sources(paths: Iterable[str | Path]) -> Iterator[Source | Problem]:
    """Every file named or inside a named folder; what cannot be opened at all is a Problem."""
    for path in paths:
        if str(path) == STANDARD_INPUT:
            yield Source("standard input", None)
        else:
            yield from _under(Path(path), set(), named=True)


def _under(path: Path, seen: set[tuple[int, int]], *, named: bool) -> Iterator[Source | Problem]:
    """The files at a path. `seen` holds the folders of this walk, so that a loop of links ends."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            names = sorted(os.listdir(path))
    except OSError as error:
        yield Problem.of(str(path), error)
        return
    if stat.S_ISREG(status.st_mode) or (named and not stat.S_ISDIR(status.st_mode)):
        yield Source(str(path), path)  # a pipe that is named is meant; one met on the way might never end
    elif not stat.S_ISDIR(status.st_mode):
        yield Problem(str(path), "is no regular file", UnreadableError)
    elif (place := (status.st_dev, status.st_ino)) in seen:
        yield Problem(str(path), "folder was already read: a loop or a second link to it", ArticleError, "warning")
    else:
        seen.add(place)
        for name in names:
            if not name.startswith(".") and not part_of_page(name):
                yield from _under(path / name, seen, named=False)
