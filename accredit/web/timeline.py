"""A timeline of claims: above the line when it happened, as wide as the words leave open; below when it was printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accredit.verdict.independence import contends
from accredit.web.shown import ClaimShown
from accredit.web.view import View

WIDTH = 900
LANE = 9
"""Units of the drawing: its width, and the height of one lane."""

LANES = 14
"""Lanes on each side at most; what finds no free one shares the last."""

AT_MOST = 160
"""Claims drawn; of more, those given first."""

_LEAST = 5.0
"""Units of the narrowest bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One claim: above as a bar over the days that it may be about, below as a dot on the day of publication.

    `width` is None where no time is told. `slot` is the party of who says it, `denied` draws it hollow.
    """

    claim: str
    label: str
    slot: str
    denied: bool
    x: float | None
    width: float | None
    y: float
    open_left: bool
    open_right: bool
    printed_x: float | None
    printed_y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A year or a quarter on the line."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing, in units of `width` by `height`; the line lies at `line`. `drawn` of `of` claims are in it."""

    width: int
    height: float
    line: float
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    as_of: float | None
    known_at: float | None
    drawn: int
    of: int


class _Axis:
    """Days to units, with some room on both sides."""

    def __init__(self, first: date, last: date) -> None:
        span = max((last - first).days, 60)
        self.first, self.last = first - timedelta(span // 30 + 1), last + timedelta(span // 30 + 1)
        self._days = (self.last - self.first).days

    def at(self, day: date) -> float:
        return round((min(max(day, self.first), self.last) - self.first).days / self._days * WIDTH, 1)

    def inside(self, day: date | None) -> float | None:
        return self.at(day) if day and self.first <= day <= self.last else None

    def ticks(self) -> tuple[Tick, ...]:
        """Years; where there are few, quarters of them too."""
        months = (1,) if self._days > 1200 else (1, 4, 7, 10) if self._days > 200 else tuple(range(1, 13))
        days = [date(y, m, 1) for y in range(self.first.year, self.last.year + 1) for m in months]
        shown = [d for d in days if self.first <= d <= self.last]
        return tuple(Tick(self.at(d), _tick_words(d, first=d == shown[0])) for d in shown)


def _tick_words(day: date, *, first: bool) -> str:
    """January as its year; the first tick says its year too, or nobody would know which."""
    return str(day.year) if day.month == 1 else f"{day:%b %Y}" if first else f"{day:%b}"


def timeline(claims: Sequence[ClaimShown], view: View) -> Timeline | None:
    """The drawing of claims; None where none carries a day."""
    drawn = [c for c in claims[:AT_MOST] if c.when or c.published]
    days = [d for c in drawn for d in (c.when and c.when.earliest, c.when and c.when.latest, c.published) if d]
    days = [d for d in days if d >= view.situation.start - timedelta(3650)]
    if not days:
        return None
    axis = _Axis(min(days), max(days))
    above, below = _Lanes(), _Lanes()
    bars = [_bar(c, axis, view, above, below) for c in drawn]
    line = max(above.used, 1) * LANE + 26
    height = line + 36 + max(below.used, 1) * LANE
    placed = tuple(_placed(bar, line) for bar in bars)
    return Timeline(
        WIDTH, height, line, axis.ticks(), placed, axis.inside(view.times.as_of), axis.inside(view.times.known_at),
        len(drawn), len(claims),
    )  # fmt: skip


class _Lanes:
    """Rows of a side; each bar takes the one nearest the line that is free over its width."""

    def __init__(self) -> None:
        self._taken: list[list[tuple[float, float]]] = []

    @property
    def used(self) -> int:
        return len(self._taken)

    def place(self, start: float, end: float) -> int:
        for n, taken in enumerate(self._taken):
            if all(end + 2 <= a or start >= b + 2 for a, b in taken):
                taken.append((start, end))
                return n
        if len(self._taken) < LANES:
            self._taken.append([(start, end)])
        return len(self._taken) - 1


def _bar(claim: ClaimShown, axis: _Axis, view: View, above: _Lanes, below: _Lanes) -> Bar:
    origin = claim.chain[-1]
    slot = view.slots.get(origin.party or "", "host" if origin.party else "other")
    if origin.party and not contends(origin.party, view.situation):
        slot = "host"
    x = width = None
    lane = 0
    when = claim.when
    if when:
        start, end = axis.at(when.earliest or axis.first), axis.at(when.latest or axis.last)
        x, width = start, max(end - start, _LEAST)
        x = min(x, WIDTH - width)
        lane = above.place(x, x + width)
    printed = claim.published
    printed_x = axis.at(printed) if printed else None
    printed_lane = below.place(printed_x - 4, printed_x + 4) if printed_x is not None else 0
    days = when.words if when else "no time told"
    label = f"{claim.words} ({days}); {origin.words}, printed {claim.article.published or 'undated'}"
    return Bar(
        claim.id, label, slot, claim.polarity == "denied", x, width, lane, bool(when and when.earliest is None),
        bool(when and when.latest is None), printed_x, printed_lane,
    )  # fmt: skip


def _placed(bar: Bar, line: float) -> Bar:
    """The bar with its lanes as units."""
    y, printed = line - 12 - bar.y * LANE, line + 24 + bar.printed_y * LANE
    return Bar(
        bar.claim, bar.label, bar.slot, bar.denied, bar.x, bar.width, y, bar.open_left, bar.open_right, bar.printed_x,
        printed,
    )  # fmt: skip
