"""Names of things in linked data: URNs that mean the same on every machine, since ids are hashes of content."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from urllib.parse import quote, urlsplit

from accredit.export.line import LineMission, LineVoice
from accredit.export.shapes import Leaf
from accredit.export.told import Told


def claim_urn(claim_id: str) -> str:
    """A claim."""
    return f"urn:accredit:claim:{_plain(claim_id)}"


def article_urn(leaf: Leaf) -> str:
    """One version of an article."""
    return f"urn:accredit:article:{leaf.key}"


def text_urn(text_id: str) -> str:
    """A text by the SHA-256 of its code points."""
    return f"urn:accredit:text:{_plain(text_id)}"


def reading_urn(told: Told) -> str | None:
    """The reading that found a claim; None for a claim that a person added."""
    return f"urn:accredit:reading:{told.reading.id}" if told.reading else None


def party_urn(situation: str, party: str) -> str:
    """A party of a situation; a state that speaks for itself by its code."""
    return f"urn:accredit:party:{_plain(situation)}:{_plain(party)}"


def mission_urn(mission: LineMission) -> str:
    """A mission."""
    return f"urn:accredit:mission:{_plain(mission.id)}"


@lru_cache(maxsize=10_000)
def _quoted(words: str) -> str:
    return quote(words, safe="")


def _plain(words: str) -> str:
    """Words as a part of a URN; hashes, which are many, as they are."""
    return words if words.isalnum() and words.isascii() else _quoted(words)


def voice_urn(voice: LineVoice, leaf: Leaf) -> str:
    """A voice: a named one is one wherever it speaks, an unnamed one is one in its article alone."""
    named = voice.name or (voice.kind == "outlet" and leaf.article.outlet) or ""
    where = "" if named else leaf.key
    return _voice("\n".join((voice.kind, named, "" if named else voice.role or "", voice.party or "", where)))


@lru_cache(maxsize=10_000)
def _voice(said: str) -> str:
    return f"urn:accredit:voice:{hashlib.sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"


def web_address(url: str | None) -> str | None:
    """An address as an IRI that every reader of linked data takes; None for what is no http or https address."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return None
    safe = quote(url.strip().encode("utf-8", "replace"), safe="%/:?#[]@!$&'()*+,;=~-._")
    return safe if "[" not in safe and "]" not in safe else safe.replace("[", "%5B").replace("]", "%5D")
