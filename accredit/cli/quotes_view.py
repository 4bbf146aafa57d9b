"""A text with its sources, cues and contents marked, and the list of who says so.

On a terminal by style, with signs beside it that need no colour; elsewhere in brackets, as they
are marked by hand: `[S1 the envoy] [C1 said] [X1 that …]`, the number ties them together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rich import box
from rich.console import RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from accredit.extract.attribution import Attribution, Speaker, chain
from accredit.views.words import printable, printable_lines

Role = Literal["X", "S", "C"]
_ROLES: tuple[Role, ...] = ("X", "S", "C")
"""Content, source, cue; of two over the same words the first one is the outer one."""
_SOURCE, _CUE = Style(bold=True, underline=True), Style(italic=True)
_DEPTHS = (Style(color="cyan"), Style(color="magenta"), Style(color="yellow"))
"""Of contents; what lies deeper has the last."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_STANCES = {"has_not_confirmed": "not confirmed", "declines_to_comment": "no comment"}
_WIDE_FROM = 120
"""Columns of a terminal from which voice and chain stand side by side."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words `start` to `end` in a role of the attribution with this number, from 1."""

    start: int
    end: int
    role: Role
    number: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, with the marks that open before it and those that close behind it, and all that hold it."""

    text: str
    opened: tuple[Mark, ...]
    held: tuple[Mark, ...]
    closed: tuple[Mark, ...]


def pieces(text: str, found: Sequence[Attribution]) -> Iterator[Piece]:
    """The text in order, cut wherever a mark begins or ends.

    Marks nest: where two overlap without one holding the other, the later one ends with the earlier and opens again.
    """
    marks = _marks(found)
    starts: dict[int, list[Mark]] = {}
    for mark in marks:
        starts.setdefault(mark.start, []).append(mark)
    bounds = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    held: list[Mark] = []
    again: list[Mark] = []
    for begin, end in pairwise(bounds):
        fresh = sorted([*again, *starts.get(begin, [])], key=_outer_first)
        held += fresh
        inner = next((k for k, mark in enumerate(held) if mark.end == end), len(held))
        yield Piece(text[begin:end], tuple(fresh), tuple(held), tuple(reversed(held[inner:])))
        again = [mark for mark in held[inner:] if mark.end > end]
        del held[inner:]


def _marks(found: Sequence[Attribution]) -> list[Mark]:
    return [
        Mark(start, end, role, number)
        for number, one in enumerate(found, 1)
        for role, spans in zip(_ROLES, (one.content, one.source, one.cue), strict=True)
        for start, end in spans
    ]


def _outer_first(mark: Mark) -> tuple[int, int, int]:
    return -mark.end, _ROLES.index(mark.role), mark.number


def bracketed(text: str, found: Sequence[Attribution]) -> str:
    """The text with its marks in brackets."""
    out = []
    for piece in pieces(text, found):
        out += [f"[{m.role}{m.number} " for m in piece.opened]
        out += [printable_lines(piece.text), "]" * len(piece.closed)]
    return "".join(out)


def styled(text: str, found: Sequence[Attribution]) -> Text:
    """The text with its marks in styles: ‹¹a content›, a cue¹ and a source."""
    out = Text()
    for piece in pieces(text, found):
        outer = [m for m in piece.held if m not in piece.opened]
        for mark in piece.opened:
            outer.append(mark)
            if mark.role == "X":
                out.append(f"‹{_raised(mark)}", _style(outer))
        out.append(printable_lines(piece.text), _style(piece.held))
        outer = list(piece.held)
        for mark in piece.closed:
            if mark.role != "S":
                # The number of a cue is no word of it: it takes the style of what lies around.
                out.append("›" if mark.role == "X" else _raised(mark), _style([m for m in outer if m.role == "X"]))
            outer.remove(mark)
    out.rstrip()
    return out


def _raised(mark: Mark) -> str:
    return str(mark.number).translate(_RAISED)


def _style(held: Sequence[Mark]) -> Style:
    """The style of words that these marks hold."""
    depth = sum(m.role == "X" for m in held)
    style = _DEPTHS[min(depth, len(_DEPTHS)) - 1] if depth else Style()
    roles = {m.role for m in held}
    return style + (_SOURCE if "S" in roles else Style()) + (_CUE if "C" in roles else Style())


def legend(*, plain: bool) -> Text:
    """What the marks are, in one line."""
    if plain:
        return Text("[S1 source] [C1 cue] [X1 content], numbered as in the list below")
    out = Text("source", _SOURCE)
    out.append("  ").append("cue", _CUE).append("¹  ")
    out.append("‹¹content ", _DEPTHS[0]).append("‹²inside another›", _DEPTHS[1]).append("›", _DEPTHS[0])
    return out.append("  numbered as in the list below", Style(dim=True))


def heading(name: str, found: Sequence[Attribution]) -> Text:
    """The text's name and how many there are."""
    count = f"{len(found) or 'no'} attribution{'' if len(found) == 1 else 's'}"
    return Text(f"{printable(name)}: {count}", style="bold")


def listed(found: Sequence[Attribution], width: int) -> Iterator[RenderableType]:
    """One row each: number, mode, act, stance, who it is and through whom it came."""
    if not found:
        return
    wide = width >= _WIDE_FROM
    table = Table(box=box.SIMPLE, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    table.add_column("no", justify="right")
    for name in ("mode", "act", "stance", *(("voice", "through whom") if wide else ("voice, through whom",))):
        table.add_column(name, overflow="fold")
    for place, one in enumerate(found):
        stance = _STANCES.get(one.stance, one.stance)
        voice, through = Text(voice_words(one.voice)), Text(chain_words(found, place), style="dim")
        last = (voice, through) if wide else (Text("\n").join((voice, through)),)
        table.add_row(str(place + 1), one.mode, one.act, stance, *last)
    yield table


def voice_words(voice: Speaker | None) -> str:
    """Name, office and what it belongs to; its kind; when it spoke: "Rell, consul (official), on Tuesday"."""
    if voice is None:
        return "nobody named"
    parts = list(dict.fromkeys(filter(None, (voice.name, voice.role, voice.affiliation))))
    told = ", ".join(p for p in parts if not any(p != other and p in other for other in parts))
    if voice.kind == "anonymous":
        words = f"unnamed: {told}" if told else "unnamed"
    else:
        words = f"{told} ({voice.kind})" if told else voice.kind
    return printable(f"{words}, {voice.said}" if voice.said else words)


def chain_words(found: Sequence[Attribution], place: int) -> str:
    """The outlet, those who relayed it, and the origin, joined by arrows."""
    return printable(" → ".join(["outlet", *(_name(one.voice) for one in chain(found, place))]))


def _name(voice: Speaker | None) -> str:
    if voice is None:
        return "nobody named"
    name = voice.name or voice.role or voice.affiliation
    return ": ".join(filter(None, ("unnamed", name))) if voice.kind == "anonymous" else name or voice.kind
