"""A claim on its way out: its contract line, parsed when somebody looks into it and passed on as it is otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from accredit.ledger.streaming import ReadBy
from accredit.ledger.words import from_json_line, json_line
from accredit.model import Span
from accredit.ruling import RecordedRuling

Line = Mapping[str, Any]
"""One line of the claim contract (docs/contract.md), the form in which every export takes claims."""

# Quotation marks inside JSON's strings are escaped, so this stands at the evidence alone.
_EVIDENCE = '"evidence":{"start":'
_PLACE = re.compile(r'"evidence":\{"start":([0-9]+),"end":([0-9]+),"exact":"')
_AFTER = '},"confidence":'


class Told:
    """A claim as it may leave. Nobody changes one.

    `raw` is its contract line as JSON, `line` the same as an object. Of words that may not leave in full the line has
    the beginning that may, and `cut` is true, there too. `plain` is true where the line holds no character that UTF-8
    or a table cannot carry. `rulings` bear on the claim, `original` is the id under which it was read where they
    changed it, and `set_aside` is true where they rejected it or retracted its article.
    """

    __slots__ = (
        "_line", "_read", "_shown", "cut", "id", "original", "plain", "reading", "recorded_at", "rulings", "set_aside",
    )  # fmt: skip

    def __init__(
        self,
        raw: str,
        recorded_at: str,
        reading: ReadBy | None,
        rulings: tuple[RecordedRuling, ...] = (),
        original: str | None = None,
        set_aside: bool = False,
    ) -> None:
        self._read, self.recorded_at, self.reading = raw, recorded_at, reading
        self.rulings, self.original, self.set_aside = rulings, original, set_aside
        self.plain = "\\" not in raw or "\\u" not in raw
        self.cut = False
        self._shown: Span | None = None
        self._line: Line | None = None
        self.id = raw[20:44] if raw[:20] == '{"contract":1,"id":"' and raw[44] == '"' else str(self.line["id"])

    @classmethod
    def ruled(cls, line: Mapping[str, Any], *given: Any, **more: Any) -> Told:
        """A claim as rulings made it."""
        return cls(json_line(line), *given, **more)

    @property
    def raw(self) -> str:
        """The contract line as JSON."""
        if self._shown is None:
            return self._read
        head, tail = self._around()
        return f'{head}"evidence":{json_line(_object(self._shown))}{tail[:-1]},"cut":true}}'

    @property
    def line(self) -> Line:
        """The contract line."""
        if self._line is None:
            line: dict[str, Any] = msgspec.json.decode(self._read) if self.plain else from_json_line(self._read)
            if self._shown is not None:
                line["evidence"], line["cut"] = _object(self._shown), True
            self._line = line
        return self._line

    @property
    def claimed(self) -> str:
        """The contract line as JSON without its evidence."""
        head, tail = self._around()
        return f'{head}{tail[1:-1]},"cut":true}}' if self.cut else f"{head}{tail[1:]}"

    def quote(self, text: str) -> Span:
        """Its words, in the text of its article."""
        raw = self._read
        place = _PLACE.match(raw, raw.rfind(_EVIDENCE))
        if place is None:
            words = self.line["evidence"]
            return Span(words["start"], words["end"], words["exact"])
        start, end = int(place[1]), int(place[2])
        return Span(start, end, text[start:end])

    def shortened(self, quote: Span | None, start: int) -> None:
        """Let no more than this of its words stand in it; with None nothing, at the place where they began."""
        self._shown = quote or Span(start, start, "")
        self.cut, self._line = True, None

    def _around(self) -> tuple[str, str]:
        """What stands in the line before its evidence and after it."""
        return self._read[: self._read.rfind(_EVIDENCE)], self._read[self._read.rfind(_AFTER) + 1 :]


def _object(words: Span) -> dict[str, Any]:
    return {"start": words.start, "end": words.end, "exact": words.exact}
