"""The verdicts on a state, one function a question."""

from __future__ import annotations

from collections.abc import Sequence

from accredit.model import RecordedClaim
from accredit.verdict import states
from accredit.verdict.because import party_words
from accredit.verdict.compose import combined, silences, spoken
from accredit.verdict.shapes import NONE, Asked, Verdict
from accredit.verdict.standing import resolve

_POSTURE = {
    "keeps_mission": ("keeps a mission in the contested state", "keeps no mission in the contested state"),
    "hosts_opposition": ("shelters the opposition", "does not shelter the opposition"),
    "designates_terrorist": ("designates a party as terrorist", "does not designate a party as terrorist"),
    "trades_with": ("trades with the contested state", "does not trade with the contested state"),
    "position": ("has taken a position", ""),
}
"""How an item of posture reads, done and not done."""


def recognition_verdict(asked: Asked, claims: Sequence[RecordedClaim]) -> Verdict:
    """Whom the state recognises as the government; `none` when it is said to recognise a party not."""
    return _towards(asked, claims, states.RECOGNITION, {states.YES: "recognises", states.NO: "does not recognise"})


def relations_verdict(asked: Asked, claims: Sequence[RecordedClaim]) -> Verdict:
    """With whom the state has relations; with both is possible."""
    return _towards(
        asked, claims, states.RELATIONS, {states.YES: "has relations with", states.NO: "has no relations with"}
    )


def _towards(
    asked: Asked, claims: Sequence[RecordedClaim], predicates: frozenset[str], verbs: dict[str, str]
) -> Verdict:
    parts = states.towards(spoken(claims), asked.subject, asked.situation, predicates)
    outcomes = {party: resolve(words, asked) for party, words in sorted(parts.items())}
    yes = [p for p, o in outcomes.items() if o.value == states.YES]
    open_ = [p for p, o in outcomes.items() if len(o.values) > 1]
    no = any(states.NO in o.values for o in outcomes.values())
    values = (*sorted({*yes, *open_}), *([NONE] if open_ or (no and not yes) else []))
    return combined(
        asked,
        {name: outcomes[name] for name in outcomes},
        ", ".join(yes) or NONE,
        values,
        lambda party, v: f"{asked.name} {verbs[v]} {party_words(party, asked.situation)}",
        silences(claims, asked, predicates),
        deciding=frozenset({*yes, *open_}),
    )


def posture_verdict(asked: Asked, claims: Sequence[RecordedClaim]) -> Verdict:
    """What the state does; it has no single value: `values` are the items that it does, `detail` has them all."""
    parts = states.posture(spoken(claims), asked.subject, asked.situation)
    outcomes = {name: resolve(words, asked) for name, words in sorted(parts.items())}
    does = tuple(name for name, o in outcomes.items() if o.value in (states.YES, states.STATED))

    def reads(name: str, value: str) -> str:
        predicate, _, party = name.partition(" ")
        yes, no = _POSTURE[predicate]
        return f"{asked.name} {no if value == states.NO else yes}" + (f" ({asked_party(party)})" if party else "")

    def asked_party(party: str) -> str:
        return party_words(party, asked.situation).removeprefix("the ")

    return combined(asked, outcomes, None, does, reads, silences(claims, asked, states.POSTURE))
