"""People by their office: which words are the office, which the name, and what the office belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from accredit.extract.attribution.heads import body, first_name, office
from accredit.extract.attribution.lists import among, closed
from accredit.extract.attribution.units import Piece
from accredit.extract.attribution.who import Gender, Who

OF = frozenset({"of", "at", "for", "with", "from"})
"""What an office belongs to follows these."""

TIMES = frozenset({"since", "until", "when", "while", "during", "after", "before", "last", "as"})
"""These begin a time or a clause, no part of a house's name."""


def owners_pronoun(norm: str) -> str | None:
    """The pronoun that "his", "her", "its", "their", "my", "our" come from."""
    return {"his": "he", "her": "she", "its": "it", "their": "they", "my": "i", "our": "we", "your": "you"}.get(norm)


def text_of(pieces: Sequence[Piece], text: str) -> str:
    """The stretch of the text from the first piece to the last, an owner's ’s at its end left out."""
    return " ".join(text[pieces[0].start : pieces[-1].end].split()) if pieces else ""


def names_of(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The words that a name is known by, in lower case."""
    return tuple(p.norm for p in pieces if not closed(p.norm) and p.norm not in among("grammar", "links"))


def titled_name(rest: Sequence[Piece]) -> tuple[bool, Sequence[Piece], Gender | None]:
    """A name without "Mr", "Dr." before it, and what these tell."""
    gender: Gender | None = None
    name, titled = rest, False
    while len(name) > 1:
        norm = name[0].norm.rstrip(".")
        if norm in among("titles", "man"):
            gender = "man"
        elif norm in among("titles", "woman"):
            gender = "woman"
        elif norm not in among("titles", "either"):
            break
        name, titled = name[1:], True
    return titled, name, gender


def person(
    out: Who, owning: Sequence[Piece], head: Sequence[Piece], name: Sequence[Piece], tail: Sequence[Piece], text: str
) -> Who:
    """A person by office, with or without a name."""
    out.sort = "person"
    role, before = _role(head)
    if name:
        _, name, out.gender = titled_name(name)
        out.name, out.names = text_of(name, text), names_of(name)
        out.gender = out.gender or first_name(name[0].norm)
    if role:
        stem = office(role[-1].norm) or role[-1].stem
        out.head = stem
        out.plural = role[-1].norm != role[-1].stem or role[-1].norm in ("staff", "people")
        extended, tail = _portfolio(tail) if not name else ((), tail)
        said = text_of([*role, *extended], text)
        out.role = said if any(p.text.isupper() and 1 < len(p.text) < 4 for p in role) else said.lower()
        if extended and tail and tail[0].capital:
            name, tail = tail, ()
            out.name, out.names, out.gender = text_of(name, text), names_of(name), first_name(name[0].norm)
        unnamed = stem in among("roles", "unnamed") or role[-1].norm in among("roles", "unnamed")
        singled = stem == "spokesperson" and not out.plural
        out.hidden = out.name is None and not singled and (unnamed or out.hidden or out.plural)
        out.gender = out.gender or _gender(role[-1].stem)
    elif tail and not name:
        out.plural = True
    near = text_of(owning, text) or (text_of(before, text) if before else "")
    out.affiliation = near or belongs(tail, text)
    if near and before and owning:
        out.affiliation = text_of([*owning], text)
    if near and before and not owning and tail and tail[0].norm == "in":
        out.affiliation = near
    out.short = out.definite and out.name is None and not out.affiliation and not out.owned and not tail
    out.short = out.short or (
        out.name is None and bool(role) and role[0].capital and not tail and not near and not out.plural
    )
    return out


def _gender(stem: str) -> Gender | None:
    if stem.endswith("woman") or stem in among("people", "mothers"):
        return "woman"
    return "man" if stem.endswith("man") or stem in among("people", "fathers") else None


def _role(head: Sequence[Piece]) -> tuple[Sequence[Piece], Sequence[Piece]]:
    """The office, and the pieces before it that name what it belongs to."""
    if not head:
        return (), ()
    apart = office(head[-1].norm) == "spokesperson" or head[-1].stem in among("roles", "unnamed")
    first = len(head) - 1
    while first > 0:
        before = head[first - 1]
        if before.owner or before.norm in among("roles", "sorts") or before.text.isupper():
            break
        part = (
            before.norm in among("roles", "part")
            or office(before.norm)
            or before.norm.split("-")[0] in ("deputy", "vice", "ex")
        )
        house = body(before) in ("government", "organisation", "outlet")
        if before.norm == "foreign" and head[-1].stem not in ("minister", "secretary", "adviser", "correspondent"):
            break
        if apart and (house or before.norm in ("police",)):
            break
        if house and first > 1 and before.capital and head[first - 2].capital and before.norm not in ("police", "fire"):
            break  # "Reform Party leader"
        if house and before.norm in ("ministry", "embassy", "consulate", "government", "parliament"):
            break
        if not part and ((before.capital and first > 1) or before.capital or _adjective(before)):
            break
        first -= 1
    before_role = [p for p in head[:first] if p.norm not in among("roles", "sorts")]
    known = [p for p in before_role if p.capital or body(p) or p.norm == "police"]
    # From the first word that names a house on: "Interior Ministry spokeswoman".
    return head[first:], before_role[before_role.index(known[0]) :] if known else ()


def _adjective(piece: Piece) -> bool:
    """A describing word by its ending; nouns before a noun are part of the office."""
    return piece.norm.endswith(("ous", "ful", "ish", "est", "ed", "ble", "less", "ly")) and piece.norm not in among(
        "roles", "part"
    )


def _portfolio(tail: Sequence[Piece]) -> tuple[Sequence[Piece], Sequence[Piece]]:
    """ "of staff", "of marine law", "for Foreign Affairs": what belongs to the office, and what follows."""
    if len(tail) < 2 or tail[0].norm not in ("of", "for"):
        return (), tail
    if tail[1].norm in among("grammar", "articles") or tail[1].text[0].isdigit() or owners_pronoun(tail[1].norm):
        return (), tail
    end = 1
    while end < len(tail) and not (end > 1 and tail[end].norm in among("grammar", "prepositions")):
        piece = tail[end]
        if piece.owner or (piece.capital and piece.norm not in among("grammar", "portfolios") and piece.norm != "and"):
            break
        end += 1
    if end == 1:
        return (), tail
    return tail[:end], tail[end:]


def belongs(tail: Sequence[Piece], text: str, *, by: bool = False) -> str | None:
    """What follows "of", "at", "for": the house that an office or a person belongs to."""
    if by:
        # "Receipts obtained by the Courier", "a tally kept by the union".
        start = next((k for k, p in enumerate(tail[:3]) if p.norm in OF or p.norm == "by"), 0)
        tail = tail[start:]
    if len(tail) < 2:
        return None
    norm, thing = tail[0].norm, tail[1:]
    if thing[0].norm in among("bodies", "near"):
        return None
    stop = next(
        (k for k, p in enumerate(thing) if (p.norm in among("grammar", "clauses") or p.norm in TIMES) and k), len(thing)
    )
    thing = thing[:stop]
    first = next(
        (k for k, p in enumerate(thing) if k and p.norm in among("grammar", "prepositions") and not p.capital),
        len(thing),
    )
    housed = any(p.capital or body(p) for p in thing[:first][-1:])
    if norm in OF or (by and norm == "by"):
        lead = thing[0]
        known = (
            lead.norm in among("grammar", "articles")
            or lead.capital
            or lead.owner
            or owners_pronoun(lead.norm)
            or lead.text[0].isdigit()
        )
        return text_of(thing, text) if known or housed else None
    if norm in ("in", "inside", "within") and body(thing[:first][-1]) in ("government", "organisation", "outlet"):
        return text_of(thing, text)
    if norm == "to" and thing[0].norm in ("the", "president", "prime"):
        return text_of(thing, text)
    return None
