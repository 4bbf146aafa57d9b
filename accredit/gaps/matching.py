"""Whether a mission and a row of a snapshot are one: by item, by kind and place, with care for spellings."""

from __future__ import annotations

import re
from math import asin, cos, radians, sin, sqrt
from typing import Literal

from rapidfuzz import fuzz

from accredit.model import MissionKind
from accredit.situation.source import fold

Kind = Literal["embassy", "consulate", "honorary", "permanent-mission", "liaison-office", "office", "unknown"]
"""Kinds as far as lists agree on them: consulates and consulates general are one, embassies and high commissions."""

NEAR = 15.0
"""Kilometres within which two coordinates may be one house in the same city."""

_LIKE = 60
"""Least likeness, of 100, of two spellings whose consonants agree: Khorog and Chorugh 62, Quetta and Quito 55."""

_SLIP = 90
"""The same where they do not agree: one letter in a long name."""

_NO_NAME = frozenset({"of", "the", "city", "municipality", "district", "arrondissement", "commune", "canton", "region"})
_SOUNDS = (("tch", "c"), ("kh", "h"), ("ch", "h"), ("gh", "g"), ("ph", "f"), ("zh", "j"), ("q", "k"), ("x", "h"))
_WORDS: tuple[tuple[str, Kind], ...] = (
    ("honorary", "honorary"),
    ("embassy", "embassy"),
    ("high commission", "embassy"),
    ("nunciature", "embassy"),
    ("consul", "consulate"),
    ("permanent", "permanent-mission"),
    ("liaison", "liaison-office"),
    ("office", "office"),
    ("interests section", "office"),
)


def kind_of(words: str) -> Kind:
    """The kind that a list's words amount to: "Consulate General of Sweden" is a consulate."""
    plain = words.casefold()
    if "assistant high commission" in plain:
        return "consulate"
    return next((kind for part, kind in _WORDS if part in plain), "unknown")


def family(kind: MissionKind) -> Kind:
    """The kind of a pack's mission, as lists agree on it."""
    return "consulate" if kind == "consulate-general" else kind


def same_place(one: str, other: str) -> bool:
    """Whether two names are spellings of one place, or one is named inside the other ("Oslo municipality")."""
    left, right = _parts(one), _parts(other)
    if not left or not right:
        return False
    if left == right or "".join(left) == "".join(right):
        return True
    if set(left) <= set(right) or set(right) <= set(left):
        return True
    one, other = "".join(left), "".join(right)
    bones, like = _bones(one), fuzz.ratio(one, other)
    return like >= _SLIP or (len(bones) > 1 and bones == _bones(other) and like >= _LIKE)


def _parts(name: str) -> list[str]:
    return [t for t in fold(name).split() if t not in _NO_NAME and not t[0].isdigit()]


def _bones(word: str) -> str:
    """The consonants, with those that transliterations write in several ways as one."""
    for given, sound in _SOUNDS:
        word = word.replace(given, sound)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouy']", "", word))


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Between two places given as latitude and longitude in degrees, along the great circle (haversine)."""
    (a, b), (c, d) = (tuple(map(radians, place)) for place in (one, other))
    return 2 * 6371.0 * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))
