"""A panel as CSV, as JSON and as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from accredit.cli.screen import SAMPLE, STYLES
from accredit.contract import mission_reference
from accredit.model import Mission, Situation
from accredit.panel import Row
from accredit.views.times import Times
from accredit.views.verdict_words import since_words, value_words, verdict_json
from accredit.views.words import mission_words, printable

_COLUMNS = (
    "question", "date", "value", "leaning", "values", "standing", "since_earliest", "since_latest", "formal", "by",
    "last", "claims", "against", "sources", "sources_against", "known_at", "recorded_at", "without", "sample",
)  # fmt: skip
_BETWEEN = " | "
"""Between several values or sources in one cell; claim ids have spaces between."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The rows with what they answer: the situation and the times; `then`: each day from what was known on it."""

    rows: Sequence[Row]
    situation: Situation
    times: Times
    without: tuple[str, ...]
    states: bool
    then: bool

    def known_at(self, row: Row) -> date | None:
        """The day up to which publications count for a row."""
        return row.day if self.then else self.times.known_at


def csv_words(printed: Printed) -> str:
    """The panel as CSV with a header; docs/panel.md has the columns. Lines end with a line feed alone."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["situation", *(["state"] if printed.states else ["mission", "host"]), *_COLUMNS])
    for row in printed.rows:
        subject = row.subject
        named = [subject.id, subject.host] if isinstance(subject, Mission) else [subject.code]
        writer.writerow([printed.situation.id, *named, *_cells(row, printed)])
    return out.getvalue()


def _cells(row: Row, printed: Printed) -> list[str]:
    verdict = row.verdict
    since = verdict.since
    cells: list[object] = [
        row.question,
        row.day,
        verdict.value,
        verdict.leaning,
        _BETWEEN.join(verdict.values),
        verdict.standing,
        since and since.earliest,
        since and since.latest,
        verdict.formal,
        verdict.by,
        verdict.last,
        " ".join(verdict.support),
        " ".join(verdict.dissent),
        _BETWEEN.join(row.sources),
        _BETWEEN.join(row.against),
        printed.known_at(row),
        printed.times.recorded_at,
        _BETWEEN.join(printed.without),
        "yes" if row.sample else "no",
    ]
    return ["" if cell is None else printable(str(cell)) for cell in cells]


def panel_json(printed: Printed) -> list[dict[str, Any]]:
    """The panel in the shape of docs/schemas/panel.json."""
    return [_entry(row, printed) for row in printed.rows]


def _entry(row: Row, printed: Printed) -> dict[str, Any]:
    subject = row.subject
    head: dict[str, Any] = (
        {"mission": mission_reference(subject)}
        if isinstance(subject, Mission)
        else {"state": {"code": subject.code, "name": subject.name}}
    )
    known_at = printed.known_at(row)
    answered = {k: v for k, v in verdict_json(row.verdict).items() if k not in ("because", "silent", "detail")}
    return (
        head
        | {"question": row.question, "as_of": row.day.isoformat()}
        | answered
        | {
            "sources": list(row.sources),
            "sources_against": list(row.against),
            "situation": printed.situation.id,
            "known_at": known_at and known_at.isoformat(),
            "recorded_at": printed.times.recorded_at,
            "without": list(printed.without),
            "sample": row.sample,
        }
    )


def panel_words(printed: Printed) -> Iterator[RenderableType]:
    """The panel for the terminal; the sources are in the CSV."""
    times = printed.times
    yield Text(printed.situation.title, style="bold")
    known = "each day" if printed.then else times.known_at or "open"
    yield Text(f"known at {known} · recorded at {times.recorded_at or 'open'}")
    if printed.without:
        yield Text(printable(f"as if these had never spoken: {', '.join(printed.without)}"), style="yellow")
    if any(row.sample for row in printed.rows):
        yield Text(SAMPLE, style="yellow")
    table = Table(box=box.SIMPLE, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    for column in ("state" if printed.states else "mission", "question", "date", "answer", "standing", "since"):
        table.add_column(column, overflow="fold")
    for row in printed.rows:
        verdict = row.verdict
        cells = (_subject(row, printed), row.question, row.day.isoformat())
        answer = Text(printable(value_words(verdict)), style=STYLES[verdict.standing])
        table.add_row(*cells, answer, verdict.standing, since_words(verdict).removeprefix("since "))
    yield Text("")
    yield table


def _subject(row: Row, printed: Printed) -> str:
    subject = row.subject
    if isinstance(subject, Mission):
        return mission_words(subject, printed.situation.state(subject.host))
    return subject.name
