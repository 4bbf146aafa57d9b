"""Who is one and the same: voices, origins, and copies of one text.

One origin counts once, however many outlets carry it. Corroboration counts origins,
because a saying does not become truer by being printed twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from accredit.model import HOST_STATE, Article, RecordedClaim, Situation, Voice, partial_interval

SMALL = frozenset({"the", "of", "for", "and", "a", "an", "s", "affairs", "spokesman", "spokeswoman", "spokesperson"})
"""Words of a name that tell nobody apart."""


@lru_cache(maxsize=65536)  # the same few names are folded for every claim and every question
def fold(words: str) -> str:
    """Words in lower case, without accents or punctuation: how names are compared.

    >>> fold("Nils Örr-Holm")
    'nils orr holm'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", plain).casefold().strip()


def published_day(article: Article) -> date | None:
    """The last day on which it may have been published: a month counts once it is over."""
    return _last_day(article.published) if article.published else None


@lru_cache(maxsize=4096)
def _last_day(published: str) -> date | None:
    interval = partial_interval(published)
    return interval.latest if interval else None


def one_report(claims: Iterable[RecordedClaim], situation: Situation) -> list[RecordedClaim]:
    """The claims of each report as its first carrier made them, each claim once.

    Articles with one `text_id` are one report, whoever printed it: the earliest published
    carrier stands for all (then the least id; undated ones last), so a later copy changes
    neither who says it nor when. Of a light rewrite only what it adds is kept.
    """
    kept = list(claims)
    first: dict[str, tuple[bool, date, str, str, str]] = {}
    for recorded in kept:
        text, carrier = recorded.article.text_id, _carrier(recorded.article)
        first[text] = min(first.get(text, carrier), carrier)
    carried = list({r.claim.id: r for r in kept if first[r.article.text_id] == _carrier(r.article)}.values())
    return _added(carried, situation) if any(r.report for r in carried) else carried


def _added(claims: Sequence[RecordedClaim], situation: Situation) -> list[RecordedClaim]:
    """Without what a rewrite only says again: the same thing told of the same subject in an earlier text."""
    earliest: dict[tuple[object, ...], tuple[tuple[bool, date, str, str, str], str]] = {}
    for recorded in claims:
        key, mine = _told(recorded, situation), (_carrier(recorded.article), recorded.article.text_id)
        earliest[key] = min(earliest.get(key, mine), mine)
    return [r for r in claims if earliest[_told(r, situation)][1] == r.article.text_id]


def _told(recorded: RecordedClaim, situation: Situation) -> tuple[object, ...]:
    """What a report tells and whose word it is, whoever printed it; what nobody else is named for is the report's."""
    claim = recorded.claim
    mission, person = claim.mission and claim.mission.id, claim.person and claim.person.name
    said = (claim.predicate, mission, claim.scope, claim.party, person, claim.polarity, claim.real, claim.stance)
    voice = voice_key(recorded, situation) if len(claim.chain) > 1 else "the report itself"
    return (recorded.text, *said, claim.basis == "formal", voice)


def _carrier(article: Article) -> tuple[bool, date, str, str, str]:
    day = published_day(article)
    return (day is None, day or date.max, article.id, article.outlet or "", article.url or "")


def _office(voice: Voice, situation: Situation) -> str:
    """An office by the words of its name that tell it apart, its party and no word order."""
    party = voice.party and situation.party(voice.party)
    own = set(fold(f"{party.id} {party.short}").split()) if party else set()
    words = set(fold(voice.name or voice.role or voice.kind).split()) - SMALL - own
    return f"office:{voice.party or ''}:{' '.join(sorted(words))}"


def voice_key(recorded: RecordedClaim, situation: Situation, voice: Voice | None = None) -> str:
    """What tells voices apart when a later word is to replace an earlier one; the origin's unless told.

    A named person is one voice wherever quoted; an office is one by its name and party; an
    outlet is one, whether it speaks or is cited. An unnamed voice is nobody else's: it is
    joined to no other article, except to copies of its own report.
    """
    voice, article = voice or recorded.claim.origin, recorded.article
    if voice.kind == "anonymous":
        return f"anonymous:{voice.party or ''}:{recorded.text}"
    if voice.kind == "outlet":
        return f"outlet:{fold(voice.name or article.outlet or article.id)}"
    if voice.kind == "official" and voice.name:
        return f"person:{fold(voice.name)}"
    return _office(voice, situation)


def origin_key(recorded: RecordedClaim, situation: Situation) -> str:
    """What counts as one origin: the voice; unnamed ones are one at most per party (and subject)."""
    voice = recorded.claim.origin
    return f"anonymous:{voice.party or ''}" if voice.kind == "anonymous" else voice_key(recorded, situation)


def contends(party: str | None, situation: Situation) -> bool:
    """Whether the party claims to act for the contested state; the host state does not."""
    return party is not None and party != HOST_STATE and situation.party(party) is not None


def gains(speaker: str | None, gainer: str | None, denied: bool, situation: Situation) -> bool:
    """Whether a party's voice gains if its word is believed.

    A party gains from what gives it something, and from a denial of what gives another
    something or takes the mission away from all (a denied closing).
    """
    return contends(speaker, situation) and (speaker != gainer if denied else speaker == gainer)


def against_interest(speaker: str | None, gainer: str | None, denied: bool, situation: Situation) -> bool:
    """Whether a party's voice loses if its word is believed: the embassy's own diplomat who says that it is lost."""
    if not contends(speaker, situation) or not contends(gainer, situation):
        return False
    return speaker == gainer if denied else speaker != gainer
