"""Who a source is: a noun phrase as a Voice with name, role, party and kind."""

from __future__ import annotations

from dataclasses import dataclass

from accredit.extract.analysis import Line
from accredit.extract.lexicon import words
from accredit.extract.nouns import text_of
from accredit.model import HOST_STATE, Situation, Voice, VoiceKind

_MAX_ROLE = 14
_PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which", "this", "that", "his", "her", "its", "their"})


@dataclass(frozen=True, slots=True)
class Source:
    """The words that name a voice, at tokens `first` up to `last` of a line, and the voice that they name."""

    line: Line
    first: int
    last: int
    voice: Voice


def voice_of(line: Line, first: int, last: int, situation: Situation) -> Voice | None:
    """The voice that tokens `first` up to `last` name; None when they name nobody."""
    tokens = line.tokens[first:last]
    if not tokens:
        return None
    text = text_of(line.tokens[first : _bare_end(line, first, last)])
    persons = line.within(first, last, "person")
    head = _head(line, first, last)
    party = party_of(line, first, last, situation)
    if persons:
        person = persons[0]
        known = next((p for p in situation.people if p.name == person.key), None)
        role = _without(text_of(tokens), text_of(line.tokens[person.first : person.last]))
        party = party or (known.party if known else None)
        if person.entry.sure or head in words("nouns", "voices", "offices") or not _is_outlet(line, first, last):
            return Voice(person.entry.label, role or (known.role if known else None), party, "official")
    if head in words("nouns", "voices", "documents"):
        return Voice(text, None, party, "document")
    outlets = line.within(first, last, "outlet")
    if _unnamed(line, first, last, head):
        return Voice(None, text_of(tokens), party, "anonymous")
    if head in words("nouns", "voices", "offices"):
        return Voice(None, text, party, "official")
    if outlets:
        return Voice(outlets[0].entry.label, None, None, "outlet")
    if line.within(first, last, "ministry") or head in words("nouns", "voices", "governments") or party:
        kind: VoiceKind = (
            "organisation"
            if any(n.first >= first and n.last <= last + 1 and n.office is None for n in line.nouns)
            else "government"
        )
        return Voice(text, None, party, kind)
    if head in words("nouns", "voices", "outlets"):
        return Voice(text, None, None, "outlet")
    if tokens[0].norm in _PRONOUNS and len(tokens) == 1:
        return None
    if any(n.office is not None and n.first < last and first < n.last for n in line.nouns):
        return Voice(None, text_of(tokens), party, "official")
    if any(t.capital for t in tokens[1:]) or (tokens[0].capital and first > 0):
        return Voice(text, None, party, "organisation")
    # "A shopkeeper", "its driver", "traders": somebody without a name.
    people = any(t.tag in ("NN", "NNS") for t in tokens) and tokens[0].norm not in ("this", "that", "it")
    return Voice(None, text_of(tokens), party, "anonymous") if people else None


def party_of(line: Line, first: int, last: int, situation: Situation) -> str | None:
    """The party that a noun phrase belongs to, by its own words."""
    parties = line.within(first, last, "party")
    if parties:
        return parties[0].key
    tokens = line.tokens[first:last]
    old = {t.norm for t in tokens} & words("nouns", "past", "modifiers")
    if old and {t.lemma for t in tokens} & words("nouns", "past", "bodies"):
        return situation.former_party
    places = line.within(first, last, "state", "adjective", "city", "ministry")
    diplomats = any(n.first < last and n.last > first for n in line.nouns) or any(
        t.lemma in ("diplomat", "diplomatic") for t in tokens
    )
    ministry = any(
        t.lemma in words("nouns", "voices", "ministry") or t.lemma in ("government", "authority") for t in tokens
    )
    home = [p for p in places if p.key == situation.sending]
    if home:
        alone = last - first <= 2
        return situation.capital_party if (ministry or alone) and not diplomats else None
    if not places or diplomats or {t.lemma for t in tokens} & words("nouns", "voices", "bystanders"):
        return None
    head = _head(line, first, last)
    if head in words("nouns", "voices", "unnamed") and not ministry and all(p.kind == "city" for p in places):
        return None  # "sources in Mashhad" are anybody there
    return HOST_STATE


def _bare_end(line: Line, first: int, last: int) -> int:
    """The end of the phrase without a relative clause or insertion."""
    for i in range(first + 1, last):
        if line.tokens[i].norm in (",", "—", "–", "(", "who", "which", "whose"):
            return i
    return last


def _head(line: Line, first: int, last: int) -> str:
    """The lemma of the phrase's head noun: the last noun before a preposition, comma or relative clause."""
    best = ""
    for i in range(first, last):
        token = line.tokens[i]
        mention = line.mention(i)
        if mention and mention.kind == "ministry":
            best = "ministry"
            continue
        if token.tag.startswith("NN") or (token.tag == "JJ" and i + 1 == last):
            best = token.lemma
        elif best and (
            token.tag in ("IN", "TO", "WP", "WDT", "VBN", "VBG")
            or token.norm in (",", "who", "in", "of", "at", "from", "to")
        ):
            break
    return best


def _unnamed(line: Line, first: int, last: int, head: str) -> bool:
    tokens = line.tokens[first:last]
    if head in words("nouns", "voices", "unnamed"):
        return True
    text = " ".join(t.norm for t in tokens)
    return any(a in text for a in words("nouns", "voices", "anonymity"))


def _is_outlet(line: Line, first: int, last: int) -> bool:
    return any(m.kind == "outlet" for m in line.within(first, last))


def _without(text: str, name: str) -> str | None:
    role = " ".join(text.replace(name, " ", 1).replace("—", " ").split()).strip(" ,'’")
    for prefix in ("the ", "The ", "a ", "A ", "an ", "An "):
        role = role.removeprefix(prefix)
    return " ".join(role.split()[:_MAX_ROLE]).strip(" ,") or None
