"""WARC records, read and written: the framing of ISO 28500, and of HTTP inside it.

Own code and no library: a record's length, header and payload are bounded here, byte by byte, whatever the
file says of itself. The tests hold it to warcio in both directions.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import uuid
import zlib
from base64 import b32encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from accredit.errors import OversizedError, UnreadableError
from accredit.read.content import CHUNK, Content
from accredit.read.headerlines import Fields, empty_line
from accredit.read.problem import oversized
from accredit.read.unpack import Gunzipped

Bytes = bytes | memoryview
"""Bytes, or a view of some that stand in a buffer: a page of a crawl is mostly looked at once, in its place."""

LONGEST_HEADER = 65_536
"""Bytes of a record's header lines, and of those of the HTTP answer in it."""

_STARTS = re.compile(rb"WARC/[01]\.[0-9]{1,2}\r?\n")
_ENDS = re.compile(rb"[\r\n]*")
_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[^\r\n]{0,100}\r?\n")
_LENGTH = re.compile(r"[0-9]{1,15}")
_STATUS = re.compile(rb"HTTP/[0-9.]+ ([0-9]{3})")
_SHORT_HEADER = 4096


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its number in the file, its header fields by lower-case name, and its block.

    `block` is None when it was larger than the bound or not wanted; `size` is what the record says of itself.
    `offset` is where in the file reading may begin to meet this record first; None where only from further ahead.
    """

    number: int
    fields: Mapping[str, str]
    block: Bytes | None
    size: int
    offset: int | None = None

    @property
    def kind(self) -> str:
        """The record's type, such as "response"."""
        return self.fields.get("warc-type", "").lower()

    @property
    def address(self) -> str | None:
        """The address that it was fetched from."""
        return self.fields.get("warc-target-uri", "").strip("<> ") or None


class Buffer:
    """Bytes that come in pieces, with a look ahead that is bounded.

    A piece comes with the offset of its first byte in the file where reading may begin there, else with None;
    `exact` says that every byte of it stands in the file as it is. `record` is the offset of the record at hand.
    """

    def __init__(self, pieces: Iterator[tuple[bytes, int | None]], *, exact: bool = False) -> None:
        self._pieces = pieces
        self._exact = exact
        self._offset: int | None = None
        self.held = b""
        self.at = 0
        self.record: int | None = None

    def more(self) -> bool:
        """Hold one piece more; False at the end. What is held begins at `at`."""
        piece, offset = next(self._pieces, (b"", None))
        if self.at == len(self.held):
            self._offset, self.held = offset, piece
        else:
            self.held = self.held[self.at :] + piece
        self.at = 0
        return bool(piece)

    def begin(self) -> bool:
        """Drop the line ends between two records; False where no record follows."""
        while True:
            ends = _ENDS.match(self.held, self.at)
            assert ends is not None  # it matches nothing too
            self._drop(ends.end() - self.at)
            if self.at < len(self.held) or not self.more():
                break
        self.record = self._offset
        return self.at < len(self.held)

    def header(self, number: int) -> bytes | None:
        """The header lines of record `number`; None at the end of the file.

        Raises UnreadableError where they are none or have no end.
        """
        if not self.begin():
            return None
        while not (end := empty_line(self.held, LONGEST_HEADER, self.at)):
            if len(self.held) - self.at > LONGEST_HEADER or not self.more():
                raise UnreadableError(f"record {number} has no end of its header lines: not WARC from there on")
        lines = self.held[self.at : end[0]]
        self._drop(end[1] - self.at)
        if not _STARTS.match(lines + b"\n"):
            raise UnreadableError(f"record {number} does not begin as a WARC record: a wrong length before it")
        return lines

    def _drop(self, size: int) -> None:
        self.at += size
        if size and self._offset is not None:
            self._offset = self._offset + size if self._exact else None

    def take(self, size: int) -> bytes:
        """So many bytes, or all that there are."""
        parts, got = [], 0
        while got < size:
            if self.at == len(self.held) and not self.more():
                break
            part = self.held[self.at : self.at + size - got]
            self._drop(len(part))
            parts.append(part)
            got += len(part)
        return b"".join(parts)

    def view(self, size: int) -> Bytes:
        """The same, not copied where it stands in one piece."""
        at = self.at
        if len(self.held) - at < size:
            return self.take(size)
        self._drop(size)
        return memoryview(self.held)[at : self.at]

    def skip(self, size: int) -> int:
        """Pass over so many bytes without holding them; how many there were."""
        passed = 0
        while passed < size and (got := len(self.take(min(CHUNK, size - passed)))):
            passed += got
        return passed


KINDS = frozenset({"response", "resource", "conversion"})
"""Records that carry what was found at an address."""


def records(content: Content) -> Iterator[Record]:
    """Each record that carries a page, in order. Raises UnreadableError where the framing is lost."""
    return framed(Buffer((piece, None) for piece in content.chunks()), content.bound)


