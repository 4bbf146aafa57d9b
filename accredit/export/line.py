"""A line of the claim contract (docs/contract.md) with its fields: the form in which every export takes claims."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from accredit.ledger.words import from_json_line


class LineDays(msgspec.Struct, frozen=True, gc=False):
    """Days that words give, as ISO dates."""

    earliest: str | None
    latest: str | None
    text: str


class LineWhen(msgspec.Struct, frozen=True, gc=False):
    """When it happened or held."""

    kind: str
    earliest: str | None
    latest: str | None
    text: str


class LineVoice(msgspec.Struct, frozen=True, gc=False):
    """One link of the chain."""

    name: str | None
    role: str | None
    party: str | None
    kind: str
    said: LineDays | None


class LineMission(msgspec.Struct, frozen=True, gc=False):
    """The mission that it is about."""

    id: str
    sending: str
    host: str
    city: str | None
    kind: str


class LinePerson(msgspec.Struct, frozen=True, gc=False):
    """The person that it is about."""

    name: str | None
    role: str | None


class LineWords(msgspec.Struct, frozen=True, gc=False):
    """The words that it rests on, and where they stand in the article's text, in code points."""

    start: int
    end: int
    exact: str


class Line(msgspec.Struct, gc=False):
    """The contract's fields under their names, but those of the article. `scope` is the contract's object."""

    id: str
    situation: str
    predicate: str
    mission: LineMission | None
    scope: dict[str, Any] | None
    party: str | None
    person: LinePerson | None
    polarity: str
    modality: str
    stance: str
    aspect: str | None
    basis: str | None
    chain: list[LineVoice]
    when: LineWhen | None
    evidence: LineWords
    confidence: float
    rule: str

    @property
    def origin(self) -> LineVoice:
        """Who vouches: the last voice of the chain."""
        return self.chain[-1]


_decode = msgspec.json.Decoder(Line).decode


def is_plain(raw: str) -> bool:
    """Whether a line as JSON holds no escape but those of its own marks: then UTF-8 and a table can carry it all."""
    return "\\" not in raw or "\\u" not in raw


def line_of(given: Mapping[str, Any] | str, *, plain: bool = False) -> Line:
    """A line out of its JSON, or out of its object; `plain` is told by whoever asked `is_plain` of it.

    Raises ValidationError where it is no line of the contract.
    """
    if not isinstance(given, str):
        return msgspec.convert(given, Line)
    return _decode(given) if plain or is_plain(given) else msgspec.convert(from_json_line(given), Line)
