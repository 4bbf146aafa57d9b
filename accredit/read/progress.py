"""How far the reading of archives is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """A word in between. `done` bytes of the archive at `place` are read and kept, of `size`.

    `pages`, `by_bytes` and `by_text` are counted since the last word: pages that were looked at, and those that were
    dropped by their bytes or by their words. `before` are pages that an earlier run had read.
    """

    place: str
    done: int
    size: int
    pages: int = 0
    by_bytes: int = 0
    by_text: int = 0
    before: int = 0
    repeated: int = 0

    @property
    def off_topic(self) -> int:
        """Pages that touch no mission of any situation."""
        return self.by_bytes + self.by_text
