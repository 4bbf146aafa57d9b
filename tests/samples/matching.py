"""Whether an extracted claim is an expected one, and what of an item is found, missed and extra.

A claim is found when nothing of `CORE` differs. `DETAILS` are asked of found claims alone and counted apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from accredit.extract import extract
from accredit.model import Article, Claim, Scope, Voice
from accredit.verdict.independence import fold
from tests.samples.expectations import AFGHANISTAN, Expected, SampleSet, expected_claims, samples, situation

_SMALL = frozenset({"a", "an", "the", "of", "at", "in", "on", "and", "s", "who", "whom", "those", "its", "his", "her"})
_STEM = 5
"""Letters by which words of voices are compared, so that "Tajik" meets "Tajikistan" and "consul" "consuls"."""


@dataclass(frozen=True, slots=True)
class Found:
    """An expected claim with the extracted one that is it, and the details in which they differ."""

    expected: Expected
    claim: Claim
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One item. `missed` are required; `extra` is neither required nor optional; `passed` is lenient."""

    article: Article
    found: tuple[Found, ...]
    missed: tuple[Expected, ...]
    extra: tuple[Claim, ...]
    passed: tuple[Claim, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Everything that was extracted and counts."""
        return (*(f.claim for f in self.found), *self.extra)


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over items, and the shares (0 to 1) that have floors."""

    required: int
    required_found: int
    extracted: int
    expected: int
    exact: int

    @classmethod
    def of(cls, items: Iterable[Compared]) -> Figures:
        """The counts of these items together."""
        kept = list(items)
        required = sum(not f.expected.optional for item in kept for f in item.found)
        found = [f for item in kept for f in item.found]
        return cls(
            required + sum(len(item.missed) for item in kept),
            required,
            len(found) + sum(len(item.extra) for item in kept),
            len(found),
            sum(not f.differs for f in found),
        )

    @property
    def shares(self) -> dict[str, float]:
        """Of the required claims, those found; of the extracted, those expected; of these, those right in detail."""
        return {
            "required_found": self.required_found / self.required,
            "extracted_expected": self.expected / max(1, self.extracted),
            "details_right": self.exact / max(1, self.expected),
        }


def claims_of(article: Article, of: SampleSet = AFGHANISTAN) -> tuple[Claim, ...]:
    """What is extracted from a sample, whether or not triage would let it through."""
    return extract(article, situation(of)).claims


@lru_cache(maxsize=4)
def compared_all(of: SampleSet = AFGHANISTAN) -> tuple[Compared, ...]:
    """Every sample, compared with what is expected of it."""
    wanted = expected_claims(of)
    return tuple(compared(a, wanted[name], claims_of(a, of), of) for name, a in samples(of).items())


def compared(
    article: Article, expected: Sequence[Expected], claims: Sequence[Claim], of: SampleSet = AFGHANISTAN
) -> Compared:
    """One item, with as many of its expected claims paired as can be, the required ones first."""
    passed = [article.id in of.lenient and c.predicate == "keeps_mission" for c in claims]
    counting = [c for c, lenient in zip(claims, passed, strict=True) if not lenient]
    asked = sorted(expected, key=lambda e: e.optional)
    pairs = _paired(asked, counting, article)
    met = {place for place, _ in pairs}
    taken = {option for _, option in pairs}
    return Compared(
        article,
        tuple(Found(asked[p], counting[o], differences(asked[p], counting[o], article, DETAILS)) for p, o in pairs),
        tuple(e for n, e in enumerate(asked) if not e.optional and n not in met),
        tuple(c for n, c in enumerate(counting) if n not in taken),
        tuple(c for c, lenient in zip(claims, passed, strict=True) if lenient),
    )


def _paired(expected: Sequence[Expected], claims: Sequence[Claim], article: Article) -> list[tuple[int, int]]:
    """Places of expectations with places of claims, each at most once; an expectation goes before later ones.

    Augmenting paths: greedy pairing could give a claim to one that has another and leave the next without.
    """
    fits = [_fitting(e, claims, article) for e in expected]
    holder: dict[int, int] = {}

    def seat(place: int, tried: set[int]) -> bool:
        for option in fits[place]:
            if option in tried:
                continue
            tried.add(option)
            if option not in holder or seat(holder[option], tried):
                holder[option] = place
                return True
        return False

    for place in range(len(expected)):
        seat(place, set())
    return [(place, option) for option, place in sorted(holder.items())]


def _fitting(expected: Expected, claims: Sequence[Claim], article: Article) -> list[int]:
    """The places of the claims that are the expected one, those that are right in most details first."""
    places = [n for n, c in enumerate(claims) if not differences(expected, c, article, CORE)]
    return sorted(places, key=lambda n: len(differences(expected, claims[n], article, DETAILS)))


def nearest(expected: Expected, claims: Iterable[Claim], article: Article) -> tuple[Claim, tuple[str, ...]] | None:
    """The claim of which the least of the core differs, with what does; None when hardly anything is alike."""
    ranked = sorted(((differences(expected, c, article, CORE), c) for c in claims), key=lambda pair: len(pair[0]))
    return (ranked[0][1], ranked[0][0]) if ranked and len(ranked[0][0]) <= len(CORE) // 2 else None


Check = Callable[[Expected, Claim, Article], bool]


def differences(expected: Expected, claim: Claim, article: Article, checks: Mapping[str, Check]) -> tuple[str, ...]:
    """The keys in which a claim is not the expected one; nothing when it is."""
    return tuple(key for key, same in checks.items() if not same(expected, claim, article))


def _subject(e: Expected, c: Claim, _: Article) -> bool:
    if e.mission:
        return c.mission is not None and c.mission.id == e.mission
    scope = c.scope or Scope()
    if e.group:
        return c.mission is None and fold(scope.group or "") == fold(e.group)
    return c.mission is None and set(scope.hosts) == set(e.hosts) and set(scope.except_) == set(e.except_)


def _person(e: Expected, c: Claim, _: Article) -> bool:
    """By the family name: first names and titles are spelt in many ways."""
    if e.person is None:
        return True
    return c.person is not None and fold(e.person).split()[-1] in fold(c.person.name or "").split()


def _when(e: Expected, c: Claim, _: Article) -> bool:
    if e.when is None:
        return True
    when = c.when
    if when is None or when.earliest is None or when.latest is None:
        return False
    return when.kind == e.when.kind and e.when.earliest <= when.earliest <= when.latest <= e.when.latest


def _origin(e: Expected, c: Claim, article: Article) -> bool:
    """At least half of the smaller set of words is shared."""
    voice, kind = c.origin, e.origin.partition(":")[0]
    if kind == "outlet" or len(c.chain) == 1:
        return kind == "outlet" and len(c.chain) == 1 and voice.kind == "outlet"
    if kind.startswith("anonymous") and voice.kind != "anonymous":
        return False
    wanted = stems(e.origin.removeprefix("anonymous:"))
    # Two foreign ministries share most of their words; whose they are tells them apart.
    if "minis" in wanted and ("talib" in wanted) != (voice.party == "taliban"):
        return False
    return any(alike(wanted, stems(words)) for words in (voice.name, voice.role) if words)


def stems(words: str) -> frozenset[str]:
    """The telling words of a voice, by their first letters."""
    return frozenset(w[:_STEM] for w in re.findall(r"\w+", fold(words)) if w not in _SMALL)


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether half of the smaller set is in the other."""
    smaller = min(len(one), len(other))
    return smaller > 0 and 2 * len(one & other) >= smaller


def _via(e: Expected, c: Claim, _: Article) -> bool:
    between: tuple[Voice, ...] = c.chain[1:-1]
    return all(any(stems(outlet) <= stems(v.name or "") for v in between) for outlet in e.via)


def _said(e: Expected, c: Claim, _: Article) -> bool:
    said = c.origin.said
    return e.said is None or (said is not None and said.earliest == said.latest == e.said)


def _quote(e: Expected, c: Claim, article: Article) -> bool:
    start = article.text.find(e.quote)
    return start >= 0 and c.evidence.start <= start and start + len(e.quote) <= c.evidence.end


CORE: Mapping[str, Check] = {
    "predicate": lambda e, c, _: c.predicate in e.predicates,
    "subject": _subject,
    "party": lambda e, c, _: e.party in (None, c.party),
    "person": _person,
    "polarity": lambda e, c, _: e.polarity in (None, c.polarity),
    "real": lambda e, c, _: e.real in (None, c.real),
    "stance": lambda e, c, _: c.stance in e.stances,
    "origin": _origin,
    "when": _when,
}
"""What makes a claim the expected one."""

DETAILS: Mapping[str, Check] = {
    "aspect": lambda e, c, _: e.aspect in (None, c.aspect),
    "basis": lambda e, c, _: e.basis in (None, c.basis),
    "modality": lambda e, c, _: e.modality in (None, c.modality),
    "via": _via,
    "said": _said,
    "quote": _quote,
}
"""What a found claim must have right as well."""
