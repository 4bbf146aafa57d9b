"""A claim on its way out: its contract line, parsed when somebody looks into it and passed on as it is otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from accredit.ledger.streaming import ReadBy, StoredClaim
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

    __slots__ = ("_line", "cut", "id", "original", "plain", "raw", "reading", "recorded_at", "rulings", "set_aside")

    def __init__(
        self,
        raw: str,
        recorded_at: str,
        reading: ReadBy | None,
        *,
        rulings: Sequence[RecordedRuling] = (),
        original: str | None = None,
        set_aside: bool = False,
    ) -> None:
        self.raw, self.recorded_at, self.reading = raw, recorded_at, reading
        self.rulings, self.original, self.set_aside = tuple(rulings), original, set_aside
        self.plain = "\\u" not in raw
        self.cut = False
        self._line: Line | None = None
        self.id = raw[20:44] if raw.startswith('{"contract":1,"id":"') and raw[44] == '"' else str(self.line["id"])

    @classmethod
    def read(cls, stored: StoredClaim) -> Told:
        """A claim on which there is no ruling."""
        return cls(stored.line, stored.recorded_at, stored.reading)

    @classmethod
    def ruled(cls, line: Mapping[str, Any], *given: Any, **more: Any) -> Told:
        """A claim as rulings made it."""
        return cls(json_line(line), *given, **more)

    @property
    def line(self) -> Line:
        """The contract line."""
        if self._line is None:
            self._line = from_json_line(self.raw) if not self.plain else msgspec.json.decode(self.raw)
        return self._line

    def quote(self, text: str) -> Span:
        """Its words, in the text of its article."""
        place = _PLACE.match(self.raw, self.raw.rfind(_EVIDENCE))
        if place is None:
            words = self.line["evidence"]
            return Span(words["start"], words["end"], words["exact"])
        start, end = int(place[1]), int(place[2])
        return Span(start, end, text[start:end])

    def shortened(self, quote: Span | None, start: int) -> None:
        """Let no more than this of its words stand in it; with None nothing, at the place where they began."""
        shown = quote or Span(start, start, "")
        words = {"start": shown.start, "end": shown.end, "exact": shown.exact}
        head, after = self.raw.rfind(_EVIDENCE), self.raw.rfind(_AFTER)
        made = msgspec.json.encode(words).decode() if self.plain else json_line(words)
        self.raw = f'{self.raw[:head]}"evidence":{made}{self.raw[after + 1 : -1]},"cut":true}}'
        self.cut, self._line = True, None
