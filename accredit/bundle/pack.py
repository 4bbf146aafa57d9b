"""Puts files into one zip whose bytes follow from the files alone, and tells its root."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from accredit.bundle import verify
from accredit.errors import QuestionError

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Packed:
    """A zip that was written: the root that its verify.py asks for, the SHA-256 of all of it, and its files."""

    root: str
    sha256: str
    files: tuple[str, ...]
    size: int


@dataclass(slots=True)
class _Entry:
    name: str
    path: Path
    crc: int = 0
    size: int = 0
    digest: str = ""

    def measure(self) -> None:
        """Read the file once for what stands before it in the zip."""
        digest = hashlib.sha256()
        with self.path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
                self.crc = zlib.crc32(block, self.crc)
                self.size += len(block)
        if self.size > verify.LARGEST:
            raise QuestionError(f"{self.name}: has {self.size:,} bytes, and a file of a bundle has less than 4 GiB")
        self.digest = digest.hexdigest()


def pack(files: Mapping[str, Path], out: BinaryIO) -> Packed:
    """Write the files, by their names in the zip, with a manifest before them. Raises QuestionError for 4 GiB."""
    entries = [_Entry(name, files[name]) for name in sorted(files)]
    for entry in entries:
        entry.measure()
    manifest = verify.manifest_of((e.name, e.digest, e.size) for e in entries)
    if set(verify.entries_of(manifest)) != set(files):
        raise QuestionError("a file's name is none that a bundle may have")
    writer = _Writer(out)
    writer.add(verify.MANIFEST, zlib.crc32(manifest), len(manifest), manifest)
    for entry in entries:
        writer.add(entry.name, entry.crc, entry.size, entry.path)
    writer.end()
    names = (verify.MANIFEST, *(e.name for e in entries))
    return Packed(hashlib.sha256(manifest).hexdigest(), writer.hash.hexdigest(), names, writer.offset)


class _Writer:
    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._directory = b""
        self._count = 0
        self.offset = 0
        self.hash = hashlib.sha256()

    def add(self, name: str, crc: int, size: int, data: bytes | Path) -> None:
        """Write one file with what stands before it."""
        self._directory += verify.central_header(name, crc, size, self.offset)
        self._count += 1
        self._write(verify.local_header(name, crc, size))
        if isinstance(data, bytes):
            self._write(data)
            return
        with data.open("rb") as stream:
            while block := stream.read(_BLOCK):
                self._write(block)

    def end(self) -> None:
        """Write the directory and the end."""
        offset, directory = self.offset, self._directory
        self._write(directory + verify.end_record(self._count, len(directory), offset))

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self.hash.update(data)
        self.offset += len(data)
        if self.offset > verify.LARGEST:
            raise QuestionError("a bundle has less than 4 GiB")
