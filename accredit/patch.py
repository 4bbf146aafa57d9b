"""Fields of the claim contract as a person gives them: checked, and laid over a claim.

A correction changes what a claim says, never where its words are: its article and evidence are no fields here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, get_args

from accredit.contract import claim_from, claim_line, mission_reference
from accredit.errors import QuestionError
from accredit.model import (
    PREDICATES,
    Article,
    Aspect,
    Basis,
    Claim,
    Modality,
    Polarity,
    Situation,
    Span,
    Stance,
    Voice,
    VoiceKind,
    WhenKind,
)

CHOICES: Mapping[str, tuple[str | None, ...]] = {
    "predicate": PREDICATES,
    "polarity": get_args(Polarity),
    "modality": get_args(Modality),
    "stance": get_args(Stance),
    "aspect": (*get_args(Aspect), None),
    "basis": (*get_args(Basis), None),
}
"""The fields that hold one of a few words."""

FIELDS = (*CHOICES, "mission", "scope", "party", "person", "chain", "when")
"""What a correction may change and an added claim may say."""

_PLAIN: Mapping[str, Any] = {
    "mission": None, "scope": None, "party": None, "person": None, "polarity": "affirmed", "modality": "actual",
    "stance": "asserts", "aspect": None, "basis": None, "when": None,
}  # fmt: skip


def checked(fields: Mapping[str, Any]) -> str:
    """The fields as one canonical JSON text. Raises QuestionError, which names the field that is wrong."""
    if not fields:
        raise QuestionError(f"nothing to say: give one of {', '.join(FIELDS)}")
    for name, value in fields.items():
        if name not in FIELDS:
            raise QuestionError(f"{name!r} is no field that a ruling may set: give one of {', '.join(FIELDS)}")
        if name in CHOICES and value not in CHOICES[name]:
            known = ", ".join(c or "null" for c in CHOICES[name])
            raise QuestionError(f"{name} {value!r} is none of {known}")
        if name not in CHOICES and not _SHAPES[name](value):
            raise QuestionError(f"{name} {value!r} has not the shape that docs/contract.md says")
    return json.dumps(fields, sort_keys=True, separators=(",", ":"))


def _words(value: Any) -> bool:
    return value is None or (isinstance(value, str) and bool(value.strip()))


def _keys(value: Any, *names: str) -> bool:
    return isinstance(value, dict) and set(value) == set(names)


def _days(value: Any) -> bool:
    try:
        ends = [date.fromisoformat(value[name]) for name in ("earliest", "latest") if value[name] is not None]
    except (TypeError, ValueError):
        return False
    return isinstance(value["text"], str) and ends == sorted(ends)


def _mission(value: Any) -> bool:
    return _words(value) or (_keys(value, "id", "sending", "host", "city", "kind") and _words(value["id"]))


def _scope(value: Any) -> bool:
    if value is None:
        return True
    if not isinstance(value, dict) or not value or not set(value) <= {"hosts", "except", "group", "count"}:
        return False
    lists = [value[name] for name in ("hosts", "except") if name in value]
    count = value.get("count", {})
    return (
        all(isinstance(each, list) and all(isinstance(code, str) for code in each) for each in lists)
        and _words(value.get("group"))
        and isinstance(count, dict)
        and set(count) <= {"at_least", "at_most"}
        and all(isinstance(n, int) for n in count.values())
    )


def _person(value: Any) -> bool:
    return value is None or (_keys(value, "name", "role") and all(_words(part) for part in value.values()))


def _voice(value: Any) -> bool:
    if not _keys(value, "name", "role", "party", "kind", "said") or value["kind"] not in get_args(VoiceKind):
        return False
    said = value["said"]
    named = all(_words(value[part]) for part in ("name", "role", "party"))
    return named and (said is None or (_keys(said, "earliest", "latest", "text") and _days(said)))


def _chain(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_voice, value))


def _when(value: Any) -> bool:
    if value is None:
        return True
    return _keys(value, "kind", "earliest", "latest", "text") and value["kind"] in get_args(WhenKind) and _days(value)


_SHAPES = {"mission": _mission, "scope": _scope, "party": _words, "person": _person, "chain": _chain, "when": _when}


def patched(claim: Claim, article: Article, fields: str, situation: Situation, rule: str) -> Claim:
    """The claim with the fields of a checked text in place of its own, under the id of what it says now.

    A person vouches for it, so its confidence is 1. Raises QuestionError for a mission that the situation lacks.
    """
    line = claim_line(claim, article) | _known(json.loads(fields), situation)
    return claim_from(line | {"confidence": 1.0, "rule": rule, "id": ""}, situation)


def said_in(article: Article, span: Span, fields: str, situation: Situation, rule: str) -> Claim:
    """A claim by a person over words of an article: the outlet says it plainly, unless the fields say otherwise."""
    given = _known(json.loads(fields), situation)
    line = {
        **_PLAIN,
        "article": {"id": article.id},
        "situation": situation.id,
        "chain": [{"name": article.outlet, "role": None, "party": None, "kind": "outlet", "said": None}],
        "evidence": {"start": span.start, "end": span.end, "exact": span.exact},
    }
    return claim_from(line | given | {"confidence": 1.0, "rule": rule, "id": ""}, situation)


def outlet_voice(voice: Voice, was: str | None, now: str) -> Voice:
    """The voice under its outlet's other name, where it is that outlet."""
    return replace(voice, name=now) if voice.kind == "outlet" and voice.name in (was, None) else voice


def _known(fields: dict[str, Any], situation: Situation) -> dict[str, Any]:
    """The fields with a mission's id made the mission."""
    named = fields.get("mission")
    if not isinstance(named, str):
        return fields
    mission = situation.mission(named)
    if mission is None:
        raise QuestionError(f"the situation {situation.id} has no mission {named!r}")
    return fields | {"mission": mission_reference(mission)}
