"""How the disagreement about one mission is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from accredit.cli.status_view import header
from accredit.contract import mission_reference
from accredit.model import Mission
from accredit.verdict import Cell, Matrix, Row
from accredit.views.held import Held, asked_json
from accredit.views.words import core_words, mission_words, printable

_STYLES = {"affirms": "green", "denies": "bold red"}
_STANCES = {
    "affirms": "affirms",
    "denies": "denies",
    "has_not_confirmed": "has not confirmed",
    "declines_to_comment": "declines comment",
}
_TOPICS = {"operator": "who runs it", "visits": "who came"}
_ID = 8
"""Characters of a claim's id that tell it apart in a ledger."""


def matrix_json(found: Matrix, mission: Mission, held: Held) -> dict[str, Any]:
    """The matrix in the shape of docs/schemas/matrix.json."""
    return {
        "mission": mission_reference(mission),
        "rows": [_row_json(row) for row in found.rows],
        "not_done": list(found.not_done),
        **asked_json(held),
        "sample": _sample(mission, held),
    }


def _sample(mission: Mission, held: Held) -> bool:
    return any(r.article.sample for r in held.by_mission.get(mission.id, ()))


def _row_json(row: Row) -> dict[str, Any]:
    return {
        "topic": row.topic,
        "proposition": _said(row),
        "predicate": row.predicate,
        "party": row.party,
        "person": row.person,
        "change": row.change,
        "formal": row.formal,
        "cells": [_cell_json(cell) for cell in row.cells],
    }


def _cell_json(cell: Cell) -> dict[str, Any]:
    searched = cell.searched
    return {
        "voice": cell.voice,
        "party": cell.party,
        "stance": cell.stance,
        "first": _day(cell.first),
        "last": _day(cell.last),
        "claims": list(cell.claims),
        "outlets": list(cell.outlets),
        "denies": list(cell.denies),
        "searched": searched and {"articles": searched.articles, "until": searched.until.isoformat()},
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _said(row: Row) -> str:
    return core_words(row.predicate, row.party, row.person, change=row.change)


def proposition_words(row: Row) -> str:
    """What the row is about: "run by republic, formally"."""
    return printable(f"{_said(row)}{', formally' if row.formal else ''}")


def matrix_page(found: Matrix, mission: Mission, held: Held) -> Iterator[RenderableType]:
    """Heading and table for the terminal."""
    yield Text(f"{mission_words(mission, held.situation.state(mission.host))}  {mission.id}", style="bold underline")
    yield from header(held, sample=_sample(mission, held))
    yield from matrix_words(found)


def matrix_words(found: Matrix) -> Iterator[RenderableType]:
    """Each proposition with a line a cell: stance, days, who says it and where, claims."""
    if not found.rows:
        yield Text("\nNobody spoke of it.")
    for row in found.rows:
        yield Text(f"\n{proposition_words(row)}", style="bold")
        table = Table.grid(padding=(0, 1))
        table.add_column(width=2)
        table.add_column(width=max(map(len, _STANCES.values())))
        table.add_column(min_width=10)
        table.add_column(overflow="fold")
        for cell in row.cells:
            if not cell.searched:
                style = _STYLES.get(cell.stance, "bold cyan")
                table.add_row("", Text(_STANCES[cell.stance], style=style), _days(cell), _who(cell))
        yield table
    yield from _silences(found)
    if found.not_done:
        count = len(found.not_done)
        words = "1 claim is" if count == 1 else f"{count} claims are"
        yield Text(f"\n{words} only of something planned, possible or asked for, and left out.", style="dim")


def _silences(found: Matrix) -> Iterator[RenderableType]:
    """Who is silent, once a topic: in each of its propositions they have the same cell."""
    topics = {row.topic: [c for c in row.cells if c.searched] for row in found.rows}
    for topic, cells in topics.items():
        for searched in {c.searched for c in cells if c.searched}:
            who = ", ".join(c.voice for c in cells)
            read = f"no word found in {searched.articles} articles read, until {searched.until}"
            yield Text(f"\nsilent on {_TOPICS[topic]}: {who} ({read})", style="dim")


def _days(cell: Cell) -> str:
    """The first day, and the last where it is another."""
    if cell.first is None or cell.last is None:
        return "undated"
    return cell.first.isoformat() + (f" to {cell.last.isoformat()}" if cell.last != cell.first else "")


def _who(cell: Cell) -> Text:
    words = Text(printable(cell.voice))
    ids = " ".join(i[:_ID] for i in cell.claims)
    outlets = ", ".join(o for o in cell.outlets if o != cell.voice)
    words.append("  ").append(printable(f"{f'{outlets} · ' if outlets else ''}{ids}"), style="dim")
    return words
