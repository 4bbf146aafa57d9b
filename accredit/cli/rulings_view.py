"""Rulings for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from accredit.views.ruling_words import SHORT
from accredit.views.rulings import Listed
from accredit.views.words import printable


def ruling_words(listed: Listed) -> Text:
    """One line about a ruling that was just recorded."""
    ruling = listed.recorded.ruling
    return Text(printable(f"Recorded ruling {ruling.id[:SHORT]}: {ruling.kind}, {listed.about}"))


def list_words(found: Sequence[Listed]) -> Iterator[RenderableType]:
    """The rulings for the terminal."""
    if not found:
        yield Text("No rulings.")
        return
    table = Table(box=box.SIMPLE, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    for column in ("ruling", "recorded", "kind", "stands", "about", "who", "why"):
        table.add_column(column, overflow="fold")
    for listed in found:
        ruling = listed.recorded.ruling
        cells = (ruling.id[:SHORT], listed.recorded.recorded_at[:10], ruling.kind)
        style = "dim" if listed.state == "withdrawn" else "yellow" if listed.state == "orphaned" else ""
        words = (printable(each) for each in (listed.about, ruling.who, ruling.why))
        table.add_row(*cells, Text(listed.state, style=style), *(Text(each) for each in words))
    yield table
