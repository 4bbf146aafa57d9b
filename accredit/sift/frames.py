"""What the process that looks through an archive tells the one that reads: a line of JSON, and a record's bytes."""

from __future__ import annotations

import json
import os
import select
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import IO, Any, BinaryIO, Literal

from accredit.errors import UnreadableError
from accredit.read import Place, Record

Kind = Literal["record", "progress", "lost", "end"]


@dataclass(frozen=True, slots=True)
class Counts:
    """Pages that were looked at since the last frame, and those of them that the bytes or the words dropped."""

    pages: int = 0
    by_bytes: int = 0
    by_text: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """One thing told. `place` is where to go on when all before this frame is done.

    `record` is one that may be of interest, or one that cannot be looked at; `message` says why an archive ended early.
    """

    kind: Kind
    place: Place
    counts: Counts = Counts()
    record: Record | None = None
    message: str = ""

    def write(self, out: BinaryIO) -> None:
        """Put it on a pipe, in one piece."""
        record = self.record
        told: dict[str, Any] = {
            "kind": self.kind,
            "place": asdict(self.place),
            "counts": asdict(self.counts),
            "message": self.message,
        }
        block = b""
        if record is not None:
            block = record.block or b""
            told["record"] = {"number": record.number, "fields": dict(record.fields), "size": record.size}
            told["record"] |= {"held": record.block is not None, "length": len(block)}
        head = json.dumps(told).encode("ascii")
        out.write(len(head).to_bytes(8, "big") + head + block)
        out.flush()


def frames(pipe: IO[bytes], seconds: float) -> Iterator[Frame]:
    """What comes through a pipe until its end. Raises UnreadableError where nothing comes for so many seconds."""
    source = _Source(pipe.fileno(), seconds)
    while head := source.take(8, ended=True):
        told = json.loads(source.take(int.from_bytes(head, "big")))
        record = None
        if given := told.get("record"):
            block = source.take(given["length"])
            record = Record(given["number"], given["fields"], block if given["held"] else None, given["size"])
        yield Frame(told["kind"], Place(**told["place"]), Counts(**told["counts"]), record, told["message"])


class _Source:
    def __init__(self, number: int, seconds: float) -> None:
        self._number = number
        self._seconds = seconds

    def take(self, size: int, *, ended: bool = False) -> bytes:
        """So many bytes; none at the end, where that may be. Raises UnreadableError where they do not come."""
        parts, got, deadline = [], 0, time.monotonic() + self._seconds
        while got < size:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self._number], [], [], left)[0]:
                raise UnreadableError(f"one record takes longer than {self._seconds:g} seconds: given up")
            part = os.read(self._number, min(size - got, 1 << 20))
            if not part:
                if ended and not got:
                    return b""
                raise UnreadableError("what looks through it ended: a record was too large or too deep")
            parts.append(part)
            got += len(part)
        return b"".join(parts)
