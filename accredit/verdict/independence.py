"""Who is one and the same: voices, origins, and copies of one text.

One origin counts once, however many outlets carry it. Corroboration counts origins,
because a saying does not become truer by being printed twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from accredit.model import HOST_STATE, Article, RecordedClaim, Situation, Voice

_SMALL = frozenset({"the", "of", "for", "and", "a", "an", "s", "affairs", "spokesman", "spokeswoman", "spokesperson"})


def fold(words: str) -> str:
    """Words in lower case, without accents or punctuation: how names are compared.

    >>> fold("Nils Örr-Holm")
    'nils orr holm'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", plain).casefold().strip()


def published_day(article: Article) -> date | None:
    """The last day on which it may have been published: a month counts once it is over."""
    interval = article.published_interval
    return interval.latest if interval else None


def one_report(claims: Iterable[RecordedClaim]) -> list[RecordedClaim]:
    """The claims of each text's first carrier alone, each claim once.

    Articles with one `text_id` are one report, whoever printed it: the earliest published
    carrier stands for all (then the least id; undated ones last), so a later copy changes
    neither who says it nor when.
    """
    kept = list(claims)
    first: dict[str, tuple[bool, date, str, str, str]] = {}
    for recorded in kept:
        text, carrier = recorded.article.text_id, _carrier(recorded.article)
        first[text] = min(first.get(text, carrier), carrier)
    return list({r.claim.id: r for r in kept if first[r.article.text_id] == _carrier(r.article)}.values())


def _carrier(article: Article) -> tuple[bool, date, str, str, str]:
    day = published_day(article)
    return (day is None, day or date.max, article.id, article.outlet or "", article.url or "")


def _office(voice: Voice, situation: Situation) -> str:
    """An office by the words of its name that tell it apart, its party and no word order."""
    party = voice.party and situation.party(voice.party)
    own = set(fold(f"{party.id} {party.short}").split()) if party else set()
    words = set(fold(voice.name or voice.role or voice.kind).split()) - _SMALL - own
    return f"office:{voice.party or ''}:{' '.join(sorted(words))}"


def voice_key(recorded: RecordedClaim, situation: Situation) -> str:
    """What tells voices apart when a later word is to replace an earlier one.

    A named person is one voice wherever quoted; an office is one by its name and party; an
    outlet is one, whether it speaks or is cited. An unnamed voice is nobody else's: it is
    joined to no other article, except to copies of its own text.
    """
    voice, article = recorded.claim.origin, recorded.article
    if voice.kind == "anonymous":
        return f"anonymous:{voice.party or ''}:{article.text_id}"
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
