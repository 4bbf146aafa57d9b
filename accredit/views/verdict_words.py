"""One answer as JSON and in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from accredit.model import Interval
from accredit.verdict import Verdict
from accredit.views.words import interval_words

COOPERATING = "cooperating"


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
    """The value, or what stands in its place: "contested: leaning taliban", "unknown"; of a stale one the last."""
    if verdict.standing == "contested":
        live = f"leaning {verdict.leaning}" if verdict.leaning else " or ".join(verdict.values)
        words = f"contested: {live}" if live else "contested"
    elif verdict.standing == "stale":
        words = verdict.value or " or ".join(verdict.values) or "no answer"
    elif verdict.standing in {"unknown", "denied"}:
        words = verdict.standing
    else:
        words = verdict.value or " and ".join(verdict.values)
    if verdict.by and COOPERATING in (verdict.value, verdict.leaning):
        words += f" ({verdict.by} staff)"
    if verdict.formal and verdict.formal != verdict.value:
        words += f"; formally {verdict.formal}"
    return words


def answer_words(verdict: Verdict) -> str:
    """The value with its standing, unless it begins with it: "taliban (single)", "contested: leaning taliban"."""
    words = value_words(verdict)
    return words if words.startswith(verdict.standing) else f"{words} ({verdict.standing})"


def since_words(verdict: Verdict) -> str:
    """Since when the answer holds, as part of a sentence; empty where there is no answer or no day."""
    since = verdict.since
    if since is None or not (verdict.value or verdict.leaning):
        return ""
    if since.earliest is None and since.latest is not None:
        return f"since {since.latest} at the latest"
    if since.latest is None and since.earliest is not None:
        return f"since {since.earliest} or later"
    return f"since {interval_words(since)}"
