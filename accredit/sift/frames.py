"""What the process that looks through an archive tells the one that reads: a line of JSON, and a record's bytes."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any, BinaryIO, Literal

from accredit.child import heard, tell
from accredit.errors import UnreadableError
from accredit.read import Bytes, Place, Record

Kind = Literal["record", "progress", "aside", "lost", "end"]

_WAITING = 8  # frames that may wait for whoever reads them


@dataclass(frozen=True, slots=True)
class Counts:
    """Pages that were looked at since the last frame, and those of them that the bytes or the words dropped."""

    pages: int = 0
    by_bytes: int = 0
    by_text: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """One thing told. `place` is where to go on when all before this frame is done.

    `record` is one that may be of interest, or one that cannot be taken out of its packing; it stands at `place`, and
    so does one that is set aside. `message` says why that is, or why an archive ended early.
    """

    kind: Kind
    place: Place
    counts: Counts = Counts()
    record: Record | None = None
    message: str = ""

    @property
    def behind(self) -> Place:
        """Where to go on when this frame is done too."""
        return self.place.next if self.kind in ("record", "aside") else self.place

    def counted_from(self, before: int) -> Frame:
        """The same where so many records more stand before it."""
        if not before:
            return self
        record = self.record and replace(self.record, number=self.record.number + before)
        return replace(self, place=replace(self.place, number=self.place.number + before), record=record)

    def write(self, out: BinaryIO) -> None:
        """Put it on a pipe, in one piece."""
        record = self.record
        told: dict[str, Any] = {
            "kind": self.kind,
            "place": asdict(self.place),
            "counts": asdict(self.counts),
            "message": self.message,
        }
        block: Bytes = b""
        if record is not None:
            block = record.block or b""
            told["record"] = {"number": record.number, "fields": dict(record.fields), "size": record.size}
            told["record"] |= {"held": record.block is not None, "length": len(block)}
        tell(out, json.dumps(told).encode("ascii"), block)


class Told:
    """The frames that come through a pipe, read by a thread: not every system can wait for a pipe for some seconds."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._frames: Queue[Frame | None] = Queue(_WAITING)
        self._reader = Thread(target=self._read, args=(pipe,), daemon=True)
        self._reader.start()

    def next(self, seconds: float) -> Frame:
        """The next frame. Raises UnreadableError where none comes for so many seconds, or no more of them."""
        try:
            frame = self._frames.get(timeout=seconds)
        except Empty:
            raise UnreadableError(f"takes longer than {seconds:g} seconds to look through: given up") from None
        if frame is None:
            raise UnreadableError("what looks through it ended: too large or too deep")
        return frame

    def close(self) -> None:
        """Wait until the reader is done, which it is once the pipe has ended."""
        while self._reader.is_alive():
            with suppress(Empty):
                self._frames.get(timeout=0.05)

    def _read(self, pipe: IO[bytes]) -> None:
        try:
            while frame := _frame(pipe):
                self._frames.put(frame)
        finally:
            self._frames.put(None)


def _frame(pipe: IO[bytes]) -> Frame | None:
    """The next frame of a pipe; None at its end, whole frames or not."""
    words = heard(pipe)
    if words is None:
        return None
    told, record = json.loads(words), None
    if given := told.get("record"):
        block = pipe.read(given["length"])
        if len(block) < given["length"]:
            return None
        record = Record(given["number"], given["fields"], block if given["held"] else None, given["size"])
    return Frame(told["kind"], Place(**told["place"]), Counts(**told["counts"]), record, told["message"])
