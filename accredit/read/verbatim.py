"""Files as the text that they hold: no header lines, no formats, every code point where it stands in the file."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from accredit.errors import ArticleError, OversizedError, UnreadableError
from accredit.read.files import STANDARD_INPUT
from accredit.read.plain import decode
from accredit.read.problem import Problem, oversized, white
from accredit.read.reader import MAX_BYTES


@dataclass(frozen=True, slots=True)
class Verbatim:
    """The text of a file; `id` is the file's name without its suffix, "stdin" for standard input."""

    id: str
    place: str
    text: str


def verbatim(paths: Iterable[str], *, bound: int = MAX_BYTES) -> Iterator[Verbatim | Problem]:
    """The texts of files and standard input (`-`), in order; what is no UTF-8 text comes back as a Problem.

    A folder is one too: offsets are those of one file, and which files of a folder are meant is for its user to say.
    """
    for name in paths:
        path = None if name == STANDARD_INPUT else Path(name)
        place = str(path) if path else "standard input"
        try:
            yield Verbatim(path.stem if path else "stdin", place, _text(path, bound))
        except (ArticleError, OSError) as error:
            yield Problem.of(place, error)


def _text(path: Path | None, bound: int) -> str:
    if path is not None and stat.S_ISDIR(path.stat().st_mode):
        raise UnreadableError("is a folder: name the files in it")
    stream: AbstractContextManager[BinaryIO] = path.open("rb") if path else nullcontext(sys.stdin.buffer)
    with stream as opened:
        data = opened.read(bound + 1)
    if len(data) > bound:
        size = path.stat().st_size if path and path.is_file() else None
        raise OversizedError(oversized(size, bound))
    text = decode(data)
    if not text.strip():
        raise white(text)
    return text
