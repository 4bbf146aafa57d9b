"""Rulings with how they stand and what they bear on: the list of them, as JSON and in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accredit.model import Article, RecordedClaim, Situation
from accredit.ruling import ON_ARTICLES, RecordedRuling, Ruling
from accredit.rulings import Ruled
from accredit.rulings.bench import Bench
from accredit.views.ruling_words import SHORT
from accredit.views.words import claim_words, subject_words


@dataclass(frozen=True, slots=True)
class Listed:
    """A ruling with how it stands (in-force, withdrawn, orphaned), the claims it bears on, and what it is about."""

    recorded: RecordedRuling
    state: str
    claims: tuple[RecordedClaim, ...]
    about: str


def rulings_of(bench: Bench) -> list[Listed]:
    """The rulings of a situation and on articles, the newest first."""
    return listed(bench.loaded.rulings, bench.now, bench.loaded.articles, bench.situation)


def listed(
    rulings: Sequence[RecordedRuling], now: Ruled, articles: Iterable[Article], situation: Situation
) -> list[Listed]:
    """Those of the rulings that concern a situation, the newest first, with what counts `now`.

    `articles` are as read: a ruling on an outlet goes by the name before it.
    """
    withdrawn, orphaned = ({r.ruling.id for r in each} for each in (now.withdrawn, now.orphaned))
    bearing: dict[str, list[RecordedClaim]] = {}
    for claim in (*now.claims, *now.set_aside):
        for name in claim.rulings:
            bearing.setdefault(name, []).append(claim)
    names = {a.carrier: a.id for a in articles}
    found = []
    for recorded in reversed(rulings):
        ruling = recorded.ruling
        if ruling.situation not in (None, situation.id):
            continue
        state = "withdrawn" if ruling.id in withdrawn else "orphaned" if ruling.id in orphaned else "in-force"
        claims = tuple(bearing.get(ruling.id, ()))
        found.append(Listed(recorded, state, claims, _about(ruling, claims, names, situation)))
    return found


def _about(ruling: Ruling, claims: Sequence[RecordedClaim], names: Mapping[str, str], situation: Situation) -> str:
    """What a ruling is about, for people."""
    if ruling.kind == "withdrawn":
        return f"ruling {ruling.target[:SHORT]}"
    value = f": {ruling.value}" if ruling.value and ruling.kind in ON_ARTICLES else ""
    if ruling.kind in ON_ARTICLES or ruling.kind == "added":
        named = names.get(ruling.target, ruling.target[:SHORT])
        added = f" {_claim(claims[0], situation)}" if claims and ruling.kind == "added" else ""
        return f"article {named}{value}{added}"
    if ruling.other is not None:
        return " and ".join(_voice(ruling, each) for each in (ruling.target, ruling.other))
    return _claim(claims[0], situation) if claims else f"claim {ruling.target[:SHORT]}"


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
        "seen": list(ruling.seen),
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
