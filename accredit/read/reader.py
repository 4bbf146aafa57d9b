"""articles(): tells each source's format, hands it to its reader and goes on after every fault."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from accredit.errors import ArticleError, OversizedError, UnreadableError
from accredit.model import Article
from accredit.read import jsonfile, page, plain
from accredit.read.files import Source, sources
from accredit.read.found import Found, settle
from accredit.read.problem import Problem, oversized, white
from accredit.read.sniff import tell

MAX_BYTES = 20_000_000
"""The most bytes that one article may hold: a file, or a line of JSON Lines."""

_CHUNK = 1 << 16
_JSON_NAMES = (".json", ".jsonl", ".ndjson")
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def articles(
    paths: Iterable[str | Path], *, bound: int = MAX_BYTES, today: date | None = None
) -> Iterator[Article | Problem]:
    """The articles of files, folders and standard input (`-`), in order, each followed by its warnings.

    Nothing wrong with one article stops the next: it comes back as a Problem.
    `bound` is in bytes; `today` (UTC's day when not given) only tells dates in the future.
    """
    day = today or datetime.now(UTC).date()
    for source in sources([paths] if isinstance(paths, str | Path) else paths):
        if isinstance(source, Problem):
            yield source
            continue
        try:
            with source.open() as stream:
                yield from _read(_Bytes.of(source, stream, bound), day)
        except (ArticleError, OSError) as error:
            yield Problem.of(source.place, error)


@dataclass(frozen=True, slots=True)
class _Bytes:
    """An opened source: its first bytes without byte order mark, and the rest still unread."""

    source: Source
    head: bytes
    rest: BinaryIO
    mark: int  # bytes of the mark that was dropped
    complete: bool
    bound: int

    @classmethod
    def of(cls, source: Source, stream: BinaryIO, bound: int) -> _Bytes:
        head = stream.read(_CHUNK)
        complete = len(head) < _CHUNK
        if encoding := _UTF16.get(head[:2]):
            whole = cls(source, head[2:], stream, 2, complete, bound).whole()
            head, complete = _from_utf16(whole, encoding), True
        mark = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
        return cls(source, head[mark:], stream, mark, complete, bound)

    def chunks(self) -> Iterator[bytes]:
        """All bytes, piece by piece."""
        return chain([self.head], () if self.complete else iter(lambda: self.rest.read(_CHUNK), b""))

    def whole(self) -> bytes:
        """All bytes. Raises OversizedError, before reading where the size is known."""
        if self.complete and len(self.head) <= self.bound:
            return self.head
        size = os.stat(self.source.path).st_size if self.source.path and self.source.path.is_file() else None
        if size is not None and size > self.bound:
            raise OversizedError(oversized(size, self.bound))
        data = self.head + self.rest.read(max(0, self.bound + 1 - len(self.head)))
        if len(data) > self.bound:
            raise OversizedError(oversized(None, self.bound))
        return data


def _from_utf16(data: bytes, encoding: str) -> bytes:
    """The same characters in UTF-8, the one encoding that the readers know."""
    try:
        return data.decode(encoding).encode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"is no UTF-16 text: byte {2 + error.start} fits no character") from None


def _read(content: _Bytes, today: date) -> Iterator[Article | Problem]:
    if content.complete and not content.head.strip():
        raise white(content.head)
    kind = tell(content.head, content.complete)
    if kind == "json-lines":
        yield from _json_lines(content, today)
    elif kind == "json":
        yield from _json(content, today)
    elif kind == "html":
        yield from settle(page.found(content.whole()), content.source.place, today)
    elif content.source.path and content.source.path.suffix.lower() in _JSON_NAMES:
        raise UnreadableError("is named as JSON and is no JSON object")
    else:
        text = plain.decode(content.whole(), content.mark)
        yield from settle(plain.found(text), content.source.place, today)


def _json_lines(content: _Bytes, today: date) -> Iterator[Article | Problem]:
    for number, line in jsonfile.numbered_lines(content.chunks(), content.bound):
        place = f"{content.source.place}:{number}"
        try:
            if isinstance(line, OversizedError):
                raise line
            found = jsonfile.found(jsonfile.parse(line))
        except ArticleError as error:
            yield Problem.of(place, error)
        else:
            yield from settle(found, place, today)


def _json(content: _Bytes, today: date) -> Iterator[Article | Problem]:
    """One object, or an array whose items are told apart by their number."""
    value = jsonfile.parse(content.whole())
    if not isinstance(value, list):
        yield from settle(jsonfile.found(value), content.source.place, today)
        return
    if not value:
        raise UnreadableError("holds no article: an empty array")
    for number, item in enumerate(value, 1):
        try:
            found: Found = jsonfile.found(item)
        except UnreadableError as error:
            yield Problem(content.source.place, f"item {number} {error}", type(error))
        else:
            yield from settle(found, content.source.place, today)
