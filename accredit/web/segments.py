"""A text cut into stretches, each with the marks that hold it: sources, cues and contents, and claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from accredit.model import Span

Role = Literal["content", "source", "cue"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words `start` to `end` in a role of the attribution with this number."""

    start: int
    end: int
    role: Role
    number: int


@dataclass(frozen=True, slots=True)
class Segment:
    """Words with the roles that hold them, the claims that begin with them, and all claims made over them."""

    text: str
    roles: tuple[Role, ...]
    starts: tuple[str, ...]
    claims: tuple[str, ...]


def segments(text: str, stretches: Sequence[Stretch], claims: Mapping[str, Span]) -> tuple[Segment, ...]:
    """The whole text in order, cut wherever a mark begins or ends. Marks may overlap in any way."""
    edges = {0, len(text)}
    opening: dict[int, list[Stretch]] = {}
    for stretch in stretches:
        edges |= {stretch.start, stretch.end}
        opening.setdefault(stretch.start, []).append(stretch)
    beginning: dict[int, list[str]] = {}
    for name, span in claims.items():
        edges |= {span.start, span.end}
        beginning.setdefault(span.start, []).append(name)
    held: list[Stretch] = []
    made: list[str] = []
    found = []
    for start, end in pairwise(sorted(edges)):
        held = [s for s in (*held, *opening.get(start, ())) if s.end > start]
        made = [name for name in (*made, *beginning.get(start, ())) if claims[name].end > start]
        roles = tuple(dict.fromkeys(s.role for s in held))
        found.append(Segment(text[start:end], roles, tuple(beginning.get(start, ())), tuple(made)))
    return tuple(found)
