"""What two extractors make of the same article: what both say, what one alone says, and where they differ. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accredit.model import Claim
from accredit.situation.source import fold

FIELDS = (
    "predicate", "target", "party", "person", "polarity", "modality", "stance", "aspect", "basis", "voices", "when",
)  # fmt: skip
"""What is compared, by the contract's names; `target` is the mission or the states. Evidence may be cut otherwise."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim of each that are about the same words; `fields` are those in which they differ."""

    left: Claim
    right: Claim
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """Every claim of both, once."""

    both: tuple[Pair, ...]
    differing: tuple[Pair, ...]
    left_alone: tuple[Claim, ...]
    right_alone: tuple[Claim, ...]


def contrast(left: Sequence[Claim], right: Sequence[Claim]) -> Contrast:
    """The claims of two readings of one article, paired one to one, the most alike first.

    A pair is the same in every field; or its evidence overlaps, and it has its predicate or its target in common.
    """
    pairs = [(p, i, j) for i, a in enumerate(left) for j, b in enumerate(right) if (p := _pair(a, b)) is not None]
    lefts, rights = set[int](), set[int]()
    chosen: list[Pair] = []
    for pair, i, j in sorted(pairs, key=lambda p: (len(p[0].fields), not _overlap(p[0].left, p[0].right), p[1], p[2])):
        if i not in lefts and j not in rights:
            lefts.add(i)
            rights.add(j)
            chosen.append(pair)
    chosen.sort(key=lambda p: p.left.evidence.start)
    return Contrast(
        tuple(p for p in chosen if not p.fields),
        tuple(p for p in chosen if p.fields),
        tuple(c for i, c in enumerate(left) if i not in lefts),
        tuple(c for j, c in enumerate(right) if j not in rights),
    )


def _pair(one: Claim, other: Claim) -> Pair | None:
    values = zip(FIELDS, _values(one), _values(other), strict=True)
    fields = tuple(name for name, a, b in values if a != b)
    near = _overlap(one, other) and not {"predicate", "target"} <= set(fields)
    return Pair(one, other, fields) if near or not fields else None


def _overlap(one: Claim, other: Claim) -> bool:
    return one.evidence.start < other.evidence.end and other.evidence.start < one.evidence.end


def _values(claim: Claim) -> tuple[object, ...]:
    person, when = claim.person, claim.when
    return (
        claim.predicate,
        claim.mission.id if claim.mission else claim.scope,
        claim.party,
        fold(person.name or person.role or "") if person else None,
        claim.polarity,
        claim.modality,
        claim.stance,
        claim.aspect,
        claim.basis,
        tuple((v.kind, fold(v.name or v.role or ""), v.party) for v in claim.chain[1:]),
        (when.kind, when.earliest, when.latest) if when else None,
    )
