"""Every miss and extra of the samples, and every answer that is otherwise: `python -m tests.samples.report [WORD…]`.

With words, only the items and rows whose names hold one of them. The figures are always of everything.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from accredit.model import Claim, Voice
from tests.samples.answers import Answered, answered_all
from tests.samples.expectations import AFGHANISTAN, Expected, SampleSet
from tests.samples.matching import Compared, Figures, compared_all, nearest


def report(words: Sequence[str] = (), of: SampleSet = AFGHANISTAN) -> Iterator[str]:
    """The lines of the report."""
    items, answers = compared_all(of), answered_all(of)
    for item in items:
        if _asked(item.article.id, words):
            yield from item_lines(item)
    yield ""
    for one in answers:
        if one.faults and _asked(one.row.name, words):
            yield from answer_lines(one)
    yield ""
    yield from figure_lines(Figures.of(items))
    right = sum(not one.faults for one in answers)
    yield f"answers right: {right} of {len(answers)}, {right / len(answers):.4f}"


def _asked(name: str, words: Sequence[str]) -> bool:
    return not words or any(word in name for word in words)


def item_lines(item: Compared) -> Iterator[str]:
    """One item: its counts, then what is wrong."""
    yield f"{item.article.id}: {len(item.found)} found, {len(item.missed)} missed, {len(item.extra)} extra"
    for found in item.found:
        if found.differs:
            yield f"  detail {', '.join(found.differs)}: {claim_words(found.claim)}"
            yield f"         expected {expected_words(found.expected)}"
    for missed in item.missed:
        yield f"  missed {expected_words(missed)}"
        near = nearest(missed, item.claims, item.article)
        if near:
            yield f"         nearest differs in {', '.join(near[1])}: {claim_words(near[0])}"
    for extra in item.extra:
        yield f"  extra  {claim_words(extra)}"


def answer_lines(one: Answered) -> Iterator[str]:
    """One answer that is not the expected one, with the claims behind it."""
    yield f"{one.row.name}: {'; '.join(one.faults)}"
    yield f"  expected: {one.row.because}"
    yield f"  because:  {one.verdict.because}"
    for recorded in one.behind:
        yield f"  claim     {recorded.article.id}: {claim_words(recorded.claim)}"


def figure_lines(figures: Figures) -> Iterator[str]:
    """The counts and shares of the claims, which have floors."""
    yield f"required claims found: {figures.required_found} of {figures.required}"
    yield f"extracted claims expected: {figures.expected} of {figures.extracted}"
    yield f"of these right in detail: {figures.exact} of {figures.expected}"
    yield ", ".join(f"{name} = {share:.4f}" for name, share in figures.shares.items())


def expected_words(e: Expected) -> str:
    """An expectation on one line, in the order of the file's keys."""
    about = e.mission or e.group or ",".join(e.hosts) + (f" except {','.join(e.except_)}" if e.except_ else "")
    when = f"{e.when.kind} {e.when.earliest}/{e.when.latest}" if e.when else None
    said = f"said {e.said}" if e.said else None
    stance = None if e.stances == ("asserts",) else "|".join(e.stances)
    real = None if e.real is not False else e.modality or "not real"
    parts = ("|".join(e.predicates), about, e.party, e.person, e.polarity, real, stance, e.aspect, e.basis, when)
    return f"{_joined(*parts)} ← {_joined(*e.via, e.origin, said)} «{e.quote}»"


def claim_words(c: Claim) -> str:
    """A claim on one line, in the order of the contract."""
    scope = c.scope
    about = c.mission.id if c.mission else None
    if scope:
        left_out = f"except {','.join(scope.except_)}" if scope.except_ else None
        about = _joined(",".join(scope.hosts), left_out, scope.group)
    when = f"{c.when.kind} {c.when.earliest}/{c.when.latest}" if c.when else None
    stance = None if c.stance == "asserts" else c.stance
    modality = None if c.modality == "actual" else c.modality
    person = c.person.name if c.person else None
    parts = (c.predicate, about, c.party, person, c.polarity, modality, stance, c.aspect, c.basis, when)
    voices = " → ".join(voice_words(v) for v in c.chain)
    return f"{_joined(*parts)} ← {voices} «{' '.join(c.evidence.exact.split())}» [{c.rule}]"


def voice_words(v: Voice) -> str:
    """A voice with its kind, party and day."""
    said = f"said {v.said.latest}" if v.said else None
    return f"{v.name or v.role or '?'} ({_joined(v.kind, v.party, said)})"


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in report(sys.argv[1:]))
