"""Check a bundle that accredit made: nothing was changed, added, removed or renamed. Needs Python 3.9 and nothing else.

    python verify.py --root HASH [PLACE]

HASH is the root that stands in the citation. PLACE is the zip, or the folder into which it was unpacked; unless given,
the folder that this file is in. Says "intact" and ends with 0, or says everything that is wrong and ends with 1.

The root is the SHA-256 of MANIFEST, which has the SHA-256, the size and the name of every other file, this one too.
Of a zip every byte is accounted for: it is compared with the only way of writing these files that a bundle has, so no
second directory, comment, gap or hidden entry goes unseen. Whoever does not trust this copy of the program takes
another one, or compares the SHA-256 of the zip, which stands in the citation too.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import struct
import sys
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

MANIFEST = "MANIFEST"
_LINE = re.compile(r"([0-9a-f]{64}) (0|[1-9][0-9]*) ([A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)\n")
_DATE, _TIME = 0x21, 0  # 1 January 1980, the first day that a zip can tell
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_BLOCK = 1 << 20
LARGEST = 0xFFFFFFFF


def manifest_of(entries: Iterable[tuple[str, str, int]]) -> bytes:
    """The manifest of files given as (name, SHA-256 in hex, size)."""
    return "".join(f"{digest} {size} {name}\n" for name, digest, size in sorted(entries)).encode("ascii")


def entries_of(manifest: bytes) -> dict[str, tuple[str, int]]:
    """The files that a manifest names, as name → (SHA-256, size). Raises ValueError where it is no manifest."""
    text = manifest.decode("ascii")
    found: dict[str, tuple[str, int]] = {}
    seen, place = set(), 0
    while place < len(text):
        line = _LINE.match(text, place)
        if line is None:
            raise ValueError("MANIFEST is not written as a manifest is")
        if line[3].lower() in seen or line[3] == MANIFEST:
            raise ValueError(f"MANIFEST names {line[3]} twice")
        found[line[3]] = (line[1], int(line[2]))
        seen.add(line[3].lower())
        place = line.end()
    if list(found) != sorted(found):
        raise ValueError("MANIFEST is not in order")
    return found


def local_header(name: str, crc: int, size: int) -> bytes:
    """What stands before a file in the zip: stored, without date, owner, comment or anything else."""
    raw = name.encode("ascii")
    return _LOCAL + struct.pack("<HHHHHIIIHH", 20, 0, 0, _TIME, _DATE, crc, size, size, len(raw), 0) + raw


def central_header(name: str, crc: int, size: int, offset: int) -> bytes:
    """Its line in the zip's directory."""
    raw = name.encode("ascii")
    fields = struct.pack(
        "<HHHHHHIIIHHHHHII", 20, 20, 0, 0, _TIME, _DATE, crc, size, size, len(raw), 0, 0, 0, 0, 0, offset
    )
    return _CENTRAL + fields + raw


def end_record(count: int, size: int, offset: int) -> bytes:
    """The end of the zip."""
    return _END + struct.pack("<HHHHIIH", 0, 0, count, count, size, offset, 0)


def check_zip(path: str | Path, root: str) -> list[str]:
    """What is wrong with a zip, line by line; nothing for an intact one."""
    with open(path, "rb") as stream:
        try:
            return _check_stream(stream, root)
        except (ValueError, UnicodeDecodeError, struct.error) as error:
            return [str(error)]


def _check_stream(stream: BinaryIO, root: str) -> list[str]:
    manifest, directory, offset = _entry(stream, 0, MANIFEST, None)
    wrong = _root(manifest, root)
    if wrong:
        return wrong
    names = entries_of(manifest)
    for name, (digest, size) in names.items():
        found, line, length = _entry(stream, offset, name, size)
        if found.decode() != digest:
            wrong.append(f"{name}: was changed")
        directory += line
        offset += length
    tail = directory + end_record(len(names) + 1, len(directory), offset)
    rest = stream.read(len(tail) + 1)
    if rest != tail:
        wrong.append("the zip's directory is not that of its files, or something stands before, between or behind them")
    return wrong


def _entry(stream: BinaryIO, offset: int, name: str, size: int | None) -> tuple[bytes, bytes, int]:
    """Read the entry that must stand here: its hash (of the manifest its bytes), its directory line, its length."""
    head = stream.read(30)
    if len(head) < 30 or head[:4] != _LOCAL:
        raise ValueError(f"{name}: is not where it belongs")
    crc, stored = struct.unpack("<I", head[14:18])[0], struct.unpack("<I", head[18:22])[0]
    head += stream.read(len(name))
    if head != local_header(name, crc, stored) or (size is not None and stored != size):
        raise ValueError(f"{name}: is not where it belongs, or not as large as it was")
    digest, checked, left = hashlib.sha256(), 0, stored
    kept: list[bytes] = []
    while left:
        block = stream.read(min(left, _BLOCK))
        if not block:
            raise ValueError(f"{name}: is cut off")
        digest.update(block)
        checked = zlib.crc32(block, checked)
        left -= len(block)
        if size is None:
            kept.append(block)
    if checked != crc:
        raise ValueError(f"{name}: was changed")
    found = b"".join(kept) if size is None else digest.hexdigest().encode()
    return found, central_header(name, crc, stored, offset), len(head) + stored


def check_folder(folder: str | Path, root: str) -> list[str]:
    """What is wrong with a folder, line by line; nothing for an intact one."""
    here = Path(folder)
    try:
        manifest = (here / MANIFEST).read_bytes()
        wrong = _root(manifest, root)
        names = {} if wrong else entries_of(manifest)
    except (OSError, ValueError) as error:
        return [str(error)]
    if wrong:
        return wrong
    for name, (digest, size) in names.items():
        path = here / name
        if path.is_symlink() or not path.is_file():
            wrong.append(f"{name}: is gone")
        elif path.stat().st_size != size or _hash(path) != digest:
            wrong.append(f"{name}: was changed")
    known = {MANIFEST, *names}
    folders = {str(parent) for name in names for parent in Path(name).parents}
    for path in sorted(here.rglob("*")):
        name = path.relative_to(here).as_posix()
        if name not in known and not (path.is_dir() and not path.is_symlink() and name in folders):
            wrong.append(f"{name}: was added")
    return wrong


def _root(manifest: bytes, root: str) -> list[str]:
    found = hashlib.sha256(manifest).hexdigest()
    return [] if found == root else [f"MANIFEST: its hash is {found}, and the root asked for is {root}"]


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def main(given: list[str] | None = None) -> int:
    """Check what the command line names; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", required=True, help="the root that stands in the citation")
    parser.add_argument("place", nargs="?", default=str(Path(__file__).resolve().parent))
    asked = parser.parse_args(given)
    check = check_folder if Path(asked.place).is_dir() else check_zip
    wrong = check(asked.place, asked.root.strip().lower())
    sys.stdout.write("\n".join(wrong or ["intact"]) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
