"""A WARC file on the disk, read from its beginning or from a record in its middle, as fast as it unpacks.

The framing and its bounds are those of `warcfile`. Archives keep each record in a gzip member of its own, so reading
may begin at any member.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from accredit.errors import UnreadableError
from accredit.read.content import CHUNK
from accredit.read.files import sources
from accredit.read.problem import Problem
from accredit.read.unpack import Proportion
from accredit.read.warcfile import Buffer, Record, framed

try:
    from isal import isal_zlib
except ImportError:  # the same, slower
    _inflater: Any = zlib.decompressobj
    _Fault: Any = zlib.error
else:
    _inflater, _Fault = isal_zlib.decompressobj, isal_zlib.error

GZIP = b"\x1f\x8b"
WARC = b"WARC/"
_OUT = 1 << 20
_MAGIC = GZIP + b"\x08"
_SEARCHED = 1 << 20
_MEMBER = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file reading may begin: a byte, how many records stand before it, how many after it to pass over."""

    offset: int = 0
    number: int = 0
    passed: int = 0

    @property
    def record(self) -> int:
        """The number of the first record that is met from here on, if there is one."""
        return self.number + self.passed + 1

    @property
    def next(self) -> Place:
        """The place behind that record."""
        return Place(self.offset, self.number, self.passed + 1)


def is_archive(head: bytes) -> bool:
    """Whether a file that begins so is a WARC, gzipped or not."""
    if not head.startswith(GZIP):
        return head.startswith(WARC)
    try:
        return zlib.decompressobj(_MEMBER).decompress(head, len(WARC)).startswith(WARC)
    except zlib.error:
        return False


def is_archive_file(path: Path) -> bool:
    """Whether a path is a WARC file, gzipped or not."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return is_archive(file.read(CHUNK))
    except OSError:
        return False  # the reader says what is wrong with it


def archives(paths: Iterable[str | Path]) -> Iterator[Path]:
    """The archives among the files that the paths lead to."""
    for source in sources(paths):
        if not isinstance(source, Problem) and source.path is not None and is_archive_file(source.path):
            yield source.path


def is_gzip(path: Path) -> bool:
    """Whether a file is gzip, so that reading may begin at any of its members."""
    with path.open("rb") as file:
        return file.read(len(GZIP)) == GZIP


def records(file: BinaryIO, place: Place, bound: int) -> Iterator[tuple[Record, Place]]:
    """Each record from a place on, with the place at which reading may begin to meet it first.

    Raises UnreadableError where framing or packing is lost, OutOfProportionError for a packing that is a bomb.
    """
    file.seek(place.offset)
    packed = file.read(2) == GZIP
    file.seek(place.offset)
    pieces = _members(file, place.offset) if packed else _plain(file, place.offset)
    last, known = Place(place.offset, place.number), place.number + place.passed
    for record in framed(Buffer(pieces, exact=not packed), bound, place.number):
        if record.offset is not None:
            last = Place(record.offset, record.number - 1)
        if record.number <= known:
            continue
        yield record, Place(last.offset, last.number, record.number - 1 - last.number)


def _plain(file: BinaryIO, offset: int) -> Iterator[tuple[bytes, int | None]]:
    while piece := file.read(CHUNK):
        yield piece, offset
        offset += len(piece)


def _members(file: BinaryIO, offset: int) -> Iterator[tuple[bytes, int | None]]:
    """The bytes inside gzip members; the first piece of a member comes with the member's offset."""
    proportion, read, pending = Proportion(), offset, b""
    while True:
        while not (pending := pending.lstrip(b"\0")):  # tapes are padded with NULs
            pending = file.read(CHUNK)
            read += len(pending)
            proportion.count(len(pending), 0)
            if not pending:
                return
        start: int | None = read - len(pending)
        decoder = _inflater(_MEMBER)
        while not decoder.eof:
            if not pending:
                pending = file.read(CHUNK)
                read += len(pending)
                proportion.count(len(pending), 0)
            if not pending:
                raise UnreadableError("is gzip that was cut off")
            try:
                given = decoder.decompress(pending, _OUT)
            except _Fault:
                # No more words: the two libraries have different ones for one fault.
                raise UnreadableError("is gzip that is broken") from None
            proportion.count(0, len(given))
            pending = decoder.unconsumed_tail
            if given:
                yield given, start
                start = None
        pending = decoder.unused_data


def next_member(file: BinaryIO, offset: int, until: int) -> int | None:
    """Where the first gzip member that begins a record stands at or after `offset`, before `until`.

    A packed file inside a record may look like one. Who reads a file in pieces has to compare where one piece ends
    with where the next begins.
    """
    file.seek(offset)
    held, at = file.read(_SEARCHED), offset
    while len(held) >= len(_MAGIC):
        more = file.read(_SEARCHED)
        both, last = held + more, len(held) + len(_MAGIC) - 1
        found = both.find(_MAGIC, 0, last)
        while found >= 0 and at + found < until:
            if is_archive(both[found : found + CHUNK]):
                return at + found
            found = both.find(_MAGIC, found + 1, last)
        at += len(held)
        if at >= until:
            return None
        held = more
    return None
