"""Output: coloured and fitted to the terminal; elsewhere plain, one row a line, the same every time."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from accredit.views.words import printable

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.progress import Progress

SAMPLE = "SAMPLE: made from sample dispatches that ship with accredit. Their outlets and wording are invented."

STYLES = {
    "contested": "bold red",
    "agreed": "green",
    "single": "",
    "one-sided": "yellow",
    "denied": "magenta",
    "stale": "dim",
    "unknown": "dim",
}
"""Colour by standing; words say the same, so nothing is lost without colours."""

UNWRAPPED = 100_000
"""Wider than any row: what is piped is never wrapped."""


def console(*, stderr: bool = False) -> Console:
    """A console on stdout or stderr; colours only on a terminal that wants them."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    terminal = stream.isatty()
    return Console(
        file=stream,
        width=None if terminal else UNWRAPPED,
        force_terminal=terminal,
        no_color=True if not terminal or os.environ.get("NO_COLOR") else None,
        markup=False,
        highlight=False,
        emoji=False,
    )


def emit(*parts: RenderableType) -> None:
    """Print to stdout; lines carry no trailing spaces, so that they can be compared."""
    target = console()
    with target.capture() as captured:
        for part in parts:
            target.print(part)
    lines = captured.get().splitlines()
    click.echo("\n".join(line.rstrip() for line in lines), color=True)


def emit_json(value: Any) -> None:
    """Print one JSON value, indented."""
    click.echo(json_words(value, indent=2))


def json_words(value: Any, indent: int | None = None) -> str:
    """JSON in readable characters; escaped where a text holds what UTF-8 cannot carry."""
    words = json.dumps(value, ensure_ascii=False, indent=indent)
    if any("\ud800" <= c <= "\udfff" for c in words):
        return json.dumps(value, ensure_ascii=True, indent=indent)
    return words


def problem_line(place: str, message: str) -> str:
    """One line about one place, for stderr."""
    return printable(f"{place}: {message}")


def progress(*, archives: bool = False) -> Progress:
    """A line on stderr that counts articles; nothing unless stderr is a terminal. Gone when done.

    With `archives`, a bar over their bytes, with what the task's `words` say of pages, pace and forecast.
    """
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn

    bar = [BarColumn(bar_width=20), TaskProgressColumn(), TextColumn("{task.fields[words]}")] if archives else []
    counted = "{task.fields[articles]} articles" if archives else "{task.completed} articles"
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        *bar,
        TextColumn(counted),
        TimeElapsedColumn(),
        console=console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    )
