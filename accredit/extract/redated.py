"""Sentences that only say when: "The handover took place on 3 March" dates what the sentence before told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from accredit.extract.analysis import Line
from accredit.extract.build import Draft
from accredit.extract.content import Content
from accredit.extract.dates import DateWords
from accredit.extract.lexicon import table
from accredit.model import When

_STATES = frozenset({"holds_post", "recognises", "has_relations", "issues_documents", "funds"})


def redated(
    line: Line, contents: Sequence[Content], dates: Sequence[DateWords], here: Sequence[Draft], found: list[Draft]
) -> None:
    """Date the undated drafts of the sentence before, in place, where the line says when that happened.

    A source of the line's own dates nothing: the claim is not its claim.
    """
    if here or contents or len(dates) != 1 or dates[0].earliest is None or dates[0].kind != "instant":
        return
    names = _pointed(line)
    if names is None:
        return
    when = When(dates[0].kind, dates[0].earliest, dates[0].latest, dates[0].text)
    for i, draft in enumerate(found):
        if (
            draft.line.sentence.number == line.sentence.number - 1
            and draft.when is None
            and draft.stance == "asserts"
            and draft.modality == "actual"
            and draft.polarity == "affirmed"
            and draft.aspect != "state"
            and draft.predicate not in _STATES
            and (not names or draft.predicate in names)
        ):
            found[i] = replace(draft, when=when)


def _pointed(line: Line) -> frozenset[str] | None:
    """Which acts the line dates: the empty set for any ("this happened"), None where it dates none."""
    tokens = line.tokens
    for k, token in enumerate(tokens):
        after = {t.lemma for t in tokens[k + 1 : k + 4]}
        happens = (
            token.lemma in ("happen", "occur")
            or (token.lemma == "take" and after & {"place", "effect"})
            or (token.lemma == "come" and after & {"effect", "force"})
            or (token.norm == "dated" and k > 0 and tokens[k - 1].lemma in ("be", ","))
        )
        if happens:
            return _named(line, 0, k, alone=True)
        if (
            token.norm in ("date", "dates", "dated")
            and k
            and k + 1 < len(tokens)
            and tokens[k + 1].norm in ("the", "this")
        ):
            return _named(line, k + 1, min(k + 4, len(tokens)), alone=False)
        if token.lemma in ("give", "name", "set") and _effective(line, k):
            return frozenset()
    return None


def _named(line: Line, first: int, last: int, alone: bool) -> frozenset[str] | None:
    """The acts that "the handover", "this" or "the order" between two words stands for."""
    tokens = [t for t in line.tokens[first:last] if not t.tag.startswith(("V", "MD", "RB"))]
    if not tokens:
        return None
    if alone and len(tokens) == 1 and tokens[0].norm in ("this", "that", "it"):
        return frozenset()
    if tokens[0].norm not in ("the", "this", "that", "its") or len(tokens) < 2:
        return None
    noun = tokens[1].lemma
    if alone and len(tokens) > 2:
        return None  # "the handover of the keys"
    again = table("dates")["told_again"]
    if noun in again["any"]:
        return frozenset()
    return frozenset(predicate for predicate, nouns in again.items() if noun in nouns) or None


def _effective(line: Line, k: int) -> bool:
    """As in "gives 23 November as the effective date"."""
    rest = [t.norm for t in line.tokens[k + 1 : k + 12]]
    return "as" in rest and any(w in rest for w in ("date", "day"))
