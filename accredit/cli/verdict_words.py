"""One answer as JSON and in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from accredit.model import Interval
from accredit.verdict import Verdict

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


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """The answer in the shape of `$defs/verdict` of docs/schemas/status.json; support and dissent are claim ids."""
    return {
        "value": verdict.value,
        "leaning": verdict.leaning,
        "values": list(verdict.values),
        "standing": verdict.standing,
        "since": _interval_json(verdict.since),
        "because": verdict.because,
        "support": list(verdict.support),
        "dissent": list(verdict.dissent),
        "silent": [
            {"voice": cell.voice, "stance": cell.stance, "said": _day(cell.said), "claim": cell.claim}
            for cell in verdict.silent
        ],
        "formal": verdict.formal,
        "by": verdict.by,
        "detail": [
            {"name": part.name, "value": part.value, "standing": part.standing, "claims": list(part.claims)}
            for part in verdict.detail
        ],
        "last": _day(verdict.last),
    }


def _interval_json(since: Interval | None) -> dict[str, Any] | None:
    if since is None:
        return None
    return {"earliest": _day(since.earliest), "latest": _day(since.latest), "text": since.text}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def value_words(verdict: Verdict) -> str:
    """The value, or what stands in its place: "contested: leaning taliban", "unknown"."""
    if verdict.standing == "contested":
        words = f"contested: leaning {verdict.leaning}" if verdict.leaning else "contested"
    else:
        words = verdict.value or ", ".join(verdict.values) or verdict.standing
    if verdict.by:
        words += f" ({verdict.by} staff)"
    if verdict.formal and verdict.formal != verdict.value:
        words += f"; formally {verdict.formal}"
    return words
