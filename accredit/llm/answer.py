"""The shape of an answer: what is asked for, and how the words of a model are taken apart."""

from __future__ import annotations

import json
import re
from typing import Any, get_args

import msgspec

from accredit.model import PREDICATES, Aspect, Basis, Modality, Polarity, Stance, VoiceKind

_FENCED = re.compile(r"```(?:json)?\s*\n(.*?)```", re.DOTALL)


class VoiceTold(msgspec.Struct, frozen=True):
    """A voice as a model tells of it; `said` are the words of the article that say when."""

    kind: str
    name: str | None = None
    role: str | None = None
    party: str | None = None
    said: str | None = None


class PersonTold(msgspec.Struct, frozen=True):
    """The person of a claim."""

    name: str | None = None
    role: str | None = None


class WhenTold(msgspec.Struct, frozen=True):
    """The words of the article that say when, and the days that the model takes them for, which decide nothing."""

    words: str
    earliest: str | None = None
    latest: str | None = None


class Told(msgspec.Struct, frozen=True):
    """A claim as a model tells of it: words, none of which is believed yet."""

    quote: str
    predicate: str
    polarity: str
    modality: str
    stance: str
    voices: list[VoiceTold]
    mission: str | None = None
    states: list[str] = []
    party: str | None = None
    person: PersonTold | None = None
    aspect: str | None = None
    basis: str | None = None
    when: WhenTold | None = None
    sure: bool = False


def told_in(raw: Any) -> Told | None:
    """The claim in a piece of an answer; None for any other shape."""
    try:
        return msgspec.convert(raw, Told)
    except (msgspec.ValidationError, RecursionError):
        return None


def claims_in(content: str) -> list[Any] | None:
    """The pieces that an answer holds as claims; None where it is no JSON, `[]` where it has none.

    Plain JSON, JSON inside a fence, or the first object that stands in the words. Raises ValueError where it is JSON
    of another shape.
    """
    for words in _readings(content):
        try:
            value = msgspec.json.decode(words.encode("utf-8", "surrogatepass"))
        except (msgspec.DecodeError, RecursionError, ValueError):
            continue
        if not isinstance(value, dict) or not isinstance(value.get("claims"), list):
            raise ValueError("not of the shape that was asked for")
        return list(value["claims"])
    return None


def _readings(content: str) -> list[str]:
    first, last = content.find("{"), content.rfind("}")
    inner = [content[first : last + 1]] if 0 <= first < last else []
    return [content, *(m[1] for m in _FENCED.finditer(content)), *inner]


def schema() -> dict[str, Any]:
    """The JSON Schema of an answer, as `response_format` wants it: everything required, nothing more allowed."""
    words: dict[str, Any] = {"type": "string"}
    maybe: dict[str, Any] = {"type": ["string", "null"]}
    voice = _object(name=maybe, role=maybe, party=maybe, kind=_one_of(get_args(VoiceKind)), said=maybe)
    claim = _object(
        quote=words,
        predicate=_one_of(PREDICATES),
        mission=maybe,
        states={"type": "array", "items": words},
        party=maybe,
        person={"anyOf": [_object(name=maybe, role=maybe), {"type": "null"}]},
        polarity=_one_of(get_args(Polarity)),
        modality=_one_of(get_args(Modality)),
        stance=_one_of(get_args(Stance)),
        aspect={"anyOf": [_one_of(get_args(Aspect)), {"type": "null"}]},
        basis={"anyOf": [_one_of(get_args(Basis)), {"type": "null"}]},
        voices={"type": "array", "items": voice},
        when={"anyOf": [_object(words=words, earliest=maybe, latest=maybe), {"type": "null"}]},
        sure={"type": "boolean"},
    )
    return _object(claims={"type": "array", "items": claim})


def _object(**fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _one_of(values: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def compact(value: Any) -> str:
    """JSON with nothing to spare."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
