"""Labelled texts: `{S1 the ministry} {C1 said} {X1 that …}` (docs/attribution-guideline.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

_MARK = re.compile(r"\{([SCX])(\d+)([ai]?) |\}")
_TITLE = re.compile(r"^### .*\n", re.M)
KINDS = {"": "speech", "a": "attitude", "i": "intention"}

Spans = list[tuple[int, int]]


@dataclass(slots=True)
class Label:
    """One attribution as a person marked it: offsets into the text without marks."""

    source: Spans = field(default_factory=list)
    cue: Spans = field(default_factory=list)
    content: Spans = field(default_factory=list)
    kind: str = "speech"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text without marks, and its attributions in the order of their numbers."""

    id: str
    text: str
    labels: tuple[Label, ...]


def parse(marked: str, name: str = "") -> Labelled:
    """The text and the labels of one marked article; ValueError says what is wrong with the marks."""
    parts: list[str] = []
    labels: dict[int, Label] = {}
    open_: list[tuple[str, int, int]] = []
    at = length = 0
    for mark in _MARK.finditer(marked):
        parts.append(marked[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if mark[1]:
            open_.append((mark[1], int(mark[2]), length))
            if mark[3]:
                labels.setdefault(int(mark[2]), Label()).kind = KINDS[mark[3]]
            continue
        if not open_:
            raise ValueError(f"{name}: a mark is closed that was not opened: …{marked[max(0, at - 40) : at]}")
        role, number, start = open_.pop()
        label = labels.setdefault(number, Label())
        {"S": label.source, "C": label.cue, "X": label.content}[role].append((start, length))
    if open_:
        raise ValueError(f"{name}: mark {open_[-1][0]}{open_[-1][1]} is never closed")
    text = "".join([*parts, marked[at:]])
    if "{" in text or "}" in text:
        raise ValueError(f"{name}: a brace that is no mark")
    for number, label in labels.items():
        if not label.content:
            raise ValueError(f"{name}: attribution {number} has no content")
        for spans in (label.source, label.cue, label.content):
            spans.sort()
    return Labelled(name, text, tuple(labels[n] for n in sorted(labels)))


def articles(path: Path) -> list[Labelled]:
    """The articles of a file, each behind a line `### name`."""
    marked = path.read_text(encoding="utf-8")
    names = [line[4:].strip() for line in _TITLE.findall(marked)]
    bodies = _TITLE.split(marked)[1:]
    return [parse(body.strip() + "\n", name) for name, body in zip(names, bodies, strict=True)]
