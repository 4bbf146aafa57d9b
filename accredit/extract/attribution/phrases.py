"""A noun phrase taken apart: what stands before the head, the head, a name, and what the head belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accredit.extract.attribution.heads import Sort, body, first_name, office, sort_of
from accredit.extract.attribution.lists import among
from accredit.extract.attribution.offices import belongs, names_of, owners_pronoun, person, text_of, titled_name
from accredit.extract.attribution.units import Piece
from accredit.extract.attribution.who import Who

_PRONOUN = re.compile(r"them|us|you|these|those|it|whom|which|him|her")
_INITIALS = 7
"""A longer word in capitals is a surname in a transcript."""
# "Latinos", "Republicans", "Democrats": people with a capital.
_PEOPLES = re.compile(r"(?:ans|crats|inos|ites|ists|ives)$")
_ABOUT = frozenset({"about", "around", "nearly", "almost", "over", "roughly", "only", "just", "some"})


def simple(pieces: Sequence[Piece], text: str, *, capitals: bool = True) -> Who:
    """What a phrase without commas and clauses tells. `capitals`: they may be trusted to mark names."""
    every = _counted(pieces)
    out = Who()
    while (
        every
        and (len(every) < 2 or every[1].norm not in among("grammar", "prepositions"))
        and every[0].norm in among("grammar", "articles") | {"both", "all"}
    ) or (every and owners_pronoun(every[0].norm) and len(every) > 1):
        first = every.pop(0)
        out.definite = first.norm not in among("grammar", "indefinite")
        out.hidden = not out.definite
        out.owned = owners_pronoun(first.norm) or out.owned
        if first.norm == "the" and every and every[0].norm == "the":
            break
    if not every:
        return out
    if capitals and out.hidden and len(every) == 1 and every[0].capital and not office(every[0].norm):
        capitals = body(every[0]) is not None  # "a Swede" is no name
        if not capitals:
            out.sort, out.role = "person", every[0].text
            return out
    if inner := _share(every):
        if _PRONOUN.fullmatch(inner[0].norm):
            return Who(sort="person", hidden=True, plural=True)
        whole = simple(inner, text, capitals=capitals)
        whole.hidden, whole.plural, whole.short = True, True, False
        return whole
    if every[0].norm in among("roles", "sorts") and every[0].norm.isalpha():
        out.hidden = out.hidden or (not out.definite and not every[0].capital)
    cut = _left(every)
    left, tail = every[:cut], every[cut:]
    owner = max((k for k, p in enumerate(left[:-1]) if p.owner), default=-1)
    rest = left[owner + 1 :]
    if owner >= 0:
        out.definite, out.hidden = True, False
    owning = _trim(left[: owner + 1])
    split = _name_start(rest, definite=out.definite and owner < 0, capitals=capitals)
    shares = not body(rest[-1]) if rest else False
    if (
        shares
        and split == len(rest)
        and all(p.norm in among("roles", "sorts") or p.norm in among("roles", "shares") for p in rest)
    ):
        out.sort, out.hidden, out.plural = "person", True, True  # "some in her party", "six in ten"
        out.affiliation = belongs(tail, text)
        return out
    if split is None:
        return _named(out, rest, left, every, tail, text)
    head, name = rest[:split], rest[split:]
    sort = sort_of(head, name=False) if head else "person"
    own = sort_of(name, name=True) if name else None
    if own is not None and own != "person" and sort != "outlet":
        out.sort, out.head, head, name = own, name[-1].stem, rest, []  # "the county Farmers Party"
        sort = own
    if sort is None and name and out.hidden:
        out.sort, out.role = "person", text_of(name, text)  # "a tall Swede"
        return out
    if sort == "person" or sort is None:
        return person(out, owning, head, name, tail, text)
    out.sort = sort
    out.head = head[-1].stem
    if sort == "document":
        out.name = text_of(_without_sorts(rest), text)
        out.affiliation = text_of(owning, text) or belongs(tail, text, by=True)
        return out
    if name:
        out.name, out.names = text_of(name, text), names_of(name)
        return out
    out.name = text_of(_until_clause(_without_sorts(every)), text)
    out.names = names_of(every)
    out.plural = head[-1].norm != head[-1].stem
    out.short = (out.definite or head[-1].capital) and len(every) <= 2 and owner < 0 and not out.owned
    return out


def _counted(pieces: Sequence[Piece]) -> list[Piece]:
    """Without the words around a number: "more than 300 residents", "at least two"."""
    kept = list(pieces)
    lead = " ".join(p.norm for p in kept[:2])
    if lead in ("more than", "fewer than", "less than", "at least", "at most", "up to") and len(kept) > 2:
        kept = kept[2:]
    while len(kept) > 1 and (
        kept[0].text[0].isdigit()
        or (kept[0].norm in _ABOUT and (kept[1].text[0].isdigit() or kept[1].norm in among("roles", "shares")))
    ):
        kept = kept[1:]
    return kept


def _share(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The people of "one of the ministers", "most of the staff"."""
    for k, piece in enumerate(pieces[:4]):
        if piece.norm == "of" and k and pieces[k - 1].norm in among("roles", "shares") and k + 1 < len(pieces):
            following = pieces[k + 1]
            body_of_its_own = pieces[k - 1].norm in ("group", "number", "members", "crowd") and (
                pieces[k - 1].norm != "number" and following.norm in among("grammar", "articles")
            )
            return () if body_of_its_own or pieces[k - 1].norm == "members" else pieces[k + 1 :]
    return ()


