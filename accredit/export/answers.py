"""Answers in an export: they rest on the claims that may leave, and on no other."""

from __future__ import annotations

from typing import Any

from accredit.answers import with_reports
from accredit.export.source import Source
from accredit.model import Interval, Mission, RecordedClaim
from accredit.verdict import Verdict, status

Answered = list[tuple[Mission, dict[str, Verdict]]]


def claims_of(source: Source) -> list[RecordedClaim]:
    """The claims that answers rest on, with copies and rewrites joined."""
    return with_reports(source.ledger, source.recorded())


def answers(source: Source, *, unspoken: bool = False) -> tuple[Answered, list[RecordedClaim]]:
    """Every mission asked for with its verdicts by question, by id, and the claims they rest on.

    With `unspoken` also the situation's missions that nobody spoke of.
    """
    claims = claims_of(source)
    found = status(claims, source.situation, as_of=source.as_of, unspoken=unspoken)
    missions = source.options.missions
    return [(m, v) for m, v in found if not missions or m.id in missions], claims


def verdict_line(verdict: Verdict) -> dict[str, Any]:
    """An answer as JSON, in the fields of docs/verdicts.md."""
    return {
        "value": verdict.value,
        "leaning": verdict.leaning,
        "values": list(verdict.values),
        "standing": verdict.standing,
        "formal": verdict.formal,
        "by": verdict.by,
        "since": _days(verdict.since),
        "because": verdict.because,
        "support": list(verdict.support),
        "dissent": list(verdict.dissent),
        "silent": [
            {"voice": c.voice, "stance": c.stance, "said": c.said and c.said.isoformat(), "claim": c.claim}
            for c in verdict.silent
        ],
        "detail": [
            {"name": d.name, "value": d.value, "standing": d.standing, "claims": list(d.claims)} for d in verdict.detail
        ],
        "last": verdict.last and verdict.last.isoformat(),
    }


def _days(interval: Interval | None) -> dict[str, str | None] | None:
    if interval is None:
        return None
    return {
        "earliest": interval.earliest.isoformat() if interval.earliest else None,
        "latest": interval.latest.isoformat() if interval.latest else None,
    }
