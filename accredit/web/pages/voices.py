"""What offices, named officials and outlets have said over time.

Unnamed voices are nobody and never listed; nor is an office that nothing tells apart from those of its kind: the consul
of one article may be another than that of the next.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accredit.errors import NothingHereError
from accredit.model import RecordedClaim, Situation, Voice, digest
from accredit.verdict.because import voice_words
from accredit.verdict.holding import spoken_day
from accredit.verdict.independence import SMALL, contends, fold, voice_key
from accredit.web.shown import ClaimShown
from accredit.web.view import Asked, View

_OFFICES = SMALL | {
    "acting", "administration", "ambassador", "announcement", "attache", "authorities", "charge", "commission",
    "consul", "consular", "consulate", "deputy", "diplomat", "diplomats", "directorate", "embassy", "envoy",
    "first", "foreign", "general", "government", "head", "minister", "ministry", "mission", "note", "office",
    "official", "officials", "permanent", "president", "press", "representative", "second", "secretary",
    "statement", "state",
}  # fmt: skip
"""Words for offices and papers, which name none of them."""

CLAIMS = 150
"""Claims of one voice on its page, the newest."""


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """One voice with how much it said, on how many missions and states, from when to when."""

    name: str
    words: str
    kind: str
    party: str | None
    claims: int
    subjects: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class VoicesPage:
    """The voices by how much they said."""

    asked: Asked
    voices: tuple[VoiceRow, ...]
    unnamed: int


@dataclass(frozen=True, slots=True)
class VoicePage:
    """What one voice said, the newest first."""

    asked: Asked
    voice: VoiceRow
    claims: tuple[ClaimShown, ...]


Said = Mapping[str, tuple[RecordedClaim, ...]]


def voices_page(view: View) -> VoicesPage:
    """The list; unnamed voices are counted and not told apart."""
    said = _said(view)
    rows = sorted((_row(name, claims, view) for name, claims in said.items()), key=lambda r: (-r.claims, r.words))
    named = sum(len(claims) for claims in said.values())
    return VoicesPage(view.asked, tuple(rows), len(view.snapshot.found.claims) - named)


def voice_page(view: View, name: str) -> VoicePage:
    """What one voice said. Raises QuestionError for one that there is not."""
    claims = _said(view).get(name)
    if not claims:
        raise NothingHereError(f"no voice {name[:40]!r} here")
    newest = sorted(claims, key=lambda r: str(spoken_day(r) or ""), reverse=True)
    return VoicePage(view.asked, _row(name, claims, view), view.shown(newest[:CLAIMS]))


def voice_name(recorded: RecordedClaim, view: View) -> str | None:
    """The origin's name in addresses; None for one that is joined to nothing across articles: an unnamed voice, an
    article that names no outlet, an office that nothing tells apart.
    """
    origin = recorded.claim.origin
    if origin.kind == "anonymous" or (origin.kind == "outlet" and not (origin.name or recorded.article.outlet)):
        return None
    if origin.kind != "outlet" and not _told_apart(origin, view.situation):
        return None
    return digest("voice", voice_key(recorded, view.situation))[:16]


def _told_apart(voice: Voice, situation: Situation) -> bool:
    """Whether the words for a voice hold a name, or it is the one ministry of a party that has no other."""
    if voice.kind == "government" and contends(voice.party, situation):
        return True
    words = re.findall(r"\w+", voice.name or voice.role or "")
    return any(not word[0].islower() and fold(word) not in _OFFICES for word in words)


def _said(view: View) -> Said:
    key = ("voices", view.snapshot.head, view.situation.id, view.times.known_at, view.times.recorded_at, view.without)
    return view.site.remember(key, lambda: _by_voice(view))


def _by_voice(view: View) -> Said:
    found: dict[str, list[RecordedClaim]] = {}
    for recorded in view.snapshot.found.claims:
        name = voice_name(recorded, view)
        if name:
            found.setdefault(name, []).append(recorded)
    return {name: tuple(claims) for name, claims in found.items()}


def _row(name: str, claims: tuple[RecordedClaim, ...], view: View) -> VoiceRow:
    days = [d for r in claims if (d := spoken_day(r))]
    longest = max(claims, key=lambda r: len(r.claim.origin.name or r.claim.origin.role or ""))
    subjects = {(r.claim.mission.id if r.claim.mission else str(r.claim.scope)) for r in claims}
    return VoiceRow(
        name,
        voice_words(longest, view.situation),
        longest.claim.origin.kind,
        longest.claim.origin.party,
        len(claims),
        len(subjects),
        min(days, default=None),
        max(days, default=None),
    )