def _left(pieces: Sequence[Piece]) -> int:
    """Where the part before the first preposition or clause ends."""
    for k, piece in enumerate(pieces):
        if piece.norm == "close" and not (k + 1 < len(pieces) and pieces[k + 1].norm == "to"):
            continue
        if (
            k
            and (piece.norm in among("grammar", "prepositions") or piece.norm in among("grammar", "clauses"))
            and not piece.capital
        ):
            return k
        participle = (
            not piece.capital and piece.norm.endswith(("ing", "ed")) and piece.norm not in among("roles", "part")
        )
        if k and participle and (office(pieces[k - 1].norm) or body(pieces[k - 1])) and not office(piece.norm):
            return k
    return len(pieces)


def _until_clause(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """A body's phrase up to a clause behind it: "the company based in"."""
    for k, piece in enumerate(pieces):
        if k and piece.norm in among("grammar", "clauses"):
            return pieces[:k]
    return pieces


def _trim(pieces: Sequence[Piece]) -> Sequence[Piece]:
    while pieces and pieces[0].norm in among("roles", "sorts"):
        pieces = pieces[1:]
    return pieces


def _without_sorts(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Without "senior", "two" and the like, which tell the sort and are no part of a name."""
    kept = pieces
    while len(kept) > 1 and kept[0].norm in ("another", "new", "same", "very", "own", "then", "own"):
        kept = kept[1:]
    return kept


def _name_start(rest: Sequence[Piece], *, definite: bool, capitals: bool) -> int | None:
    """Where the name begins behind the head noun, its length where there is none; None where all is one name."""
    if not capitals:
        heads = [k for k, p in enumerate(rest) if office(p.norm) or body(p)]
        return len(rest) if heads and heads[-1] == len(rest) - 1 else (heads[-1] + 1 if heads else None)
    lower = max(
        (
            k
            for k, p in enumerate(rest)
            if not p.capital
            and p.norm not in among("grammar", "links")
            and not (p.norm == "the" and k and rest[k - 1].capital)
            and not p.text[0].isdigit()
        ),
        default=-1,
    )
    run = rest[lower + 1 :]
    offices = [k for k, p in enumerate(run) if office(p.norm)]
    if lower >= 0 and not run:
        return len(rest)
    if offices and _company(run, offices[-1]) and lower < 0:
        return None
    if offices:
        if len(run) > 1 and offices[-1] == len(run) - 1 and not (lower < 0 and definite) and _given(run[-2]):
            offices.pop()  # "Stephen King"
        elif len(run) > 1 and offices[-1] == len(run) - 1 and run[-1].norm in among("bodies", "papers"):
            offices.pop()  # "The Harbour Courier"
    if offices:
        last = offices[-1]
        if not (run[last + 1 :] and sort_of(run[-1:], name=True) not in (None, "person")):
            return lower + 1 + last + 1
    if lower >= 0 or not run:
        return lower + 1
    return None


def _company(run: Sequence[Piece], place: int) -> bool:
    """A plural with a capital at the end of a name: "Cascar Partners"."""
    last = run[place]
    return (
        0 < place == len(run) - 1
        and last.norm != last.stem
        and not any(office(p.norm) or body(p) or p.owner or p.norm in among("roles", "part") for p in run[:-1])
    )


def _given(piece: Piece) -> bool:
    """A word before a surname, not before an office: "Stephen King"."""
    norm = piece.norm
    if (
        norm in among("roles", "part")
        or office(norm)
        or norm in among("bodies", "states")
        or piece.owner
        or piece.text.isupper()
    ):
        return False
    return first_name(norm) is not None


def _named(
    out: Who, rest: Sequence[Piece], left: Sequence[Piece], every: Sequence[Piece], tail: Sequence[Piece], text: str
) -> Who:
    """A phrase whose head is a name: a person, a body, a paper, a state."""
    titled, name, gender = titled_name(rest)
    if len(rest) == 1 and _PEOPLES.search(rest[0].text) and rest[0].stem != rest[0].norm:
        out.sort, out.role, out.head, out.hidden, out.plural = "person", rest[0].text, rest[0].stem, True, True
        out.affiliation = belongs(tail, text)
        return out
    out.names = names_of(name)
    out.head = name[-1].stem if name else ""
    sort = None if titled else _sort_of_name(name, tail, definite=out.definite)
    out.sort = sort or "person"
    if out.sort == "person":
        out.definite = out.hidden = False
        out.titled = titled
        out.gender = gender or first_name(name[0].norm if name else "")
        out.name = text_of(name, text)
        out.affiliation = belongs(tail, text)
        return out
    out.name = text_of(_until_clause(every), text)
    out.names = names_of(every)
    out.short = len(every) == 1 and (body(every[0]) is not None or every[0].text.isupper())
    if len(name) < len(every) or out.names != names_of(name):
        out.head = name[-1].stem
    return out


def _sort_of_name(name: Sequence[Piece], tail: Sequence[Piece], *, definite: bool) -> Sort | None:
    if len(name) > 1 and first_name(name[0].norm) and not definite:
        return None
    if len(name) > 1 and _company(name, len(name) - 1) and office(name[-1].norm):
        return "organisation"
    found = sort_of(name, name=True) if name else None
    if found:
        return found if found != "person" else None
    whole = "".join(p.text for p in name)
    if len(name) == 1 and 1 < len(whole) < _INITIALS and whole.isupper():
        return "organisation"
    if definite and tail and tail[0].norm == "of" and name:
        return body(name[-1]) or "organisation"
    return "organisation" if definite else None
