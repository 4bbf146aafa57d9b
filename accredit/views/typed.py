"""Fields of the claim contract as a person types them: `--set FIELD=VALUE`, or in a form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from accredit.contract import mission_reference
from accredit.errors import QuestionError
from accredit.model import HOST_STATE, Mission, Situation, partial_interval
from accredit.patch import FIELDS
from accredit.views.find import find
from accredit.views.words import printable

_WHEN = re.compile(r"(instant|from|until|throughout)\s+([0-9-]*)(?:(\.\.)([0-9-]*))?")


def fields_of(typed: Iterable[str], situation: Situation, missions: Iterable[Mission]) -> dict[str, Any]:
    """The fields. A value is JSON where it looks like it, else words; `null` clears a field.

    Short forms: a mission by any name, `when=from 2023-03`, `person=NAME, ROLE`, `scope=TJ,UZ`. Raises QuestionError.
    """
    known = list(missions)
    found: dict[str, Any] = {}
    for each in typed:
        name, sign, words = each.partition("=")
        if not sign:
            raise QuestionError(f"--set {printable(each)!r}: write FIELD=VALUE, with one of {', '.join(FIELDS)}")
        name = name.strip()
        try:
            found[name] = value_of(name, words.strip(), situation, known)
        except QuestionError as error:
            raise QuestionError(f"--set {error}") from None
    return found


def value_of(name: str, words: str, situation: Situation, missions: list[Mission]) -> Any:
    """The value of one field. Raises QuestionError, which begins with the field's name."""
    if words == "null":
        return None
    if words[:1] in "[{":
        try:
            return json.loads(words)
        except ValueError:
            raise QuestionError(f"{name}: {printable(words[:40])!r} is no JSON") from None
    match name:
        case "mission":
            return _mission(words, situation, missions)
        case "party":
            return _party(words, situation)
        case "when":
            return _when(words)
        case "person":
            person, _, role = words.partition(",")
            return {"name": person.strip() or None, "role": role.strip() or None}
        case "scope":
            return {"hosts": [_host(code.strip(), situation) for code in words.split(",")]}
    return words


def _mission(words: str, situation: Situation, missions: list[Mission]) -> dict[str, Any]:
    try:
        found = find(words, situation, missions)
    except QuestionError as error:
        raise QuestionError(f"mission: {error}") from None
    if not isinstance(found, Mission):
        raise QuestionError(f"mission: {printable(words)!r} is a state; give a mission, or scope={found.code}")
    return mission_reference(found)


def _party(words: str, situation: Situation) -> str:
    if situation.party(words) is None and words != HOST_STATE:
        known = ", ".join(dict.fromkeys((*(p.id for p in situation.parties), HOST_STATE)))
        raise QuestionError(f"party: {printable(words)!r} is none of {known}")
    return words


def _host(code: str, situation: Situation) -> str:
    if code != "*" and situation.state(code) is None:
        raise QuestionError(f"scope: {printable(code)!r} is no code of a state (ISO 3166-1 alpha-2) and not *")
    return code


def _when(words: str) -> dict[str, Any]:
    match = _WHEN.fullmatch(words)
    if match is None:
        raise QuestionError(f"when: {words!r} is no kind with days (from 2023-03, instant 2023-03-01..2023-03-05)")
    kind, first, range_, last = match.groups()
    lower, upper = _bound(first), _bound(last or "") if range_ else _bound(first)
    return {"kind": kind, "earliest": lower[0], "latest": upper[1], "text": words.removeprefix(kind).strip()}


def _bound(words: str) -> tuple[str | None, str | None]:
    """The first and last day of an ISO day, month or year; nothing of nothing."""
    if not words:
        return None, None
    days = partial_interval(words)
    if days is None:
        raise QuestionError(f"when: {words!r} is no day, month or year")
    return _iso(days.earliest), _iso(days.latest)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
