"""How a mission is drawn: the shape says its kind, the fill who runs it and how that stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from accredit.model import Situation
from accredit.verdict import Verdict
from accredit.verdict.independence import contends

Way = Literal["full", "hollow", "split", "faded"]

SHAPES: Mapping[str, str] = {
    "embassy": "M0-4.6A4.6 4.6 0 1 1 0 4.6A4.6 4.6 0 1 1 0-4.6Z",
    "consulate-general": "M-4.1-4.1H4.1V4.1H-4.1Z",
    "consulate": "M0-5.2L5.2 0L0 5.2L-5.2 0Z",
    "permanent-mission": "M0-5.2L5 3.7H-5Z",
    "liaison-office": "M0 5.2L5-3.7H-5Z",
    "office": "M-5.2 0L-2.6-4.5H2.6L5.2 0L2.6 4.5H-2.6Z",
    "unknown": "M0-3A3 3 0 1 1 0 3A3 3 0 1 1 0-3Z",
}
"""Outlines by kind, around 0,0, about ten units wide."""

_OTHERS = frozenset({"closed", "none", "cooperating"})
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Fill:
    """The fill of a mark: `first` alone, or left with `second` on the right where it is split.

    A slot is `p0`, `p1` … for a party, `closed`, `none`, `cooperating` or `unknown`. `way`: `full` where others than
    the gaining party say so, `hollow` where only that one does or where it is only denied, `split` where live voices
    disagree, `faded` where the last word is old.
    """

    first: str
    second: str | None
    way: Way


def slots_of(situation: Situation) -> dict[str, str]:
    """The parties that contend for the state, in the pack's order, with their slots."""
    found = [p.id for p in situation.parties if contends(p.id, situation)]
    return {party: f"p{n}" for n, party in enumerate(found)}


def fill_of(verdict: Verdict, slots: Mapping[str, str]) -> Fill:
    """How the answer to who runs it is drawn."""

    def slot(value: str | None) -> str:
        return slots.get(value or "", value if value in _OTHERS else UNKNOWN) or UNKNOWN

    if verdict.standing == "contested":
        ordered = dict.fromkeys(filter(None, (verdict.leaning, *verdict.values)))
        sides = [*dict.fromkeys(map(slot, ordered)), UNKNOWN, UNKNOWN]
        return Fill(sides[0], sides[1], "split")
    if verdict.standing == "denied":
        return Fill(UNKNOWN, None, "hollow")
    if verdict.standing == "unknown":
        return Fill(UNKNOWN, None, "full")
    value = verdict.value or next(iter(verdict.values), None)
    ways: dict[str, Way] = {"one-sided": "hollow", "stale": "faded"}
    return Fill(slot(value), None, ways.get(verdict.standing, "full"))
