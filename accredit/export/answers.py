"""Answers in an export: they rest on the claims that may leave, and on no other."""

from __future__ import annotations

from typing import Any

from accredit.answers import with_reports
from accredit.export.source import Source
from accredit.model import Mission, RecordedClaim
from accredit.verdict import Verdict, status
from accredit.views.verdict_words import verdict_json

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
    """An answer as JSON, in the fields of docs/verdicts.md, without the words in which its day was given."""
    line = verdict_json(verdict)
    if line["since"]:
        del line["since"]["text"]
    return line