def framed(buffer: Buffer, bound: int, number: int = 0) -> Iterator[Record]:
    """The same of any bytes; `number` counts the records before them. A block of more than `bound` bytes is passed."""
    while (header := buffer.header(number + 1)) is not None:
        number += 1
        offset = buffer.record
        fields = Fields(header)
        size = _length(fields, number)
        if fields.get("warc-type", "").lower() not in KINDS:
            got = buffer.skip(size)
        elif size <= bound:
            block = buffer.view(size)
            got = len(block)
            yield Record(number, fields, block, size, offset)
        else:
            got = buffer.skip(size)
            yield Record(number, fields, None, size, offset)
        if got < size:
            raise UnreadableError(f"record {number} says {size:,} bytes and holds {got:,}: cut off or a wrong length")


def _length(fields: Mapping[str, str], number: int) -> int:
    words = fields.get("content-length", "")
    if not _LENGTH.fullmatch(words):
        raise UnreadableError(f"record {number} has the length {words[:40]!r}: not WARC from there on")
    return int(words)


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer: its status, header fields by lower-case name, and the body as it was meant."""

    status: int
    fields: Mapping[str, str]
    body: Bytes


def answer(block: Bytes, bound: int) -> Answer:
    """The HTTP answer of a response record. Raises UnreadableError or OversizedError for a broken one."""
    head = bytes(block[:_SHORT_HEADER])
    if (end := empty_line(head, LONGEST_HEADER)) is None:
        head = bytes(block[: LONGEST_HEADER + _SHORT_HEADER])
        end = empty_line(head, LONGEST_HEADER)
    status = _STATUS.match(head)
    if end is None or status is None:
        raise UnreadableError("is no HTTP answer")
    fields = Fields(head[: end[0]])
    body = block[end[1] :]
    if fields.get("transfer-encoding", "").lower() == "chunked":
        body = _unchunked(bytes(body))
    return Answer(int(status[1]), fields, unpacked(body, fields.get("content-encoding", ""), bound))


def _unchunked(body: bytes) -> bytes:
    """The chunks joined; crawlers often keep the header line and store the body already joined."""
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK.match(body, at):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[match.end() : match.end() + size])
        at = match.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else body[at : at + 1] == b"\n"
    return b"".join(parts) if parts and at >= len(body) else body


def unpacked(body: Bytes, packing: str, bound: int) -> Bytes:
    """A body without its Content-Encoding. Raises UnreadableError for one that is not known, OversizedError."""
    if not packing:
        return body
    packings = [name.strip().lower() for name in packing.split(",") if name.strip().lower() not in ("", "identity")]
    if len(packings) > 2 or set(packings) - {"gzip", "x-gzip", "deflate"}:
        raise UnreadableError(f"its body is packed as {packing[:40]!r}: only gzip and deflate are read")
    for name in reversed(packings):
        body = _inflated(bytes(body), name, bound)
    return body


def _inflated(body: bytes, packing: str, bound: int) -> bytes:
    if packing != "deflate" and not body.startswith(b"\x1f\x8b"):
        return body  # crawlers store the body unpacked and keep the header line
    # "deflate" means zlib's wrapping, and many servers send it without.
    wrappings = (zlib.MAX_WBITS, -zlib.MAX_WBITS) if packing == "deflate" else (16 + zlib.MAX_WBITS,)
    for wrapping in wrappings:
        decoder = zlib.decompressobj(wrapping)
        try:
            given = decoder.decompress(body, bound + 1)
        except zlib.error:
            continue
        if len(given) > bound:
            raise OversizedError(oversized(None, bound))
        return given
    raise UnreadableError(f"its body is broken inside its packing ({packing})")


def written(kind: str, address: str, date: str, block: bytes, **more: str) -> bytes:
    """One record, gzipped by itself, as archives keep them; `date` is UTC, as in 2026-01-31T12:00:00Z."""
    types = {"response": "application/http; msgtype=response", "warcinfo": "application/warc-fields"}
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid4()}>",
        "WARC-Date": date,
        "WARC-Block-Digest": "sha1:" + b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode("ascii"),
        "Content-Type": types[kind],
        "Content-Length": str(len(block)),
    }
    if kind == "response":
        fields["WARC-Target-URI"] = address
    fields |= {name.replace("_", "-"): value for name, value in more.items()}
    lines = ["WARC/1.1", *(f"{name}: {' '.join(value.split())}" for name, value in fields.items())]
    return gzip.compress("\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + block + b"\r\n\r\n", mtime=0)


def kept_body(record: bytes, bound: int) -> bytes:
    """The body of the HTTP answer in one record as `page_record` makes it.

    Raises UnreadableError or OversizedError for what is none.
    """
    stream = Gunzipped(Content.of("", BytesIO(record), 2 * len(record) + bound))
    for found in records(Content.of("", stream, bound)):
        if found.block is not None:
            return bytes(answer(found.block, bound).body)
    raise UnreadableError("holds no answer")


def page_record(address: str, date: str, block: bytes, from_: str) -> bytes:
    """The record of an HTTP answer, gzipped; `from_` is the IP address that gave it."""
    return written("response", address, date, block, WARC_IP_Address=from_)
