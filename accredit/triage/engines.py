"""Two engines that look for the same patterns in bytes: hyperscan, and the standard library where that cannot run.

Both stop at the first pattern that says enough by itself and else give the places at which a closer look is due.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, Protocol, cast

Engine = Literal["hyperscan", "re"]

MOST_PLACES = 40
"""Places in one page that are looked at more closely; a page with more of them is read."""


class Scanner(Protocol):
    """Looks for patterns in bytes. A slow one is better asked for the sure patterns first."""

    slow: bool

    def sure(self, data: bytes | memoryview) -> bool:
        """Whether a sure pattern is found."""

    def scan(self, data: bytes | memoryview) -> bool | list[int]:
        """True where a sure pattern is found or there are too many others, else the offsets at which those end."""


def scanner(sure: Sequence[str], others: Sequence[str], engine: Engine | None = None) -> Scanner:
    """The faster engine of those that run here, or the one that is named. Case of ASCII letters does not count."""
    if engine == "re":
        return _Standard(sure, others)
    try:
        return _Hyperscan(sure, others)
    except _Unfit:
        if engine is not None:
            raise
        return _Standard(sure, others)


class _Unfit(Exception):
    """hyperscan is not installed, or not made for this processor."""


class _Hyperscan:
    slow = False

    def __init__(self, sure: Sequence[str], others: Sequence[str]) -> None:
        try:
            import hyperscan
        except ImportError as error:
            raise _Unfit(str(error)) from error
        self._database = hyperscan.Database()
        self._stopped = hyperscan.ScanTerminated
        expressions = [e.encode("ascii") for e in (*sure, *others)]
        once = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SINGLEMATCH
        flags = [once] * len(sure) + [hyperscan.HS_FLAG_CASELESS] * len(others)
        ids = [0] * len(sure) + [1] * len(others)
        try:
            self._database.compile(expressions=expressions, ids=ids, elements=len(expressions), flags=flags)
        except hyperscan.ArchitectureError as error:
            raise _Unfit(str(error)) from error

    def sure(self, data: bytes | memoryview) -> bool:
        return self.scan(data) is True

    def scan(self, data: bytes | memoryview) -> bool | list[int]:
        places: list[int] = []

        def met(number: int, _start: int, end: int, _flags: int, _context: object) -> bool:
            places.append(end)
            return number == 0 or len(places) > MOST_PLACES

        try:
            self._database.scan(cast("bytes", data), match_event_handler=met)  # any buffer will do
        except self._stopped:
            return True
        return places


class _Standard:
    slow = True

    def __init__(self, sure: Sequence[str], others: Sequence[str]) -> None:
        self._words = [word.encode("ascii") for word in sure if word.isalpha()]
        self._sure = _any([pattern for pattern in sure if not pattern.isalpha()])
        self._others = _any(others)

    def sure(self, data: bytes | memoryview) -> bool:
        data = bytes(data)
        lowered = data.lower()
        if any(word in lowered for word in self._words):
            return True
        return not data.isascii() and self._sure.search(data) is not None

    def scan(self, data: bytes | memoryview) -> bool | list[int]:
        if self.sure(data):
            return True
        places: list[int] = []
        for match in self._others.finditer(data):
            places.append(match.end())
            if len(places) > MOST_PLACES:
                return True
        return places


def _any(patterns: Sequence[str]) -> re.Pattern[bytes]:
    return re.compile(("|".join(patterns) or r"(?!)").encode("ascii"), re.IGNORECASE)
