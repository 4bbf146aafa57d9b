"""Moves marks apart that would hide each other: always the same way, and as little as is needed."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, hypot, pi, sin

APART = 11.0
"""Units between the middles of two marks that do not touch."""

_ROUNDS = 200
_GOLDEN = pi * (3 - 5**0.5)

Point = tuple[float, float]


def spread(at: Mapping[str, Point]) -> dict[str, Point]:
    """Places for marks by name, given where they belong; who hides nobody stays.

    Pairs that are too near push each other away until none is. Those in one spot start around it on a spiral, in the
    order of their names.
    """
    names = sorted(at)
    spots: dict[Point, int] = {}
    placed: dict[str, Point] = {}
    for name in names:
        x, y = at[name]
        turn = spots[x, y] = spots.get((x, y), -1) + 1
        shift = 0.01 * turn
        placed[name] = (x + shift * cos(turn * _GOLDEN), y + shift * sin(turn * _GOLDEN))
    for _ in range(_ROUNDS):
        if not _pushed(names, placed):
            break
    return {name: (round(x, 1), round(y, 1)) for name, (x, y) in placed.items()}


def _pushed(names: list[str], placed: dict[str, Point]) -> bool:
    """One round: whether any pair was too near."""
    moved = False
    for n, one in enumerate(names):
        for other in names[n + 1 :]:
            (x, y), (p, q) = placed[one], placed[other]
            if abs(p - x) >= APART or abs(q - y) >= APART:
                continue
            away = hypot(p - x, q - y)
            if away >= APART - 0.05:
                continue
            dx, dy = ((p - x) / away, (q - y) / away) if away > 1e-9 else (1.0, 0.0)
            push = (APART - away) / 2
            placed[one], placed[other] = (x - dx * push, y - dy * push), (p + dx * push, q + dy * push)
            moved = True
    return moved
