"""What pages said when they were read: WARC files beside the ledger, with an index of what was fetched when.

`LEDGER.snapshots/` holds `YYYY-MM.warc.gz`, to which records are only added, and `index.jsonl`, one line for
each answer. A line is written when its record is on the disk; what a run that was cut off left half-written is
cut away by the next one.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from accredit.client import Reply
from accredit.read import warc_record

_LEFT_OUT = frozenset({"transfer-encoding", "content-encoding", "content-length", "connection", "set-cookie"})


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer: what was asked for, when, and where its record stands; `file` is empty for "unchanged"."""

    url: str
    final: str
    fetched: str
    status: int
    etag: str = ""
    modified: str = ""
    file: str = ""
    offset: int = 0
    length: int = 0


class Snapshots:
    """The snapshots of one ledger."""

    def __init__(self, ledger: Path) -> None:
        self.folder = ledger.with_name(ledger.name + ".snapshots")
        self._index = self.folder / "index.jsonl"
        self._last: dict[str, Kept] = {}
        self._ends: dict[str, int] = {}
        for line in self._lines():
            self._note(line)

    def last(self, url: str) -> Kept | None:
        """The last answer that an address gave."""
        return self._last.get(url)

    def keep(self, url: str, reply: Reply, now: datetime) -> Kept:
        """Add the page's record and its line; both are on the disk when this returns."""
        self.folder.mkdir(exist_ok=True)
        moment = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        name = f"{moment[:7]}.warc.gz"
        record = warc_record(reply.url, moment, _block(reply), reply.address)
        with (self.folder / name).open("ab") as out:
            offset = self._ends.get(name, 0)
            out.truncate(offset)
            out.seek(offset)
            out.write(record)
            out.flush()
            os.fsync(out.fileno())
        kept = Kept(
            url, reply.url, moment, reply.status, reply.headers.get("etag", ""), reply.headers.get("last-modified", ""),
            name, offset, len(record),
        )  # fmt: skip
        return self._added(kept)

    def record(self, kept: Kept) -> bytes | None:
        """The record of an answer, as it stands on the disk; None where it is gone."""
        try:
            with (self.folder / kept.file).open("rb") as stream:
                stream.seek(kept.offset)
                record = stream.read(kept.length)
        except OSError:
            return None
        return record if record.startswith(b"\x1f\x8b") else None

    def unchanged(self, before: Kept, now: datetime) -> Kept:
        """Note that the page is what it was."""
        moment = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return self._added(
            Kept(before.url, before.final, moment, 304, before.etag, before.modified, before.file, before.offset,
                 before.length)
        )  # fmt: skip

    def _added(self, kept: Kept) -> Kept:
        with self._index.open("a", encoding="utf-8") as out:
            out.write(json.dumps(asdict(kept), ensure_ascii=True) + "\n")
            out.flush()
            os.fsync(out.fileno())
        self._note(kept)
        return kept

    def _note(self, kept: Kept) -> None:
        self._last[kept.url] = kept
        if kept.file:
            self._ends[kept.file] = max(self._ends.get(kept.file, 0), kept.offset + kept.length)

    def _lines(self) -> list[Kept]:
        """The index; a last line that was cut off is cut away."""
        if not self._index.is_file():
            return []
        data = self._index.read_bytes()
        whole = data[: data.rfind(b"\n") + 1]
        if len(whole) < len(data):
            with self._index.open("r+b") as out:
                out.truncate(len(whole))
        return [Kept(**json.loads(line)) for line in whole.splitlines() if line.strip()]


def _block(reply: Reply) -> bytes:
    """The answer as HTTP, its body unpacked and its header lines in step with that."""
    fields = {name: value for name, value in reply.headers.items() if name not in _LEFT_OUT}
    fields["content-length"] = str(len(reply.body))
    head = "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {reply.status} {reply.reason}\r\n{head}\r\n".encode("utf-8", "replace") + reply.body
