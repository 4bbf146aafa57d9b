"""The cases as values: reads the files of `cases/` and refuses a key or a value that means nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from accredit.model import PREDICATES, REAL, Modality, Situation, Stance, WhenKind
from accredit.situation import load

FOLDER = Path(__file__).parent
CLAIM_FILES = ("missions", "attribution", "acts", "people", "news", "links")
FILES = (*CLAIM_FILES, "dates")
_KEYS = {
    "predicate", "mission", "hosts", "except", "group", "at_least", "at_most", "party", "person", "polarity",
    "real", "modality", "stance", "aspect", "basis", "origin", "via", "when",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Days:
    """What a date must be: its kind and, for each end, the first and the last day allowed; None is an open end."""

    kind: str
    earliest: tuple[date, date] | None
    latest: tuple[date, date] | None
    words: str

    @classmethod
    def of(cls, words: str) -> Days:
        """The days of `instant 2024-03-01/2024-03-05..2024-03-31`; a day alone is both ends."""
        kind, _, ends = words.partition(" ")
        if kind not in get_args(WhenKind) or not ends:
            raise ValueError(f"{words!r} is no date expectation")
        first, dots, last = ends.partition("..")
        return cls(kind, _range(first), _range(last if dots else first), words)

    def fits(self, kind: str, earliest: date | None, latest: date | None) -> bool:
        """Whether a date that came out is what is asked for."""
        return kind == self.kind and _within(self.earliest, earliest) and _within(self.latest, latest)


def _range(words: str) -> tuple[date, date] | None:
    if not words:
        return None
    low, _, high = words.partition("/")
    return date.fromisoformat(low), date.fromisoformat(high or low)


def _within(allowed: tuple[date, date] | None, found: date | None) -> bool:
    if allowed is None or found is None:
        return allowed is None and found is None
    return allowed[0] <= found <= allowed[1]


@dataclass(frozen=True, slots=True)
class Expected:
    """One expected claim; only what the case names is compared, besides polarity, reality and stance."""

    keys: Mapping[str, Any]
    when: Days | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Expected:
        """A claim as a case writes it; raises ValueError when the words mean nothing."""
        keys: dict[str, Any] = {"polarity": "affirmed", "stance": "asserts"} | dict(row)
        keys.setdefault("real", keys.get("modality", "actual") in REAL)
        wrong = set(keys) - _KEYS
        faults = (
            wrong,
            keys.get("predicate") not in (*PREDICATES, None),
            keys["polarity"] not in ("affirmed", "denied"),
            keys["stance"] not in get_args(Stance),
            keys.get("modality", "actual") not in get_args(Modality),
            keys["real"] != (keys["modality"] in REAL) if "modality" in keys else False,
            keys.get("mission") and situation().mission(keys["mission"]) is None,
            keys.get("party") and situation().party(keys["party"]) is None,
        )
        if any(faults):
            raise ValueError(f"{row} is no expectation of a claim")
        return cls(keys, Days.of(keys["when"]) if keys.get("when") else None)


@dataclass(frozen=True, slots=True)
class Case:
    """A text and what a careful reader takes from it."""

    text: str
    published: str | None
    why: str
    none: bool
    expect: tuple[Expected, ...]
    may: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class DateCase:
    """A text and the dates in it; none stands for an empty tuple."""

    text: str
    published: str | None
    why: str
    expect: tuple[Days, ...]


@lru_cache(maxsize=1)
def situation() -> Situation:
    """The situation that the cases are about."""
    return load("afghanistan-2021")


@lru_cache(maxsize=8)
def cases(name: str) -> tuple[Case, ...]:
    """The cases of a file of claims."""
    return tuple(
        Case(
            text=row["text"],
            published=row.get("published"),
            why=row["why"],
            none=row.get("none", False),
            expect=tuple(map(Expected.of, row.get("expect", ()))),
            may=tuple(map(Expected.of, row.get("may", ()))),
        )
        for row in _rows(name)
    )


@lru_cache(maxsize=1)
def date_cases() -> tuple[DateCase, ...]:
    """The cases of dates."""
    return tuple(
        DateCase(row["text"], row.get("published"), row["why"], tuple(map(Days.of, row.get("expect", ()))))
        for row in _rows("dates")
    )


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((FOLDER / "cases" / f"{name}.toml").read_text("utf-8"))["case"]
    for row in rows:
        wrong = set(row) - {"text", "published", "why", "none", "expect", "may"}
        if wrong or not row.get("why") or bool(row.get("expect")) == ("none" in row):
            raise ValueError(f"{name}: {row['text']!r} needs `why` and either `expect` or `none`")
    return rows
