"""Claims out of the lines that a ledger keeps: what `accredit.contract` reads, for many lines at once.

An answer about a mission that much is told of reads tens of thousands of lines. What a line says beside the claim (of
its article, everything but the id) is passed over, and missions and voices that come again are made once.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import msgspec

from accredit.contract import claim_from
from accredit.ledger.words import from_json_line
from accredit.model import (
    Actor,
    Aspect,
    Basis,
    Claim,
    Interval,
    Mission,
    MissionKind,
    Modality,
    Polarity,
    Situation,
    Span,
    Stance,
    Voice,
    VoiceKind,
    When,
    WhenKind,
)

_VOICES = 10_000
"""Voices kept at hand."""


class _Days(msgspec.Struct, frozen=True, gc=False):
    earliest: date | None
    latest: date | None
    text: str


class _When(msgspec.Struct, gc=False):
    kind: WhenKind
    earliest: date | None
    latest: date | None
    text: str


class _Voice(msgspec.Struct, frozen=True, gc=False):
    name: str | None
    role: str | None
    party: str | None
    kind: VoiceKind
    said: _Days | None


class _Carrier(msgspec.Struct, gc=False):
    id: str


class _Mission(msgspec.Struct, frozen=True, gc=False):
    id: str
    sending: str
    host: str
    city: str | None
    kind: MissionKind


class _Person(msgspec.Struct, gc=False):
    name: str | None
    role: str | None


class _Words(msgspec.Struct, gc=False):
    start: int
    end: int
    exact: str


class _Line(msgspec.Struct, gc=False):
    id: str
    article: _Carrier
    situation: str
    predicate: str
    mission: _Mission | None
    scope: dict[str, object] | None
    party: str | None
    person: _Person | None
    polarity: Polarity
    modality: Modality
    stance: Stance
    aspect: Aspect | None
    basis: Basis | None
    chain: list[_Voice]
    when: _When | None
    evidence: _Words
    confidence: float
    rule: str


class LineReader:
    """Makes claims of a ledger's lines; missions are the situation's own where it has them."""

    def __init__(self, situation: Situation) -> None:
        self._decode = msgspec.json.Decoder(_Line).decode
        self._situation = situation
        self._known = {m.id: m for m in situation.missions}
        self._others: dict[_Mission, Mission] = {}
        self._voices: dict[_Voice, Voice] = {}

    def __call__(self, line: str) -> Claim:
        """The claim of one line."""
        said = None if "\\" in line else self._decode(line)
        if said is None or said.scope is not None:  # an escape may be a lone surrogate's; scopes are few
            return claim_from(from_json_line(line), self._situation)
        person, when, words = said.person, said.when, said.evidence
        return Claim(
            said.article.id,
            said.situation,
            said.predicate,
            self._mission(said.mission) if said.mission else None,
            None,
            said.party,
            Actor(person.name, person.role) if person else None,
            said.polarity,
            said.modality,
            said.stance,
            said.aspect,
            said.basis,
            tuple([self._voice(voice) for voice in said.chain]),
            When(when.kind, when.earliest, when.latest, when.text) if when else None,
            Span(words.start, words.end, words.exact),
            said.confidence,
            said.rule,
            said.id,
        )

    def _mission(self, given: _Mission) -> Mission:
        known = self._known.get(given.id) or self._others.get(given)
        if known is None:
            known = self._others[given] = Mission(given.id, given.sending, given.host, given.city, given.kind)
        return known

    def _voice(self, given: _Voice) -> Voice:
        voice = self._voices.get(given)
        if voice is None:
            days = given.said
            said = Interval(days.earliest, days.latest, days.text) if days else None
            voice = Voice(given.name, given.role, given.party, given.kind, said)
            if len(self._voices) < _VOICES:
                self._voices[given] = voice
        return voice


@contextmanager
def no_cycles() -> Iterator[None]:
    """Holds back the search for cycles while many values are made that are in none; it would look at each again and
    again.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
