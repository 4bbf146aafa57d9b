"""How often a host is asked: never twice within its interval, less often when it says so or fails."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

INTERVAL = 2.0
"""Seconds between two requests to one host, unless its robots.txt asks for more."""

LONGEST = 120.0
"""Seconds that a host is waited for at most; one that asks for more is left for another run."""

TRIES = 3
"""Requests for one address in one run."""


class Pace:
    """When each host may be asked next. `clock` and `sleep` are the system's unless given."""

    def __init__(
        self,
        interval: float = INTERVAL,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._interval = interval
        self._clock = clock
        self._sleep = sleep
        self._next: dict[str, float] = {}
        self._asked_for: dict[str, float] = {}

    def slower(self, host: str, seconds: float) -> None:
        """The host's robots.txt asks for this interval."""
        self._asked_for[host] = min(max(0.0, seconds), LONGEST)

    def wait(self, host: str) -> None:
        """Return when the host may be asked, and count the request that follows."""
        left = self._next.get(host, 0.0) - self._clock()
        if left > 0:
            self._sleep(left)
        self._next[host] = self._clock() + max(self._interval, self._asked_for.get(host, 0.0))

    def back_off(self, host: str, failed: int, retry_after: str | None = None) -> bool:
        """Wait longer after a failure, the `failed`th of an address; False when it is not worth waiting for."""
        seconds = _seconds(retry_after)
        if seconds is None:
            seconds = max(self._interval, 1.0) * 2.0**failed
        if failed >= TRIES or seconds > LONGEST:
            return False
        self._next[host] = self._clock() + seconds
        return True


def _seconds(words: str | None) -> float | None:
    """What Retry-After says: seconds, or a moment."""
    if not words:
        return None
    if words.strip().isdigit() and len(words.strip()) < 10:
        return float(words.strip())
    try:
        moment = parsedate_to_datetime(words)
    except (TypeError, ValueError, OverflowError):
        return None
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (zoned - datetime.now(UTC)).total_seconds())
