"""The hand-made expectations for a set of bundled samples as values. Their keys are told in README.md beside this file.

Every set of samples (`SampleSet`) is compared by the same code; without one named, the Afghan set is meant.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from accredit.model import Article, Situation, VoiceKind
from accredit.read import Problem, articles
from accredit.situation import load


@dataclass(frozen=True, slots=True)
class SampleSet:
    """Samples of one situation: the pack's id, their folder in the package, and that of their expectations.

    `lenient` holds the items in which other states' embassies in the capital may be claimed (`keeps_mission`).
    """

    situation: str
    samples: str
    expected: Path
    lenient: tuple[str, ...]


AFGHANISTAN = SampleSet(
    "afghanistan-2021",
    "samples",
    Path(__file__).parent,
    ("sample-22-kabul-quarter", "sample-23-kabul-credentials"),
)

_CLAIM_KEYS = {
    "predicate", "or", "mission", "hosts", "except", "group", "party", "person", "aspect", "basis", "polarity",
    "real", "modality", "stance", "stance_or", "origin", "via", "when", "said", "quote", "optional",
}  # fmt: skip
_ROW_KEYS = {
    "as_of", "known_at", "question", "subject", "party", "value", "standing", "leaning", "values_include", "formal",
    "holds", "because",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Days:
    """When something must be said to have happened or held: a kind and the days within which it must lie."""

    kind: str
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class Expected:
    """One claim that a careful reader finds. None, or an empty tuple, is not asked about."""

    predicates: tuple[str, ...]
    mission: str | None
    hosts: tuple[str, ...]
    except_: tuple[str, ...]
    group: str | None
    party: str | None
    person: str | None
    aspect: str | None
    basis: str | None
    polarity: str | None
    real: bool | None
    modality: str | None
    stances: tuple[str, ...]
    origin: str
    via: tuple[str, ...]
    when: Days | None
    said: date | None
    quote: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One answer that the ledger of all samples must give. None, or an empty tuple, is not asked about."""

    as_of: date
    known_at: date | None
    question: str
    subject: str
    party: str | None
    value: str | None
    standing: str
    leaning: str | None
    values_include: tuple[str, ...]
    formal: str | None
    holds: bool | None
    because: str

    @property
    def name(self) -> str:
        """The row as a test is named after it, and as `floors.toml` names it."""
        known = f" known {self.known_at}" if self.known_at else ""
        return f"{self.question} {self.subject} {self.as_of}{known}"


@lru_cache(maxsize=4)
def expected_claims(of: SampleSet = AFGHANISTAN) -> Mapping[str, tuple[Expected, ...]]:
    """The expected claims of each item, by the item's id."""
    items = _table(of, "expected.toml")["items"]
    return {name: tuple(_expected(name, row) for row in item["claims"]) for name, item in items.items()}


@lru_cache(maxsize=4)
def rows(of: SampleSet = AFGHANISTAN) -> tuple[Row, ...]:
    """The expected answers, in the order of the file."""
    return tuple(_row(row) for row in _table(of, "expected.toml")["verdicts"])


@lru_cache(maxsize=4)
def voices(of: SampleSet = AFGHANISTAN) -> Mapping[str, tuple[VoiceKind, str | None]]:
    """Each origin of the expectations but `outlet`: its kind, and the party for which it speaks."""
    return {name: (kind, party or None) for name, (kind, party) in _table(of, "expected.toml")["voices"].items()}


def floors(of: SampleSet = AFGHANISTAN) -> dict[str, Any]:
    """What `floors.toml` holds."""
    return _table(of, "floors.toml")


def situation(of: SampleSet = AFGHANISTAN) -> Situation:
    """The situation of the samples."""
    return load(of.situation)


def sample_paths(of: SampleSet = AFGHANISTAN) -> tuple[str, ...]:
    """The files of the samples, in order."""
    return tuple(sorted(str(p) for p in Path(str(files("accredit") / of.samples)).glob("*.txt")))


@lru_cache(maxsize=4)
def samples(of: SampleSet = AFGHANISTAN) -> Mapping[str, Article]:
    """The samples as articles, by id, in order. Raises ValueError for one that cannot be read."""
    found: dict[str, Article] = {}
    for item in articles(sample_paths(of)):
        if isinstance(item, Problem):
            raise ValueError(f"{item.place}: {item.message}")
        found[item.id] = item
    return found


def _table(of: SampleSet, name: str) -> dict[str, Any]:
    return tomllib.loads((of.expected / name).read_text("utf-8"))


def _known(row: Mapping[str, Any], keys: set[str], place: str) -> None:
    """A mistyped key would never be asked about, so it is refused."""
    if wrong := set(row) - keys:
        raise ValueError(f"{place}: no key {', '.join(sorted(wrong))}")


def _expected(item: str, row: Mapping[str, Any]) -> Expected:
    _known(row, _CLAIM_KEYS, item)
    return Expected(
        predicates=(row["predicate"], *row.get("or", ())),
        mission=row.get("mission"),
        hosts=tuple(row.get("hosts", ())),
        except_=tuple(row.get("except", ())),
        group=row.get("group"),
        party=row.get("party"),
        person=row.get("person"),
        aspect=row.get("aspect"),
        basis=row.get("basis"),
        polarity=row.get("polarity"),
        real=row.get("real"),
        modality=row.get("modality"),
        stances=(row.get("stance", "asserts"), *row.get("stance_or", ())),
        origin=row["origin"],
        via=tuple(row.get("via", ())),
        when=_days(row["when"]) if "when" in row else None,
        said=date.fromisoformat(row["said"]) if "said" in row else None,
        quote=row["quote"],
        optional=row.get("optional", False),
    )


def _days(words: str) -> Days:
    """`KIND DAY` or `KIND DAY/DAY`."""
    kind, _, days = words.partition(" ")
    first, _, last = days.partition("/")
    return Days(kind, date.fromisoformat(first), date.fromisoformat(last or first))


def _row(row: Mapping[str, Any]) -> Row:
    _known(row, _ROW_KEYS, f"{row['subject']} {row['as_of']}")
    return Row(
        as_of=row["as_of"],
        known_at=row.get("known_at"),
        question=row["question"],
        subject=row["subject"],
        party=row.get("party"),
        value=row.get("value"),
        standing=row["standing"],
        leaning=row.get("leaning"),
        values_include=tuple(row.get("values_include", ())),
        formal=row.get("formal"),
        holds=row.get("holds"),
        because=row["because"],
    )
