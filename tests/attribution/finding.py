"""Compares what is found in the cases with what is expected of them.

Each file of `cases/` was written by docs/attribution-guideline.md before the code. An attribution is found where
content and source overlap by half (the Dice coefficient of their words), as in the attribution bench; floors for
the shares stand in `floors.toml`, for the network and for the rules alone.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from accredit.extract.attribution import Attribution, attributions
from train.attribution.marks import Label, parse

HERE = Path(__file__).parent
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Case:
    """One text with its expected attributions, and what is expected of some of them besides."""

    id: str
    phenomenon: str
    text: str
    labels: tuple[Label, ...]
    expected: tuple[tuple[int, dict[str, Any]], ...]


def cases() -> list[Case]:
    """All cases. A number in `parent` is made a place among the labels."""
    out = []
    for row in tomllib.loads((HERE / "cases" / "attribution.toml").read_text(encoding="utf-8"))["case"]:
        marked = row["text"].strip("\n")
        numbers = sorted({int(n) for n in re.findall(r"\{[SCX](\d+)[ai]? ", marked)})
        parsed = parse(marked, row["id"])
        voices = tuple((numbers.index(v["n"]), _placed(v, numbers)) for v in row.get("voice", ()))
        out.append(Case(row["id"], row["phenomenon"], parsed.text, parsed.labels, voices))
    return out


def _placed(voice: dict[str, Any], numbers: list[int]) -> dict[str, Any]:
    return {**voice, "parent": numbers.index(voice["parent"])} if "parent" in voice else voice


@lru_cache(maxsize=1024)
def read(text: str, rules_only: bool) -> tuple[Attribution, ...]:
    return attributions(text, rules_only=rules_only)


def words(text: str, spans: Sequence[tuple[int, int]]) -> set[int]:
    """Where the words that the spans cover begin."""
    return {m.start() for m in _WORD.finditer(text) if any(a < m.end() and m.start() < b for a, b in spans)}


def like(one: set[int], other: set[int]) -> bool:
    return (not one and not other) or 2 * len(one & other) >= 0.5 * (len(one) + len(other)) > 0


def matches(case: Case, found: Sequence[Attribution]) -> dict[int, int]:
    """For each label that was found the place of the attribution; each attribution serves one label."""
    out: dict[int, int] = {}
    for k, label in enumerate(case.labels):
        fitting = [
            p
            for p, one in enumerate(found)
            if p not in out.values()
            and like(words(case.text, label.content), words(case.text, one.content))
            and like(words(case.text, label.source), words(case.text, one.source))
        ]
        if fitting:
            cue = words(case.text, label.cue)
            out[k] = max(fitting, key=lambda p: len(cue & words(case.text, found[p].cue)))
    return out


def shares(rules_only: bool) -> Iterator[tuple[str, float, str]]:
    """Each figure's name, the share reached, and what was missed."""
    labels: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    missed: list[str] = []
    fields: Counter[str] = Counter()
    right: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {}
    made = 0
    empty, clean, noise = 0, 0, []
    for case in cases():
        found = read(case.text, rules_only)
        made += len(found)
        if not case.labels:
            empty += 1
            clean += not found
            noise += [case.id] if found else []
        pairs = matches(case, found)
        labels[case.phenomenon] += len(case.labels)
        hits[case.phenomenon] += len(pairs)
        missed += [f"{case.id} ({k + 1})" for k in range(len(case.labels)) if k not in pairs]
        for place, voice in case.expected:
            if place not in pairs:
                continue
            one = found[pairs[place]]
            for name in ("mode", "act", "stance"):
                if name in voice:
                    fields[name] += 1
                    right[name] += getattr(one, name) == voice[name]
                    wrong.setdefault(name, []).extend([case.id] * (getattr(one, name) != voice[name]))
            if "parent" in voice and voice["parent"] in pairs:
                fields["parent"] += 1
                right["parent"] += one.parent == pairs[voice["parent"]]
                wrong.setdefault("parent", []).extend([case.id] * (one.parent != pairs[voice["parent"]]))
    total = sum(hits.values())
    yield "found", total / sum(labels.values()), ", ".join(missed)
    yield "precision", total / made, ""
    yield "clean", clean / empty, ", ".join(noise)
    for name in ("mode", "act", "stance", "parent"):
        yield name, right[name] / fields[name] if fields[name] else 1.0, ", ".join(wrong.get(name, ()))
