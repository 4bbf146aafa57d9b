"""How far reading is, on stderr: a line that moves on a terminal; elsewhere, for archives, a line now and then."""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Self

from accredit.cli import screen

if TYPE_CHECKING:
    from accredit.pipeline import Outcome

SECONDS = 30.0
"""Between two lines where stderr is no terminal."""


class ReadingView:
    """Hears of every outcome of a run. A context manager: what moves on the terminal is gone when it ends."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        from accredit.crawl import Pace

        now = time.monotonic()
        self._pace = Pace.over(paths, now)
        self._said = now
        self._bar = screen.progress(archives=self._pace.total > 0)
        self._task = self._bar.add_task("reading", total=self._pace.total or None, articles=0, words="")
        self._articles = 0

    def notice(self, item: Outcome) -> None:
        """Show one outcome."""
        from accredit.pipeline import Extracted
        from accredit.read import Progress

        if isinstance(item, Progress):
            self._pace.hear(item)
            words = self._words()
            self._bar.update(self._task, completed=self._pace.done, words=words)
            self._line(words)
        elif isinstance(item, Extracted):
            self._articles += 1
            done = None if self._pace.total else self._articles
            self._bar.update(self._task, articles=self._articles, completed=done)
        else:
            # The bar's own stream, so that the line stands above the bar and not inside it.
            self._bar.console.print(screen.problem_line(item.place, item.message), soft_wrap=True)

    def _line(self, words: str) -> None:
        now = time.monotonic()
        if sys.stderr.isatty() or now - self._said < SECONDS:
            return
        self._said = now
        share = 100 * self._pace.done / self._pace.total if self._pace.total else 100
        self._bar.console.print(f"reading: {share:.1f} % · {words}", soft_wrap=True)

    def _words(self) -> str:
        now = time.monotonic()
        left = self._pace.left(now)
        forecast = f" · {timedelta(seconds=round(left))} left" if left is not None else ""
        pace = (
            f"{self._pace.pages:,} pages, {self._pace.speed(now):,.0f} a second, {self._pace.interesting:,} of interest"
        )
        return pace + forecast

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._bar.stop()
