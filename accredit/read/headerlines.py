"""Header lines of WARC records and of HTTP answers: `Name: value`, where the empty line after them stands.

Of millions of records two or three lines are asked for, so a line is looked up in the bytes and the others stay unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

_FOLDED = re.compile(rb"\r?\n[ \t]+")
_ODD = (b"\n ", b"\n\t", b" :", b"\t:")


def empty_line(data: bytes, limit: int, start: int = 0) -> tuple[int, int] | None:
    """Where the lines from `start` to the first empty line end, and where what follows that begins.

    None where none ends within `limit` bytes. Lines end with CR LF or with LF alone.
    """
    at = data.find(b"\n\r\n", start, start + limit)
    bare = data.find(b"\n\n", start, start + limit if at < 0 else at + 1)
    if bare >= 0:
        at, end = bare, bare + 2
    elif at >= 0:
        end = at + 3
    else:
        return None
    return (at - 1 if at > start and data[at - 1 : at] == b"\r" else at), end


class Fields(Mapping[str, str]):
    """The values by lower-case name, of lines whose first says what they are; of a name that comes twice, the first.

    Names are given in lower case and in ASCII. A line that begins with white space goes on with the one before it.
    """

    __slots__ = ("_all", "_lines", "_lowered")

    def __init__(self, lines: bytes) -> None:
        self._lines = lines
        self._lowered = lines.lower()
        self._all: dict[str, str] | None = None
        for odd in _ODD:
            if odd in lines:
                self._all = _parsed(lines)
                return

    def __getitem__(self, name: str) -> str:
        found: str | None = self.get(name)
        if found is None:
            raise KeyError(name)
        return found

    def get(self, name: str, default: Any = None) -> Any:
        """As of any mapping. Asked several times of each of millions of records, most of which lack the line."""
        if self._all is not None:
            return self._all.get(name, default)
        at = self._lowered.find(_sought(name))
        if at < 0:
            return default
        start = at + len(name) + 2
        end = self._lines.find(b"\n", start)
        return self._lines[start : end if end >= 0 else None].decode("utf-8", "replace").strip()

    def __iter__(self) -> Iterator[str]:
        return iter(self._held())

    def __len__(self) -> int:
        return len(self._held())

    def _held(self) -> dict[str, str]:
        if self._all is None:
            self._all = _parsed(self._lines)
        return self._all


@cache
def _sought(name: str) -> bytes:
    """How a line with this name begins; names are those that the program asks for, so they are few."""
    return b"\n%b:" % name.encode("ascii")


def _parsed(lines: bytes) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in _FOLDED.sub(b" ", lines).split(b"\n")[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            fields.setdefault(
                name.strip(b" \t").lower().decode("utf-8", "replace"), value.decode("utf-8", "replace").strip()
            )
    return fields
