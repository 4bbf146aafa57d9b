"""A claim on its way out: its contract line with its fields, and as the JSON that it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accredit.export.line import Line, LineWords, is_plain, line_of
from accredit.ledger.walking import ReadBy
from accredit.ledger.words import from_json_line, json_line
from accredit.ruling import RecordedRuling

# Quotation marks inside JSON's strings are escaped, so these stand where the fields are, and at the evidence alone.
_PREDICATE = '"predicate":'
_ASPECT = '"aspect":'
_EVIDENCE = '"evidence":{"start":'
_AFTER = '},"confidence":'


class Told:
    """A claim as it may leave. Nobody changes one.

    `line` is its contract line, `raw` the same as JSON. Of words that may not leave in full both have the beginning
    that may; then `cut` is true, and the JSON says so too. `plain` is true where the line holds no character that UTF-8
    or a table cannot carry. `rulings` bear on the claim, `original` is the id under which it was read where they
    changed it, and `set_aside` is true where they rejected it or retracted its article.
    """

    __slots__ = ("_read", "cut", "id", "line", "original", "plain", "reading", "recorded_at", "rulings", "set_aside")

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
        self.cut = False
        self.plain = is_plain(raw)
        self.line: Line = line_of(raw, plain=self.plain)
        self.id = self.line.id

    @classmethod
    def ruled(cls, line: Mapping[str, Any], *given: Any, **more: Any) -> Told:
        """A claim as rulings made it."""
        return cls(json_line(line), *given, **more)

    @property
    def what(self) -> str:
        """What is claimed and how: the JSON of its fields from the predicate to the stance, by which what claims share
        is found quickest.
        """
        start = self._read.find(_PREDICATE)
        return self._read[start : self._read.find(_ASPECT, start)]

    @property
    def raw(self) -> str:
        """The contract line as JSON."""
        if not self.cut:
            return self._read
        head, tail = self._around()
        words = self.line.evidence
        shown = json_line({"start": words.start, "end": words.end, "exact": words.exact})
        return f'{head}"evidence":{shown}{tail[:-1]},"cut":true}}'

    @property
    def claimed(self) -> str:
        """The contract line as JSON without its evidence."""
        head, tail = self._around()
        return f'{head}{tail[1:-1]},"cut":true}}' if self.cut else f"{head}{tail[1:]}"

    def contract(self) -> dict[str, Any]:
        """The contract line as an object, with what it tells of the article."""
        found: dict[str, Any] = from_json_line(self.raw)
        return found

    def shortened(self, end: int) -> None:
        """Let no more of its words stand in it than those before `end`; where they begin, that is nothing."""
        words = self.line.evidence
        start = words.start
        self.line.evidence = LineWords(start, end, words.exact[: end - start])
        self.cut = True

    def _around(self) -> tuple[str, str]:
        """What stands in the line before its evidence and after it."""
        return self._read[: self._read.rfind(_EVIDENCE)], self._read[self._read.rfind(_AFTER) + 1 :]
