"""A ruling as it stands at a claim that it bears on."""

from __future__ import annotations

from typing import Any

from accredit.ruling import ON_ARTICLES, RecordedRuling
from accredit.views.words import printable

SHORT = 12
"""Letters of an id that are shown; more than enough to tell it apart."""


def mark_json(recorded: RecordedRuling) -> dict[str, Any]:
    """A ruling as it stands at a claim that it bears on."""
    ruling = recorded.ruling
    return {
        "id": ruling.id,
        "kind": ruling.kind,
        "who": ruling.who,
        "why": ruling.why,
        "recorded_at": recorded.recorded_at,
    }


_MARKS = {
    "same": "voice ruled the same",
    "different": "voice ruled different",
    "join": "origin joined",
    "split": "origin split",
}


def mark_words(recorded: RecordedRuling) -> str:
    """One line at a claim: "rejected by NAME: reason"; of an article with what was ruled."""
    ruling = recorded.ruling
    what = _MARKS.get(ruling.kind, ruling.kind)
    value = f" ({ruling.value})" if ruling.value and ruling.kind in ON_ARTICLES else ""
    return printable(f"{what}{value} by {ruling.who}: {ruling.why}")
