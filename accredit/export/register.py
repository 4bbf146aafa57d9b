"""The register of what left: one line for each export, in `LEDGER.exports.jsonl` beside the ledger.

An export only reads the ledger, so nothing of it goes into the chain; the register is a file of its own, to which lines
are only added. Whoever deletes it loses the warnings about what was exported, and nothing else.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal, Self

import msgspec

from accredit.model import digest

ExportKind = Literal["export", "bundle", "publish", "panel", "citation"]


@dataclass(frozen=True, slots=True)
class Exported:
    """What left, when, and of what: enough to answer again what it said.

    `days` are those that its answers are about, for claims the day on which it was made. `then`: each day from what had
    been published by that day. `missions` and `questions` are all where there are none. `head` is the ledger's.
    """

    id: str
    made: str
    kind: ExportKind
    format: str
    place: str
    situation: str
    days: tuple[date, ...]
    known_at: date | None
    recorded_at: str
    head: str
    missions: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    samples: bool = True
    then: bool = False

    @classmethod
    def make(
        cls,
        kind: ExportKind,
        format: str,
        place: str,
        situation: str,
        *,
        days: tuple[date, ...],
        known_at: date | None = None,
        recorded_at: str = "",
        head: str = "",
        missions: tuple[str, ...] = (),
        questions: tuple[str, ...] = (),
        without: tuple[str, ...] = (),
        samples: bool = True,
        then: bool = False,
        now: datetime | None = None,
    ) -> Self:
        """One that is made now."""
        made = (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        name = digest("export", made, kind, format, place, situation, recorded_at, head, os.getpid())[:12]
        return cls(
            name, made, kind, format, place, situation, days, known_at, recorded_at, head, missions, questions, without,
            samples, then,
        )  # fmt: skip

    def asked(self) -> tuple[tuple[date, date | None], ...]:
        """Each day with what was known of it."""
        return tuple((day, day if self.then else self.known_at) for day in self.days)


class Register:
    """The register of one ledger."""

    def __init__(self, ledger: Path) -> None:
        self.path = ledger.with_name(f"{ledger.name}.exports.jsonl")

    def note(self, exported: Exported) -> None:
        """Add a line; it is on the disk when this returns."""
        line = msgspec.json.encode(exported) + b"\n"
        with self.path.open("ab+") as out:
            if out.tell():
                out.seek(-1, os.SEEK_END)
                line = line if out.read(1) == b"\n" else b"\n" + line  # after one that was cut off
            out.write(line)
            out.flush()
            os.fsync(out.fileno())

    def read(self) -> tuple[tuple[Exported, ...], int]:
        """All that was noted, the oldest first, and how many lines cannot be read."""
        found, broken = list[Exported](), 0
        lines = self.path.read_bytes().splitlines() if self.path.is_file() else []
        for line in filter(bytes.strip, lines):
            try:
                found.append(msgspec.json.decode(line, type=Exported))
            except (msgspec.DecodeError, UnicodeDecodeError):
                broken += 1
        return tuple(found), broken
