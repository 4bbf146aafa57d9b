"""gzip and ZIP, unpacked as they are read and never onto a disk.

Bounds: what comes out may be large, as a crawl is, but not out of proportion to what went in. A member's
name only says where it stood; one that leads out of its archive is refused all the same, because the next
program may believe it. Packings other than "stored" and "deflated" are refused: their decoders take memory
as the archive tells them to.
"""

from __future__ import annotations

import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from accredit.errors import OutOfProportionError, OversizedError, UnreadableError
from accredit.read.content import Content, Readable
from accredit.read.files import part_of_page
from accredit.read.problem import Problem

SLACK = 50_000_000
"""Bytes that may come out of any packing, however small it is."""

RATIO = 100
"""Bytes that may come out beyond that for each one that went in. Text packs to a tenth; a bomb to a thousandth."""

DEEPEST = 3
"""Packings inside each other: a gzip of a WARC in a ZIP is two."""

MOST_MEMBERS = 100_000
LARGEST_LIST = 20_000_000
"""Bytes of a ZIP's list of members, which has to be held whole."""

LARGEST_SPOOLED = 4_000_000_000
"""Bytes of a ZIP that comes as a stream: it can only be read from its end, so it waits in a temporary file."""

_IN_MEMORY = 8_000_000
_GZIP = 16 + zlib.MAX_WBITS
_END = struct.Struct("<4s4H2LH")
_END64_PLACE = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Proportion:
    """Counts what went in and what came out of one packing. Raises OutOfProportionError when that does not fit."""

    def __init__(self) -> None:
        self.taken = 0
        self.given = 0

    def count(self, taken: int, given: int) -> None:
        """So many bytes were taken and so many given."""
        self.taken += taken
        self.given += given
        if self.given > SLACK + RATIO * self.taken:
            raise OutOfProportionError(
                f"unpacks to more than {self.given // 1_000_000:,} MB from {self.taken:,} bytes: "
                "out of proportion, so it is refused"
            )


class Gunzipped:
    """The bytes inside a gzip stream of one or many members."""

    def __init__(self, content: Content) -> None:
        self._chunks = content.chunks()
        self._proportion = Proportion()
        self._decoder = zlib.decompressobj(_GZIP)
        self._begun = False

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes. Raises UnreadableError where the packing is broken or cut off."""
        while True:
            pending = b""
            if self._decoder.eof:
                pending = self._decoder.unused_data.lstrip(b"\0")  # tapes are padded with NULs
                while not pending:
                    piece = self._next()
                    if not piece:
                        return b""
                    pending = piece.lstrip(b"\0")
                self._decoder = zlib.decompressobj(_GZIP)
            taken = self._decoder.unconsumed_tail or pending or self._next()
            if not taken:
                if self._begun:
                    raise UnreadableError("is gzip that was cut off")
                return b""
            self._begun = True
            try:
                given = self._decoder.decompress(taken, size)
            except zlib.error as error:
                raise UnreadableError(f"is gzip that is broken: {error}") from None
            self._proportion.count(0, len(given))
            if given:
                return given

    def _next(self) -> bytes:
        piece = next(self._chunks, b"")
        self._proportion.count(len(piece), 0)
        return piece


class _Member:
    """A member's bytes, counted against the archive's proportion."""

    def __init__(self, stream: IO[bytes], proportion: Proportion) -> None:
        self._stream = stream
        self._proportion = proportion

    def read(self, size: int, /) -> bytes:
        try:
            given = self._stream.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise UnreadableError(
                f"is broken inside its archive: {' '.join(str(error).split()) or 'cut off'}"
            ) from None
        self._proportion.count(0, len(given))
        return given


@contextmanager
def opened(content: Content) -> Iterator[zipfile.ZipFile]:
    """The archive. Raises UnreadableError or OversizedError when its list of members cannot be read."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spooled:
        held = 0
        for piece in content.chunks():
            held += len(piece)
            if held > LARGEST_SPOOLED:
                raise OversizedError(f"more than {LARGEST_SPOOLED:,} bytes: too large for an archive")
            spooled.write(piece)
        _check_list(spooled, held)
        try:
            archive = zipfile.ZipFile(spooled)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
            raise UnreadableError(f"is a ZIP file that is broken: {' '.join(str(error).split())}") from None
        with archive:
            places = [info.header_offset for info in archive.infolist()]
            if len(set(places)) < len(places):
                raise OversizedError("a ZIP file whose members share their bytes: out of proportion, so it is refused")
            yield archive


