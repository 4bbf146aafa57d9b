"""Whether the expectations of a set are written in words that exist: a slip would show as a miss, or as nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from accredit.model import PREDICATES, REAL, Aspect, Basis, Modality, Polarity, Stance, WhenKind
from tests.samples.expectations import AFGHANISTAN, Expected, SampleSet, expected_claims, samples, situation, voices


def wording_faults(name: str, of: SampleSet = AFGHANISTAN) -> list[str]:
    """What is wrong with one item's expectations: a quote that is not in it, a word of neither contract nor pack."""
    text = samples(of)[name].text
    return [f"{fault}: {e.quote}" for e in expected_claims(of)[name] for fault in _faults(e, text, of)]


def _faults(e: Expected, text: str, of: SampleSet) -> Iterator[str]:
    known = situation(of)
    words: tuple[tuple[tuple[str | None, ...], Any], ...] = (
        ((e.polarity,), Polarity), ((e.modality,), Modality), ((e.aspect,), Aspect), ((e.basis,), Basis),
        (e.stances, Stance), ((e.when and e.when.kind,), WhenKind),
    )  # fmt: skip
    checks = {
        "the quote is not in the item": e.quote in text,
        "no such predicate": set(e.predicates) <= set(PREDICATES),
        "no such mission": e.mission is None or known.mission(e.mission) is not None,
        "one of mission, hosts and group": bool(e.mission) + bool(e.hosts) + bool(e.group) == 1,
        "no such state": all(host == "*" or known.state(host) for host in (*e.hosts, *e.except_)),
        "no such party": e.party is None or known.party(e.party) is not None,
        "modality against real": e.modality is None or (e.modality in REAL) == e.real,
        "no such word": all({w for w in given if w is not None} <= set(get_args(kind)) for given, kind in words),
        "no such origin": e.origin == "outlet" or e.origin in voices(of),
    }
    return (fault for fault, right in checks.items() if not right)
