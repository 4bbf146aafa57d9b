"""Copies at five levels of change are one report; independent reports of one event are not."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from accredit.verdict import reports

PLANTED: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "copies.toml").read_text(encoding="utf-8")
)
COPIES, INDEPENDENT = 0.98, 0.01


def one(first: str, second: str) -> bool:
    """Whether the two texts are one report."""
    found = reports({"first": first, "second": second})
    return found["second"] == "first"


def copies(level: int | None = None) -> Iterator[tuple[str, str]]:
    """Each report with each of its copies, of one level or of all."""
    for report in PLANTED["report"]:
        for copy in report["copy"]:
            if level in (None, copy["level"]):
                yield report["text"], copy["text"]


def independents() -> Iterator[tuple[str, str]]:
    """Each independent report with the planted report of its event, with that one's copies, and with each other."""
    by_event: dict[str, list[str]] = {}
    for own in PLANTED["independent"]:
        by_event.setdefault(own["event"], []).append(own["text"])
    for report in PLANTED["report"]:
        texts = [report["text"], *(copy["text"] for copy in report["copy"])]
        others = by_event.get(report["event"], [])
        yield from ((text, other) for text in texts for other in others)
        yield from combinations(others, 2)


def test_there_are_enough_of_each() -> None:
    levels = [sum(1 for _ in copies(level)) for level in range(1, 6)]
    assert min(levels) >= 24
    assert sum(1 for _ in independents()) >= 150


def test_copies_are_one_report() -> None:
    found = [one(*pair) for pair in copies()]
    assert sum(found) >= COPIES * len(found), f"{len(found) - sum(found)} of {len(found)} copies are missed"


def test_independent_reports_are_not() -> None:
    found = [one(*pair) for pair in independents()]
    assert sum(found) <= INDEPENDENT * len(found), f"{sum(found)} of {len(found)} pairs are taken for copies"


@pytest.mark.parametrize("level", range(1, 6))
def test_copies_of_each_level(level: int) -> None:
    found = [one(*pair) for pair in copies(level)]
    assert sum(found) >= 0.95 * len(found), f"level {level}: {len(found) - sum(found)} of {len(found)} are missed"


def test_reports_of_other_events_are_not_one() -> None:
    texts = {report["id"]: report["text"] for report in PLANTED["report"]}
    assert len(set(reports(texts).values())) == len(texts)


def test_all_at_once_are_as_many_reports_as_were_planted() -> None:
    """In one pile, every copy finds its own report, and no independent one joins any."""
    texts: dict[str, str] = {}
    truth: dict[str, str] = {}
    for report in PLANTED["report"]:
        texts[report["id"]], truth[report["id"]] = report["text"], report["id"]
    for report in PLANTED["report"]:
        for copy in report["copy"]:
            key = f"{report['id']} {copy['level']}"
            texts[key], truth[key] = copy["text"], report["id"]
    for own in PLANTED["independent"]:
        texts[f"own {own['id']}"] = own["text"]
        truth[f"own {own['id']}"] = f"own {own['id']}"
    found = reports(texts)
    right = [found[key] == truth[key] for key in texts]
    assert sum(right) >= COPIES * len(right), sorted(k for k, r in zip(texts, right, strict=True) if not r)
