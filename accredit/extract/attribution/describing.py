"""A whole source taken apart: its noun phrase, appositions, clauses behind it, and several speakers at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accredit.extract.attribution.heads import office
from accredit.extract.attribution.lists import among, anonymity
from accredit.extract.attribution.offices import OF, owners_pronoun, text_of
from accredit.extract.attribution.phrases import simple
from accredit.extract.attribution.units import Piece, Units
from accredit.extract.attribution.who import Who

_MARKS = frozenset(",—–―();:[]")
_RELATIVE = frozenset({"who", "which", "that", "whose", "whom", "where"})
_JOINS = frozenset({"and", "or", "nor"})
_DETERMINERS = frozenset({"the", "a", "an", "two", "three", "four", "several", "some", "other"})
_ENDS = frozenset({"and", "but", "for", "since", "when", "while", "until", "before", "after", "during", "as"})
_LONGEST = 60
_PRONOUNS = {p: key for key in ("man", "woman", "body", "several", "self") for p in among("pronouns", key)}


@dataclass(frozen=True, slots=True)
class _Segment:
    """Pieces between commas; `mark` is what stands before them."""

    mark: str
    pieces: Sequence[Piece]


def described(units: Units, a: int, b: int) -> list[Who]:
    """Each speaker that the words `a` up to `b` name, with what they tell of it."""
    pieces = [p for p in units.pieces(a, min(b, a + _LONGEST)) if p.norm not in among("grammar", "passed") or p.capital]
    while pieces and not pieces[0].text[0].isalnum() and not pieces[0].text.startswith("@"):
        pieces.pop(0)
    while pieces and not pieces[-1].text[-1].isalnum() and not pieces[-1].text.endswith("."):
        pieces.pop()
    if not pieces:
        return [Who()]
    if who := _pronoun(pieces):
        return [who]
    text = units.words.text
    segments = _segments(pieces)
    capitals = not units.headline(a)
    several: list[Who] = []
    if len(segments) > 1 and len(segments[0].pieces) > 1 and _aside(segments[0].pieces[0]):
        segments = segments[1:]  # "Writing for the majority, Judge Kell"
    for place, segment in enumerate(segments):
        if not segment.pieces:
            continue
        if place == 0:
            several = [simple(part, text, capitals=capitals) for part in _coordinates(segment.pieces, text)]
        elif segment.pieces[0].norm in _JOINS and len(segment.pieces) > 1 and segment.mark not in "()":
            several += [simple(part, text) for part in _coordinates(segment.pieces[1:], text)]
        else:
            listed = any(p.norm in _JOINS for later in segments[place:] for p in later.pieces)
            _behind(several, segment, text, listed=listed)
    for one in several:
        one.hidden = one.hidden or (one.name is None and _anonymous(pieces))
    return several or [Who()]


def _aside(piece: Piece) -> bool:
    """What begins with it stands before the source and is no part of its name."""
    small = piece.norm in among("grammar", "prepositions") or piece.norm.endswith("ing")
    return small and not office(piece.norm)


def _pronoun(pieces: Sequence[Piece]) -> Who | None:
    """A pronoun alone, or with "own" or "words" behind it."""
    first = pieces[0].norm
    kind = _PRONOUNS.get(first)
    if len(pieces) == 1 and (kind or first in _RELATIVE):
        return Who(pronoun=kind or "relative")
    if kind and owners_pronoun(first) and pieces[-1].norm in ("own", "words"):
        return Who(pronoun=kind)
    if kind and not owners_pronoun(first) and pieces[1].norm in _MARKS | _RELATIVE | {"all"}:
        return Who(pronoun=kind)
    return None


def _segments(pieces: Sequence[Piece]) -> list[_Segment]:
    out: list[_Segment] = []
    mark, current = "", list[Piece]()
    for piece in pieces:
        relative = piece.norm in _RELATIVE and not piece.capital and bool(current)
        if piece.norm in _MARKS or relative:
            out.append(_Segment(mark, tuple(current)))
            current = [piece] if relative else []
            mark = "," if relative else piece.norm
        else:
            current.append(piece)
    return [*out, _Segment(mark, tuple(current))]


def _coordinates(pieces: Sequence[Piece], text: str) -> list[Sequence[Piece]]:
    """The speakers that "and" joins, where it does not stand inside one name."""
    for k, piece in enumerate(pieces):
        if 0 < k < len(pieces) - 1 and piece.norm in _JOINS and _apart(pieces[:k], pieces[k + 1 :], text):
            return [pieces[:k], *_coordinates(pieces[k + 1 :], text)]
    return [pieces]


def _apart(left: Sequence[Piece], right: Sequence[Piece], text: str) -> bool:
    if any(p.norm in ("between", "both") for p in left[1:]):
        return False
    if right[0].norm in _DETERMINERS or owners_pronoun(right[0].norm):
        return True
    a, b = simple(left, text), simple(right, text)
    if a.person and a.name and b.person and b.name:
        return True
    states = among("bodies", "states") | among("bodies", "capitals")
    if (a.name or "").lower() in states and b.name:
        return True
    # "residents and officials", but not "the mayor of Bar and Ulcinj".
    return bool(not right[0].capital and b.person and b.role and a.person and a.role and office(right[-1].norm))


def _behind(several: list[Who], segment: _Segment, text: str, *, listed: bool) -> None:
    """What an apposition or a clause adds to the speaker before it."""
    pieces, main = segment.pieces, several[-1]
    lead = pieces[0]
    if lead.norm in _RELATIVE:
        _clause(main, pieces, text)
        return
    if segment.mark == "(" and len(pieces) == 1 and lead.text.isupper() and len(lead.text) > 1:
        main.initials = lead.text
        return
    if lead.text[0].isdigit() or (len(pieces) == 1 and lead.norm in among("roles", "sorts")):
        return
    if lead.norm in OF and main.affiliation is None:
        # "Ruth Aalto, from the union": as if it stood behind a name.
        main.affiliation = simple([_stand_in(lead), *pieces], text).affiliation
        return
    if lead.norm in ("like", "unlike", "than", "on", "in", "by", "near"):
        return
    clause = lead.norm.endswith(("ing", "ed")) or lead.norm in among("grammar", "clauses")
    if clause and not office(lead.norm) and not lead.capital and lead.norm not in among("roles", "sorts"):
        return
    parts = _coordinates(pieces, text)
    told = simple(parts[0], text)
    if listed and main.person and main.name and told.person and told.name and told.role is None and lead.capital:
        several += [told, *(simple(part, text) for part in parts[1:])]  # "Holub, Senn and Marr"
        return
    if len(parts) > 1 and office(parts[0][-1].norm):
        told = simple(parts[0], text)
    _merge(main, told)


def _stand_in(piece: Piece) -> Piece:
    """A name without letters, for a phrase that needs one before its preposition."""
    return piece._replace(end=piece.start, text="X", norm="x", stem="x", owner=False, capital=True)


def _merge(main: Who, told: Who) -> None:
    """What an apposition tells, where the phrase before it told less."""
    if told.sort == "document" or told.sort is None:
        return
    if told.person:
        if main.person:
            if main.name is None and told.name:
                main.name, main.names, main.short, main.hidden = told.name, told.names, False, False
            main.gender = main.gender or told.gender
            if main.role is None and told.role:
                main.role, main.head = told.role, told.head
                main.affiliation = main.affiliation or told.affiliation
            elif main.affiliation is None and told.name is None:
                main.affiliation = told.affiliation
        elif main.sort is not None and told.name and main.short:
            main.name, main.names, main.short = told.name, told.names, False  # "the weekly, Kestrel"
        return
    if main.person and main.name is None and told.name and told.name[0].isupper() and not main.plural:
        main.name, main.names, main.sort, main.short = told.name, told.names, told.sort, False
        main.role, main.affiliation, main.hidden = None, None, False  # "the developer, Cascar Partners"
    elif main.person and main.role is None and main.name and not told.definite:
        main.sort, main.head, main.gender = told.sort, told.head, None  # "Brovanet, a charity for widows"
    elif main.person and main.role is None and main.name and len(main.names) == 1:
        main.sort, main.head, main.gender = told.sort, told.head, None
    elif main.person and main.affiliation is None and told.name:
        main.affiliation = told.name
    elif not main.person and main.short and told.name and not told.short:
        main.name, main.names, main.short = told.name, told.names, False


def _clause(main: Who, pieces: Sequence[Piece], text: str) -> None:
    """ "who runs the shelter", "who works for the bank", "who is a judge"."""
    if not main.person or len(pieces) < 3:
        return
    verb, rest = pieces[1].norm, pieces[2:]
    if verb in ("has", "had", "have") and len(rest) > 1:
        verb, rest = rest[0].norm, rest[1:]
    if verb in among("roles", "runs") and rest[0].norm not in OF and main.affiliation is None:
        end = next((k for k, p in enumerate(rest) if p.norm in _ENDS), len(rest))
        house = rest[:end]
        if house and (house[0].norm in _DETERMINERS | {"its"} or house[0].capital or house[0].owner):
            main.affiliation = text_of(house, text)
    elif verb in among("roles", "works"):
        at = next((k for k, p in enumerate(rest) if p.norm in OF), None)
        if at is not None and main.affiliation is None and at <= 4:
            main.affiliation = simple([_stand_in(rest[at]), *rest[at:]], text).affiliation
    elif verb in ("is", "was", "became"):
        told = simple(rest, text)
        if told.person and told.role and office(told.head):
            _merge(main, told)


def _anonymous(pieces: Sequence[Piece]) -> bool:
    text = " ".join(p.norm for p in pieces)
    return any(a in text for a in anonymity())


def together(several: Sequence[Who]) -> Who:
    """Several speakers as one: their names and offices joined."""
    if len(several) == 1:
        return several[0]
    first = several[0]
    roles = list(dict.fromkeys(w.role for w in several if w.role))
    houses = list(dict.fromkeys(w.affiliation for w in several if w.affiliation))
    named = [w.name for w in several if w.name]
    return Who(
        name=" and ".join(named) if named else None,
        role=" and ".join(roles) or None,
        affiliation=" and ".join(houses) or None,
        sort=first.sort,
        head=first.head,
        names=tuple(n for w in several for n in w.names),
        plural=True,
        hidden=first.hidden,
    )
