"""Voices that confirm or deny what the sentence before said: "the ministry confirmed this", "the embassy denied it"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from accredit.extract.analysis import Line
from accredit.extract.build import Draft
from accredit.extract.content import Content
from accredit.extract.dates import DateWords
from accredit.extract.lexicon import words
from accredit.model import Voice

_POINTING = frozenset({"this", "that", "it", "these", "so"})
_REPORTS = frozenset(
    {"report", "news", "claim", "information", "account", "allegation", "version", "story", "statement", "payment"}
)
_TAKES = frozenset({"confirm", "deny", "refute", "reject", "dispute", "contradict", "rebut", "corroborate", "verify"})


def echoes(
    line: Line,
    contents: Sequence[Content],
    voices: dict[Content, Voice | None],
    dates: tuple[DateWords, ...],
    here: Sequence[Draft],
    before: Sequence[Draft],
) -> list[Draft]:
    """The claims of the last sentence that made any, by the voice that takes them up; denied where it denies them."""
    out: list[Draft] = []
    for content in contents:
        cue = line.tokens[content.cue].lemma if content.cue >= 0 else ""
        if cue not in _TAKES or content.source is None or not _points_back(line, content.cue):
            continue
        if any(content.first <= d.core < content.last for d in here):
            continue
        denies = content.denies or cue in words("cues", "denies")
        for draft in _last(line, before):
            polarity = draft.polarity if not denies else "denied" if draft.polarity == "affirmed" else "affirmed"
            out.append(
                replace(
                    draft,
                    line=line,
                    core=content.cue,
                    inside=(*(c for c in contents if c.first <= content.cue < c.last), content),
                    voices=voices,
                    dates=dates,
                    polarity=polarity,
                    making=replace(draft.making, way="echo"),
                    rule="echo",
                    first=content.cue,
                    last=None,
                )
            )
    return out


def _points_back(line: Line, k: int) -> bool:
    after = line.tokens[k + 1 : k + 4]
    if not after:
        return False
    if after[0].norm in _POINTING and (len(after) == 1 or not after[1].tag.startswith(("NN", "V", "MD"))):
        return True
    return after[0].norm in ("the", "these", "those", "such", "this") and len(after) > 1 and after[1].lemma in _REPORTS


def _last(line: Line, before: Sequence[Draft]) -> list[Draft]:
    number = max((d.line.sentence.number for d in before if d.stance == "asserts"), default=-9)
    if line.sentence.number - number > 2:
        return []
    seen: set[tuple[object, ...]] = set()
    out = []
    for d in before:
        key = (d.predicate, d.mission, d.scope, d.party, d.person, d.polarity)
        if (
            d.line.sentence.number == number
            and d.stance == "asserts"
            and d.predicate != "holds_post"
            and key not in seen
        ):
            seen.add(key)
            out.append(d)
    return out
