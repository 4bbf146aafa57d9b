"""Labelled articles: what a careful reader takes from them, and how much of it an extractor finds.

A folder with `articles.jsonl` and `gold.jsonl`, a line for each labelled claim (tests/gold/a/README.md has the fields).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from accredit.errors import QuestionError
from accredit.gaps.matching import same_place
from accredit.model import Claim
from accredit.situation.source import fold

GROUPS: Mapping[str, str] = {
    "controls": "control", "handed_over": "control", "custody": "control", "damaged": "premises",
    "repaired": "premises",
} | {
    p: p for p in (
        "appointed", "accredited", "dismissed", "expelled", "visited", "closed", "opened", "suspended",
        "issues_documents", "disowns_documents", "funds", "recognises", "has_relations",
    )
}  # fmt: skip
"""The predicates that labels are about, and what each counts as; claims of others are not counted."""

_LIKE = 80


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled claim. `hosts` are those of a claim wider than one mission; an `optional` one is never missed."""

    group: str
    host: str | None
    city: str | None
    hosts: frozenset[str]
    party: str | None
    person: str | None
    polarity: str
    real: bool
    optional: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Labels found of those to be found, and claims that are right of those that were made and count."""

    found: int = 0
    wanted: int = 0
    right: int = 0
    made: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.found + other.found, self.wanted + other.wanted, self.right + other.right, self.made + other.made
        )

    @property
    def precision(self) -> float:
        """Of the claims made, the share that is right; 0 where none was made."""
        return self.right / self.made if self.made else 0.0

    @property
    def recall(self) -> float:
        """Of the labels to be found, the share that is found."""
        return self.found / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def is_labelled(path: Path) -> bool:
    """Whether a folder holds labelled articles."""
    return (path / "articles.jsonl").is_file() and (path / "gold.jsonl").is_file()


def labels(folder: Path) -> dict[str, tuple[Label, ...]]:
    """The labels of a folder, by article. Raises QuestionError for a line that is none."""
    found: dict[str, list[Label]] = {}
    path = folder / "gold.jsonl"
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            every = found.setdefault(row["article"], [])
            if row.get("group"):
                every.append(_label(row))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise QuestionError(f"{path}:{number}: is no label: {type(error).__name__}") from None
    return {article: tuple(every) for article, every in found.items()}


def _label(row: Mapping[str, Any]) -> Label:
    return Label(
        row["group"],
        row["host"],
        row["city"],
        frozenset(row.get("hosts") or ()),
        row["party"],
        row["person"],
        row["polarity"],
        row["real"],
        bool(row.get("optional")),
    )


def score(wanted: Sequence[Label], claims: Sequence[Claim]) -> Score:
    """How much of an article's labels its claims are, one to one; required labels are matched first."""
    counted = [c for c in claims if c.predicate in GROUPS and c.stance == "asserts"]
    used, taken = set[int](), list[Label]()
    for label in sorted(wanted, key=lambda one: one.optional):
        match = next((i for i, c in enumerate(counted) if i not in used and _same(label, c)), None)
        if match is not None:
            used.add(match)
            taken.append(label)
    free = sum(label.optional for label in taken)
    found = len(taken) - free
    return Score(found, sum(not label.optional for label in wanted), found, len(counted) - free)


def _same(label: Label, claim: Claim) -> bool:
    party = "host-state" if claim.predicate == "custody" else claim.party
    if (label.group, label.polarity, label.real) != (GROUPS[claim.predicate], claim.polarity, claim.real):
        return False
    needed = party is not None or label.group in ("control", "recognises", "has_relations")
    if label.party and needed and label.party != party:
        return False
    if label.person and not _same_person(label.person, claim.person.name if claim.person else None):
        return False
    return _same_target(label, claim)


def _same_target(label: Label, claim: Claim) -> bool:
    mission, hosts = claim.mission, frozenset(claim.scope.hosts if claim.scope else ())
    if label.host:
        if mission is None:
            return not label.city and label.host in hosts
        names = [n for n in (mission.city, *mission.city_names) if n]
        return mission.host == label.host and (not label.city or any(same_place(label.city, n) for n in names))
    if label.hosts:
        told = hosts or frozenset({mission.host} if mission else ())
        both, either = label.hosts & told, label.hosts | told
        return ("*" in label.hosts) == ("*" in told) and len(both) >= len(either) / 2
    return True


def _same_person(wanted: str, found: str | None) -> bool:
    """The family name in some spelling, or two names."""
    a, b = fold(wanted).split(), fold(found or "").split()
    if not a or not b:
        return False
    alike = [x for x in a if any(fuzz.ratio(x, y) >= _LIKE for y in b)]
    return fuzz.ratio(a[-1], b[-1]) >= _LIKE or len(alike) > 1
