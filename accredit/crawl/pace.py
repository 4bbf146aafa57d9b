"""How fast a job over archives goes, and when it will be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from accredit.read import Progress, archives


@dataclass(slots=True)
class Pace:
    """Bytes and pages of a whole job. `began` and every `now` are seconds of one clock that only goes forward."""

    total: int
    began: float
    pages: int = 0
    dropped: int = 0
    _at: dict[str, int] = field(default_factory=dict)
    _skipped: dict[str, int] = field(default_factory=dict)

    @classmethod
    def over(cls, paths: Iterable[str | Path], began: float) -> Pace:
        """The pace of reading the archives among the paths."""
        return cls(sum(path.stat().st_size for path in archives(paths)), began)

    def hear(self, progress: Progress) -> None:
        """Take note of a word of how far an archive is."""
        if progress.before:
            self._skipped[progress.place] = progress.done
        self._at[progress.place] = max(progress.done, self._at.get(progress.place, 0))
        self.pages += progress.pages
        self.dropped += progress.off_topic

    @property
    def done(self) -> int:
        """Bytes that are done, those of earlier runs too."""
        return sum(self._at.values())

    @property
    def interesting(self) -> int:
        """Pages that triage let pass."""
        return self.pages - self.dropped

    def speed(self, now: float) -> float:
        """Pages a second."""
        return self.pages / (now - self.began) if now > self.began else 0.0

    def left(self, now: float) -> float | None:
        """Seconds until all is done, at the pace so far; None where nothing was done yet."""
        done = self.done - sum(self._skipped.values())
        if done <= 0 or now <= self.began:
            return None
        return (now - self.began) * max(0, self.total - self.done) / done
