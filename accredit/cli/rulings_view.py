"""Rulings with how they stand and what they bear on, as JSON and in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from accredit.cli.rule_targets import Bench
from accredit.model import RecordedClaim, Situation
from accredit.ruling import ON_ARTICLES, RecordedRuling, Ruling
from accredit.views.ruling_words import SHORT
from accredit.views.words import claim_words, printable, subject_words


@dataclass(frozen=True, slots=True)
class Listed:
    """A ruling with how it stands (in-force, withdrawn, orphaned), the claims it bears on, and what it is about."""

    recorded: RecordedRuling
    state: str
    claims: tuple[RecordedClaim, ...]
    about: str


def rulings_of(bench: Bench) -> list[Listed]:
    """The rulings of a situation and on articles, the newest first."""
    now = bench.now
    withdrawn, orphaned = ({r.ruling.id for r in each} for each in (now.withdrawn, now.orphaned))
    found = []
    for recorded in reversed(bench.loaded.rulings):
        ruling = recorded.ruling
        if ruling.situation not in (None, bench.situation.id):
            continue
        state = "withdrawn" if ruling.id in withdrawn else "orphaned" if ruling.id in orphaned else "in-force"
        claims = tuple(c for c in (*now.claims, *now.set_aside) if ruling.id in c.rulings)
        found.append(Listed(recorded, state, claims, _about(ruling, claims, bench)))
    return found


def _about(ruling: Ruling, claims: Sequence[RecordedClaim], bench: Bench) -> str:
    """What a ruling is about, for people."""
    if ruling.kind == "withdrawn":
        return f"ruling {ruling.target[:SHORT]}"
    value = f": {ruling.value}" if ruling.value and ruling.kind in ON_ARTICLES else ""
    if ruling.kind in ON_ARTICLES or ruling.kind == "added":
        named = next((a.id for a in bench.loaded.articles if a.carrier == ruling.target), ruling.target[:SHORT])
        added = f" {_claim(claims[0], bench.situation)}" if claims and ruling.kind == "added" else ""
        return f"article {named}{value}{added}"
    if ruling.other is not None:
        return " and ".join(_voice(ruling, each) for each in (ruling.target, ruling.other))
    return _claim(claims[0], bench.situation) if claims else f"claim {ruling.target[:SHORT]}"


def _voice(ruling: Ruling, target: str) -> str:
    return f"claim {target[:SHORT]}" if ruling.anchor(target) else f"“{target}”"


def _claim(recorded: RecordedClaim, situation: Situation) -> str:
    claim = recorded.claim
    return f"{subject_words(claim, situation)}: {claim_words(claim)} (claim {claim.id[:SHORT]})"


def ruling_json(listed: Listed) -> dict[str, Any]:
    """A ruling in the shape of docs/schemas/rulings.json."""
    ruling = listed.recorded.ruling
    return {
        "id": ruling.id,
        "kind": ruling.kind,
        "situation": ruling.situation,
        "target": ruling.target,
        "other": ruling.other,
        "value": value_json(ruling),
        "who": ruling.who,
        "why": ruling.why,
        "recorded_at": listed.recorded.recorded_at,
        "state": listed.state,
        "bears_on": [c.claim.id for c in listed.claims],
    }


def value_json(ruling: Ruling) -> Any:
    """What a ruling sets: words, or contract fields; of an addition with its evidence."""
    if ruling.value is None or ruling.kind in ON_ARTICLES:
        return ruling.value
    value = json.loads(ruling.value)
    if ruling.kind != "added":
        return value
    return json.loads(value["fields"]) | {"evidence": value["evidence"]}


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
