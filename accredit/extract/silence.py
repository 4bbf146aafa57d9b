"""Voices that were asked and did not take a claim up: "has not confirmed", "declined to comment"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from accredit.extract.analysis import Line
from accredit.extract.build import Draft
from accredit.extract.clauses import group, is_verb
from accredit.extract.content import Content
from accredit.extract.sources import subject_of
from accredit.model import Stance, Voice

_CONFIRM = frozenset({"confirm", "verify", "acknowledge"})
_COMMENT = frozenset({"comment", "respond", "reply", "react", "answer"})
_NEGATIVE = frozenset({"not", "n't", "never", "yet", "neither", "no"})


def silences(
    line: Line,
    contents: Sequence[Content],
    voices: dict[Content, Voice | None],
    here: Sequence[Draft],
    before: Sequence[Draft],
    name: Callable[[Line, int, int], Voice | None],
) -> list[Draft]:
    """One draft a voice that stayed silent, about the claim that stands nearest."""
    out: list[Draft] = []
    about = next((d for d in here if d.stance == "asserts" and d.polarity == "affirmed"), None) or next(
        (d for d in reversed(before) if d.stance == "asserts" and line.sentence.number - d.line.sentence.number <= 2),
        None,
    )
    if about is None:
        return out
    for k, stance, source in _found(line):
        voice = name(line, *source)
        if voice is not None and _answerable(voice):
            out.append(
                replace(
                    about,
                    line=line,
                    core=k,
                    inside=(),
                    voices={},
                    polarity="affirmed",
                    stance=stance,
                    voice=voice,
                    making=replace(about.making, way="silence"),
                    rule="silence",
                    first=source[0],
                    last=k + 2,
                )
            )
    return out


def _answerable(voice: Voice) -> bool:
    """One who could be expected to know; "a man at the door" is silent about nothing."""
    text = f"{voice.name or ''} {voice.role or ''}".lower()
    return voice.kind != "anonymous" or any(
        w in text for w in ("offici", "diplomat", "spokes", "ministry", "embass", "consul", "govern")
    )


def _found(line: Line) -> list[tuple[int, Stance, tuple[int, int]]]:
    out: list[tuple[int, Stance, tuple[int, int]]] = []
    for k, token in enumerate(line.tokens):
        bare = k > 0 and line.tokens[k - 1].norm == "to" and token.lemma in _COMMENT
        stance = _stance(line, k) if is_verb(token) or bare else None
        source = subject_of(line, group(line.tokens, k).left) if stance else None
        if stance and source:
            out.append((k, stance, source))
    return out


def _stance(line: Line, k: int) -> Stance | None:
    tokens = line.tokens
    lemma = tokens[k].lemma
    verb = group(tokens, k)
    around = {tokens[g].norm for g in verb.governors} | {tokens[g].lemma for g in verb.governors}
    if k and tokens[k - 1].norm == "neither":
        around.add("neither")
    after = [t.norm for t in tokens[k + 1 : k + 4]]
    if lemma in _CONFIRM and around & _NEGATIVE:
        return "has_not_confirmed"
    if lemma in _COMMENT and around & (_NEGATIVE | {"decline", "refuse"}) and "about" not in around:
        return "declines_to_comment"
    if (
        lemma in ("say", "make", "give", "offer", "issue")
        and after
        and (
            after[0] == "nothing"
            or (after[0] == "no" and len(after) > 1 and after[1] in ("comment", "statement", "response", "details"))
        )
    ):
        return "declines_to_comment"
    if lemma in ("remain", "stay", "keep") and after and after[0] in ("silent", "quiet", "mum"):
        return "declines_to_comment"
    return None
