"""What a noun names: a person's office, or a body, a paper, a document; by the word lists in speakers.toml."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from accredit.extract.attribution.lists import among, known_outlets
from accredit.extract.attribution.units import Piece, singular

Sort = Literal["person", "government", "organisation", "outlet", "document"]
_NAMED: tuple[Sort, ...] = ("government", "organisation")
_ORDER: tuple[Sort, ...] = ("outlet", "document", "government", "organisation")


@lru_cache(maxsize=1)
def _roles() -> frozenset[str]:
    return among("roles", "speaking") | among("roles", "offices") | among("roles", "trades") | among("roles", "unnamed")


@lru_cache(maxsize=16384)
def office(norm: str) -> str | None:
    """The office or trade that a word names, in the singular: "Vice-consuls" is a consul."""
    for stem in (norm.rstrip("."), singular(norm)):
        if stem in _roles():
            return "spokesperson" if stem in among("roles", "speaking") else stem
    parts = norm.split("-")
    if len(parts) > 1:
        return next((found for part in (parts[0], parts[-1]) if len(part) > 2 and (found := office(part))), None)
    return None


def body(piece: Piece) -> Sort | None:
    """The kind of body, paper or document that a noun in lower case names."""
    for stem in (piece.norm, piece.stem):
        for sort in _ORDER:
            if stem in among("bodies", sort):
                return sort
    return None


def sort_of(head: Sequence[Piece], *, name: bool) -> Sort | None:
    """What the pieces up to a head noun name; None where no list has the noun.

    `name`: they are spelt with capitals, so that "Post" is a paper and "post" something written.
    """
    last = head[-1]
    text = " ".join(p.norm for p in head)
    if name and (text in known_outlets() or (last.norm in known_outlets() and last.text.isupper())):
        return "outlet"
    if name and (text in among("bodies", "states") or text in among("bodies", "capitals")):
        return "government"
    before = head[-2].norm if len(head) > 1 else ""
    if last.stem == "agency":
        return "outlet" if before in among("bodies", "agencies") else "organisation"
    if name:
        if last.norm in among("bodies", "papers") or head[0].norm in ("radio", "channel", "television", "tv"):
            return "outlet"
        for sort in _NAMED:
            if {last.norm, last.stem} & among("bodies", sort):
                return sort
        if len(head) > 1 and (inside := _inside(head)):
            return inside
    found: Sort | None = body(last)
    if found == "document" and name and last.capital and len(head) > 1 and not office(last.norm):
        return None
    return found or ("person" if office(last.norm) else None)


def _inside(head: Sequence[Piece]) -> Sort | None:
    """A body's word before the end of a name: "Bank of Utopia", "Human Rights Watch Europe"."""
    for piece in head:
        if piece.norm in ("watch", "rights", "radio", "without"):
            return "outlet" if piece.norm == "radio" else "organisation"
        for sort in _NAMED:
            if piece.norm in among("bodies", sort) and not office(piece.norm):
                return sort
    return None


def first_name(norm: str) -> Literal["man", "woman"] | None:
    """Whom a first name is usual for."""
    if norm in among("people", "women"):
        return "woman"
    return "man" if norm in among("people", "men") else None
