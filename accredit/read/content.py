"""An opened source: its first bytes, the rest still unread, and where it came from."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from accredit.errors import OversizedError, UnreadableError
from accredit.read.problem import oversized

CHUNK = 1 << 16

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_SEEN = 1024  # bytes in which UTF-16 without a mark is looked for


class Readable(Protocol):
    """Anything that gives its next bytes; `b""` at its end."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes."""


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes on the way to a reader. `depth` counts the archives and packings that they came out of.

    `named` is the file's own name, which may only refuse; `address` is where a crawl found the content.
    """

    place: str
    head: bytes
    rest: Readable
    mark: int  # bytes of the mark that was dropped
    complete: bool
    bound: int
    size: int | None = None
    named: str = ""
    depth: int = 0
    address: str | None = None

    @classmethod
    def of(
        cls,
        place: str,
        stream: Readable,
        bound: int,
        *,
        size: int | None = None,
        named: str = "",
        depth: int = 0,
        address: str | None = None,
    ) -> Content:
        """The content of a stream; a byte order mark is dropped, UTF-16 becomes UTF-8."""
        head = _first(stream)
        complete = len(head) < CHUNK
        encoding = _UTF16.get(head[:2]) or _unmarked(head)
        if encoding:
            marked = 2 if head[:2] in _UTF16 else 0
            raw = cls(place, head[marked:], stream, marked, complete, bound, size).whole()
            head, complete = _from_utf16(raw, encoding, marked), True
        mark = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
        return cls(place, head[mark:], stream, mark, complete, bound, size, named, depth, address)

    def chunks(self) -> Iterator[bytes]:
        """All bytes, piece by piece."""
        return chain([self.head], () if self.complete else iter(lambda: self.rest.read(CHUNK), b""))

    def whole(self) -> bytes:
        """All bytes. Raises OversizedError, before reading where the size is known."""
        if self.complete and len(self.head) <= self.bound:
            return self.head
        if self.size is not None and self.size > self.bound:
            raise OversizedError(oversized(self.size, self.bound))
        parts, held = [self.head], len(self.head)
        while held <= self.bound and not self.complete:
            piece = self.rest.read(min(CHUNK, self.bound + 1 - held))
            if not piece:
                break
            parts.append(piece)
            held += len(piece)
        if held > self.bound:
            raise OversizedError(oversized(None, self.bound))
        return b"".join(parts)


def _first(stream: Readable) -> bytes:
    """The first bytes: a packed or sent stream gives them in small pieces."""
    parts, held = [], 0
    while held < CHUNK and (piece := stream.read(CHUNK - held)):
        parts.append(piece)
        held += len(piece)
    return b"".join(parts)


def _unmarked(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its marks, digits and Latin letters is a NUL."""
    seen = head[: min(_SEEN, len(head) // 2 * 2)]
    if len(seen) < 32 or seen.startswith((b"PK", b"\x1f\x8b")):
        return None
    even, odd = seen[0::2].count(0), seen[1::2].count(0)
    least, most = len(seen) // 6, len(seen) // 50
    if odd >= least and even <= most:
        return "utf-16-le"
    return "utf-16-be" if even >= least and odd <= most else None


def _from_utf16(data: bytes, encoding: str, offset: int) -> bytes:
    """The same characters in UTF-8, the one encoding that the readers know."""
    try:
        return data.decode(encoding).encode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"is no UTF-16 text: byte {offset + error.start} fits no character") from None
