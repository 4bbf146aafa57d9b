"""How likely a claim is right, from how it was made.

A claim has traits ("noun", "pronoun", "denied", …). Each adds its weight to a sum, and the
logistic function of the sum is the confidence. `lexicon/en/confidence.toml` holds the weights;
`train/confidence.py` makes them from labelled articles, and `bench/calibration.py` measures
how far they may be believed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from accredit.extract.build import Draft
from accredit.extract.lexicon import table
from accredit.model import HOST_STATE, REAL, Voice

_SHORT, _LONG = 14, 32
_FAR = 10
_FLOOR, _CEILING = 0.02, 0.98

_KINDS = {
    "of control": ("controls", "handed_over", "custody", "cooperates_with"),
    "of people": ("appointed", "accredited", "holds_post", "dismissed", "expelled", "sent_diplomats"),
    "of papers": ("issues_documents", "honours_documents", "disowns_documents", "funds", "collects_fees"),
    "of states": ("recognises", "has_relations", "keeps_mission", "hosts_opposition", "designates_terrorist",
                  "trades_with", "position"),
}  # fmt: skip

TRAITS: tuple[str, ...] = (
    "passive", "noun", "title", "echo", "silence",
    "inherited subject", "pronoun", "inferred mission", "nothing filled", "guessed party",
    "denied", "not real", "hedged",
    "outlet alone", "relayed", "unnamed voice", "inside a denial",
    "no party", "host state", "wide", "nobody named",
    "dated", "basis", "short sentence", "long sentence", "far subject", "far object",
    "opening", "one of several", "told before",
    *_KINDS,
)  # fmt: skip
"""Every trait that a claim can have. The last ones are the kind of its predicate."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each trait adds to the sum that begins at `bias`."""

    bias: float
    by_trait: Mapping[str, float]

    def probability(self, marks: Sequence[str]) -> float:
        """The share of right claims among those with these traits, from 0 to 1."""
        total = self.bias + sum(self.by_trait.get(mark, 0.0) for mark in marks)
        # Written so that neither sign overflows.
        return 1 / (1 + math.exp(-total)) if total >= 0 else math.exp(total) / (1 + math.exp(total))


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights that ship with the program."""
    data = table("confidence")
    return Weights(data["bias"], data["weights"])


def confidence(marks: Sequence[str], weights: Weights | None = None) -> float:
    """The confidence of a claim with these traits, to two digits: never below 0.02 or above 0.98."""
    value = (weights or shipped()).probability(marks)
    return round(min(_CEILING, max(_FLOOR, value)), 2)


def traits(draft: Draft, chain: Sequence[Voice], several: bool, told: bool) -> tuple[str, ...]:
    """The traits of the claim that a draft and its chain make, sorted.

    `several`: its act makes three claims or more. `told`: the article says the same by another voice.
    """
    has = {
        **_of_making(draft),
        **_of_claim(draft),
        **_of_chain(draft, chain),
        **_of_place(draft),
        "one of several": several,
        "told before": told,
        **{kind: draft.predicate in predicates for kind, predicates in _KINDS.items()},
    }
    return tuple(sorted(mark for mark, holds in has.items() if holds))


def _of_making(draft: Draft) -> dict[str, bool]:
    making = draft.making
    return {
        making.way: making.way != "verb",
        "inherited subject": making.inherited,
        "pronoun": making.pronoun,
        "inferred mission": making.inferred,
        "nothing filled": making.bare,
        "guessed party": making.guessed,
    }


def _of_claim(draft: Draft) -> dict[str, bool]:
    return {
        "denied": draft.polarity == "denied",
        "not real": draft.modality not in REAL,
        "hedged": draft.modality == "reported",
        "no party": draft.party is None,
        "host state": draft.party == HOST_STATE,
        "wide": draft.mission is None,
        "nobody named": draft.person is not None and draft.person.name is None,
        "dated": draft.when is not None,
        "basis": draft.basis is not None,
    }


def _of_chain(draft: Draft, chain: Sequence[Voice]) -> dict[str, bool]:
    return {
        "outlet alone": len(chain) == 1,
        "relayed": len(chain) > 2,
        "unnamed voice": chain[-1].kind == "anonymous",
        "inside a denial": any(c.denies for c in draft.inside),
    }


def _of_place(draft: Draft) -> dict[str, bool]:
    size = len(draft.line.tokens)
    return {
        "short sentence": size <= _SHORT,
        "long sentence": size > _LONG,
        "far subject": draft.core - draft.first > _FAR,
        "far object": draft.last is not None and draft.last - draft.core > _FAR,
        "opening": draft.line.sentence.number == 0,
    }