def members(content: Content, archive: zipfile.ZipFile, names: list[str] | None = None) -> Iterator[Content | Problem]:
    """Each file of an archive, in the order of its list, or those that are named."""
    size = archive.fp.seek(0, 2) if archive.fp else 0
    proportion = Proportion()
    proportion.count(size, 0)
    infos = archive.infolist() if names is None else [archive.getinfo(name) for name in names]
    for info in infos:
        place = f"{content.place}/{info.filename}"
        if why := _refused(info):
            yield Problem(place, why, UnreadableError)
            continue
        if info.is_dir() or _passed_over(info.filename):
            continue
        try:
            stream = archive.open(info)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError) as error:
            yield Problem(place, f"is broken inside its archive: {' '.join(str(error).split())}", UnreadableError)
            continue
        with stream:
            try:
                yield Content.of(
                    place,
                    _Member(stream, proportion),
                    content.bound,
                    size=info.file_size,
                    named=info.filename,
                    depth=content.depth + 1,
                )
            except UnreadableError as error:
                yield Problem.of(place, error)


def check_kind(archive: zipfile.ZipFile) -> None:
    """Raises UnreadableError for what is a ZIP inside and a document to whoever made it."""
    names = set(archive.namelist()[:MOST_MEMBERS])
    if "[Content_Types].xml" in names or {"mimetype", "META-INF/manifest.xml"} <= names:
        raise UnreadableError("is an office document: not read; save it as PDF, HTML or text")
    if {"mimetype", "META-INF/container.xml"} <= names:
        raise UnreadableError("is an e-book: not read")


def deeper(content: Content) -> None:
    """Raises UnreadableError when there are packings enough around this one."""
    if content.depth >= DEEPEST:
        raise UnreadableError(f"is packed more than {DEEPEST} times: not opened any further")


def leads_out(name: str) -> bool:
    """Whether a member's name is absolute or climbs out of its archive, on any system."""
    parts = name.replace("\\", "/").split("/")
    return parts[0] in ("", "~") or ".." in parts or ":" in parts[0] or "\0" in name


def _passed_over(name: str) -> bool:
    return name.rpartition("/")[2].startswith(".") or name.startswith("__MACOSX/") or part_of_page(name)


def _refused(info: zipfile.ZipInfo) -> str | None:
    if leads_out(info.filename):
        return "its name leads out of the archive: not read"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link inside an archive: not followed"
    if info.flag_bits & 0x1:
        return "is encrypted: not read"
    if info.compress_type not in _METHODS:
        return "is packed in a way that is not read: only stored and deflated are"
    return None


def _check_list(archive: IO[bytes], size: int) -> None:
    """Refuse a list of members that is too long, before a library holds it."""
    start = max(0, size - 65_536 - _END.size)
    archive.seek(start)
    tail = archive.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise UnreadableError("is a ZIP file that is broken: its list of members is missing")
    _, _, _, _, count, length, _, _ = _END.unpack_from(tail, at)
    before = at - _END64_PLACE.size
    if before >= 0 and tail[before : before + 4] == b"PK\x06\x07":
        place = _END64_PLACE.unpack_from(tail, before)[2]
        archive.seek(min(place, size))
        record = archive.read(_END64.size)
        if len(record) == _END64.size and record.startswith(b"PK\x06\x06"):
            _, _, _, _, _, _, _, count, length, _ = _END64.unpack(record)
    if length > LARGEST_LIST:
        raise OversizedError(
            f"a ZIP file with a list of members of {length:,} bytes: at most {LARGEST_LIST:,} are read"
        )
    if count > MOST_MEMBERS:
        raise OversizedError(f"a ZIP file with {count:,} members: at most {MOST_MEMBERS:,} are read")
    archive.seek(0)


def gunzipped(content: Content) -> Content:
    """The content of a gzip stream. Raises UnreadableError when it lies too deep or is broken."""
    deeper(content)
    stream: Readable = Gunzipped(content)
    return Content.of(
        content.place,
        stream,
        content.bound,
        named=content.named.removesuffix(".gz"),
        depth=content.depth + 1,
        address=content.address,
    )
